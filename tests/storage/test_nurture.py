"""Those who are looked after: who is, when the next visit is, and what a visit may change."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from conversations.model import Decided, Filed, Undone, Visited
from conversations.nurture import first_visit, months_on
from conversations.queries import CaredBy, ComingRounds, DossierById, Visit, VisitsDue, VisitsOf
from storage import nominations, nurture, reviews, rounds
from storage.database import Database, Transaction
from storage.nominations import Filing
from storage.tables import decisions
from storage.tables import nominations as table
from tests.storage.province import NOW, TODAY, ZONE, Province, a_nomination, a_round

LOCAL = NOW.astimezone(ZONE)
IN_THREE_MONTHS = date(2027, 2, 22)


async def nurtured(conn: Transaction, province: Province, draft: int = 1, subject: str = "Hộ ông Páo") -> int:
    filed = replace(a_nomination(draft, province.round, subject), stage="nurturing")
    (row_id,) = (await nominations.file(conn, [Filing(province.lan, filed, LOCAL)])).values()
    return row_id


def a_visit(row_id: int, filed: Filed, version: int = 1, next_on: date | None = None) -> Visited:
    return Visited(row_id, version, "Đã trồng thêm na.", "Thiếu vốn.", 2, next_on, filed)


async def kept(conn: Transaction, row_id: int) -> Any:
    return (await conn.execute(select(table).where(table.c.id == row_id))).one()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_so_many_months_on(day: date, months: int, then: date) -> None:
    assert months_on(day, months) == then


def test_only_two_stages_are_visited() -> None:
    assert first_visit("nurturing", TODAY) == first_visit("recognised", TODAY) == IN_THREE_MONTHS
    assert first_visit("submitted", TODAY) is None


async def test_whoever_is_nurtured_has_a_next_visit(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await nurtured(conn, province)
        await nominations.file(conn, [Filing(province.lan, a_nomination(2, province.round), LOCAL)])
        mine, hers = CaredBy(province.lan.id), CaredBy(province.hoa.id)
        (cared,) = (await nurture.cared(conn, [mine, hers], ZONE))[mine]
        assert (await nurture.cared(conn, [hers], ZONE))[hers] == ()
        before, then = VisitsDue(province.lan.id, TODAY), VisitsDue(province.lan.id, IN_THREE_MONTHS)
        nobody = VisitsDue(province.hoa.id, IN_THREE_MONTHS)
        assert await nurture.due(conn, [before, then, nobody]) == {before: 0, then: 1, nobody: 0}
    assert (cared.sent.id, cared.next_on, cared.missing) == (row_id, IN_THREE_MONTHS, 0)


async def test_a_visit_is_kept_with_the_answers_of_that_day(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await nurtured(conn, province)
        filed = replace(a_nomination(1, province.round), stage="nurturing", answers={"thu": 1})
        assert await nurture.visit(conn, a_visit(row_id, filed, next_on=TODAY), province.lan.id, NOW)
        query = VisitsOf(row_id)
        visits = (await nurture.visits_of(conn, [query]))[query]
        dossier = (await nominations.dossiers(conn, [DossierById(row_id)], ZONE))[DossierById(row_id)]
    assert visits == (Visit("Hoàng Thị Lan", NOW, "Đã trồng thêm na.", "Thiếu vốn.", 2),)
    assert dossier
    assert (dossier.sent.stage, dossier.answers, dossier.next_on) == ("nurturing", {"thu": 1}, TODAY)
    assert dossier.version == 2


async def test_nobody_else_visits_and_nobody_blindly(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await nurtured(conn, province)
        filed = replace(a_nomination(1, province.round), stage="submitted")
        assert not await nurture.visit(conn, a_visit(row_id, filed), province.hoa.id, NOW)
        assert not await nurture.visit(conn, a_visit(row_id, filed, version=2), province.lan.id, NOW)
        assert not await nurture.visit(conn, a_visit(999, filed), province.lan.id, NOW)
        assert (await kept(conn, row_id)).stage == "nurturing"
        assert await nurture.visit(conn, a_visit(row_id, filed), province.lan.id, NOW)
        assert not await nurture.visit(conn, a_visit(row_id, filed, version=2), province.lan.id, NOW)


async def test_it_becomes_a_nomination_in_the_newer_round(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await nurtured(conn, province)
        (newer,) = await rounds.add(conn, [a_round(province.province, date(2027, 12, 15))])
        filed = replace(a_nomination(1, newer), desk_id=province.van_nham)
        assert await nurture.visit(conn, a_visit(row_id, filed), province.lan.id, NOW + timedelta(days=99))
        row = await kept(conn, row_id)
        mine = CaredBy(province.lan.id)
        assert await nurture.cared(conn, [mine], ZONE) == {mine: ()}
    assert (row.stage, row.round_id, row.origin_round_id) == ("submitted", newer, province.round)
    assert (row.desk_id, row.next_on, row.at) == (province.van_nham, None, NOW + timedelta(days=99))


async def test_a_decision_plans_the_visit_and_undoing_it_takes_that_back(
    database: Database, province: Province
) -> None:
    filed = replace(a_nomination(1, province.round), desk_id=province.van_nham)
    async with database.write() as conn:
        (row_id,) = (await nominations.file(conn, [Filing(province.lan, filed, LOCAL)])).values()
        decided = Decided(row_id, 1, "nurture", province.van_nham, province.van_nham, 0, reason="not_yet")
        assert await reviews.decide(conn, decided, province.binh.id, LOCAL)
        assert (await kept(conn, row_id)).next_on == IN_THREE_MONTHS
        decision = (await conn.execute(select(decisions.c.id))).scalar_one()
        assert await reviews.undo(conn, Undone(row_id, decision), province.binh.id, LOCAL)
        row = await kept(conn, row_id)
    assert (row.stage, row.next_on) == ("submitted", None)


async def test_the_rounds_to_come(database: Database, province: Province) -> None:
    async with database.write() as conn:
        new = a_round(province.province, date(2027, 12, 15))._replace(opens=date(2027, 11, 1))
        (coming,) = await rounds.add(conn, [new])
        here, there = ComingRounds(province.farmers, TODAY), ComingRounds(province.farmers, date(2027, 11, 1))
        found = await rounds.coming(conn, [here, there])
    assert [round_.id for round_ in found[here]] == [coming]
    assert found[there] == ()
