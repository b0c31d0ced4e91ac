"""One or more questions of every kind, with a value to keep and show: what the tests that walk the registry ask."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from conversations.answers.area import Area
from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.date import Day
from conversations.answers.entrance import Entrance
from conversations.answers.files import Files
from conversations.answers.money import Money
from conversations.answers.name import PersonName
from conversations.answers.number import Number
from conversations.answers.paged import Paged
from conversations.answers.personal_id import PersonalId
from conversations.answers.phone import Phone
from conversations.answers.pinned import Pinned
from conversations.answers.place import Place, Spot
from conversations.answers.question import Option, Question
from conversations.answers.series import Series
from conversations.answers.someone import SomeoneBelow
from conversations.answers.text import LongText, ShortText
from conversations.answers.time_of_day import TimeOfDay
from conversations.answers.workbook import XLSX, Workbook
from conversations.answers.year import Year
from conversations.model import Json, KeptFile, SharedPhone

OPTIONS = (Option("one", "Hộ gia đình"), Option("two", "Cá nhân"), Option("three", "Tập thể", ("htx",)))
MANY = tuple(Option(f"o{n}", f"Phong trào {chr(65 + n)}") for n in range(10))
YEARS = (2024, 2025, 2026)
TODAY = date(2026, 11, 21)
PHOTO = KeptFile("a" * 64, "image/jpeg", 1_000, "anh.jpg")
PHOTO_KEPT: Json = {"sha256": "a" * 64, "mime": "image/jpeg", "size": 1_000, "name": "anh.jpg"}


@dataclass(frozen=True)
class Example:
    """A question, values that fit it, raw values that do not, and what may be kept while it is half answered."""

    question: Question[Any]
    values: tuple[Any, ...]
    misfits: tuple[Json, ...]
    kept: tuple[Json, ...] = (None,)


EXAMPLES = (
    Example(
        TimeOfDay(key="q", name="q", earliest=time(7), latest=time(20), offers=(time(8), time(14))),
        ("08:00", "14:30"),
        ("06:59", "20:01", "25:00", "8:00", "١٢:٣٠", None, 8),
    ),
    Example(Choice(key="q", name="q", choices=OPTIONS), ("one", "three"), ("four", None, 1, ["one"])),
    Example(Pinned(key="q", name="q", choices=OPTIONS), ("one", "three"), ("four", None, 1)),
    Example(
        Paged(key="q", name="q", choices=MANY), ("o0", "o9"), ("o10", None, 1, "+more"), (None, 0, 1, 2, -5, True, "?")
    ),
    Example(
        Checklist(key="q", name="q", choices=OPTIONS, least=1),
        (("one",), ("one", "three")),
        ([], ["four"], "one", None, [1], [None]),
        (None, [], ["one"], ["gone"], "?"),
    ),
    Example(Checklist(key="q", name="q", choices=OPTIONS, shrinks=True), (("one",), ()), ("one", None, {})),
    Example(Confirm(key="q", name="q"), (True, False), (None, 1, "yes")),
    Example(ShortText(key="q", name="q"), ("Hợp tác xã",), ("", None, 1)),
    Example(ShortText(key="q", name="q", optional=True), ("", "Hợp tác xã"), (None,)),
    Example(LongText(key="q", name="q", least=10), ("Trồng na.\nNuôi dê.",), (None, "", [])),
    Example(PersonName(key="q", name="q"), ("Hoàng Văn Thắng", "Bh’riu Pố", "Y"), ("", None, 5)),
    Example(Year(key="q", name="q", least=1930, most=2026), (1930, 1979, 2026), (1929, 2027, True, "1979", None)),
    Example(
        Day(key="q", name="q", latest=TODAY),
        ("1985-02-15", "1985", "2026-11-21"),
        ("2026-11-22", "1899", "1985-02-30", "19850215", "1985-W07-5", "85", 1985, None),
    ),
    Example(Day(key="q", name="q", latest=TODAY, year_alone=False), ("1985-02-15",), ("1985",)),
    Example(
        Day(key="q", name="q", latest=TODAY, after=date(2026, 2, 1), offers=(date(2026, 3, 1),), year_alone=False),
        ("2026-02-02", "2026-03-01"),
        ("2026-02-01", "2026"),
    ),
    Example(Number(key="q", name="q", least=1, most=5_000), (1, 12, 1_234), (0, 5_001, True, "5", None)),
    Example(Money(key="q", name="q"), (0, 180_000_000, 1_200_000_000, 1_000_200), (-1, 10**16, True, "5", None)),
    Example(Money(key="q", name="q", loss=True), (-20_000_000, 5), (-(10**16), None)),
    Example(
        Area(key="q", name="q"), (1, 360, 20_000, 12_345), (0, -5, True, None, 10**11), (None, {"text": "3 sào"}, 5)
    ),
    Example(Area(key="q", name="q", least=0, sao=360), (0, 360), (-1,)),
    Example(
        Series(key="q", name="q", years=YEARS),
        ({2024: 180_000_000, 2025: 210_000_000, 2026: 1_200_000_000}, {2024: -5_000_000, 2025: 0, 2026: 7}),
        ({"2024": 1}, {"2024": 1, "2025": 2, "2026": True}, {"2024": 1, "2025": 2, "2026": "3"}, None, []),
        (None, {"2024": 180_000_000}, {"2025": 1, "guessed": ["doubt.millions"]}, {"guessed": 5}, [1]),
    ),
    Example(Series(key="q", name="q", years=YEARS, unit="number"), ({2024: 0, 2025: 12, 2026: 1_234},), ({},)),
    Example(
        Series(key="q", name="q", years=YEARS, unit="square_metres"), ({2024: 500, 2025: 12_345, 2026: 20_000},), ({},)
    ),
    Example(Phone(key="q", name="q"), ("0912345678", "02053812345"), ("912345678", "", None, 912345678)),
    Example(Phone(key="q", name="q", optional=True), ("", "0912345678"), (None,)),
    Example(PersonalId(key="q", name="q", born=1979, sex="male"), ("020079123456",), ("123456789", "", None)),
    Example(PersonalId(key="q", name="q", optional=True), ("",), (None,)),
    Example(
        Place(key="q", name="q", under=1),
        (Spot(101, "thôn Đồng Mỏ"), Spot(None, "Xóm Mới")),
        (None, 101, {"unit_id": 1, "name": ""}, {"unit_id": True, "name": "x"}, {"name": "x"}),
        (None, {"typed": "thôn Đồng"}, {"typed": 5}, "dong", {"page": 1}, {"typed": "thôn", "page": -1}, {"page": "x"}),
    ),
    Example(Place(key="q", name="q", under=1, free=False), (Spot(101, "thôn Đồng Mỏ"),), ([],)),
    Example(
        Files(key="q", name="q"),
        ((PHOTO,),),
        ([], None, [1], [{"sha256": "a"}], [{**PHOTO_KEPT, "size": "1"}]),  # type: ignore[dict-item]  # a dict, seen above
        (None, [PHOTO_KEPT], [5], {}),
    ),
    Example(
        Workbook(key="q", name="q"),
        (KeptFile("b" * 64, XLSX, 9_000, "ke-hoach.xlsx"), KeptFile("b" * 64, XLSX, 9_000)),
        (None, [PHOTO_KEPT], PHOTO_KEPT),
    ),
    Example(
        SomeoneBelow(key="q", name="q", under=1, others=OPTIONS),
        ("p1 Nông Thị Lan", "p23 Y", "one"),
        ("1", "p", "px", "four", None, 1),
        (
            None,
            {"typed": "lan", "page": 0},
            {"typed": "lan", "page": 9},
            {"typed": 5, "page": True},
            "lan",
            {"page": -1},
        ),
    ),
    Example(
        Entrance(key="q", name="q"),
        ("ABCD-EFGH-2345", SharedPhone("0912345678", own=True)),
        ("", None, 1, {"phone": ""}),
    ),
    Example(Files(key="q", name="q", optional=True), ((), (PHOTO,)), (None,)),
)
