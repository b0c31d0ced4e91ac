"""Decisions are made on what was seen, whole or not at all; a minute long they are taken back; a desk has its order."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from conversations.model import Decided, Filed, Ranked, Refiled, Undone
from conversations.queries import (
    CommentsOn,
    Dossier,
    DossierById,
    HistoryOf,
    QueueLength,
    QueueOf,
    RecusedFrom,
)
from storage import nominations, places, reviews
from storage.database import Database, Transaction
from storage.nominations import Filing
from storage.tables import nominations as table
from tests.storage.province import MINUTE, NOW, ZONE, Province, a_nomination

SECOND = timedelta(seconds=1)


async def sent(conn: Transaction, province: Province, draft: int = 1, at: datetime = NOW) -> int:
    """File one of Lan's, which lies at the desk of her commune then."""
    filed = replace(a_nomination(draft, province.round, f"Hộ {draft}"), desk_id=province.van_nham)
    return (await nominations.file(conn, [Filing(province.lan, filed, at)]))[province.lan.id, draft]


async def row_of(conn: Transaction, nomination_id: int) -> dict[str, Any]:
    return dict((await conn.execute(select(table).where(table.c.id == nomination_id))).mappings().one())


async def dossier_of(conn: Transaction, nomination_id: int) -> Dossier:
    dossier = (await nominations.dossiers(conn, [DossierById(nomination_id)], ZONE))[DossierById(nomination_id)]
    assert dossier is not None
    return dossier


async def waiting(conn: Transaction, unit_id: int, person_id: int, most: int = 50) -> list[int]:
    query = QueueOf((unit_id,), person_id, most)
    length = QueueLength((unit_id,), person_id)
    found = [one.id for one in (await reviews.queues(conn, [query], ZONE))[query]]
    assert (await reviews.lengths(conn, [length]))[length] >= len(found)
    return found


async def last_step(conn: Transaction, nomination_id: int) -> int:
    return (await reviews.histories(conn, [HistoryOf(nomination_id)]))[HistoryOf(nomination_id)][-1].id


def forward(province: Province, id_: int, version: int = 1, places: tuple[tuple[str, int], ...] = ()) -> Decided:
    return Decided(id_, version, "forward", province.van_nham, province.province, 1, places=places)


def at_commune(province: Province, act: str, id_: int, version: int = 1, **more: Any) -> Decided:
    return Decided(id_, version, act, province.van_nham, province.van_nham, 0, **more)


async def test_a_nomination_goes_on_to_the_next_desk(database: Database, province: Province) -> None:
    async with database.write() as conn:
        id_ = await sent(conn, province)
        assert await waiting(conn, province.van_nham, province.binh.id) == [id_]
        assert await reviews.decide(conn, forward(province, id_), province.binh.id, NOW + SECOND)
        assert await waiting(conn, province.van_nham, province.binh.id) == []
        assert await waiting(conn, province.province, province.minh.id) == [id_]
        dossier = await dossier_of(conn, id_)
        (step,) = (await reviews.histories(conn, [HistoryOf(id_)]))[HistoryOf(id_)]
    assert (dossier.sent.stage, dossier.desk_id, dossier.station) == ("forwarded", province.province, 1)
    assert (dossier.version, dossier.sent.moved) == (2, NOW + SECOND)
    assert (step.act, step.by, step.unit, step.at) == ("forward", "Lý Văn Bình", "xã Vân Nham", NOW + SECOND)
    assert not step.undone


async def test_nobody_decides_what_he_has_not_seen(database: Database, province: Province) -> None:
    async with database.write() as conn:
        id_ = await sent(conn, province)
        before = await row_of(conn, id_)
        for deed in (
            forward(province, id_, version=2),
            forward(province, 999),
            replace(forward(province, id_), at_desk=province.huu_lien),
            at_commune(province, "propagate", id_),  # only what was recognised
            at_commune(province, "promote", id_),
            at_commune(province, "invented", id_),
        ):
            assert not await reviews.decide(conn, deed, province.binh.id, NOW)
        for ranked in (Ranked(id_, 2, province.van_nham, 1), Ranked(id_, 1, province.huu_lien, 1)):
            assert not await reviews.rank(conn, ranked)
        assert await row_of(conn, id_) == before
        assert (await reviews.histories(conn, [HistoryOf(id_)]))[HistoryOf(id_)] == ()


async def test_of_two_who_decide_the_second_is_refused(database: Database, province: Province) -> None:
    async with database.write() as conn:
        id_ = await sent(conn, province)
        assert await reviews.decide(conn, at_commune(province, "decline", id_), province.binh.id, NOW)
        assert not await reviews.decide(conn, forward(province, id_), province.minh.id, NOW)
        assert not await reviews.decide(conn, forward(province, id_, version=2), province.minh.id, NOW)  # it is over
        assert (await dossier_of(conn, id_)).sent.stage == "declined"


@pytest.mark.parametrize("act", ["forward", "return", "nurture", "decline", "recognise"])
async def test_what_is_undone_never_was(database: Database, province: Province, act: str) -> None:
    """Also where it was returned once before, so that there are differences to be shown, and where it had a rank."""
    async with database.write() as conn:
        id_ = await sent(conn, province)
        assert await reviews.decide(conn, at_commune(province, "return", id_), province.minh.id, NOW)
        assert await reviews.refile(conn, refiled(id_, 2), province.lan.id, NOW + SECOND)
        assert await reviews.rank(conn, Ranked(id_, 3, province.van_nham, 2))
        before = await row_of(conn, id_)
        deed = forward(province, id_, 4) if act == "forward" else at_commune(province, act, id_, 4)
        assert await reviews.decide(conn, replace(deed, places=(("", 1),)), province.binh.id, NOW + MINUTE)
        assert await row_of(conn, id_) != before
        undone = Undone(id_, await last_step(conn, id_))
        assert not await reviews.undo(conn, undone, province.minh.id, NOW + MINUTE)
        assert await reviews.undo(conn, undone, province.binh.id, NOW + 2 * MINUTE)
        assert not await reviews.undo(conn, undone, province.binh.id, NOW + 2 * MINUTE)
        after = await row_of(conn, id_)
        assert await places.held_by(conn, id_) == []
        assert [step.undone for step in (await reviews.histories(conn, [HistoryOf(id_)]))[HistoryOf(id_)]] == [0, 1]
    told = ("version", "moved_at")
    assert {name: after[name] for name in after if name not in told} == {
        name: before[name] for name in before if name not in told
    }
    assert after["version"] == before["version"] + 2


async def test_it_is_too_late_to_undo(database: Database, province: Province) -> None:
    async with database.write() as conn:
        late, further = await sent(conn, province, 1), await sent(conn, province, 2)
        for id_ in (late, further):
            assert await reviews.decide(conn, forward(province, id_), province.binh.id, NOW)
        first = Undone(further, await last_step(conn, further))
        assert not await reviews.undo(
            conn, Undone(late, await last_step(conn, late)), province.binh.id, NOW + MINUTE + SECOND
        )
        on = Decided(further, 2, "recognise", province.province, province.province, 1)
        assert await reviews.decide(conn, on, province.minh.id, NOW + SECOND)
        assert not await reviews.undo(conn, first, province.binh.id, NOW + 2 * SECOND)
        assert not await reviews.undo(conn, Undone(999, 1), province.binh.id, NOW)
        assert (await dossier_of(conn, further)).sent.stage == "recognised"


async def test_the_order_of_a_desk(database: Database, province: Province) -> None:
    """Those with a rank first, then those that wait longest; what one may not decide is not there."""
    async with database.write() as conn:
        ids = [await sent(conn, province, draft, NOW - draft * MINUTE) for draft in (1, 2, 3, 4, 5)]
        one, two, three, four, five = ids
        assert await waiting(conn, province.van_nham, province.binh.id) == [five, four, three, two, one]
        assert await reviews.rank(conn, Ranked(one, 1, province.van_nham, 2))
        assert await reviews.rank(conn, Ranked(three, 1, province.van_nham, 1))
        assert not await reviews.rank(conn, Ranked(three, 1, province.van_nham, 9))
        await reviews.recuse(conn, four, province.binh.id, "em rể", NOW)
        await reviews.recuse(conn, four, province.binh.id, "em rể, nói lại", NOW)
        assert await waiting(conn, province.van_nham, province.binh.id) == [three, one, five, two]
        assert await waiting(conn, province.van_nham, province.minh.id) == [three, one, five, four, two]
        assert await waiting(conn, province.van_nham, province.minh.id, 2) == [three, one]
        assert await waiting(conn, province.van_nham, province.lan.id) == []  # they are her own
        assert await waiting(conn, province.huu_lien, province.minh.id) == []
        asked = [RecusedFrom(four, province.binh.id), RecusedFrom(four, province.minh.id), RecusedFrom(one, 999)]
        assert await reviews.recused(conn, asked) == dict(zip(asked, (True, False, False), strict=True))


async def test_what_is_decided_has_no_rank(database: Database, province: Province) -> None:
    async with database.write() as conn:
        id_ = await sent(conn, province)
        assert await reviews.decide(conn, at_commune(province, "decline", id_), province.binh.id, NOW)
        assert not await reviews.rank(conn, Ranked(id_, 2, province.van_nham, 1))


@pytest.mark.parametrize(("forwarded", "stage"), [(False, "submitted"), (True, "forwarded")])
async def test_a_mended_file_goes_back_where_it_came_from(
    database: Database, province: Province, *, forwarded: bool, stage: str
) -> None:
    async with database.write() as conn:
        id_ = await sent(conn, province)
        desk, version = province.van_nham, 1
        assert not await reviews.refile(conn, refiled(id_, 1), province.lan.id, NOW)  # nobody returned it
        if forwarded:
            assert await reviews.decide(conn, forward(province, id_), province.binh.id, NOW)
            desk, version = province.province, 2
        back = Decided(id_, version, "return", desk, desk, int(forwarded), note="Ghi rõ", remarks={"thu": "Ghi rõ"})
        assert await reviews.decide(conn, back, province.minh.id, NOW)
        before = await dossier_of(conn, id_)
        assert (before.sent.stage, before.reviewer_id) == ("returned", province.minh.id)
        assert await waiting(conn, desk, province.binh.id) == []
        assert not await reviews.refile(conn, refiled(id_, version), province.lan.id, NOW)
        assert not await reviews.refile(conn, refiled(id_, version + 1), province.hoa.id, NOW)
        assert await reviews.refile(conn, refiled(id_, version + 1), province.lan.id, NOW + SECOND)
        after = await dossier_of(conn, id_)
        assert await waiting(conn, desk, province.binh.id) == [id_]
    assert (after.sent.stage, after.desk_id, after.station) == (stage, desk, int(forwarded))
    assert (after.card_before, after.card) == (before.card, [["Tên", "Hộ ông Páo"]])
    assert after.sent.subject == "Hộ ông Páo"


async def test_what_was_said_is_read_in_order(database: Database, province: Province) -> None:
    async with database.write() as conn:
        one, two = await sent(conn, province, 1), await sent(conn, province, 2)
        await reviews.comment(conn, one, province.binh.id, "Đã xem tận vườn.", NOW)
        await reviews.comment(conn, two, province.binh.id, "Hỏi lại thôn.", NOW)
        await reviews.comment(conn, one, province.minh.id, "Tốt.", NOW)
        said = await reviews.remarks(conn, [CommentsOn(one), CommentsOn(two), CommentsOn(999)])
    assert [[(remark.by, remark.text) for remark in told] for told in said.values()] == [
        [("Lý Văn Bình", "Đã xem tận vườn."), ("Vi Thị Minh", "Tốt.")],
        [("Lý Văn Bình", "Hỏi lại thôn.")],
        [],
    ]


def refiled(id_: int, version: int) -> Refiled:
    filed: Filed = a_nomination(1, 1, "Hộ ông Páo")
    return Refiled(id_, version, 1, filed.field_id, filed.kind, filed.subject, filed.answers, filed.card, filed.verdict)
