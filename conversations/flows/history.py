"""Who did what when with a hồ sơ, in sentences: the newest first, a run of the same by the same person as one.

Of an answer it tells which question was answered anew, never what the answer was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.flows.labels import Labels
from conversations.flows.leafing import leaf_through
from conversations.queries import DraftJournal, Happened
from conversations.texts import Joined, Text, phrase, text_from_json

HISTORY_WORDS = ("lich su", "ai sua", "ai sua gi", "ai sua gi, khi nao", "ai lam gi", "history")
TOLD = (
    "answered", "changed", "filed", "viewed", "paper", "photo", "message", "refused", "denied",
    "decided", "undone", "ranked", "refiled", "recused", "commented", "co_nominated",
    "balloted", "visited", "followed", "consented", "tour_asked", "withdrawn",
)  # fmt: skip
"""What is written of a hồ sơ and has a sentence of its own, `journal.<act>`."""
RUNS = frozenset({"answered", "viewed", "paper", "photo"})
"""What is told once where somebody did it several times on end."""
WAYS_ON = frozenset({"review", "review.all", "stuck"})
"""Questions whose answer says nothing of the file, only where to go from there."""
MOST_NAMED = 8
"""Questions named of those that were answered on end."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is worth telling: `act` is one of TOLD; `key` the question, of an answer."""

    happened: Happened
    act: str
    key: str = ""

    @property
    def run(self) -> tuple[object, ...]:
        """What is told as one has this in common, and follows one upon the other."""
        one = () if self.act in RUNS else (id(self),)
        return (self.act, self.happened.person_id, self.happened.at.date(), *one)


def history(scene: Scene) -> Flow:
    """Show what happened with the draft in `args`."""
    number, labels = scene.args.get("draft"), scene.args.get("labels")
    happened = scene.look(DraftJournal(scene.speaker.id, number if isinstance(number, int) else 0))
    known = {key: text_from_json(label) for key, label in labels.items()} if isinstance(labels, dict) else {}
    head = phrase("journal.head", name=text_from_json(scene.args.get("title", "")))
    texts = told(happened, known, scene) or (phrase("journal.none"),)
    on = Option("on", phrase("journal.on"), ("lam tiep", "tiep"))
    yield from leaf_through("history", (head, *texts), (on,), scene)
    return Finish()


def told(happened: tuple[Happened, ...], labels: Labels, scene: Scene) -> tuple[Text, ...]:
    """Return the sentences. `labels` are what the questions are called that are still known."""
    lines = tuple(_worth_telling(happened))[::-1]
    runs = (tuple(run) for _, run in groupby(lines, key=lambda line: line.run))
    return tuple(_sentence(run, labels, scene) for run in runs)


def _worth_telling(happened: tuple[Happened, ...]) -> Iterator[Told]:
    """Yield the oldest first. An answer given again as it was is no change; that a message arrived is no news."""
    before: dict[str, object] = {}
    for one in reversed(happened):
        key, value = str(one.detail.get("key", "")), one.detail.get("value")
        if one.act == "message" and one.detail.get("state") == "sent":
            continue
        if one.act != "answered":
            yield Told(one, one.act)
        elif key not in WAYS_ON and before.get(key) != value:
            yield Told(one, "changed" if key in before else "answered", key)
        before[key] = value


def _sentence(run: tuple[Told, ...], labels: Labels, scene: Scene) -> Text:
    """One sentence for what happened on end, the newest first."""
    last, first = run[0].happened, run[-1].happened
    act = run[0].act
    when, who = _when(first.at, last.at, scene), _who(last, scene)
    keys = list(dict.fromkeys(line.key for line in reversed(run)))
    match act:
        case "answered":
            return phrase("journal.answered", when=when, who=who, n=len(keys), what=_named(keys, labels))
        case "changed":
            return phrase("journal.changed", when=when, who=who, what=_named(keys, labels))
        case "filed":
            stage = "nurturing" if last.detail.get("stage") == "nurturing" else "submitted"
            return phrase(f"journal.filed.{stage}", when=when, who=who)
        case "decided":
            return phrase("journal.decided", when=when, who=who, what=phrase(f"act.{last.detail['act']}"))
        case _:
            known = act if act in TOLD else "other"
            return phrase(f"journal.{known}", when=when, who=who)


def _named(keys: list[str], labels: Labels) -> Joined:
    """Name the questions; those that are not asked any more together."""
    known = [labels[key] for key in keys if key in labels]
    gone = (phrase("journal.gone"),) if len(known) < len(keys) else ()
    more = (phrase("journal.more", n=len(known) - MOST_NAMED),) if len(known) > MOST_NAMED else ()
    return Joined((*known[:MOST_NAMED], *more, *gone))


def _who(happened: Happened, scene: Scene) -> Text:
    if happened.person_id == scene.speaker.id:
        return scene.speaker.call
    return happened.by or phrase("journal.nobody")


def _when(first: datetime, last: datetime, scene: Scene) -> str:
    """Return "11/10 09:12", with the year where it is another, of a run until when."""
    day = f"{first:%d/%m}" if first.year == scene.today.year else f"{first:%d/%m/%Y}"
    begin, end = f"{first:%H:%M}", f"{last:%H:%M}"
    return f"{day} {begin}" if begin == end else f"{day} {begin}–{end}"


HISTORY = FlowKind("history", history, browse=True)
