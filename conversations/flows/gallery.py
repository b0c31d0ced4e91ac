"""The gallery of recognised models, which anybody may look through: found by a few words, opened with one tap.

Only what its subject agreed to is shown, and nothing of him but the name.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.folding import fold
from conversations.answers.paged import Paged
from conversations.answers.question import Option, Read, Reader, Reading, Refusal
from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.consent import SHOWN
from conversations.model import Json
from conversations.queries import Exemplar, ExemplarById, Gallery
from conversations.texts import Text, phrase, text_from_json

FIND, ALL, LIST, TOUR = "+find", "+all", "+list", "+tour"
WORDS = "?"
"""Begins a value that is no choice: the words to look for."""
MOST = 50
"""Shown of what was found; with more of them another word helps."""
MOST_WORDS = 6
MOST_LETTERS = 100
TRIES = 20
"""Searches and models one after another; then the flow ends."""


@dataclass(frozen=True, kw_only=True)
class Shown(Paged):
    """What is shown; words that name none of it are looked for."""

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        reading = super().understand(text, kept, reader)
        sought = isinstance(reading, Refusal) and any(char.isalpha() for char in text)
        return Read(f"{WORDS}{text[:MOST_LETTERS]}") if sought else reading

    def load(self, raw: Json) -> str:
        return raw if isinstance(raw, str) and raw.startswith(WORDS) else super().load(raw)

    def show(self, value: str) -> Text:
        return value.removeprefix(WORDS) if value.startswith(WORDS) else super().show(value)


def gallery(scene: Scene) -> Flow:
    """Show the newest, or what the words that came with the command find."""
    words = str(scene.args.get("words", ""))
    if not scene.look(Gallery((), MOST)):
        return Finish(say=(phrase("gallery.empty"),))
    for attempt in range(TRIES):
        chosen = yield from _list(attempt, words, scene)
        if chosen.startswith(WORDS):
            words = chosen.removeprefix(WORDS)
        elif chosen == FIND:
            words = yield from ShortText(key=f"words{attempt}", name="gallery.words", most=MOST_LETTERS, listed=False)
        elif chosen == ALL:
            words = ""
        elif (exemplar := scene.look(ExemplarById(int(chosen)))) is not None and (
            yield from _card(attempt, exemplar, scene)
        ) == TOUR:
            return Finish(then=Start("tour", {"nomination": exemplar.id}))
    return Finish()


def _list(attempt: int, words: str, scene: Scene) -> Generator[Any, Any, str]:
    wanted = tuple(dict.fromkeys(fold(words).split()))
    found = scene.look(Gallery(wanted, MOST))
    near = _near(wanted, scene) if words and not found else ()
    find = Option(FIND, phrase("gallery.find"), ("tim", "tim kiem", "search"))
    others = (Option(ALL, phrase("gallery.all"), ("tat ca", "xem het")),) if words else ()
    options = (find, *others, *(Option(str(one.id), _line(one)) for one in found or near))
    lead = _lead(words, len(found), len(near))
    return (yield from Shown(key=f"list{attempt}", name="gallery", choices=options, lead=(lead,), listed=False))


def _near(wanted: tuple[str, ...], scene: Scene) -> tuple[Exemplar, ...]:
    """Return what has some of the words, that with most of them at the head."""
    hits = [one for word in wanted[:MOST_WORDS] for one in scene.look(Gallery((word,), MOST))]
    known = {one.id: one for one in hits}
    return tuple(sorted(known.values(), key=lambda one: (-hits.count(one), -one.id))[:MOST])


def _lead(words: str, found: int, near: int) -> Text:
    if not words:
        return phrase("gallery.newest" if found else "gallery.empty")
    if found:
        return phrase("gallery.found", n=found, words=words)
    return phrase("gallery.near" if near else "gallery.nothing", words=words)


def _line(one: Exemplar) -> Text:
    if one.households or one.units:
        return phrase("gallery.line.spread", name=one.subject, unit=one.unit, n=one.households + one.units)
    return phrase("gallery.line", name=one.subject, unit=one.unit)


def _card(attempt: int, one: Exemplar, scene: Scene) -> Generator[Any, Any, str]:
    plan = scene.plans.at(one.plan_id, one.plan_version)
    field = plan.field(one.field_id) if plan else None
    head = phrase("gallery.head", name=one.subject, kind=phrase(f"kind.{one.kind}"), unit=one.unit)
    titled: tuple[Text, ...] = (phrase("gallery.field", field=field.title),) if field else ()
    spread: tuple[Text, ...] = ()
    if one.households or one.units:
        spread = (phrase("spread", households=one.households, units=one.units),)
    ways = (
        Option(TOUR, phrase("gallery.tour"), ("tham quan", "xin tham quan", "hoc hoi")),
        Option(LIST, phrase("gallery.list"), ("danh sach",)),
    )
    lead = (head, *titled, *_story(one), *spread)
    return (yield from Choice(key=f"card{attempt}", name="gallery.card", choices=ways, lead=lead, listed=False))


def _story(one: Exemplar) -> tuple[Text, ...]:
    lines = one.card if isinstance(one.card, list) else []
    return tuple(
        phrase("files.line", label=text_from_json(line["label"]), value=text_from_json(line["value"]))
        for line in lines
        if isinstance(line, dict) and line.get("key") in SHOWN
    )


GALLERY = FlowKind("gallery", gallery, open=True, browse=True)
