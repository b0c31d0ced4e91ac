"""In the transaction everything is asked once more: everybody tries every deed, though no flow would have let him.

Each tries on files that nobody touched before; what he did is taken back. A deed that is not his changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args

from sqlalchemy import Table, func, select, update

from bot.contests import contest
from bot.deeds import do
from bot.people_deeds import look_after
from bot.unit_deeds import look_after_units
from conversations.audience import Audience
from conversations.council import Share
from conversations.model import (
    Balloted,
    BroadcastCorrected,
    BroadcastKept,
    BroadcastSteered,
    Commented,
    CoNominated,
    Consented,
    Contested,
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
    PeopleDeed,
    PersonAdded,
    PersonLeft,
    PersonMoved,
    PlanPublished,
    Ranked,
    Received,
    Recused,
    Refiled,
    RemindersSet,
    Role,
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
    UnitDeed,
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
from conversations.rights import ACTIONS
from storage import broadcasts, rounds
from storage.database import Transaction
from storage.tables import (
    broadcasts as broadcasts_table,
)
from storage.tables import (
    co_nominators,
    comments,
    decisions,
    extensions,
    follow_ups,
    gallery,
    invites,
    nominations,
    people,
    plans,
    recipients,
    recusals,
    roles,
    turnouts,
    units,
    visits,
    votes,
)
from storage.tables import rounds as rounds_table
from tests.pipeline.desks import filed
from tests.pipeline.test_administering import small_document
from tests.pipeline.town import (
    ADMIN,
    ADMIN_ABOVE,
    ADMIN_HERE,
    DECIDE,
    EVERYBODY,
    EXTEND,
    LEAD,
    MAKER,
    NOMINATE,
    READ,
    RECUSE,
    VOTE,
    Town,
    those,
)
from tests.story import BEGIN

DAY = date(2027, 3, 1)
OWN = {MAKER}
NOBODY = set[str]()
HERE_AND_BELOW = ADMIN_HERE | those("admin", at=("below",))
"""Who looks after Lan, who is at home below."""


class Files(NamedTuple):
    """What they try on: nominations of Lan by what became of them, the vote on one, and who and where things are."""

    waiting: int
    returned: int
    nurturing: int
    recognised: int
    decided: int
    voting: int
    vote: int
    decision: int
    round: int
    filed: Filed
    desk: int
    farmers: int
    youth: int
    leader: int
    lan: int
    beside: int
    village: int
    announced: int
    planned: int


class Trial(NamedTuple):
    """One deed: under which action of the table (or "own": only whoever nominated or decided), whose it is, what it
    changes.
    """

    action: str
    able: set[str]
    deed: Callable[[Files], Deed]
    table: Table


def _roster(on: Files) -> RosterImported:
    return RosterImported("a" * 64, on.desk, "s")


def _opened(on: Files) -> VoteOpened:
    return VoteOpened(on.desk, on.round, (on.waiting,), (on.leader,), Share(1, 2), Share(1, 2), "present", True, DAY)


def _refiled(on: Files) -> Refiled:
    filed = on.filed
    return Refiled(on.returned, 2, filed.plan_version, filed.field_id, filed.kind, "Hộ khác", {}, [], {"findings": []})


def _kept(on: Files) -> RoundKept:
    return RoundKept(0, "bac-kan", on.desk, "Đợt lạ", 2027, DAY, DAY, (2026,), NO_RULES.to_json(), {})


def _announced(unit_id: int, planned: int = 0) -> BroadcastKept:
    return BroadcastKept(planned, min(planned, 1), Audience(unit_id), "Tám giờ", "", (), BEGIN, {})


GETS_IT = {f"{role}.{place}" for role in get_args(Role) for place in ("own", "below")}
"""Everybody at home in the commune or below it."""
NEW = PersonAdded("Vi Văn Ba", "anh Ba", 0, ("officer",), "", "ABCD-EFGH-2345")
TRIALS: tuple[Trial, ...] = (
    Trial("nominate", NOMINATE | OWN, lambda on: on.filed, nominations),
    Trial("nominate", NOMINATE, lambda on: CoNominated(on.waiting), co_nominators),
    Trial("decide", DECIDE, lambda on: Decided(on.waiting, 1, "decline", on.desk, on.desk, 0), decisions),
    Trial("decide", DECIDE, lambda on: Decided(on.waiting, 1, "forward", on.desk, 1, 1), decisions),
    Trial("decide", NOBODY, lambda on: Decided(on.waiting, 1, "promote", on.desk, on.desk, 0), decisions),
    Trial("rank", DECIDE, lambda on: Ranked(on.waiting, 1, on.desk, 1), nominations),
    Trial("comment", READ, lambda on: Commented(on.waiting, "Tôi biết hộ này."), comments),
    Trial("recuse", RECUSE, lambda on: Recused(on.waiting, "anh em"), recusals),
    Trial("extend", EXTEND, lambda on: Extended(on.round, on.desk, DAY, "mưa lũ"), extensions),
    Trial("open_vote", LEAD, _opened, votes),
    Trial("open_vote", LEAD, lambda on: VoteProlonged(on.vote, 1, DAY), votes),
    Trial("open_vote", LEAD, lambda on: VoteClosed(on.vote, 1, "Biên bản"), votes),
    Trial("vote", VOTE, lambda on: Balloted(on.vote, on.voting, "no"), turnouts),
    Trial("open_round", ADMIN_HERE, _kept, rounds_table),
    Trial("publish_plan", ADMIN, lambda _: PlanPublished("small", small_document()), plans),
    Trial("invite", HERE_AND_BELOW, lambda on: InviteIssued(on.lan, "ABCD-EFGH-2345"), invites),
    Trial("invite", HERE_AND_BELOW, lambda on: InvitesRevoked(on.lan), invites),
    Trial("invite", HERE_AND_BELOW, lambda on: RolesGiven(on.lan, on.farmers, ("reviewer",)), roles),
    Trial("invite", HERE_AND_BELOW, lambda on: RolesTaken(on.lan, (Held(on.farmers, "officer"),)), roles),
    Trial("invite", HERE_AND_BELOW, lambda on: PersonLeft(on.lan), roles),
    Trial("invite", ADMIN_HERE, lambda on: PersonMoved(on.lan, on.youth), people),
    Trial("invite", ADMIN_HERE, lambda on: replace(NEW, unit_id=on.desk), people),
    Trial("invite", ADMIN_HERE, _roster, roles),
    Trial("announce", ADMIN_HERE, lambda on: _announced(on.desk), broadcasts_table),
    Trial(
        "announce", ADMIN_ABOVE, lambda on: replace(_announced(1), broadcast_id=on.planned, version=1), broadcasts_table
    ),
    Trial("announce", ADMIN_HERE, lambda on: BroadcastSteered(on.announced, 1, "pause"), broadcasts_table),
    Trial("announce", ADMIN_HERE, lambda on: SilentReminded(on.announced, 1), broadcasts_table),
    Trial("announce", ADMIN_HERE, lambda on: BroadcastCorrected(on.announced, 1, "Chín giờ", ""), broadcasts_table),
    Trial("own", OWN | GETS_IT, lambda on: Received(on.announced), recipients),
    Trial("add_unit", ADMIN_HERE, lambda on: UnitAdded(on.desk, "village", "thôn Mới"), units),
    Trial("reshape", ADMIN_ABOVE, lambda on: UnitRenamed(on.desk, "xã Mới"), units),
    Trial("reshape", ADMIN_ABOVE, lambda on: UnitsMerged((on.desk,), into=on.beside), units),
    Trial("reshape", ADMIN_HERE, lambda on: UnitsMerged((on.farmers, on.youth), name="Hội Mới"), units),
    Trial("reshape", ADMIN_HERE, lambda on: UnitEnded(on.village), units),
    Trial("own", OWN, _refiled, nominations),
    Trial("own", OWN, lambda on: Withdrawn(on.waiting, 1, "subject"), nominations),
    Trial("own", OWN, lambda on: Visited(on.nurturing, 1, "Đã trồng", "", 1, DAY, _still(on)), visits),
    Trial("own", OWN, lambda on: Visited(on.nurturing, 1, "Đủ", "", 0, None, on.filed), visits),
    Trial("own", OWN, lambda on: Followed(on.recognised, 1, "well", 2, 0, "", DAY), follow_ups),
    Trial("own", OWN, lambda on: Consented(on.recognised, True, "na"), gallery),
    Trial("own", {"leader.own"}, lambda on: Undone(on.decided, on.decision), decisions),
)
NO_RIGHT_NEEDED = {
    Told, Entered, Viewed, Denied, WrongCode, Spoke, DoorCodeIssued, TourAsked, Snoozed, Dismissed, RemindersSet,
}  # fmt: skip
"""What everybody does for himself, or what only writes something down."""
WITHOUT_A_TRACE = {RosterImported, InvitesRevoked}
"""Allowed, but with nothing to change here: no such list was sent, and Lan has no open invite."""


def _still(on: Files) -> Filed:
    return replace(on.filed, stage="nurturing")


def test_every_deed_and_every_action_is_tried() -> None:
    anything: Any = 1
    files = Files(*(anything,) * len(Files._fields))._replace(filed=FILED)
    assert {type(trial.deed(files)) for trial in TRIALS} == set(get_args(Deed)) - NO_RIGHT_NEEDED
    assert {trial.action for trial in TRIALS} == {*ACTIONS, "own"} - {"read"}  # reading is no deed; test_rights.py


async def prepared(town: Town) -> Files:
    """Let things become of some nominations of Lan."""
    story, cast = town.story, town.cast
    stages = ("returned", "nurturing", "recognised", "decided", "voting")
    ids = {stage: await filed(story, MAKER, town.round, number) for number, stage in enumerate(stages, 2)}
    leader = cast["leader.own"]
    desk = leader.unit_id
    async with story.app.database.write() as conn:
        for stage in ("nurturing", "recognised"):
            await conn.execute(update(nominations).where(nominations.c.id == ids[stage]).values(stage=stage))
        for stage, act in (("returned", "return"), ("decided", "decline")):
            deed = Decided(ids[stage], 1, act, desk, desk, 0, note="Thiếu", reason="")
            assert await contest(conn, leader, deed, story.clock.now())
        decision = (await conn.execute(select(func.max(decisions.c.id)))).scalar_one()
        youth = (await conn.execute(select(people.c.unit_id).where(people.c.name == "Vi Thị Hoa"))).scalar_one()
        lies = units.c.parent_id == desk, units.c.level == "village"
        village = (await conn.execute(select(func.min(units.c.id)).where(*lies))).scalar_one()
        announced, planned = [await _announces(conn, town, desk, later) for later in (0, 1)]
    vote = await town.opens_vote(ids["voting"])
    lan = cast[MAKER]
    filed_ = replace(FILED, round_id=town.round)
    return Files(
        waiting=town.nomination, **ids, vote=vote, decision=decision, round=town.round, filed=filed_, desk=desk,
        farmers=lan.unit_id, youth=youth, leader=leader.id, lan=lan.id,
        beside=cast["leader.other"].unit_id, village=village,
        announced=announced, planned=planned,
    )  # fmt: skip


async def _announces(conn: Transaction, town: Town, desk: int, later: int) -> int:
    """Let somebody above announce something to the commune, or plan to."""
    now = town.story.clock.now()
    deed = replace(_announced(desk), at=now + timedelta(days=later))
    assert await contest(conn, town.cast["admin.above"], deed, now)
    number: int = (await conn.execute(select(func.max(broadcasts_table.c.id)))).scalar_one()
    assert await broadcasts.begin(conn, number, ["hand"], now) != bool(later)
    return number


FILED = Filed(
    99, "submitted", 1, "huu-lung", 1, "kinh-te", "household", "Hộ lạ", {"subject": "Hộ lạ"}, [], {"findings": []}
)


async def tries(conn: Transaction, town: Town, who: str, deed: Deed) -> bool:
    """Do what a transaction does with a deed; return whether it was done."""
    now, person = town.story.clock.now(), town.cast[who]
    if isinstance(deed, UnitDeed):
        return not (await look_after_units(conn, person, deed, now.date())).refused
    if isinstance(deed, PeopleDeed):
        return not (await look_after(conn, person, deed, now, str)).refused
    if isinstance(deed, Contested) and not await contest(conn, person, deed, now):
        return False
    return not (await do(town.story.app.parts.plans.house, conn, person, deed, now)).refused


async def who_can(town: Town, deed: Deed, table: Table) -> tuple[set[str], set[str]]:
    """Let everybody try a deed; return who could, and in whose hands something changed."""
    done, changed = set[str](), set[str]()
    for who in (*EVERYBODY, MAKER):
        async with town.story.app.database.write() as conn:
            before = await _rows(conn, table)
            if await tries(conn, town, who, deed):
                done.add(who)
            if await _rows(conn, table) != before:
                changed.add(who)
            await conn.rollback()
    return done, changed


async def _rows(conn: Transaction, table: Table) -> list[Any]:
    return [tuple(row) for row in await conn.execute(select(table).order_by(*table.primary_key))]


async def test_only_who_may_does_it(town: Town) -> None:
    files = await prepared(town)
    for trial in TRIALS:
        deed = trial.deed(files)
        done, changed = await who_can(town, deed, trial.table)
        assert done == trial.able, (trial.action, deed)
        assert changed == (set() if type(deed) in WITHOUT_A_TRACE else trial.able), (trial.action, deed)


ROUNDS: Mapping[str, tuple[str, int, int, set[str], set[str]]] = {
    "open": ("tỉnh Mẫu Sơn", -10, 10, NOMINATE | OWN, NOMINATE | OWN),
    "of the other commune": (
        "xã Hữu Liên", -10, 10,
        those("officer", "reviewer", "leader", "admin", at=("other",)),
        those("officer", "reviewer", "leader", "admin", at=("other",)),
    ),
    "closed": ("tỉnh Mẫu Sơn", -10, -1, NOBODY, NOMINATE | OWN),
    "not yet open": ("tỉnh Mẫu Sơn", 1, 10, NOBODY, NOMINATE | OWN),
}  # fmt: skip
"""Of whose unit a round is, from when to when from today; who sends a nomination in it, and who one to be nurtured."""


async def test_a_nomination_is_filed_in_a_round_that_is_open_to_whoever_files_it(town: Town) -> None:
    today = town.story.clock.now().date()
    units = {person.unit: person.unit_id for person in town.cast.values()}
    for name, (unit, first, last, submits, nurtures) in ROUNDS.items():
        opens, closes = today + timedelta(days=first), today + timedelta(days=last)
        row = rounds.NewRound("huu-lung", units[unit], name, 2027, opens, closes, (2026,))
        async with town.story.app.database.write() as conn:
            (round_id,) = await rounds.add(conn, [row])
        deed = replace(FILED, round_id=round_id)
        assert (await who_can(town, deed, nominations))[0] == submits, name
        assert (await who_can(town, replace(deed, stage="nurturing"), nominations))[0] == nurtures, name
        visited = Visited(town.nomination, 1, "", "", 0, None, deed)  # of a file that is not nurtured: nobody's
        assert (await who_can(town, visited, nominations))[0] == NOBODY, name
    for deed in (replace(FILED, round_id=town.round, plan_id="bac-kan"), replace(FILED, round_id=99_999)):
        assert await who_can(town, deed, nominations) == (NOBODY, NOBODY), deed


async def test_more_time_opens_it_to_that_unit_and_no_other(town: Town) -> None:
    """And is given for units below the round's own only, and only if it is more."""
    today, story, top = town.story.clock.now().date(), town.story, town.cast["admin.above"]
    desk, farmers, other = (town.cast[f"leader.{at}"].unit_id for at in ("own", "below", "other"))
    closed = today - timedelta(days=1)
    row = rounds.NewRound("huu-lung", top.unit_id, "Đợt", 2027, today - timedelta(days=9), closed, (2026,))
    async with story.app.database.write() as conn:
        (round_id,) = await rounds.add(conn, [row])
        more = Extended(round_id, desk, today + timedelta(days=3), "mưa lũ")
        for deed, done in (
            (replace(more, unit_id=top.unit_id), False),
            (replace(more, round_id=99_999), False),
            (replace(more, unit_id=99_999), False),
            (replace(more, until=closed), False),
            (more, True),
            (more, False),
            (replace(more, until=today + timedelta(days=2)), False),
            (replace(more, unit_id=farmers), False),
            (replace(more, unit_id=farmers, until=today + timedelta(days=4)), True),
            (replace(more, unit_id=other, until=today - timedelta(days=1)), False),
        ):
            assert await contest(conn, top, deed, story.clock.now()) == done, deed
    able = those("officer", "reviewer", "leader", "admin", at=("own", "below")) | OWN
    assert (await who_can(town, replace(FILED, round_id=round_id), nominations))[0] == able
