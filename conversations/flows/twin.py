"""Somebody like this was nominated before: is it the same subject? Asked once of every such nomination, live.

It stands after the identity and not after the name alone: hardly anybody is the only one of his name in a province,
so nothing is asked before name, date of birth and village are known. The look-up is made at every replay, so that
what somebody else sent a minute ago is asked about as well. Nothing is ever merged, and no answer blocks: whoever says
"the same" may still go on, and the reviewers see it.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.flow import Finish, Scene
from conversations.flows.case import may_see_to
from conversations.flows.dossier_lines import answer_lines, may_read
from conversations.flows.identity import subject_named
from conversations.flows.twin_texts import by_whom, in_which_field, whom
from conversations.model import CoNominated, SubjectKind
from conversations.plans.plan import Field
from conversations.queries import DossierById, Round, TerritoryOf, Twin, TwinsOf
from conversations.texts import Text, phrase
from conversations.twins import BODIES, marks_of

Asking = Generator[Any, Any, Any]

SAME, OTHER, SEE, WORDS = "same", "other", "see", "words"
GO_ON = "go_on"
MOST_ASKED = 3
"""Of those that look alike, the likest: more would teach people to tap "somebody else" unread."""
SETTLED = frozenset({"nurturing", "declined", "withdrawn"})
"""Stages in which a nomination is not on its way, so that there is nothing to stand behind."""
MOST_REASON = 200


@dataclass(frozen=True, kw_only=True)
class _Instead(Choice):
    """Looking ahead, the draft goes on: the questions after this one are counted."""

    def sample(self) -> str:
        return GO_ON


def look_alikes(round_: Round, field: Field, kind: SubjectKind, scene: Scene) -> Asking:
    """Ask about each nomination that looks like this one; return the end of the draft where it was joined, or None.

    Colleagues of one commune are told by whom and when, so that they can talk; what stands in it is not theirs to read.
    """
    person = scene.speaker
    commune = scene.look(TerritoryOf(person.unit_id))
    marks = marks_of(kind, subject_named(scene.given), scene.given, commune)
    for twin in scene.look(TwinsOf(marks, round_.id, person.id, commune or person.unit_id, limit=MOST_ASKED)):
        if twin.id == scene.args.get("nomination"):  # the very file that is being mended
            continue
        about = (*_lines(twin), *in_which_field(twin, round_.plan_id, field.id, scene))
        said = yield from _same_or_other(twin, about, scene)
        if said == OTHER:
            yield from _why(twin, scene)
        elif (twin.round_id, twin.field_id, twin.kind) == (round_.id, field.id, kind) and twin.stage not in SETTLED:
            end: Finish | None = yield from _instead(twin)
            if end is not None:
                return end
    return None


def _lines(twin: Twin) -> tuple[Text, ...]:
    return (phrase("twin.found", who=whom(twin)), by_whom(twin))


def _same_or_other(twin: Twin, about: tuple[Text, ...], scene: Scene) -> Asking:
    body = twin.kind in BODIES
    name = "twin.body" if body else "twin.person"
    key, args = f"twin.{twin.id}", _args(twin)
    seen = scene.recorded.get(key) == SEE
    ways = (
        Option(SAME, phrase("twin.same.body" if body else "twin.same"), ("cung nguoi", "dung", "phai", "co")),
        Option(OTHER, phrase("twin.other.body" if body else "twin.other"), ("khac", "khong phai", "khong")),
    )
    look = (Option(SEE, phrase("twin.see"), ("xem",)),) if may_open(twin, scene) else ()
    chosen = yield from Choice(
        key=key, name=name, args=args, choices=(*ways, *look), lead=about, listed=not seen, turns=True
    )
    if chosen != SEE:
        return chosen
    dossier = scene.look(DossierById(twin.id))
    lead = (*about, *(answer_lines(dossier) if dossier else ()))
    return (yield from Choice(key=f"twin.seen.{twin.id}", name=name, args=args, choices=ways, lead=lead))


def may_open(twin: Twin, scene: Scene) -> bool:
    """Whether the person may read the other nomination: his own, or one of a unit where he is among its readers."""
    if twin.own or twin.at is None or not may_read(scene.speaker):
        return twin.own
    dossier = scene.look(DossierById(twin.id))
    return dossier is not None and may_see_to("read", dossier, scene)


def _args(twin: Twin) -> dict[str, Any]:
    return {"who": whom(twin), "year": str(twin.year)}


def _why(twin: Twin, scene: Scene) -> Asking:
    """Ask for the difference: the reviewers will wonder about it too."""
    body = twin.kind in BODIES
    reasons = ("head", "place", "work", WORDS) if body else ("born", "place", "family", WORDS)
    choices = tuple(Option(reason, phrase(f"twin.why.{reason}")) for reason in reasons)
    key, args = f"twin.why.{twin.id}", _args(twin)
    told = scene.recorded.get(key) == WORDS  # then the words stand on the card
    chosen = yield from Choice(key=key, name="twin.why", args=args, choices=choices, listed=not told, turns=True)
    if chosen == WORDS:
        yield from ShortText(key=f"twin.words.{twin.id}", name="twin.words", args=args, most=MOST_REASON)


def _instead(twin: Twin) -> Asking:
    """Offer to stand behind that nomination, or to leave it at the own one, instead of sending a second."""
    stop = Option("stop", phrase("twin.stop.own" if twin.own else "twin.stop"), ("dung ten", "dung ten chung"))
    go_on = Option(GO_ON, phrase("twin.go_on"), ("lam tiep", "ho so rieng"))
    lead = (phrase("twin.means.own" if twin.own else "twin.means"),)
    chosen = yield from _Instead(
        key=f"twin.instead.{twin.id}", name="twin.instead", choices=(stop, go_on), lead=lead, listed=False
    )
    if chosen == GO_ON:
        return None
    if twin.own:
        return Finish(say=(phrase("twin.left", who=whom(twin)),))
    return Finish(say=(phrase("twin.joined", who=whom(twin)),), deeds=(CoNominated(twin.id),))
