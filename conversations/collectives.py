"""What is left of a collective's name without the words that say what it is: "dong tam" of "HTX nông nghiệp Đồng Tâm".

For comparing only; a name is always kept and shown whole.
"""

from functools import lru_cache

from conversations.answers.folding import fold

GENERIC = (
    "hop tac xa", "htx", "to hop tac", "tht", "lien hiep", "cong ty", "cty", "trach nhiem huu han", "tnhh",
    "mot thanh vien", "mtv", "co phan", "cp", "doanh nghiep", "dn", "tu nhan", "dntn", "co so", "ho kinh doanh",
    "cau lac bo", "clb", "nhom", "to", "doi", "tap the", "mo hinh", "du an", "dich vu", "dv", "nong nghiep", "nn",
    "san xuat", "sx", "kinh doanh", "kd", "thuong mai", "tm", "tong hop", "va", "&", "-", ",",
)  # fmt: skip
"""Folded, as they stand before and between the words that name it. Not in it: school levels, associations, "thôn"."""
_LONGEST = max(len(words.split()) for words in GENERIC)
_GENERIC = frozenset(GENERIC)


@lru_cache(maxsize=4096)  # one name is held against several others, at every replay of a draft
def core(name: str) -> tuple[str, ...]:
    """Return the words that tell it from others of its sort; all of them where there are no such words."""
    words = fold(name).replace(",", " ").split()
    kept: list[str] = []
    at = 0
    while at < len(words):
        skipped = next((n for n in range(_LONGEST, 0, -1) if " ".join(words[at : at + n]) in _GENERIC), 0)
        kept += [] if skipped else [words[at]]
        at += skipped or 1
    return tuple(kept or words)
