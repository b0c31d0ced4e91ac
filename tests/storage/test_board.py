"""The board counts what lies in each subtree, apart by stage and desk, for a whole batch and without names."""

from dataclasses import replace
from datetime import timedelta

from conversations.model import Decided, Person
from conversations.queries import BoardOf, Count, Counted
from storage import board, nominations, reviews, rounds, succession, units
from storage.database import Database, Transaction
from storage.nominations import Filing
from storage.units import NewUnit
from tests.storage.province import NOW, TODAY, Province, a_nomination, a_round

COMMUNES = ("commune", "ward", "special_zone")


async def filed(conn: Transaction, who: Person, draft: int, round_id: int, desk: int, field: str = "kinh-te") -> int:
    row = replace(a_nomination(draft, round_id, f"Hộ {draft}"), desk_id=desk, field_id=field)
    return (await nominations.file(conn, [Filing(who, row, NOW)]))[who.id, draft]


async def board_of(conn: Transaction, query: BoardOf) -> tuple[Counted, ...]:
    return (await board.boards(conn, [query]))[query]


async def test_what_lies_in_a_province_and_in_each_commune(database: Database, province: Province) -> None:
    round_id, desk = province.round, province.van_nham
    async with database.write() as conn:
        ids = [await filed(conn, province.lan, draft, round_id, desk) for draft in (1, 2)]
        await filed(conn, province.binh, 1, round_id, desk, field="y-te")
        forward = Decided(ids[0], 1, "forward", desk, province.province, 1)
        assert await reviews.decide(conn, forward, province.binh.id, NOW + timedelta(seconds=1))
        whole, huu_lien, van_nham = await board_of(conn, BoardOf(round_id, province.province, COMMUNES, TODAY))
        (own,) = await board_of(conn, BoardOf(round_id, desk, COMMUNES, TODAY))
        (farmers,) = await board_of(conn, BoardOf(round_id, province.farmers, COMMUNES, TODAY))
    assert (whole.name, whole.level) == ("tỉnh Lạng Sơn", "province")
    assert huu_lien == Counted(province.huu_lien, "xã Hữu Liên", "commune", ())
    counts = {Count("submitted", 0, desk, "", 2), Count("forwarded", 1, province.province, "", 1)}
    assert set(whole.counts) == set(van_nham.counts) == set(own.counts) == counts
    assert sum(one.n for one in farmers.counts) == 2  # what her association sent, not its commune's leader


async def test_a_field_with_a_limit_of_its_own_is_counted_apart_once_it_went_on(
    database: Database, province: Province
) -> None:
    desk = province.van_nham
    async with database.write() as conn:
        for draft, field in enumerate(("kinh-te", "y-te", "y-te", "lao-dong", "y-te"), 1):
            id_ = await filed(conn, province.lan, draft, province.round, desk, field)
            if draft < 5:
                forward = Decided(id_, 1, "forward", desk, province.province, 1)
                assert await reviews.decide(conn, forward, province.binh.id, NOW + timedelta(seconds=1))
        (own,) = await board_of(conn, BoardOf(province.round, desk, COMMUNES, TODAY, fields=("kinh-te", "y-te")))
    found = {(one.station, one.field_id): one.n for one in own.counts}
    assert found == {(1, "kinh-te"): 1, (1, "y-te"): 2, (1, ""): 1, (0, ""): 1}


async def test_a_batch_keeps_rounds_and_units_apart(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (other,) = await rounds.add(conn, [a_round(province.province)])
        await filed(conn, province.lan, 1, province.round, province.van_nham)
        await filed(conn, province.hoa, 1, other, province.huu_lien)
        queries = [
            BoardOf(round_id, unit_id, COMMUNES, TODAY)
            for round_id in (province.round, other, 999)
            for unit_id in (province.province, province.van_nham, province.huu_lien, province.village, 999)
        ]
        found = await board.boards(conn, queries)
    sums = {
        (query.round_id, query.unit_id): sum(c.n for one in found[query][:1] for c in one.counts) for query in found
    }
    some = {(province.round, province.province), (province.round, province.van_nham)}
    some |= {(other, province.province), (other, province.huu_lien)}
    assert sums == {key: int(key in some) for key in sums}
    assert all(found[query] == () for query in queries if query.unit_id == 999)
    assert all(len(found[query]) == (3 if query.unit_id == province.province else 1) for query in queries[:4])


async def test_a_commune_that_gave_way_is_counted_where_it_went(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await filed(conn, province.hoa, 1, province.round, province.huu_lien)
        new = NewUnit("xã Hữu Lũng", "commune", province.province)
        merged = await succession.merge(conn, [province.huu_lien], new, TODAY)
        query = BoardOf(province.round, province.province, COMMUNES, TODAY)
        _, first, second = await board_of(conn, query)
        before = await board_of(conn, replace(query, on=TODAY - timedelta(days=1)))
        assert await units.add(conn, [NewUnit("phường Mới", "ward", province.province, TODAY + timedelta(days=1))])
        assert len(await board_of(conn, query)) == 3
    assert (first.unit_id, sum(one.n for one in first.counts)) == (merged, 1)
    assert second.name == "xã Vân Nham"
    assert [one.name for one in before] == ["tỉnh Lạng Sơn", "xã Hữu Liên", "xã Vân Nham"]
