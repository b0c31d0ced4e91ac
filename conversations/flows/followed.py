"""A recognised model as whoever nominated it sees it: how it does, who does the same, whether it is in the gallery."""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.follow import spread_line, why_not_mine
from conversations.queries import ConsentTo, Dossier, DossierById, FollowUp, FollowUpsOf
from conversations.texts import Text, phrase


def followed(scene: Scene) -> Flow:
    """Show it with what can be done."""
    dossier = scene.look(DossierById(int(str(scene.args.get("nomination", 0)))))
    refused = why_not_mine(dossier, scene)
    if dossier is None or refused is not None:
        return Finish(say=(refused or phrase("follow.gone"),))
    ways = (
        *((Option("follow", phrase("nurture.visit"), ("tham", "ghi lan tham")),) if dossier.next_on else ()),
        Option("consent", phrase("followed.consent"), ("dang", "dong y dang")),
        Option("files", phrase("nurture.look"), ("xem ho so", "xem")),
        Option("nurture", phrase("nurture.list"), ("danh sach",)),
    )
    card = _card(dossier, scene)
    chosen = yield from Choice(key="do", name="nurture.one", choices=ways, lead=card, listed=False)
    args = {} if chosen == "nurture" else {"nomination": dossier.sent.id}
    return Finish(then=Start(chosen, args))


def _card(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    sent, before = dossier.sent, scene.look(FollowUpsOf(dossier.sent.id))
    stage, next_on = phrase(f"stage.{sent.stage}"), dossier.next_on
    head = phrase("followed.head", name=sent.subject, stage=stage)
    if next_on:
        when = phrase("nurture.due" if next_on <= scene.today else "nurture.next", on=next_on)
        head = phrase("followed.head.next", name=sent.subject, stage=stage, when=when)
    gone = bool(before) and before[-1].works == "gone"
    shown = phrase("followed.shown" if scene.look(ConsentTo(sent.id)) and not gone else "followed.hidden")
    return (head, *((spread_line(before),) if before else ()), *(_line(one, scene) for one in before), shown)


def _line(one: FollowUp, scene: Scene) -> Text:
    on = one.at.astimezone(scene.now.tzinfo).date()
    works = phrase(f"follow.works.{one.works}")
    said = phrase("followed.line", on=on, works=works, households=one.households, units=one.units)
    return phrase("followed.help", line=said, help=one.help) if one.help else said


FOLLOWED_ONE = FlowKind("followed", followed)
