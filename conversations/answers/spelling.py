"""Whole numbers in Vietnamese words. A slip of a zero is seen in the words, not in the digits.

It knows numbers only: what they count (đồng, sào, people) is for those who use it. The way back is numerals.py.
"""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu")
BILLION = 1_000_000_000


def spell(number: int) -> str:
    """Return `number` in words: 1_205_000 is "một triệu hai trăm linh năm nghìn"."""
    if number < 0:
        return f"âm {spell(-number)}"
    if number < BILLION:
        return _below_a_billion(number, leading=True) or DIGITS[0]
    billions, rest = divmod(number, BILLION)
    return f"{spell(billions)} tỷ {_below_a_billion(rest, leading=False)}".strip()


def _below_a_billion(number: int, *, leading: bool) -> str:
    """Groups that are nought are named where another follows: "một triệu hai trăm" is said of 1_200_000."""
    words: list[str] = []
    for power in (2, 1, 0):
        group, number = divmod(number, 1000**power)
        begun = bool(words) or not leading
        if group:
            words.append(f"{_group(group, whole=begun)} {GROUPS[power]}".strip())
        elif begun and number:
            words.append(f"{DIGITS[0]} {GROUPS[power]}")
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
