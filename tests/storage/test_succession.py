"""Units that give way to others: who was there goes on, what was written stays as it was written."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from conversations.model import Balloted, Decided, Extended, Filed, Undone
from conversations.queries import (
    DossierById,
    Marks,
    OpenRounds,
    PlacesTaken,
    QueueOf,
    RoundsUnder,
    SentFilesOf,
    TerritoryOf,
    TwinsOf,
    UnitsNamed,
    VoteById,
)
from storage import extensions, nominations, people, places, reviews, rounds, succession, twins, units, votes
from storage.database import Database, Transaction
from storage.nominations import Filing
from storage.people import NewPerson
from storage.succession import CircleError
from storage.tables import nominations as nominations_table
from storage.tables import unit_successors
from storage.units import NewUnit
from tests.storage.council import Council, a_vote, opened
from tests.storage.province import MINUTE, NOW, TODAY, ZONE, Province, a_nomination, a_round

NEW = "xã Vân Liên"


async def merged(database: Database, province: Province) -> int:
    async with database.write() as conn:
        await nominations.file(conn, [Filing(province.lan, a_nomination(1, province.round), NOW)])
        new = NewUnit(NEW, "commune", province.province)
        return await succession.merge(conn, [province.van_nham, province.huu_lien], new, TODAY)


async def test_what_lay_in_merged_units_lies_in_the_new_one(database: Database, province: Province) -> None:
    new = await merged(database, province)
    async with database.read() as conn:
        known = await units.by_ids(conn, [province.village, province.farmers, province.van_nham])
        (found,) = (await units.search(conn, [UnitsNamed(new, "da")], TODAY)).values()
        territory = await units.territories(conn, [TerritoryOf(province.farmers)])
        successors = {tuple(row) for row in await conn.execute(select(unit_successors))}
    assert known[province.village].path == f"{NEW}, tỉnh Lạng Sơn"
    assert known[province.van_nham].name == "xã Vân Nham"
    assert {unit.id for unit in found} == {province.village, province.farmers}
    assert territory == {TerritoryOf(province.farmers): new}
    assert successors == {(province.van_nham, new), (province.huu_lien, new)}


async def test_the_people_of_merged_units_go_on_with_their_roles(database: Database, province: Province) -> None:
    async with database.write() as conn:
        twice = NewPerson("Lý Văn Bình", "anh", province.huu_lien, frozenset({"leader"}))
        (both,) = await people.create(conn, [twice], NOW)
        await people.grant(conn, both, province.van_nham, "leader")
    new = await merged(database, province)
    async with database.read() as conn:
        known = await people.by_ids(conn, [province.binh.id, province.hoa.id, province.lan.id, both])
    assert [known[who.id].unit_id for who in (province.binh, province.hoa, province.lan)] == [
        new,
        new,
        province.farmers,
    ]
    assert known[province.hoa.id].roles == {"officer", "leader"}
    assert [(held.unit_id, held.role) for held in known[both].held] == [(new, "leader")]


async def test_a_nomination_keeps_the_name_it_was_made_under(database: Database, province: Province) -> None:
    async with database.write() as conn:
        filings = [Filing(province.binh, a_nomination(1, province.round), NOW)]
        await nominations.file(conn, filings)
    new = await merged(database, province)
    async with database.read() as conn:
        names = (await conn.execute(select(nominations_table.c.unit_name))).scalars().all()
        (seen,) = (await nominations.sent_of(conn, [SentFilesOf(0, new)], ZONE)).values()
    assert sorted(names) == ["Hội Nông dân xã Vân Nham", "xã Vân Nham"]
    assert len(seen) == 2


async def test_open_rounds_go_on_and_closed_ones_stay(database: Database, province: Province) -> None:
    async with database.write() as conn:
        closed = a_round(province.van_nham, date(2026, 11, 1))
        open_, _ = await rounds.add(conn, [a_round(province.van_nham), closed])
    new = await merged(database, province)
    async with database.read() as conn:
        query = OpenRounds(province.farmers, TODAY)
        found = {round_.id for round_ in (await rounds.open_on(conn, [query]))[query]}
        old = RoundsUnder(province.van_nham, date(2026, 10, 10))
        left = (await rounds.under(conn, [old]))[old]
    assert found == {open_, province.round}
    assert [round_.closes for round_ in left] == [date(2026, 11, 1)]
    assert new


async def test_old_names_find_the_new_unit(database: Database, province: Province) -> None:
    await merged(database, province)
    queries = [UnitsNamed(province.province, word) for word in ("huu lien", "van", "xa van nham")]
    villages = UnitsNamed(province.province, "huu lien", "village")
    async with database.read() as conn:
        found = await units.search(conn, [*queries, villages], TODAY)
    named = [[unit.name for unit in found[query]] for query in queries]
    assert named == [[NEW], ["Hội Nông dân xã Vân Nham", NEW], ["Hội Nông dân xã Vân Nham"]]
    assert found[villages] == ()


async def test_a_new_name_begins_a_new_unit(database: Database, province: Province) -> None:
    async with database.write() as conn:
        new = await succession.rename(conn, province.van_nham, "phường Vân Nham", TODAY)
        known = await units.by_ids(conn, [new, province.village])
    assert known[new].path == "tỉnh Lạng Sơn"
    assert known[province.village].path == "phường Vân Nham, tỉnh Lạng Sơn"


async def test_a_split_unit_goes_on_in_several(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (mine,) = await rounds.add(conn, [a_round(province.van_nham)])
        rows = [NewPerson("Vi Văn Đá", "anh", province.van_nham, frozenset({"officer"}))]
        (officer,) = await people.create(conn, rows, NOW)
        person = (await people.by_ids(conn, [officer]))[officer]
        filings = [Filing(who, a_nomination(1, mine), NOW) for who in (person, province.binh)]
        await nominations.file(conn, filings)
        east, west = await succession.split(
            conn,
            province.van_nham,
            [NewUnit(name, "commune", province.province) for name in ("xã Vân Đông", "xã Vân Tây")],
            TODAY,
            below={province.village: 1},
            homes={officer: 1},
        )
        known = await people.by_ids(conn, [officer, province.binh.id])
        paths = await units.by_ids(conn, [province.village, province.farmers])
        sent = await nominations.sent_of(conn, [SentFilesOf(0, east), SentFilesOf(0, west)], ZONE)
        opened = await rounds.open_on(conn, [OpenRounds(east, TODAY), OpenRounds(west, TODAY)])
    assert known[officer].units_as("officer") == (west,)
    assert known[province.binh.id].units_as("leader") == (east,)
    assert paths[province.village].path.startswith("xã Vân Tây")
    assert paths[province.farmers].path.startswith("xã Vân Đông")
    assert [[one.by for one in listed] for listed in sent.values()] == [["Lý Văn Bình"], ["Vi Văn Đá"]]
    assert all(len(listed) == 2 for listed in opened.values())


async def test_a_unit_does_not_give_way_to_what_lies_in_it(database: Database, province: Province) -> None:
    async with database.write() as conn:
        for below in (province.village, province.van_nham):
            with pytest.raises(CircleError):
                await succession.give_way(conn, [province.van_nham], below, TODAY)


def waiting(draft: int, province: Province, desk: int, subject: str = "Hộ ông Ba") -> Filed:
    return replace(a_nomination(draft, province.round, subject), desk_id=desk)


async def forwarded(conn: Transaction, province: Province, filing: Filing, most: int = 3) -> int:
    """File a nomination and send it on to the province, taking one of `most` places; return its id."""
    (id_,) = (await nominations.file(conn, [filing])).values()
    desk = filing.filed.desk_id
    assert desk
    deed = Decided(id_, 1, "forward", desk, province.province, 1, places=(("", most),))
    assert await reviews.decide(conn, deed, province.binh.id, NOW)
    return id_


async def test_what_waits_at_a_desk_waits_at_the_new_one(database: Database, province: Province) -> None:
    async with database.write() as conn:
        filed = [Filing(province.lan, waiting(1, province, province.van_nham), NOW)]
        filed += [Filing(province.hoa, waiting(2, province, province.huu_lien), NOW)]
        await nominations.file(conn, filed)
    new = await merged(database, province)
    async with database.read() as conn:
        query = QueueOf((new,), province.binh.id)
        found = (await reviews.queues(conn, [query], ZONE))[query]
        gone = QueueOf((province.van_nham, province.huu_lien), province.binh.id)
        assert (await reviews.queues(conn, [gone], ZONE))[gone] == ()
    assert [one.unit for one in found] == ["Hội Nông dân xã Vân Nham", "xã Hữu Liên"]


async def test_the_places_taken_are_added_up(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await forwarded(conn, province, Filing(province.lan, waiting(1, province, province.van_nham), NOW))
        await forwarded(conn, province, Filing(province.lan, waiting(2, province, province.van_nham), NOW))
        theirs = await forwarded(conn, province, Filing(province.hoa, waiting(3, province, province.huu_lien), NOW))
        await succession.give_way(conn, [province.huu_lien], province.van_nham, TODAY)
        counts = [PlacesTaken(province.round, unit) for unit in (province.van_nham, province.huu_lien)]
        assert list((await places.taken(conn, counts)).values()) == [{"": 3}, {}]
        (late,) = (
            await nominations.file(conn, [Filing(province.lan, waiting(4, province, province.van_nham), NOW)])
        ).values()
        deed = Decided(late, 1, "forward", province.van_nham, province.province, 1, places=(("", 3),))
        assert not await reviews.decide(conn, deed, province.binh.id, NOW), "the merged unit has no fourth place"
        declined = Decided(theirs, 2, "decline", province.province, province.province, 1)
        assert await reviews.decide(conn, declined, province.minh.id, NOW)
        assert await reviews.decide(conn, deed, province.binh.id, NOW), "the place is free again"


async def test_of_two_extensions_the_later_one_holds(database: Database, province: Province) -> None:
    later = date(2026, 12, 30)
    async with database.write() as conn:
        for unit, until in ((province.van_nham, later), (province.huu_lien, date(2026, 12, 20))):
            await extensions.add(conn, Extended(province.round, unit, until, "mưa lũ"), province.minh.id, NOW)
    new = await merged(database, province)
    async with database.read() as conn:
        queries = [OpenRounds(unit, date(2026, 12, 25)) for unit in (new, province.farmers)]
        found = await rounds.open_on(conn, queries)
    assert [[one.closes for one in found[query]] for query in queries] == [[later], [later]]


async def test_a_vote_goes_on_with_its_council(database: Database, province: Province, council: Council) -> None:
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        (new,) = await units.add(conn, [NewUnit(NEW, "commune", province.province)])
        await succession.give_way(conn, [province.van_nham], new, TODAY)
        vote = (await votes.by_ids(conn, [VoteById(vote_id)]))[VoteById(vote_id)]
        member = (await people.by_ids(conn, [council.members[1].id]))[council.members[1].id]
        assert vote is not None
        assert (vote.unit_id, vote.unit) == (new, NEW)
        assert member.units_as("council") == (new,)
        assert await votes.cast(conn, Balloted(vote_id, council.files[0], "yes"), member.id, TODAY)
        rest = replace(a_vote(council), unit_id=new, nominations=council.files[2:])
        assert await votes.open_vote(conn, rest, council.leader.id, "another salt", NOW), "its desk is the new one's"


async def test_a_decision_at_a_desk_that_is_no_more_is_not_undone(database: Database, province: Province) -> None:
    async with database.write() as conn:
        id_ = await forwarded(conn, province, Filing(province.lan, waiting(1, province, province.van_nham), NOW))
        await succession.give_way(conn, [province.van_nham], province.huu_lien, TODAY)
        assert not await reviews.undo(conn, Undone(id_, 1), province.binh.id, NOW + MINUTE / 2)
        dossier = (await nominations.dossiers(conn, [DossierById(id_)], ZONE))[DossierById(id_)]
    assert dossier is not None
    assert (dossier.desk_id, dossier.sent.stage) == (province.province, "forwarded")


async def test_who_was_nominated_in_either_is_found_from_the_new_one(database: Database, province: Province) -> None:
    name = "Hoàng Văn Thắng"
    async with database.write() as conn:
        filed = replace(waiting(9, province, province.van_nham, name), kind="individual", answers={"born": "1979"})
        await nominations.file(conn, [Filing(province.lan, filed, NOW)])
    there = Marks(body=False, name=name, born="1979", place="", territory=province.huu_lien)
    before = TwinsOf(there, province.round, province.hoa.id, province.huu_lien)
    async with database.read() as conn:
        assert (await twins.alike(conn, [before], ZONE))[before] == ()
    new = await merged(database, province)
    after = TwinsOf(replace(there, territory=new), province.round, province.hoa.id, new)
    async with database.read() as conn:
        found = (await twins.alike(conn, [after], ZONE))[after]
    assert [one.subject for one in found] == [name]


async def test_of_a_split_unit_each_part_has_the_files_of_its_own(database: Database, province: Province) -> None:
    async with database.write() as conn:
        rows = [NewPerson("Vi Văn Đá", "anh Đá", province.village, frozenset({"officer"}))]
        (officer,) = await people.create(conn, rows, NOW)
        person = (await people.by_ids(conn, [officer]))[officer]
        filings = [Filing(who, waiting(1, province, province.van_nham), NOW) for who in (person, province.lan)]
        await nominations.file(conn, filings)
        until = date(2026, 12, 30)
        extended = Extended(province.round, province.van_nham, until, "mưa lũ")
        await extensions.add(conn, extended, province.minh.id, NOW)
        east, west = await succession.split(
            conn,
            province.van_nham,
            [NewUnit(name, "commune", province.province) for name in ("xã Vân Đông", "xã Vân Tây")],
            TODAY,
            below={province.village: 1},
        )
        queues = [QueueOf((unit,), province.binh.id) for unit in (east, west)]
        found = await reviews.queues(conn, queues, ZONE)
        late = await rounds.open_on(conn, [OpenRounds(unit, until) for unit in (east, west)])
    assert [[one.by for one in found[query]] for query in queues] == [["Hoàng Thị Lan"], ["Vi Văn Đá"]]
    assert [len(open_) for open_ in late.values()] == [1, 1]
