"""The kinds of question, one file each: what is typed or tapped -> a value, or a sentence that helps.

Adding a kind: one file, one line in KINDS, its rows in tests/answers/.
"""

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
from conversations.answers.place import Place
from conversations.answers.question import Question
from conversations.answers.series import Series
from conversations.answers.someone import SomeoneBelow
from conversations.answers.text import LongText, ShortText
from conversations.answers.time_of_day import TimeOfDay
from conversations.answers.workbook import Workbook
from conversations.answers.year import Year

KINDS: tuple[type[Question[Any]], ...] = (
    Choice, Paged, Checklist, Confirm, ShortText, LongText, PersonName, Year, Day, Number, Money, Area, Series, Phone,
    PersonalId, Place, Files, Pinned, Workbook, SomeoneBelow, Entrance, TimeOfDay,
)  # fmt: skip
