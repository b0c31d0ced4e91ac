"""The announcements of an admin: the newest, and of each what became of it, with what can be done about it now.

Whether somebody may is looked at once more when it is done. Nobody knows who has read an announcement: what is counted
is where it arrived, and who said that he got it.
"""

from datetime import timedelta

from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.paged import Paged
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.announce import Body, beginning, moment
from conversations.flows.leafing import leaf_through
from conversations.model import BroadcastCorrected, BroadcastSteered, Json, Paper, SilentReminded, Steering
from conversations.queries import Broadcast, BroadcastById, BroadcastsUnder, LineageOf, RollCall, RollOfUnit
from conversations.rights import allowed, units_where
from conversations.texts import Joined, Text, phrase

A_SECOND = 30
"""Messages that go out in a second where many do: from it the time is told that is left."""
MOST_SILENT = 30
"""Names of one unit in the chat."""
_STEERINGS: dict[str, Steering] = {"pause": "pause", "resume": "resume", "cancel": "cancel"}


def announcements(scene: Scene) -> Flow:
    """Show the newest, or the one in `args`, and do one thing."""
    tops = units_where(scene.speaker, "announce")
    if not tops:
        return Finish(say=(phrase("announce.no_right"),))
    number = scene.args.get("broadcast")
    if not isinstance(number, int):
        known = scene.look(BroadcastsUnder(tops))
        new = Option("new", phrase("announcements.new"), ("soan", "moi", "thong bao moi", "new"))
        choices = (new, *(Option(str(one.id), _line(one)) for one in known))
        chosen = yield from Paged(key="which", name="announcements", choices=choices, listed=False)
        if chosen == "new":
            return Finish(then=Start("announce"))
        number = int(chosen)
    found = scene.look(BroadcastById(number))
    if found is None or not allowed(scene.speaker, "announce", scene.look(LineageOf(found.unit_id))):
        return Finish(say=(phrase("announcements.gone"),), then=Start("menu", {"brief": True}))
    return (yield from _one(found, scene))


def _line(one: Broadcast) -> Text:
    return phrase(f"announcements.line.{one.state}", at=moment(one.at), text=beginning(one.text))


_ALSO: dict[str, tuple[str, ...]] = {
    "again": ("cap nhat", "xem lai", "refresh"),
    "remind": ("nhac", "nhac nguoi chua nhan", "remind"),
    "roll": ("diem danh", "ai chua nhan", "roll"),
    "correct": ("dinh chinh", "sua", "correct"),
    "pause": ("tam dung", "dung", "pause"),
    "resume": ("gui tiep", "tiep", "resume"),
    "change": ("sua", "doi", "change"),
    "cancel": ("huy", "huy gui", "cancel"),
    "export": ("xuat", "excel", "tai ve", "export"),
    "list": ("danh sach", "thong bao khac", "list"),
}
WAYS = tuple(_ALSO)


def _ways(one: Broadcast) -> tuple[str, ...]:
    """What can be done with it as it is now."""
    gone = one.state != "scheduled" and one.counts.total > 0
    fits = {
        "again": one.state == "sending",
        "remind": one.state in ("sending", "done") and one.counts.silent > 0,
        "roll": gone,
        "correct": gone and one.state != "cancelled",
        "pause": one.state == "sending",
        "resume": one.state == "paused",
        "change": one.state == "scheduled",
        "cancel": one.state in ("scheduled", "sending", "paused"),
        "export": gone,
        "list": True,
    }
    return tuple(way for way in WAYS if fits[way])


def _one(one: Broadcast, scene: Scene) -> Flow:
    choices = tuple(Option(way, phrase(f"announcements.do.{way}"), _ALSO[way]) for way in _ways(one))
    # The version in the key: what another admin did meanwhile is seen before anything is done on top of it.
    key = f"do.{one.version}"
    chosen = yield from Choice(key=key, name="announcements.do", choices=choices, lead=_card(one), listed=False)
    match chosen:
        case "remind":
            return (yield from _remind(one))
        case "correct":
            return (yield from _correct(one))
        case "roll":
            return (yield from _roll(one, scene))
        case "pause" | "resume" | "cancel":
            return (yield from _steer(one, _STEERINGS[chosen]))
        case "change":
            args: dict[str, Json] = {"broadcast": one.id, "version": one.version}
            return Finish(then=Start("announce", args, one.answers))
        case "export":
            name = scene.reader.words(phrase("announcements.ledger", day=one.at.strftime("%Y-%m-%d")))
            paper = Paper("ledger", f"{name}.xlsx", str(one.id))
            return Finish(say=(phrase("announcements.exported"),), papers=(paper,), then=_back_to(one))
        case "again":
            return Finish(then=_back_to(one))
        case _:
            return Finish(then=Start("announcements"))


def _back_to(one: Broadcast) -> Start:
    return Start("announcements", {"broadcast": one.id})


def _done(said: Text) -> Finish:
    """What was done has changed what there is, and is not yet seen here."""
    return Finish(say=(said, phrase("announce.follow")), then=Start("menu", {"brief": True}))


def _card(one: Broadcast) -> tuple[Text, ...]:
    counts = one.counts
    head = phrase(f"announcements.card.{one.state}", at=moment(one.at), unit=one.unit, by=one.by)
    body: tuple[Text, ...] = (head, beginning(one.text))
    if one.corrected:
        body = (*body, phrase("announcements.corrected"))
    if not counts.total:
        return body
    lacking = tuple(
        phrase(f"announcements.count.{name}", n=number)
        for name, number in (
            ("queued", counts.queued), ("unsure", counts.unsure), ("failed", counts.failed),
            ("blocked", counts.blocked), ("unreachable", counts.unreachable), ("reminded", counts.reminded),
        )
        if number
    )  # fmt: skip
    reached = counts.sent + counts.unsure
    left = timedelta(seconds=-(-counts.queued // A_SECOND))
    wait = phrase("announcements.left", n=max(1, -(-int(left.total_seconds()) // 60)))
    return (
        *body,
        phrase("announcements.count.sent", sent=counts.sent, total=counts.total),
        phrase("announcements.count.received", received=counts.received, of=max(reached, counts.received)),
        *lacking,
        *((wait,) if counts.queued and one.state == "sending" else ()),
    )


def _steer(one: Broadcast, act: Steering) -> Flow:
    if act == "cancel":
        sure = yield from Confirm(key=f"sure.{one.version}", name="announcements.cancel", listed=False)
        if not sure:
            return Finish(then=_back_to(one))
    ended = _done(phrase(f"announcements.{act}.done"))
    return Finish(ended.say, (BroadcastSteered(one.id, one.version, act),), ended.then)


def _remind(one: Broadcast) -> Flow:
    count = one.counts.silent
    sure = yield from Confirm(key=f"sure.{one.version}", name="announcements.remind", args={"n": count}, listed=False)
    if not sure:
        return Finish(then=_back_to(one))
    ended = _done(phrase("announcements.reminded", n=count))
    return Finish(ended.say, (SilentReminded(one.id, one.version),), ended.then)


def _correct(one: Broadcast) -> Flow:
    """Ask for the whole text anew, the old one above it to be copied."""
    version = one.version
    text: str = yield from Body(key=f"text.{version}", name="correct.text", lead=(one.text,), listed=False)
    text_en = ""
    if one.text_en:
        text_en = yield from Body(key=f"text_en.{version}", name="correct.text_en", lead=(one.text_en,), listed=False)
    reached = one.counts.sent + one.counts.unsure
    sure = yield from Confirm(
        key=f"sure.{version}", name="correct", args={"n": reached}, lead=tuple(filter(None, (text, text_en))),
        listed=False,
    )  # fmt: skip
    if not sure:
        return Finish(then=_back_to(one))
    ended = _done(phrase("correct.done", n=reached))
    return Finish(ended.say, (BroadcastCorrected(one.id, version, text, text_en),), ended.then)


def _roll(one: Broadcast, scene: Scene) -> Flow:
    rolls = scene.look(RollCall(one.id))
    back = Option("back", phrase("announcements.back"), ("xong", "quay lai thong bao"))
    texts = tuple(text for unit in rolls for text in _called(unit))
    yield from leaf_through(f"roll.{one.version}", texts, (back,), scene)
    return Finish(then=_back_to(one))


def _called(unit: RollOfUnit) -> tuple[Text, ...]:
    """A unit's line of the roll, then those who are silent and those whom it did not reach."""
    silent = (phrase("roll.silent", names=_some(unit.silent)),) if unit.silent else ()
    unreached = (phrase("roll.unreached", names=_some(unit.unreached)),) if unit.unreached else ()
    return (phrase("roll.unit", unit=unit.unit, received=unit.received, of=unit.of), *silent, *unreached)


def _some(names: tuple[str, ...]) -> Joined:
    left = len(names) - MOST_SILENT
    return Joined((*names[:MOST_SILENT], *((phrase("announce.others", n=left),) if left > 0 else ())))


ANNOUNCEMENTS = FlowKind("announcements", announcements)
