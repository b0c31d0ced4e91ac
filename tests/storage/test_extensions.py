"""More time for one unit: a round closes later for it and for all below it, and for nobody else."""

from datetime import date, timedelta

import pytest

from conversations.extensions import closing_for
from conversations.model import Extended
from conversations.queries import Extension, ExtensionsOf, LineageOf, NominatorsUnder, OpenRounds, RoundById, Someone
from storage import extensions, people, rounds, units
from storage.database import Database
from storage.rounds import NewRound
from tests.storage.province import NOW, TODAY, Province, a_round

DAY = timedelta(days=1)
CLOSES = a_round(1).closes
UNTIL = CLOSES + 10 * DAY
WHEN = {"the day it closes": CLOSES, "after it closed": CLOSES + DAY, "the last day": UNTIL, "over": UNTIL + DAY}


async def given(database: Database, province: Province, *deeds: tuple[int, date, str]) -> None:
    async with database.write() as conn:
        for unit_id, until, why in deeds:
            await extensions.add(conn, Extended(province.round, unit_id, until, why), province.minh.id, NOW)


@pytest.mark.parametrize("when", WHEN)
async def test_it_is_open_longer_for_that_unit_and_below_it_only(
    database: Database, province: Province, when: str
) -> None:
    await given(database, province, (province.van_nham, UNTIL, "mưa lũ"))
    on = WHEN[when]
    units_ = ("province", "van_nham", "farmers", "huu_lien")
    queries = {name: OpenRounds(getattr(province, name), on) for name in units_}
    async with database.read() as conn:
        found = await rounds.open_on(conn, list(queries.values()))
    shown = {name: [round_.closes for round_ in found[query]] for name, query in queries.items()}
    longer, usual = [UNTIL] if on <= UNTIL else [], [CLOSES] if on <= CLOSES else []
    assert shown == {"province": usual, "van_nham": longer, "farmers": longer, "huu_lien": usual}


async def test_the_round_that_closes_first_stands_first_then_too(database: Database, province: Province) -> None:
    await given(database, province, (province.van_nham, UNTIL, "mưa lũ"))
    async with database.write() as conn:
        (other,) = await rounds.add(conn, [NewRound(**a_round(province.province, CLOSES + 3 * DAY)._asdict())])
        asked = [OpenRounds(unit_id, TODAY) for unit_id in (province.farmers, province.huu_lien)]
        found = await rounds.open_on(conn, asked)
    assert [[round_.id for round_ in found[query]] for query in asked] == [
        [other, province.round],
        [province.round, other],
    ]


async def test_of_several_the_furthest_holds(database: Database, province: Province) -> None:
    await given(
        database,
        province,
        (province.huu_lien, UNTIL + DAY, "mất điện"),
        (province.van_nham, UNTIL, "mưa lũ"),
        (province.van_nham, CLOSES + DAY, "họp muộn"),
    )
    query, none = ExtensionsOf(province.round), ExtensionsOf(province.round + 1)
    async with database.read() as conn:
        found = await extensions.of_rounds(conn, [query, none])
        round_ = (await rounds.by_ids(conn, [RoundById(province.round)]))[RoundById(province.round)]
        lineage = LineageOf(province.farmers)
        above = (await units.lineages(conn, [lineage]))[lineage]
    assert round_
    assert found == {
        query: (
            Extension(province.van_nham, "xã Vân Nham", UNTIL, "mưa lũ"),
            Extension(province.huu_lien, "xã Hữu Liên", UNTIL + DAY, "mất điện"),
        ),
        none: (),
    }
    assert closing_for(round_, above, found[query]) == UNTIL
    assert closing_for(round_, (province.province,), found[query]) == round_.closes


async def test_who_nominates_there_is_found_once_each(database: Database, province: Province) -> None:
    queries = [NominatorsUnder(getattr(province, name)) for name in ("province", "van_nham", "huu_lien", "village")]
    async with database.write() as conn:
        await people.grant(conn, province.lan.id, province.van_nham, "leader")
        await people.grant(conn, province.lan.id, province.huu_lien, "council")
        found = await people.nominators_under(conn, queries)
    lan = Someone(province.lan.id, "Hoàng Thị Lan", "Hội Nông dân xã Vân Nham")
    hoa, binh, minh = (Someone(one.id, one.name, one.unit) for one in (province.hoa, province.binh, province.minh))
    names = [[one.name for one in found[query]] for query in queries]
    assert names == [[one.name for one in some] for some in ([lan, hoa, binh, minh], [lan, binh], [hoa], [])]
