"""The places of a unit in a round: taken, held, given back; what is counted is what is held."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from conversations.model import Decided, Undone
from conversations.queries import PlacesTaken
from storage import places, reviews
from storage.database import Database, Transaction
from storage.tables import held_places
from tests.storage.province import MINUTE, NOW, Province
from tests.storage.test_reviews import SECOND, dossier_of, forward, last_step, refiled, sent

LIMITS = (("", 2), ("kinh-te", 1))


async def places_of(conn: Transaction, province: Province) -> dict[str, int]:
    """Return how many are taken of the commune, by field; it is what is held, whatever happened."""
    query = PlacesTaken(province.round, province.van_nham)
    taken = dict((await places.taken(conn, [query]))[query])
    rows = (await conn.execute(select(held_places))).all()
    held = Counter(row.field_id for row in rows if row.unit_id == province.van_nham)
    assert {field: n for field, n in taken.items() if n} == dict(held)
    return taken


def at_province(province: Province, act: str, id_: int, version: int) -> Decided:
    return Decided(id_, version, act, province.province, province.province, 1)


async def test_a_place_is_taken_of_each_limit_or_of_none(database: Database, province: Province) -> None:
    limits = (("", 2), ("kinh-te", 1))
    async with database.write() as conn:
        one, two, three = [await sent(conn, province, draft) for draft in (1, 2, 3)]
        assert await reviews.decide(conn, forward(province, one, 1, limits), province.binh.id, NOW)
        assert not await reviews.decide(conn, forward(province, two, 1, limits), province.binh.id, NOW)
        assert await places_of(conn, province) == {"": 1, "kinh-te": 1}
        assert (await dossier_of(conn, two)).version == 1
        assert await reviews.decide(conn, forward(province, two, 1, (("", 2),)), province.binh.id, NOW)
        assert not await reviews.decide(conn, forward(province, three, 1, (("", 2),)), province.binh.id, NOW)
        assert await reviews.undo(conn, Undone(one, await last_step(conn, one)), province.binh.id, NOW)
        assert await places_of(conn, province) == {"": 1, "kinh-te": 0}
        assert await reviews.decide(conn, forward(province, three, 1, limits), province.binh.id, NOW)
        assert await places_of(conn, province) == {"": 2, "kinh-te": 1}


@pytest.mark.parametrize("act", ["decline", "nurture"])
async def test_who_goes_no_further_gives_his_place_back(database: Database, province: Province, act: str) -> None:
    async with database.write() as conn:
        one, two = await sent(conn, province, 1), await sent(conn, province, 2)
        assert await reviews.decide(conn, forward(province, one, 1, LIMITS), province.binh.id, NOW)
        assert not await reviews.decide(conn, forward(province, two, 1, LIMITS), province.binh.id, NOW)
        assert await reviews.decide(conn, at_province(province, act, one, 2), province.minh.id, NOW)
        assert await places_of(conn, province) == {"": 0, "kinh-te": 0}
        assert await reviews.decide(conn, forward(province, two, 1, LIMITS), province.binh.id, NOW)


async def test_a_decline_is_undone_with_its_place_or_not_at_all(database: Database, province: Province) -> None:
    async with database.write() as conn:
        one, two = await sent(conn, province, 1), await sent(conn, province, 2)
        assert await reviews.decide(conn, forward(province, one, 1, LIMITS), province.binh.id, NOW)
        assert await reviews.decide(conn, at_province(province, "decline", one, 2), province.minh.id, NOW)
        undone = Undone(one, await last_step(conn, one))
        assert await reviews.undo(conn, undone, province.minh.id, NOW + SECOND)
        assert await places_of(conn, province) == {"": 1, "kinh-te": 1}
        assert await reviews.decide(conn, at_province(province, "decline", one, 4), province.minh.id, NOW + MINUTE)
        assert await reviews.decide(conn, forward(province, two, 1, LIMITS), province.binh.id, NOW + MINUTE)
        undone = Undone(one, await last_step(conn, one))
        assert not await reviews.undo(conn, undone, province.minh.id, NOW + MINUTE), "another has its place by now"
        assert (await dossier_of(conn, one)).sent.stage == "declined"
        assert await places_of(conn, province) == {"": 1, "kinh-te": 1}


@pytest.mark.parametrize("field", ["kinh-te", "van-hoa"])
async def test_in_another_field_it_begins_again(database: Database, province: Province, field: str) -> None:
    """In its own it goes back to whoever returned it, and keeps its place meanwhile."""
    async with database.write() as conn:
        one = await sent(conn, province)
        assert await reviews.decide(conn, forward(province, one, 1, LIMITS), province.binh.id, NOW)
        assert await reviews.decide(conn, at_province(province, "return", one, 2), province.minh.id, NOW)
        assert await places_of(conn, province) == {"": 1, "kinh-te": 1}
        mended = replace(refiled(one, 3), field_id=field)
        assert await reviews.refile(conn, mended, province.lan.id, NOW + SECOND)
        now, again = await dossier_of(conn, one), field != "kinh-te"
        assert await places_of(conn, province) == {"": 1 - again, "kinh-te": 1 - again}
    assert (now.sent.stage, now.station) == (("submitted", 0) if again else ("forwarded", 1))
    assert now.desk_id == (province.van_nham if again else province.province)
    assert now.reviewer_id == (None if again else province.minh.id)
