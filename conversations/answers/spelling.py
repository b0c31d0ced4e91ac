"""Whole numbers in Vietnamese words, and back. A slip of a zero is seen in the words, not in the digits.

It knows numbers only: what they count (đồng, sào, people) is for those who use it.
"""

from conversations.answers.folding import fold_all

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu")
BILLION = 1_000_000_000
_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_TENS = frozenset({"muoi", "chuc"})
_FILLERS = frozenset({"linh", "le"})
_MOST_WORDS = 9
"""Of a number below a thousand, fillers included."""


def spell(number: int) -> str:
    """Return `number` in words: 1_205_000 is "một triệu hai trăm linh năm nghìn"."""
    if number < 0:
        return f"âm {spell(-number)}"
    if number < BILLION:
        return _below_a_billion(number, leading=True) or DIGITS[0]
    billions, rest = divmod(number, BILLION)
    return f"{spell(billions)} tỷ {_below_a_billion(rest, leading=False)}".strip()


def _below_a_billion(number: int, *, leading: bool) -> str:
    words: list[str] = []
    for power in (2, 1, 0):
        group, number = divmod(number, 1000**power)
        if group:
            words.append(f"{_group(group, whole=bool(words) or not leading)} {GROUPS[power]}".strip())
    return " ".join(words)


def _group(number: int, *, whole: bool) -> str:
    """Words of 1 to 999; `whole` says the hundreds even where there are none ("không trăm linh năm")."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if tens == 0 and units and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{DIGITS[tens]} mươi")
    if units:
        words.append(_unit(tens, units))
    return " ".join(words)


def _unit(tens: int, units: int) -> str:
    if units == 1 and tens > 1:
        return "mốt"
    if units == 5 and tens:
        return "lăm"
    return "tư" if units == 4 and tens > 1 else DIGITS[units]


def below_a_thousand(words: list[str]) -> tuple[int, int] | None:
    """Return (number, how many of `words` it took) for the number that unaccented `words` begin with, below 1000."""
    total, current, taken = 0, None, 0
    for word in words[:_MOST_WORDS]:
        if word in _UNITS:
            if current is not None:  # "hai ba": two numbers, or "hai mươi ba" said short
                break
            current = _UNITS[word]
        elif word in _TENS:
            total, current = total + (current if current is not None else 1) * 10, None
        elif word == "tram" and current is not None and not total:
            total, current = current * 100, None
        elif word not in _FILLERS or not taken:
            break
        taken += 1
    return (total + (current or 0), taken) if taken else None


def is_number_word(word: str) -> bool:
    """Whether a folded word can begin a number in words."""
    return word in _UNITS or word in _TENS


def words_of(text: str) -> list[str]:
    """Return the unaccented words of `text`, Telex decoded where that reads as a number."""
    forms = [form.split() for form in sorted(fold_all(text))]
    return max(forms, key=lambda words: sum(is_number_word(word) for word in words), default=[])
