"""Whatever people do in whatever order, at once and with forged versions: nothing illegal, nothing lost, no place too
many. The acts go through the layer that the pipeline uses, on real databases; each example has a round of its own.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.contests import contest
from bot.deeds import do
from conversations.model import Commented, Contested, Decided, Filed, Person, Ranked, Recused, Refiled, Role, Undone
from conversations.plans.shelf import Plans
from conversations.queries import PlacesTaken, QueueOf
from conversations.rights import MAY
from conversations.stages import NEXT, STAGES, WAITING, Act
from storage import nominations, people, places, reviews, rounds, units
from storage.database import Database, Transaction, open_database
from storage.nominations import Filing
from storage.people import NewPerson
from storage.tables import comments, decisions, held_places, recusals
from storage.tables import nominations as table
from storage.units import NewUnit
from tests.storage.province import ZONE, a_nomination, a_round

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EXAMPLES = 25
"""Not made smaller where one fails: what two did at once rarely happens the same way again."""
LEAST_DONE = 40
LIMITS = (("", 2), ("kinh-te", 1))
"""Of each commune: two in all, one of this field; the last of the nominations is of another field."""
PLACES = ("tinh", "van_nham", "huu_lien", "farmers")
CAST: tuple[tuple[str, frozenset[Role]], ...] = (
    ("farmers", frozenset({"officer"})),
    ("van_nham", frozenset({"leader"})),
    ("van_nham", frozenset({"reviewer", "officer"})),
    ("huu_lien", frozenset({"leader", "officer"})),
    ("tinh", frozenset({"reviewer", "leader"})),
    ("van_nham", frozenset({"observer", "council"})),
    ("tinh", frozenset({"admin", "observer", "council"})),
    ("farmers", frozenset({"leader"})),
)
MAKERS = (0, 0, 1, 3, 2)
"""Who made each nomination, by his place in the cast."""
TOLD = ("version", "moved_at")
"""What an undone decision leaves behind in a nomination."""
Other = Literal["undo", "rank", "recuse", "comment", "refile", "invented"]


@dataclass(frozen=True)
class Move:
    """One act of somebody: about which nomination, how far from the version there is, forged desk or none.

    `who` None is somebody whose turn it is, so that things get on.
    """

    who: int | None
    which: int
    act: Act | Other
    version: int
    desk: str | None
    seconds: int


@dataclass
class World:
    """An example's own round, with the people and units that all share."""

    databases: tuple[Database, Database]
    unit_ids: dict[str, int]
    cast: list[Person]
    round_id: int
    ids: list[int]
    now: datetime = NOW
    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What each decision found, by its id."""
    done: Counter[str] = field(default_factory=Counter)


moves = st.builds(
    Move,
    who=st.one_of(st.none(), st.integers(-1, len(CAST) - 1)),
    which=st.integers(0, len(MAKERS) - 1),
    act=st.sampled_from(("forward", "forward", "return", "refile", "refile", "undo", *get_args(Act), *get_args(Other))),
    version=st.sampled_from((0, 0, 0, 0, 0, 0, -1, 1)),
    desk=st.sampled_from((None,) * 12 + PLACES),
    seconds=st.sampled_from((1, 1, 20, 61)),
)
moments = st.lists(st.lists(moves, min_size=1, max_size=3), min_size=12, max_size=40)


def test_random_people_in_random_order(address: str) -> None:
    done: Counter[str] = Counter()
    with asyncio.Runner() as runner:
        databases = (open_database(address), open_database(address))
        unit_ids, cast = runner.run(furnished(databases[0]))

        @settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(moments)
        def walk(script: list[list[Move]]) -> None:
            world = runner.run(a_world(databases, unit_ids, cast))
            runner.run(walked(world, script))
            done.update(world.done)

        try:
            walk()
        finally:
            for database in databases:
                runner.run(database.close())
    assert {"forward", "return", "comment"} <= done.keys(), done  # else it has walked nowhere
    assert done.total() > LEAST_DONE


async def walked(world: World, script: list[list[Move]]) -> None:
    for moment in script:
        world.now += timedelta(seconds=moment[0].seconds)
        alone = len(moment) == 1
        await asyncio.gather(*(acted(world, move, number, alone=alone) for number, move in enumerate(moment)))
        async with world.databases[0].read() as conn:
            await nothing_is_lost(conn, world)
            await places_are_right(conn, world)


async def acted(world: World, move: Move, number: int, *, alone: bool) -> None:
    """Do one act in a transaction of its own, and look at what became of its nomination."""
    now = world.now + timedelta(microseconds=number)
    async with world.databases[number % 2].write() as conn:
        before = await about(conn, world, move)
        person = await who_acts(conn, world, move, before)
        deed = await deed_of(conn, world, move, before)
        if isinstance(deed, Recused | Commented):
            await spoken(conn, world, person, deed, before, now)
            return
        recused = await is_recused(conn, person, before["id"])  # a recusal stays; one that comes later counts later
        done = await contest(conn, person, deed, now)
        after = await row_of(conn, before["id"])
        last = await last_decision(conn, before["id"])
    if not done:
        assert not alone or after == before
        return
    world.done[move.act] += 1
    assert person is not None
    if isinstance(deed, Undone):
        if deed.decision_id in world.before:
            former = world.before[deed.decision_id]
            assert {name for name in after if after[name] != former[name]} <= set(TOLD)
    elif before["version"] == getattr(deed, "version", 0):  # else somebody moved it between the two looks at it
        legal(person, deed, before, after, recused=recused)
        if isinstance(deed, Decided):
            world.before[last["id"]] = before


def legal(person: Person, deed: Contested, before: dict[str, Any], after: dict[str, Any], *, recused: bool) -> None:
    assert after["version"] == before["version"] + 1
    match deed:
        case Decided():
            assert NEXT[before["stage"], deed.act] == after["stage"]  # type: ignore[index]  # any text may be an act
            assert may(person, "decide", before["desk_id"])
            assert person.id != before["person_id"]
            assert not recused
        case Ranked():
            assert (before["stage"], before["desk_id"]) == (after["stage"], after["desk_id"])
            assert before["stage"] in WAITING
            assert may(person, "rank", before["desk_id"])
        case Refiled():
            assert before["stage"] == "returned"
            assert person.id == before["person_id"]
            assert after["stage"] in WAITING
            assert after["desk_id"] == before["desk_id"]
        case _:
            raise AssertionError(deed)


def may(person: Person, action: Literal["decide", "rank", "recuse"], desk_id: int) -> bool:
    return person.unit_id == desk_id and bool(person.roles & MAY[action][1])


async def spoken(
    conn: Transaction,
    world: World,
    person: Person | None,
    deed: Recused | Commented,
    before: dict[str, Any],
    now: datetime,
) -> None:
    """A comment or recusal is kept from whoever may, and from nobody else; the nomination stays as it is."""
    kept = comments if isinstance(deed, Commented) else recusals
    mine = select(kept).where(kept.c.nomination_id == before["id"], kept.c.person_id == (person.id if person else 0))
    had = len((await conn.execute(mine)).all())
    await do(Plans(()), conn, person, deed, now)
    has = len((await conn.execute(mine)).all())
    at = world.unit_ids
    above = {at["farmers"]: {at["farmers"], at["van_nham"]}}.get(before["unit_id"], {before["unit_id"]}) | {at["tinh"]}
    if isinstance(deed, Commented):
        allowed = person is not None and person.unit_id in above and bool(person.roles & MAY["comment"][1])
        assert has - had == allowed
    else:
        allowed = person is not None and may(person, "recuse", before["desk_id"])
        assert has == max(had, allowed)
    if has > had:
        world.done["comment" if isinstance(deed, Commented) else "recuse"] += 1


async def nothing_is_lost(conn: Transaction, world: World) -> None:
    """Each nomination is there, in one stage; it stands in the queue of its desk, and nowhere else, if it waits."""
    rows = {row["id"]: row for id_ in world.ids if (row := await row_of(conn, id_))}
    assert list(rows) == world.ids
    assert all(row["stage"] in STAGES for row in rows.values())
    for unit_id in world.unit_ids.values():
        query = QueueOf((unit_id,), 0, 10_000)
        queued = [one.id for one in (await reviews.queues(conn, [query], ZONE))[query] if one.id in rows]
        wait = [id_ for id_, row in rows.items() if row["desk_id"] == unit_id and row["stage"] in WAITING]
        assert sorted(queued) == sorted(wait)


async def places_are_right(conn: Transaction, world: World) -> None:
    """As many are taken as are held, never more than there are; what is on its way no more holds none."""
    rows = (await conn.execute(select(held_places).where(held_places.c.nomination_id.in_(world.ids)))).all()
    held = Counter((row.unit_id, row.field_id) for row in rows)
    for id_ in {row.nomination_id for row in rows}:
        assert (await row_of(conn, id_))["stage"] in ("forwarded", "recognised", "propagated", "returned")
    for unit_id in world.unit_ids.values():
        query = PlacesTaken(world.round_id, unit_id)
        taken = (await places.taken(conn, [query]))[query]
        for field_id, most in LIMITS:
            assert taken.get(field_id, 0) == held[unit_id, field_id] <= most


async def deed_of(conn: Transaction, world: World, move: Move, row: dict[str, Any]) -> Contested | Recused | Commented:
    """The deed as a flow would make it, but for what is forged."""
    id_, seen, desk = row["id"], row["version"] + move.version, world.unit_ids.get(move.desk or "", row["desk_id"])
    match move.act:
        case "undo":
            return Undone(id_, (await last_decision(conn, id_))["id"] + min(move.version, 0))
        case "rank":
            return Ranked(id_, seen, desk, 1)
        case "recuse":
            return Recused(id_, "anh em")
        case "comment":
            return Commented(id_, "Tôi biết hộ này.")
        case "refile":
            filed = a_nomination(1, world.round_id, f"Hộ sửa {seen}")
            return Refiled(id_, seen, 1, row["field_id"], "household", filed.subject, filed.answers, [seen], None)
        case "forward" if row["desk_id"] != world.unit_ids["tinh"]:
            limits = tuple(limit for limit in LIMITS if limit[0] in ("", row["field_id"]))
            return Decided(id_, seen, "forward", desk, world.unit_ids["tinh"], 1, places=limits)
        case act:
            return Decided(id_, seen, act, desk, desk, row["station"], reason="other", note="Vì vậy.")


async def about(conn: Transaction, world: World, move: Move) -> dict[str, Any]:
    """The nomination that is named; where somebody's turn it is, one of which that can be true."""
    rows = [await row_of(conn, id_) for id_ in world.ids]
    if move.who is None and move.act == "undo":
        return max(rows, key=lambda row: row["moved_at"])
    back = [row for row in rows if row["stage"] == "returned"]
    return back[0] if move.who is None and move.act == "refile" and back else rows[move.which]


async def who_acts(conn: Transaction, world: World, move: Move, row: dict[str, Any]) -> Person | None:
    """The one who is named, nobody for -1; for None whoever has the say now."""
    if move.who is not None:
        return world.cast[move.who] if move.who >= 0 else None
    whom = row["person_id"] if move.act == "refile" else 0
    if move.act == "undo":
        whom = (await last_decision(conn, row["id"])).get("person_id", 0)
    fit = [one for one in world.cast if one.id == whom or (not whom and may(one, "decide", row["desk_id"]))]
    fit = [one for one in fit if one.id != row["person_id"] or one.id == whom]
    return fit[0] if fit else None


async def row_of(conn: Transaction, id_: int) -> dict[str, Any]:
    return dict((await conn.execute(select(table).where(table.c.id == id_))).mappings().one())


async def last_decision(conn: Transaction, id_: int) -> dict[str, Any]:
    made = select(decisions).where(decisions.c.nomination_id == id_).order_by(decisions.c.id.desc()).limit(1)
    found = (await conn.execute(made)).mappings().one_or_none()
    return dict(found) if found else {"id": 0}


async def is_recused(conn: Transaction, person: Person | None, id_: int) -> bool:
    mine = (recusals.c.nomination_id == id_, recusals.c.person_id == (person.id if person else 0))
    return (await conn.execute(select(recusals.c.why).where(*mine))).first() is not None


async def furnished(database: Database) -> tuple[dict[str, int], list[Person]]:
    """Put the units and the cast in; all examples share them."""
    async with database.write() as conn:
        (tinh,) = await units.add(conn, [NewUnit("tỉnh Lạng Sơn", "province")])
        communes = [NewUnit("xã Vân Nham", "commune", tinh), NewUnit("xã Hữu Liên", "commune", tinh)]
        van_nham, huu_lien = await units.add(conn, communes)
        (farmers,) = await units.add(conn, [NewUnit("Hội Nông dân xã Vân Nham", "association", van_nham)])
        unit_ids = {"tinh": tinh, "van_nham": van_nham, "huu_lien": huu_lien, "farmers": farmers}
        rows = [NewPerson(f"Người {n}", f"Người {n}", unit_ids[unit], roles) for n, (unit, roles) in enumerate(CAST)]
        ids = await people.create(conn, rows, NOW)
        known = await people.by_ids(conn, ids)
    return unit_ids, [known[id_] for id_ in ids]


async def a_world(databases: tuple[Database, Database], unit_ids: dict[str, int], cast: list[Person]) -> World:
    """File an example's nominations in a round of its own."""
    async with databases[0].write() as conn:
        (round_id,) = await rounds.add(conn, [a_round(unit_ids["tinh"])])
        ids: list[int] = []
        for number, maker in enumerate(MAKERS):
            person = cast[maker]
            desk = unit_ids["huu_lien" if person.unit_id == unit_ids["huu_lien"] else "van_nham"]
            filed: Filed = replace(a_nomination(round_id * 10 + number, round_id), desk_id=desk)
            other = replace(filed, field_id="van-hoa") if number == len(MAKERS) - 1 else filed
            ids += (await nominations.file(conn, [Filing(person, other, NOW)])).values()
    return World(databases, unit_ids, cast, round_id, ids)
