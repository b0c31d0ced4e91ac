"""Which fields fit what somebody tells in a few taps, and which question parts those that are left best.

A trait is a set of words, looked for in a field's title and everyday words, or of check kinds. No field is named here:
a new plan is advised on as soon as its folder has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from conversations.answers.folding import fold
from conversations.plans.plan import Field, Plan

OTHER = "other"
"""The topic of a field that none of the topics names."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that may hold of a subject; `trait.<id>` asks for it, `trait.<id>.because` gives it as a reason."""

    id: str
    words: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    def holds(self, field: Field) -> bool:
        """Whether the field is about it."""
        return has_words(field, self.words) or any(criterion.check.kind in self.checks for criterion in field.criteria)


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a plan."""

    plan: Plan
    field: Field


def _trait(id_: str, words: str = "", *checks: str) -> Trait:
    return Trait(id_, tuple(word.strip() for word in words.split(",") if word.strip()), checks)


TOPICS: tuple[Trait, ...] = (
    _trait("economy", "kinh te, san xuat, kinh doanh, doanh nghiep, hop tac xa, trang trai, lao dong gioi"),
    _trait("poor", "ngheo, tu thien, nhan dao"),
    _trait("rural", "nong thon moi, moi truong, hien dat, duong be tong, ha tang, thien tai, xay dung co ban"),
    _trait("learning", "giao duc, hoc sinh, giao vien, nha truong, khuyen hoc"),
    _trait("health", "y te, suc khoe, bac si, kham chua benh"),
    _trait("safety", "quoc phong, an ninh, quan su, cong an, quyet thang, dan quan"),
    _trait("office", "cong so, hanh chinh, co quan, chuyen doi so, cong chuc, lang phi"),
    _trait("culture", "van hoa, gia dinh, khu dan cu, van nghe, the thao, do thi van minh, doan ket"),
    _trait("party", "dang vien, chi bo, xay dung dang, dan van, mat tran to quoc, cong doan, hoi vien"),
    _trait("example", "ho chi minh, theo bac"),
    _trait("youth", "khoi nghiep, thanh nien, start-up, lap nghiep, tuoi tre"),
    _trait("women", "phu nu"),
    _trait("veterans", "cuu chien binh"),
)
TRAITS: tuple[Trait, ...] = (
    _trait("farming", "nong dan, trang trai, chan nuoi, trong rung, trong trot"),
    _trait("business", "doanh nghiep, hop tac xa, cong ty, doanh nhan"),
    _trait("worker", "cong nhan, cong doan, nguoi lao dong"),
    _trait("helping", "giup ho ngheo, giup nguoi ngheo, giam ngheo, giup nhau"),
    _trait("land", "hien dat lam duong, gop ngay cong"),
    _trait("young", "thanh nien, doan vien"),
    _trait("women", "phu nu"),
    _trait("veteran", "cuu chien binh"),
    _trait("startup", "khoi nghiep"),
    _trait("official", "can bo cong chuc, cong chuc"),
    _trait("digital", "chuyen doi so, cong nghe thong tin, chinh quyen dien tu"),
    _trait("desk", "thu tuc hanh chinh, mot cua"),
    _trait("police", "cong an"),
    _trait("military", "quan su, bo doi, dan quan"),
    _trait("charity", "tu thien, nhan dao"),
    _trait("quarter", "khu dan cu, to dan pho"),
    _trait("party_member", "dang vien, chi bo"),
    _trait("front", "mat tran to quoc"),
    _trait("sport", "van nghe, the thao"),
    _trait("saving", "tiet kiem, lang phi"),
    _trait("figures", "", "rising"),
    _trait("family_title", "", "title_yearly"),
    _trait("prize", "", "prize"),
)
_OTHER = Trait(OTHER)


def has_words(field: Field, words: Iterable[str]) -> bool:
    """Whether one of the folded `words` stands in the field's title or among its everyday words."""
    text = _folded((field.title, *field.also))
    return any(f" {word} " in text for word in words)


def topics_of(field: Field) -> tuple[Trait, ...]:
    """Return what the field is about; always something."""
    return tuple(topic for topic in TOPICS if topic.holds(field)) or (_OTHER,)


def topics_among(spots: Iterable[Spot]) -> tuple[Trait, ...]:
    """Return the topics that there is a field for, in the order they are offered in."""
    found = {topic.id for spot in spots for topic in topics_of(spot.field)}
    return tuple(topic for topic in (*TOPICS, _OTHER) if topic.id in found)


def best_trait(spots: tuple[Spot, ...], asked: frozenset[str]) -> Trait | None:
    """Return the trait that parts the fields most evenly, of equal ones the first; None where none parts them."""
    best, fewest = None, len(spots)
    for trait in TRAITS:
        holding = sum(trait.holds(spot.field) for spot in spots)
        bigger = max(holding, len(spots) - holding)
        if trait.id not in asked and bigger < fewest:
            best, fewest = trait, bigger
    return best


def biggest_share(spots: tuple[Spot, ...]) -> int:
    """Return how many fields are left at most when the plan is told."""
    plans = [spot.plan.id for spot in spots]
    return max(map(plans.count, plans), default=0)


@lru_cache(maxsize=1024)
def _folded(texts: tuple[str, ...]) -> str:
    return f" {' | '.join(' '.join(_words(text)) for text in texts)} "


def _words(text: str) -> list[str]:
    return [word.strip(".,;:()–-“”") for word in fold(text).split()]
