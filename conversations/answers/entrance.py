"""The key to the house: a code that is typed, or at a door that vouches for it the person's own phone number."""

from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.phone import Phone
from conversations.answers.question import Misfit, Question, Read, Reader, Reading, refuse
from conversations.model import Event, Json, SharedPhone
from conversations.texts import Text, phrase

MOST = 64
"""Characters of a code."""
_PHONE = Phone(key="phone", name="person.phone")


@dataclass(frozen=True, kw_only=True)
class Entrance(Question[str | SharedPhone]):
    """The value is a code as it was typed, or a number that is the sender's own. A number that is typed is a code."""

    asks_phone: ClassVar[bool] = True

    def read(self, event: Event, kept: Json, reader: Reader) -> Reading[str | SharedPhone]:
        """Read a shared number too, if it is the sender's own."""
        if not isinstance(event, SharedPhone):
            return super().read(event, kept, reader)
        if not event.own:
            return refuse("phone.not_own")
        reading = _PHONE.understand(event.phone, None, reader) if event.phone else refuse("phone")
        return Read(SharedPhone(reading.value, own=True)) if isinstance(reading, Read) else refuse("phone.abroad")

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str | SharedPhone]:
        code = " ".join(text.split())
        if not any(char.isalnum() for char in code):
            return refuse("text.letters")
        return refuse("too_long", most=MOST, now=len(code)) if len(code) > MOST else Read(code)

    def load(self, raw: Json) -> str | SharedPhone:
        match raw:
            case str() if raw:
                return raw
            case {"phone": str(phone)} if phone:
                return SharedPhone(phone, own=True)
            case _:
                raise Misfit

    def dump(self, value: str | SharedPhone) -> Json:
        return {"phone": value.phone} if isinstance(value, SharedPhone) else value

    def show(self, value: str | SharedPhone) -> Text:
        """Say nothing of a number: it is a key."""
        return phrase("show.phone") if isinstance(value, SharedPhone) else value

    def sample(self) -> str | SharedPhone:
        return "ABCD-EFGH-2345"
