"""Following a recognised model: whether it still works, who does the same since the last time, what help it takes."""

from collections.abc import Mapping
from typing import cast

from conversations.answers.choice import Choice
from conversations.answers.number import Number
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.consent import ask_consent
from conversations.flows.identity import SUBJECT
from conversations.following import FOLLOWED, WORKS, Works, next_follow_up
from conversations.model import Consented, Followed, Json
from conversations.queries import ConsentTo, Dossier, DossierById, FollowUp, FollowUpsOf
from conversations.texts import Text, phrase

MOST = 10_000
"""Households or units that began to do the same since the last time."""
WORDS: Mapping[Works, tuple[str, ...]] = {
    "well": ("con hieu qua", "tot", "van tot", "co"),
    "less": ("giam", "kem hon"),
    "gone": ("khong con", "da bo", "nghi", "khong"),
}


def follow(scene: Scene) -> Flow:
    """Ask the three things, and once whether the model may be shown to everybody."""
    dossier = scene.look(DossierById(int(str(scene.args.get("nomination", 0)))))
    refused = why_not_mine(dossier, scene)
    if dossier is None or refused is not None:
        return Finish(say=(refused or phrase("follow.gone"),))
    if not scene.recorded:  # with the name, by which a draft that is put aside is called
        return Finish(then=Start("follow", scene.args, {SUBJECT: dossier.sent.subject}))
    before = scene.look(FollowUpsOf(dossier.sent.id))
    choices = tuple(Option(works, phrase(f"follow.works.{works}"), WORDS[works]) for works in WORKS)
    args = {"name": dossier.sent.subject}
    works = cast("Works", (yield from Choice(key="works", name="follow.works", choices=choices, args=args)))
    if works == "gone":
        return _gone(dossier)
    lead = (spread_line(before),) if before else ()
    households = yield from Number(key="households", name="follow.households", most=MOST, lead=lead)
    units = yield from Number(key="units", name="follow.units", most=MOST)
    help_ = yield from ShortText(key="help", name="follow.help", most=500, optional=True)
    consent: tuple[Consented, ...] = ()
    if scene.look(ConsentTo(dossier.sent.id)) is not True:
        consent = ((yield from ask_consent(dossier, scene)),)
    next_on = next_follow_up(dossier.next_on or scene.today, scene.today, len(before))
    deed = Followed(dossier.sent.id, dossier.version, works, households, units, help_, next_on)
    last = phrase("follow.kept.last", name=dossier.sent.subject)
    said = phrase("follow.kept", name=dossier.sent.subject, on=next_on) if next_on else last
    total = spread(before, households, units)
    return Finish(
        say=(said, *((phrase("follow.total", households=total[0], units=total[1]),) if any(total) else ())),
        deeds=(deed, *consent),
        then=Start("menu", {"brief": True}),
    )


def _gone(dossier: Dossier) -> Finish:
    """Nothing is left to follow, or to show."""
    deed = Followed(dossier.sent.id, dossier.version, "gone", 0, 0, "", None)
    said = phrase("follow.kept.gone", name=dossier.sent.subject)
    return Finish(say=(said,), deeds=(deed,), then=Start("menu", {"brief": True}))


def why_not_mine(dossier: Dossier | None, scene: Scene) -> Text | None:
    """Return why the person does not follow this model; None where he does."""
    if dossier is None or dossier.person_id != scene.speaker.id:
        return phrase("nurture.not_yours")
    if dossier.sent.stage not in FOLLOWED:
        return phrase("follow.not_recognised", name=dossier.sent.subject)
    return None


def spread(before: tuple[FollowUp, ...], households: int = 0, units: int = 0) -> tuple[int, int]:
    """Return how many households and units do the same, all together."""
    return households + sum(one.households for one in before), units + sum(one.units for one in before)


def spread_line(before: tuple[FollowUp, ...]) -> Text:
    """Return that as a sentence."""
    households, units = spread(before)
    return phrase("spread", households=households, units=units)


def title(answers: Mapping[str, Json]) -> Text:
    """Name a follow-up that was put aside by its model."""
    return phrase("follow.title", name=str(answers.get(SUBJECT, "")))


FOLLOW = FlowKind("follow", follow, draft=True, title=title)
