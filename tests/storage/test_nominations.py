"""Filing twice is filing once; lists are newest first; a nomination keeps the name it was made under."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import select, update

from conversations.model import Json
from conversations.queries import DossierById, Sent, SentFilesOf
from storage import nominations
from storage.database import Database
from storage.nominations import Filing
from storage.tables import nominations as table
from storage.tables import units
from tests.storage.province import NOW, ZONE, Province, a_nomination


async def test_filing_at_two_doors_at_once_is_filing_once(
    database: Database, another: Callable[..., Database], province: Province
) -> None:
    filing = Filing(province.lan, a_nomination(1, province.round), NOW)

    async def file(worker: Database) -> dict[tuple[int, int], int]:
        async with worker.write() as conn:
            return await nominations.file(conn, [filing])

    other = another()
    ids = await asyncio.gather(*(file(worker) for worker in [database, other] * 3))
    assert all(found == ids[0] for found in ids)
    assert list(ids[0]) == [(province.lan.id, 1)]
    async with database.read() as conn:
        assert len((await conn.execute(select(table.c.id))).all()) == 1


async def test_a_batch_of_old_and_new(database: Database, province: Province) -> None:
    first, second = (Filing(province.lan, a_nomination(draft, province.round), NOW) for draft in (1, 2))
    async with database.write() as conn:
        old = await nominations.file(conn, [first])
        both = await nominations.file(conn, [first, second, second])
        assert await nominations.file(conn, []) == {}
    assert set(both) == {(province.lan.id, 1), (province.lan.id, 2)}
    assert both[province.lan.id, 1] == old[province.lan.id, 1]


async def test_a_dossier_is_what_was_filed(database: Database, province: Province) -> None:
    filed = replace(a_nomination(1, province.round), desk_id=province.van_nham)
    async with database.write() as conn:
        (row_id,) = (await nominations.file(conn, [Filing(province.lan, filed, NOW)])).values()
        await conn.execute(update(units).where(units.c.id == province.farmers).values(name="Hội khác"))
        known, unknown = DossierById(row_id), DossierById(999)
        found = await nominations.dossiers(conn, [known, unknown], ZONE)
        unit_name = (await conn.execute(select(table.c.unit_name))).scalar_one()
    dossier = found[known]
    assert dossier
    assert found[unknown] is None
    day = date(2026, 11, 22)  # in Việt Nam it was the 22nd already
    sent = Sent(row_id, filed.subject, "household", "002", "kinh-te", "submitted", day, "Hoàng Thị Lan")
    assert dossier.sent == replace(sent, unit="Hội Nông dân xã Vân Nham", moved=NOW)
    assert (dossier.desk_id, dossier.station, dossier.version) == (province.van_nham, 0, 1)
    assert (dossier.answers, dossier.card, dossier.verdict) == (filed.answers, filed.card, filed.verdict)
    assert list(dossier.answers) == list(filed.answers)
    assert (dossier.round_id, dossier.unit_id, dossier.person_id) == (province.round, province.farmers, province.lan.id)
    assert unit_name == "Hội Nông dân xã Vân Nham"


async def test_lists_of_people_and_of_subtrees(database: Database, province: Province) -> None:
    makers = [province.lan, province.hoa, province.lan, province.binh, province.minh]
    async with database.write() as conn:
        for draft, person in enumerate(makers):
            subject = f"Hộ {draft}"
            await nominations.file(conn, [Filing(person, a_nomination(draft, province.round, subject), NOW)])
        nobody = replace(SentFilesOf(province.lan.id), person_id=999)
        own, newest = SentFilesOf(province.lan.id), SentFilesOf(province.lan.id, limit=1)
        commune = SentFilesOf(province.lan.id, unit_id=province.van_nham)
        whole, other = replace(commune, unit_id=province.province), replace(commune, unit_id=province.huu_lien)
        queries = [nobody, own, newest, commune, whole, other]
        found = await nominations.sent_of(conn, queries, ZONE)
    subjects = [[sent.subject for sent in found[query]] for query in queries]
    assert subjects == [
        [],
        ["Hộ 2", "Hộ 0"],
        ["Hộ 2"],
        ["Hộ 3", "Hộ 2", "Hộ 0"],
        ["Hộ 4", "Hộ 3", "Hộ 2", "Hộ 1", "Hộ 0"],
        ["Hộ 1"],
    ]


async def test_a_file_belongs_to_who_sent_it(database: Database, province: Province) -> None:
    photo: dict[str, Json] = {"anh": [{"sha256": "ab" * 32}]}
    async with database.write() as conn:
        filed = replace(a_nomination(1, province.round), answers=photo)
        later = replace(filed, draft=2)
        ids = await nominations.file(conn, [Filing(province.lan, one, NOW) for one in (filed, later)])
        assert await nominations.with_file(conn, province.lan.id, "ab" * 32) == ids[province.lan.id, 2]
        assert await nominations.with_file(conn, province.lan.id, "cd" * 32) is None
        assert await nominations.with_file(conn, province.hoa.id, "ab" * 32) is None
