"""The result of checking one criterion, as it is shown and kept. No rules stand here."""

from dataclasses import dataclass
from typing import Any

from conversations.criteria.outcome import STATUSES, Status
from conversations.texts import Text, text_from_json, text_to_json


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` is the plan's own words (a Phrase only for the law's knock-out, which is no quotation).

    `keys` are the questions whose answers decide it, the one to mend first at the head: what a button "sửa" opens.
    """

    criterion_id: str
    text: Text
    clause: str
    status: Status
    why: tuple[Text, ...] = ()
    waiting: bool = False
    keys: tuple[str, ...] = ()
    note: str = ""

    @property
    def blocking(self) -> bool:
        """Whether the nomination cannot be sent with this. Waiting for this year's result never blocks."""
        return self.status == "not_met" or (self.status == "missing" and not self.waiting)

    def to_json(self) -> dict[str, Any]:
        """Return the finding as JSON; `from_json` reads it back."""
        return {
            "id": self.criterion_id,
            "text": text_to_json(self.text),
            "clause": self.clause,
            "status": self.status,
            "why": [text_to_json(text) for text in self.why],
            "waiting": self.waiting,
            "keys": list(self.keys),
            "note": self.note,
        }

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "Finding":
        """Return the finding that `to_json` gave. Raises ValueError for a status that does not exist."""
        if raw["status"] not in STATUSES:
            raise ValueError(raw["status"])
        return cls(
            criterion_id=raw["id"],
            text=text_from_json(raw["text"]),
            clause=raw["clause"],
            status=raw["status"],
            why=tuple(text_from_json(text) for text in raw["why"]),
            waiting=raw["waiting"],
            keys=tuple(raw["keys"]),
            note=raw["note"],
        )
