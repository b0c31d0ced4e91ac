"""Whether two nominations may be of the same subject: by name, date of birth and village. Only a person decides it.

Two steps. `keys` is for recall: folded, so that an index finds whoever might be meant. `likeness` is for precision,
with exact marks. A name alone says little: in a province a common one is borne by dozens of those nominated, so there
is always something beside it that lies near. Nothing is asked of the storage here.
"""

import hashlib
from collections.abc import Iterator, Mapping

from conversations.answers.folding import fold, has_marks, settle_tones
from conversations.answers.place import bare
from conversations.collectives import core
from conversations.model import Json, SubjectKind
from conversations.queries import Marks

BODIES: frozenset[SubjectKind] = frozenset({"collective", "model"})
"""Kinds of subjects that are no person; the others are compared with one another, whatever they are nominated as."""
SAME, NEAR, POSSIBLE, NO = 3, 2, 1, 0
"""How alike two subjects are. Everything above NO is asked about."""
SLIP_LETTERS = 3
"""A shorter word with one letter changed is another word."""
YEARS_APART = 1
"""People remember a year of birth that much wrongly, by the lunar calendar."""


def marks_of(kind: SubjectKind, subject: str, answers: Mapping[str, Json], territory: int) -> Marks:
    """Return the marks of a subject by the answers of flows/identity.py."""
    born, place = answers.get("born"), answers.get("place")
    village = place.get("name") if isinstance(place, dict) else None
    return Marks(
        body=kind in BODIES,
        name=subject,
        born=born if isinstance(born, str) and kind not in BODIES else "",
        place=village if isinstance(village, str) else "",
        territory=territory,
    )


def keys(marks: Marks, round_id: int) -> frozenset[int]:
    """Return the keys under which a subject is found in a round; two that are alike share at least one.

    The round is in the key, so that a name that is common everywhere is looked up in its own province only.
    """
    sort = "body" if marks.body else "person"
    found = (_of_body if marks.body else _of_person)(marks)
    return frozenset(_number(f"{round_id}|{sort}|{key}") for key in found)


def _of_person(marks: Marks) -> Iterator[str]:
    name, village, year = fold(marks.name), bare(marks.place), marks.born[:4]
    rest, _, given = name.rpartition(" ")
    yield f"commune|{name}|{marks.territory}"
    yield f"village|{name}|{village}"
    if len(marks.born) > 4:
        yield f"day|{name}|{marks.born}"
    if year:
        yield f"given|{given}|{year}|{village}"
        yield f"rest|{rest}|{year}|{village}"


def _of_body(marks: Marks) -> Iterator[str]:
    words, village = core(marks.name), bare(marks.place)
    for part in {" ".join(words), " ".join(words[-2:]), " ".join(words[:2])}:
        yield f"commune|{part}|{marks.territory}"
        yield f"village|{part}|{village}"


def _number(key: str) -> int:
    """Return a number of 64 bits, so that the index is small and does not tell who stands in it."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def likeness(one: Marks, other: Marks) -> int:
    """Return how alike two subjects are, the same in both directions."""
    if one.body != other.body:
        return NO
    return _bodies(one, other) if one.body else _people(one, other)


def _bodies(one: Marks, other: Marks) -> int:
    first, second = core(one.name), core(other.name)
    village, commune = _near(one, other)
    if first == second:
        return (SAME if _spelled_alike(one.name, other.name) else NEAR) if village else POSSIBLE if commune else NO
    shorter, longer = sorted((first, second), key=len)
    ends = shorter in (longer[: len(shorter)], longer[-len(shorter) :])
    return POSSIBLE if ends and len(shorter) > 1 and (village or commune) else NO


def _people(one: Marks, other: Marks) -> int:
    """Decide by the name first: the less alike it is, the more has to agree beside it."""
    village, commune = _near(one, other)
    year = bool(one.born) and one.born[:4] == other.born[:4]
    day = one.born == other.born and len(one.born) > 4
    if fold(one.name) == fold(other.name) and _spelled_alike(one.name, other.name):
        if day and (village or commune):
            return SAME
        if day or (year and (village or commune)):
            return NEAR
        return POSSIBLE if village and _years_near(one.born, other.born) else NO
    if fold(one.name) == fold(other.name):
        return POSSIBLE if (year and village) or (day and commune) else NO
    return POSSIBLE if year and village and _slip(fold(one.name).split(), fold(other.name).split()) else NO


def _near(one: Marks, other: Marks) -> tuple[bool, bool]:
    """Return whether the village and whether the commune is the same."""
    return bare(one.place) == bare(other.place) != "", one.territory == other.territory != 0


def _spelled_alike(one: str, other: str) -> bool:
    """Whether two names that are folded alike have the same marks; one that was typed without any may be either."""
    first, second = (" ".join(settle_tones(name).split()) for name in (one, other))
    return first == second or not (has_marks(one) and has_marks(other))


def _years_near(one: str, other: str) -> bool:
    """Whether two years may be one, remembered or typed wrongly: 1979 and 1980, 1979 and 1997; or one is unknown."""
    if not (one and other):
        return True
    first, second = one[:4], other[:4]
    return abs(int(first) - int(second)) <= YEARS_APART or (first != second and first[:2] + first[:1:-1] == second)


def _slip(one: list[str], other: list[str]) -> bool:
    """Whether one name is the other with one word left out, shortened to its first letter, or with a slip in it."""
    if min(len(one), len(other)) < 2:
        return False
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        dropped = (longer[:at] + longer[at + 1 :] for at in range(len(longer) - 1))  # never the given name
        return len(longer) - len(shorter) == 1 and shorter in dropped
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    initials = all(min(len(a), len(b)) == 1 and a[0] == b[0] for a, b in differing) and one[-1] == other[-1]
    return initials or (len(differing) == 1 and _one_letter(*differing[0]))


def _one_letter(one: str, other: str) -> bool:
    """Whether two words differ by one letter: changed, left out, or two that changed places."""
    if min(len(one), len(other)) < SLIP_LETTERS:
        return False
    begin = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    first, second = one[begin:], other[begin:]
    swapped = first[:2] == second[:2][::-1] and first[2:] == second[2:]
    return swapped or first[1:] == second[1:] or first[1:] == second or first == second[1:]
