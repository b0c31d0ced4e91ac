"""Through the whole house: everything that is done leaves its line in the journal, and no line tells too much."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import select

from bot.app import opened
from bot.channels.base import Later, Refused, Unsure
from bot.deeds import DONE, REFUSED
from bot.journal_entries import DEEDS, of_deed
from bot.settings import read_settings
from conversations.audience import Audience
from conversations.council import Share
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.flows import FLOWS
from conversations.flows.history import TOLD
from conversations.model import (
    Balloted,
    BroadcastCorrected,
    BroadcastKept,
    BroadcastSteered,
    Commented,
    CoNominated,
    Consented,
    Decided,
    Deed,
    Denied,
    Dismissed,
    DoorCodeIssued,
    Entered,
    Extended,
    Filed,
    Followed,
    Held,
    InviteIssued,
    InvitesRevoked,
    KeptFile,
    Message,
    Paper,
    Person,
    PersonAdded,
    PersonLeft,
    PersonMoved,
    PlanPublished,
    Ranked,
    Received,
    Recused,
    Refiled,
    RemindersSet,
    RolesGiven,
    RolesTaken,
    RosterImported,
    RoundKept,
    SilentReminded,
    Snoozed,
    Spoke,
    Told,
    TourAsked,
    Undone,
    UnitAdded,
    UnitEnded,
    UnitRenamed,
    UnitsMerged,
    Viewed,
    Visited,
    VoteClosed,
    VoteOpened,
    VoteProlonged,
    Withdrawn,
    WrongCode,
)
from conversations.plans.rules import NO_RULES
from storage import journal
from storage.journal import fingerprint
from storage.tables import journal as table
from tests.pipeline.conftest import CATALOGUE, Bench, ShiftedClock
from tests.pipeline.door import HandDoor
from tests.pipeline.test_administering import small_document, the_province

JOIN = "/start demo-officer"
SECRET = "ABCD-EFGH-2345"
DAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, tzinfo=UTC)
FILED = Filed(
    7, "submitted", 1, "bac-kan", 1, "kinh-te", "household", SECRET, {"subject": SECRET}, [], {"findings": []}
)
DEEDS_DONE: tuple[Deed, ...] = (
    FILED,
    Entered(SECRET),
    DoorCodeIssued(SECRET),
    Spoke("en"),
    PlanPublished("small", small_document()),
    RoundKept(0, "bac-kan", 1, SECRET, 2027, DAY, DAY, (2026,), NO_RULES.to_json(), {"name": SECRET}),
    Viewed(3),
    Denied(3, "decide"),
    CoNominated(3),
    Decided(3, 1, "decline", 1, 1, 0, note=SECRET),
    Undone(3, 1),
    Ranked(3, 1, 1, 1),
    Refiled(3, 1, 1, "kinh-te", "household", SECRET, {"subject": SECRET}, [], {}),
    Recused(3, SECRET),
    Commented(3, SECRET),
    Extended(1, 1, DAY, SECRET),
    Told(1, Message(body=(SECRET,))),
    WrongCode(),
    PersonAdded(SECRET, SECRET, 1, ("officer",), "", SECRET),
    RolesGiven(2, 1, ("reviewer",)),
    RolesTaken(2, (Held(1, "officer"),)),
    PersonMoved(2, 1),
    PersonLeft(2),
    InviteIssued(2, SECRET),
    InvitesRevoked(2),
    RosterImported("a" * 64, 1, SECRET),
    VoteOpened(1, 1, (3,), (1, 2), Share(2, 3), Share(4, 5), "present", True, DAY),
    Balloted(1, 3, "no"),
    VoteClosed(1, 1, SECRET),
    VoteProlonged(1, 1, DAY),
    Visited(3, 1, SECRET, SECRET, 2, DAY, FILED),
    Followed(3, 1, "well", 2, 1, SECRET, DAY),
    Consented(3, True, SECRET),
    Withdrawn(3, 1, "other", SECRET),
    TourAsked(1, SECRET, SECRET),
    UnitAdded(2, "village", SECRET),
    UnitRenamed(2, SECRET),
    UnitsMerged((3,), into=2),
    UnitEnded(9),
    BroadcastKept(0, 0, Audience(1), SECRET, SECRET, (Paper("kept", SECRET, "a" * 64),), AT, {"text": SECRET}),
    BroadcastSteered(1, 1, "pause"),
    SilentReminded(1, 1),
    BroadcastCorrected(1, 1, SECRET, SECRET),
    Received(1),
    Snoozed(datetime(2026, 11, 23, 8, tzinfo=UTC)),
    Dismissed("closing:1", "not_mine"),
    RemindersSet("noon", "weekly"),
)
"""One of each kind: a new kind of deed needs its own."""
NOT_THERE = (
    CoNominated, Decided, Undone, Ranked, Refiled, Recused, Commented, Entered, VoteOpened, Balloted,
    VoteClosed, VoteProlonged, Visited, Followed, Consented, TourAsked, Withdrawn,
    BroadcastSteered, SilentReminded, BroadcastCorrected, Received,
)  # fmt: skip
"""What is refused where there is no such nomination, vote or code."""
Ending = Callable[[Deed], None]


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> Ending:
    """Has /ketnoi end with a deed."""

    def end_with(deed: Deed) -> None:
        def flow(scene: Scene) -> Flow:
            yield from ()
            return Finish(say=("Xong.",), deeds=(deed,))

        monkeypatch.setitem(FLOWS, "door", FlowKind("door", flow))

    return end_with


async def lines(bench: Bench) -> list[Any]:
    async with bench.app.database.read() as conn:
        return list(await conn.execute(select(table).order_by(table.c.id)))


async def acts(bench: Bench) -> list[str]:
    return [line.act for line in await lines(bench)]


async def whole(bench: Bench) -> int | journal.Break:
    async with bench.app.database.read() as conn:
        return await journal.verify(conn)


def test_every_kind_of_deed_has_its_line() -> None:
    assert DEEDS.keys() == set(get_args(Deed)), "say in bot/journal_entries.py what the deed leaves in the journal"
    assert DEEDS.keys() == {type(deed) for deed in DEEDS_DONE}, "give DEEDS_DONE one of the new kind"
    assert len({DEEDS[type(deed)](deed).act for deed in DEEDS_DONE}) == len(DEEDS)


@pytest.mark.parametrize("deed", DEEDS_DONE, ids=lambda deed: type(deed).__name__)
def test_a_line_tells_no_secret_and_can_be_told(deed: Deed) -> None:
    lan = Person(1, "Lan", "chị Lan", 7, "xã", frozenset())
    for done in (replace(DONE, nomination_id=9) if isinstance(deed, Filed) else DONE, REFUSED):
        entry = of_deed(deed, "p:1", lan, done)
        assert SECRET not in json.dumps(entry._asdict()), entry
        assert entry.act in TOLD or entry.nomination_id is entry.draft is None, f"history.py cannot tell {entry.act}"
        assert (entry.owner, entry.person_id) == ("p:1", 1)
        assert (entry.act == "refused") is done.refused


@pytest.mark.parametrize("deed", DEEDS_DONE, ids=lambda deed: type(deed).__name__)
async def test_every_deed_leaves_its_line(bench: Bench, ending: Ending, deed: Deed) -> None:
    await bench.does("/start demo-admin")
    before = len(await lines(bench))
    if isinstance(deed, RoundKept):
        deed = replace(deed, unit_id=await the_province(bench))
    if isinstance(deed, Extended):
        later = bench.clock.now().date() + timedelta(days=100)
        deed = replace(deed, unit_id=await the_province(bench) + 1, until=later)
    ending(deed)
    await bench.does("/ketnoi")
    line, *rest = (await lines(bench))[before:]
    wanted = "refused" if isinstance(deed, NOT_THERE) else DEEDS[type(deed)](deed).act
    assert (line.act, [other.act for other in rest if other.act != "message"]) == (wanted, [])
    assert line.owner == f"p:{line.person_id}"
    assert await whole(bench) == before + 1 + len(rest)


async def test_a_code_that_is_worth_nothing_leaves_a_refusal(bench: Bench, ending: Ending) -> None:
    await bench.does(JOIN)
    ending(Entered("XXXX-XXXX-XXXX"))
    await bench.does("/ketnoi")
    entered, refused = await lines(bench)
    assert (entered.act, entered.detail) == ("entered", {"channel": "hand"})
    assert (refused.act, refused.detail) == ("refused", {"why": "unknown", "deed": "entered"})


async def test_what_is_refused_leaves_a_line_too(bench: Bench, ending: Ending) -> None:
    await bench.does(JOIN)
    ending(PlanPublished("small", small_document()))
    await bench.does("/ketnoi")
    line = (await lines(bench))[-1]
    assert (line.act, line.detail["deed"], line.detail["plan"]) == ("refused", "plan_published", "small")


async def test_answers_leave_their_fingerprint_and_nothing_else(bench: Bench) -> None:
    await bench.does(JOIN, "/moi", "có", "458/kh-ubnd", "kinh tế hộ gia đình", "Triệu Thị Mến", "1985")
    answered = [line for line in await lines(bench) if line.act == "answered"]
    by_key = {line.detail["key"]: line for line in answered}
    assert by_key["subject"].detail == {"key": "subject", "value": fingerprint("Triệu Thị Mến")}
    assert {line.draft for line in answered} == {1}
    assert "Mến" not in str(await lines(bench))
    await bench.does("quay lại", "1986")
    again = (await lines(bench))[-1]
    assert again.detail["key"] == "born"
    assert again.detail["value"] != by_key["born"].detail["value"]
    assert await whole(bench) == len(await lines(bench))


async def test_what_failed_left_no_line(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.does(JOIN)
    before = await acts(bench)

    async def break_down(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("bot.transaction.journal.append", break_down)
        with pytest.raises(ZeroDivisionError):
            await bench.app.house.take([bench.inbound("/ketnoi")])
    assert await acts(bench) == before
    await bench.does("/ketnoi")
    assert await acts(bench) == [*before, "door_code"]


async def test_a_file_that_is_opened_says_by_whom(bench: Bench, ending: Ending) -> None:
    await bench.does(JOIN)
    ending(replace(FILED, subject="Hoàng Văn Thắng"))
    await bench.does("/ketnoi")
    await bench.does("/start demo-leader", who="2")
    await bench.does("hồ sơ", "1", "lịch sử", who="2")
    by_act = {line.act: line for line in await lines(bench)}
    assert by_act["filed"].nomination_id == by_act["viewed"].nomination_id
    assert by_act["filed"].person_id != by_act["viewed"].person_id
    told = bench.door.texts("2")[-1]
    assert "gửi hồ sơ" in told
    assert "mở xem hồ sơ" in told


@pytest.mark.parametrize(("outcome", "state"), [(Refused("400"), "dead"), (Unsure("cut"), "unknown")])
async def test_a_message_that_may_not_have_arrived_leaves_a_line(bench: Bench, outcome: Any, state: str) -> None:
    await bench.does(JOIN)
    assert await acts(bench) == ["entered"], "replies that arrived leave none"
    bench.door.outcomes += [Later(1, "429"), outcome]
    await bench.does("/moi")
    bench.clock.ahead += timedelta(seconds=3)
    await bench.until(lambda: not bench.door.outcomes)
    await bench.sent()
    line = (await lines(bench))[-1]
    assert (line.act, line.detail["state"], line.detail["post"]) == ("message", state, bench.door.posts[-1].id)
    assert line.person_id


async def test_what_is_handed_out_leaves_a_line(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = await bench.app.house.keep(b"%PDF-1.7 paper", "quyet-dinh.pdf")
    assert isinstance(kept, KeptFile)

    def flow(scene: Scene) -> Flow:
        yield from ()
        return Finish(say=("Đây ạ.",), papers=(Paper("kept", "Thắng.pdf", kept.sha256),), deeds=(FILED,))

    monkeypatch.setitem(FLOWS, "door", FlowKind("door", flow))
    await bench.does(JOIN, "/ketnoi")
    handed = (await lines(bench))[-1]
    assert (handed.act, handed.detail["state"]) == ("message", "sent")
    assert handed.detail["papers"] == [{"kind": "kept", "ref": kept.sha256}]
    assert handed.nomination_id
    paper = await bench.app.house.read_paper("hand", "1", handed.detail["post"], 0)
    assert paper
    assert await bench.app.house.read_paper("hand", "1", handed.detail["post"], 1) is None
    fetched = (await lines(bench))[-1]
    assert (fetched.act, fetched.nomination_id) == ("paper", handed.nomination_id)
    assert fetched.detail == {"post": handed.detail["post"], "kind": "kept", "ref": kept.sha256}
    assert await whole(bench) == fetched.id


async def test_a_photo_of_a_nomination_that_is_looked_at_leaves_a_line(bench: Bench, ending: Ending) -> None:
    kept = await bench.app.house.keep(b"%PDF-1.7 paper", "quyet-dinh.pdf")
    assert isinstance(kept, KeptFile)
    await bench.does(JOIN)
    assert await bench.app.house.read_file("hand", "1", kept.sha256) is None
    ending(replace(FILED, answers={"evidence": [{"sha256": kept.sha256}]}))
    await bench.does("/ketnoi")
    assert await bench.app.house.read_file("hand", "1", kept.sha256)
    line = (await lines(bench))[-1]
    assert (line.act, line.detail) == ("photo", {"file": kept.sha256})
    assert line.nomination_id


@pytest.mark.usefixtures("quiet_demo")
async def test_the_chain_goes_on_after_a_restart(address: str, tmp_path: Path) -> None:
    settings = read_settings({"DATABASE_URL": address, "DATA": str(tmp_path / "data"), "DEMO": "1"})
    clock = ShiftedClock(settings.timezone)
    counts, keys = [], count()
    for texts in ((JOIN, "/moi"), ("/moi", "có")):
        door = HandDoor()
        async with opened(settings, (door,), clock, CATALOGUE, on_time=False) as app:
            bench = Bench(app, door, clock, keys)
            await bench.does(*texts)
            counts.append(await whole(bench))
    assert counts == [1, 2]
