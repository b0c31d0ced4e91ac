"""Recognised models: how they do, who agreed to be shown, and what the gallery finds."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from conversations.following import next_follow_up
from conversations.model import Consented, Followed, TourAsked
from conversations.queries import CaredBy, ConsentTo, ExemplarById, FollowUpsOf, Gallery, ToursAsked
from storage import following, gallery, nominations, nurture
from storage.database import Database, Transaction
from storage.gallery import words_of
from storage.nominations import Filing
from storage.tables import nominations as table
from storage.tables import tours
from tests.storage.province import NOW, TODAY, ZONE, Province, a_nomination

LATER = date(2027, 5, 22)


async def recognised(conn: Transaction, province: Province, draft: int = 1, subject: str = "Hộ ông Páo") -> int:
    filing = Filing(province.lan, a_nomination(draft, province.round, subject), NOW)
    (row_id,) = (await nominations.file(conn, [filing])).values()
    values = {"stage": "recognised", "next_on": TODAY}
    await conn.execute(update(table).where(table.c.id == row_id).values(values))
    return row_id


async def shown(
    conn: Transaction, province: Province, row_id: int, words: str = "Trồng na", *, yes: bool = True
) -> None:
    assert await following.consent(conn, Consented(row_id, yes, words), province.lan.id, NOW)


async def names(conn: Transaction, *words: str) -> list[str]:
    query = Gallery(words)
    return [one.subject for one in (await gallery.found(conn, [query]))[query]]


async def kept(conn: Transaction, row_id: int) -> Any:
    return (await conn.execute(select(table).where(table.c.id == row_id))).one()


@pytest.mark.parametrize(
    ("planned", "today", "done", "then"),
    [
        (date(2027, 2, 22), date(2027, 2, 25), 0, date(2027, 5, 22)),
        (date(2027, 5, 22), date(2027, 5, 22), 1, date(2027, 11, 22)),
        (date(2027, 11, 22), date(2027, 11, 22), 2, None),
        (date(2027, 2, 22), date(2027, 9, 1), 0, date(2027, 10, 1)),
    ],
    ids=["three to six months", "six to twelve", "the last", "very late"],
)
def test_when_it_is_asked_again(planned: date, today: date, done: int, then: date | None) -> None:
    assert next_follow_up(planned, today, done) == then


def test_the_words_of_a_text_the_longest_first() -> None:
    assert words_of("trong na, trong oi (xa van nham)") == ("trong", "nham", "van", "na", "oi", "xa")


async def test_with_the_first_who_does_the_same_it_is_propagated(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await recognised(conn, province)
        lan = province.lan.id
        assert await following.follow(conn, Followed(row_id, 1, "well", 0, 0, "", LATER), lan, NOW)
        assert (await kept(conn, row_id)).stage == "recognised"
        assert await following.follow(conn, Followed(row_id, 2, "less", 3, 1, "Giống", LATER), lan, NOW)
        assert await following.follow(conn, Followed(row_id, 3, "well", 2, 0, "", None), lan, NOW)
        row, query = await kept(conn, row_id), FollowUpsOf(row_id)
        found = (await following.follow_ups_of(conn, [query]))[query]
    assert (row.stage, row.next_on) == ("propagated", None)
    assert [(one.by, one.works, one.households, one.units, one.help) for one in found] == [
        ("Hoàng Thị Lan", "well", 0, 0, ""),
        ("Hoàng Thị Lan", "less", 3, 1, "Giống"),
        ("Hoàng Thị Lan", "well", 2, 0, ""),
    ]


async def test_nobody_else_follows_and_nobody_blindly(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await recognised(conn, province)
        deed = Followed(row_id, 1, "well", 1, 0, "", LATER)
        assert not await following.follow(conn, deed, province.hoa.id, NOW)
        assert not await following.follow(conn, replace(deed, version=2), province.lan.id, NOW)
        await conn.execute(update(table).where(table.c.id == row_id).values(stage="declined"))
        assert not await following.follow(conn, deed, province.lan.id, NOW)


async def test_who_is_followed_stands_in_the_same_list(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await recognised(conn, province)
        mine = CaredBy(province.lan.id)
        assert [one.sent.id for one in (await nurture.cared(conn, [mine], ZONE))[mine]] == [row_id]


async def test_without_a_yes_nothing_is_shown(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await recognised(conn, province)
        asked, one = ConsentTo(row_id), ExemplarById(row_id)
        assert await following.consents(conn, [asked]) == {asked: None}
        assert await names(conn) == []
        await shown(conn, province, row_id, yes=False)
        assert await following.consents(conn, [asked]) == {asked: False}
        assert (await names(conn), await gallery.by_ids(conn, [one])) == ([], {one: None})
        hers = Consented(row_id, agreed=True, words="")
        assert not await following.consent(conn, hers, province.hoa.id, NOW), "she did not nominate it"
        assert await following.consents(conn, [asked]) == {asked: False}
        await shown(conn, province, row_id)
        assert await names(conn) == ["Hộ ông Páo"]
        await shown(conn, province, row_id, yes=False)
        assert (await names(conn), await names(conn, "pao")) == ([], [])


async def test_it_is_found_by_all_its_words_the_newest_first(database: Database, province: Province) -> None:
    async with database.write() as conn:
        for draft, (subject, words) in enumerate([("Hộ ông Páo", "Trồng na"), ("Tổ nuôi ong", "Nuôi ong, trồng na")]):
            await shown(conn, province, await recognised(conn, province, draft, subject), words)
        assert await names(conn) == await names(conn, "na") == ["Tổ nuôi ong", "Hộ ông Páo"]
        assert await names(conn, "pao", "nham") == ["Hộ ông Páo"]  # of the name and of the unit
        assert await names(conn, "ong", "nuoi") == ["Tổ nuôi ong"]
        assert await names(conn, "pao", "nuoi") == []
        query = Gallery((), limit=1)
        assert len((await gallery.found(conn, [query]))[query]) == 1


async def test_a_card_has_who_does_the_same(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await recognised(conn, province)
        await shown(conn, province, row_id)
        for version, households in ((1, 3), (2, 2)):
            deed = Followed(row_id, version, "well", households, 1, "", LATER)
            assert await following.follow(conn, deed, province.lan.id, NOW)
        one, all_ = ExemplarById(row_id), Gallery(())
        exemplar = (await gallery.by_ids(conn, [one]))[one]
        (listed,) = (await gallery.found(conn, [all_]))[all_]
    assert exemplar
    assert (exemplar.households, exemplar.units, exemplar.by) == (5, 2, "Hoàng Thị Lan")
    assert (exemplar.card, exemplar.unit) == ([["Tên", "Hộ ông Páo"]], "Hội Nông dân xã Vân Nham")
    assert replace(exemplar, card=None) == listed


async def test_what_is_no_more_or_not_recognised_is_not_shown(database: Database, province: Province) -> None:
    async with database.write() as conn:
        gone, undone = [await recognised(conn, province, draft, f"Hộ {draft}") for draft in (1, 2)]
        for row_id in (gone, undone):
            await shown(conn, province, row_id)
        assert await following.follow(conn, Followed(gone, 1, "gone", 0, 0, "", None), province.lan.id, NOW)
        await conn.execute(update(table).where(table.c.id == undone).values(stage="forwarded"))
        assert await names(conn) == []
        one = ExemplarById(undone)
        assert await gallery.by_ids(conn, [one]) == {one: None}


async def test_wishes_to_come_are_counted_by_the_day(database: Database, province: Province) -> None:
    today, tomorrow = NOW.astimezone(ZONE), datetime(2026, 11, 23, 0, 0, tzinfo=ZONE)
    async with database.write() as conn:
        row_id = await recognised(conn, province)
        wish = TourAsked(row_id, "Xin xem vườn", "0912345678")
        assert not await following.ask_tour(conn, wish, None, NOW), "it is not in the gallery"
        await shown(conn, province, row_id)
        for moment, person_id in ((today, None), (tomorrow - timedelta(seconds=1), province.hoa.id), (tomorrow, None)):
            assert await following.ask_tour(conn, wish, person_id, moment)
        counted = ToursAsked(row_id, TODAY), ToursAsked(row_id, tomorrow.date())
        assert await following.tours_asked(conn, counted, ZONE) == {counted[0]: 2, counted[1]: 1}
        rows = (await conn.execute(select(tours.c.person_id, tours.c.phone).order_by(tours.c.id))).all()
    assert [tuple(row) for row in rows] == [(None, "0912345678"), (province.hoa.id, "0912345678"), (None, "0912345678")]
