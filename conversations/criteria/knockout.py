"""The law's own condition: nobody is proposed while under discipline, investigation or a complaint being verified.

It comes from Decree 152/2025/NĐ-CP, not from a plan, and therefore stands in no plan's file and applies to all of
them. Its words are ours, no quotation.
"""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.criteria.case import Case
from conversations.criteria.finding import Finding
from conversations.criteria.outcome import Status
from conversations.texts import phrase

LAW = "law.knockout"
KNOCKOUT = "knockout"
DECREE = "Nghị định 152/2025/NĐ-CP"
_WORDS = {
    "no": ("khong", "khong co", "khong bi", "no"),
    "yes": ("co", "dang bi", "yes"),
    "unknown": ("chua ro", "khong ro", "khong biet", "not sure"),
}
_STATUS: dict[str | None, Status] = {"no": "met", "yes": "not_met"}


def knockout_question() -> Choice:
    """Return the question; asked of every nomination."""
    options = tuple(Option(id_, phrase(f"criteria.knockout.{id_}"), also) for id_, also in _WORDS.items())
    return Choice(key=KNOCKOUT, name="criteria.knockout", choices=options)


def knockout_finding(case: Case) -> Finding:
    """Return the finding; whoever does not know has to find out first."""
    status = _STATUS.get(case.word(KNOCKOUT), "missing")
    return Finding(
        criterion_id=LAW,
        text=phrase("law.knockout"),
        clause=DECREE,
        status=status,
        why=(phrase(f"why.knockout.{status}"),),
        keys=(KNOCKOUT,),
    )
