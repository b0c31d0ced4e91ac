"""The plans' ways of saying when something is due, as a closed union. A `year` of None means: every year.

How a wording is read stands in reading.py, which days it comes to in dues.py, how it is said in saying.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Part = Literal["", "begin", "end"]


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both counted."""

    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Yield every day of it; none where `last` is before `first`."""
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))


@dataclass(frozen=True, slots=True)
class OnDay:
    """That very day: "ngày 30/5/2023"."""

    day: int
    month: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Limit:
    """The end of a time: "trước ngày 15/02 hằng năm". `strict`: the last day is the day before, else the named one."""

    day: int
    month: int
    year: int | None
    strict: bool


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months, first and last: "06 tháng đầu năm 2023", "trong tháng 11 hằng năm"."""

    first: int
    last: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Quarters:
    """Whole quarters or the `part` of them that is named: "Quý I, II năm 2023", "đầu Quý II năm 2023"."""

    first: int
    last: int
    year: int | None
    part: Part = ""


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """The one or the other end of a year: "đầu năm", "cuối năm 2025"."""

    part: Literal["begin", "end"]
    year: int | None


@dataclass(frozen=True, slots=True)
class Years:
    """Whole years: "Từ năm 2022 đến năm 2025", "vào năm 2023". `first` is None where it begins with the plan itself."""

    first: int | None
    last: int


@dataclass(frozen=True, slots=True)
class Yearly:
    """Once every year, on no day that the plan names: "hằng năm"."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day that an admin has to name, once a year where it is `yearly`: "vào dịp tổng kết năm".

    So is every wording that is not understood.
    """

    words: str
    yearly: bool


@dataclass(frozen=True, slots=True)
class Undated:
    """Nothing that a day could be named for: "Thường xuyên", "định kỳ", or no word at all."""

    words: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """A wording with a date that does not exist: `found` is the piece that is wrong ("30/02/2023", "Quý V")."""

    words: str
    found: str


Dated = OnDay | Limit | Months | Quarters | PartOfYear
"""What comes to certain days once its year is known."""
When = Dated | Years | Yearly | Occasion | Undated | Impossible
