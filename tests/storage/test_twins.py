"""Look-alikes come out of the round and the two before it, ranked, and tell only what the one who asks may see."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from conversations.model import Filed, Json, Person, SubjectKind
from conversations.queries import BehindIt, CoNominatorsOf, Marks, TwinsOf
from storage import nominations, rounds, twins
from storage.database import Database, Transaction
from storage.nominations import Filing
from storage.tables import nomination_keys
from storage.tables import nominations as table
from tests.storage.province import NOW, ZONE, Province, a_nomination, a_round


def filed(draft: int, round_id: int, name: str, born: str = "1979-02-15", place: str = "thôn Đá") -> Filed:
    answers: dict[str, Json] = {"subject": name, "born": born, "place": {"unit_id": None, "name": place}}
    return replace(a_nomination(draft, round_id, name), answers=answers)


async def file(conn: Transaction, person: Person, one: Filed) -> int:
    (row_id,) = (await nominations.file(conn, [Filing(person, one, NOW)])).values()
    return row_id


def asking(province: Province, by: Person, name: str = "Triệu Văn Ba", *, place: str = "thôn Đá") -> TwinsOf:
    marks = Marks(body=False, name=name, born="1979", place=place, territory=province.van_nham)
    return TwinsOf(marks, province.round, by.id, by.unit_id)


async def ids(conn: Transaction, query: TwinsOf) -> list[int]:
    return [twin.id for twin in (await twins.alike(conn, [query], ZONE))[query]]


async def test_this_round_and_the_two_before_it(database: Database, province: Province) -> None:
    """Of the same plan and unit: a round of another commune or plan is another matter, and one that comes later too."""
    async with database.write() as conn:
        same = a_round(province.province)
        earlier = await rounds.add(conn, [same._replace(opens=date(year, 10, 1)) for year in (2023, 2024, 2025)])
        others = await rounds.add(
            conn,
            [
                same._replace(opens=date(2025, 11, 1), plan_id="003"),
                same._replace(opens=date(2025, 11, 1), unit_id=province.huu_lien),
                same._replace(opens=date(2026, 11, 1)),
            ],
        )
        there = {
            round_id: await file(conn, province.lan, filed(draft, round_id, "Triệu Văn Ba"))
            for draft, round_id in enumerate([*earlier, *others, province.round])
        }
        found = await ids(conn, asking(province, province.lan))
    assert found == [there[province.round], there[earlier[2]], there[earlier[1]]]


@pytest.mark.parametrize("who", ["lan", "hoa", "binh", "minh"])
async def test_who_made_it_is_told_as_far_as_one_may_see(database: Database, province: Province, who: str) -> None:
    """Lan made it in the association; Bình leads its commune, Minh the province; Hòa is of another commune."""
    asker: Person = getattr(province, who)
    async with database.write() as conn:
        await file(conn, province.lan, filed(1, province.round, "Triệu Văn Ba"))
        query = asking(province, asker)
        (twin,) = (await twins.alike(conn, [query], ZONE))[query]
    assert (twin.subject, twin.born, twin.place, twin.year) == ("Triệu Văn Ba", "1979-02-15", "thôn Đá", 2026)
    seen = (twin.by, twin.unit, twin.at)
    assert seen == ((None,) * 3 if who == "hoa" else ("Hoàng Thị Lan", "Hội Nông dân xã Vân Nham", date(2026, 11, 22)))
    assert twin.own == (who == "lan")


async def test_the_likest_first_and_not_itself_nor_what_was_withdrawn(database: Database, province: Province) -> None:
    async with database.write() as conn:
        names = ("Triệu Ba", "Triệu Văn Ba", "Triệu Văn Bá", "Triệu Văn Bắc", "Triệu Văn Ba")
        made = [await file(conn, province.lan, filed(n, province.round, name, "1979")) for n, name in enumerate(names)]
        await conn.execute(update(table).where(table.c.id == made[4]).values(stage="withdrawn"))
        query = asking(province, province.lan)
        assert await ids(conn, query) == [made[1], made[2], made[0]]
        assert await ids(conn, replace(query, but=made[1], limit=1)) == [made[2]]
        batch = [query, asking(province, province.lan, "Triệu Văn Bắc"), asking(province, province.lan, place="Phổng")]
        found = await twins.alike(conn, batch, ZONE)
    assert [[twin.id for twin in found[one]] for one in batch] == [[made[1], made[2], made[0]], [made[3]], [made[1]]]


@pytest.mark.parametrize(("kind", "other", "finds"), [("household", "pupil", True), ("model", "individual", False)])
async def test_a_person_is_one_whatever_she_is_nominated_as(
    database: Database, province: Province, kind: SubjectKind, other: SubjectKind, *, finds: bool
) -> None:
    async with database.write() as conn:
        for draft, one in enumerate((kind, other)):
            await file(conn, province.lan, replace(filed(draft, province.round, "Triệu Văn Ba"), kind=one))
        assert len(await ids(conn, asking(province, province.lan))) == (2 if finds else 1)


async def test_filing_twice_keeps_the_keys_once(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await file(conn, province.lan, filed(1, province.round, "Triệu Văn Ba"))
        count = select(func.count()).select_from(nomination_keys)
        before = (await conn.execute(count)).scalar_one()
        assert await file(conn, province.lan, filed(1, province.round, "Triệu Văn Ba")) == row_id
        assert (await conn.execute(count)).scalar_one() == before > 0


async def test_standing_behind_a_nomination_once_is_enough(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await file(conn, province.lan, filed(1, province.round, "Triệu Văn Ba"))
        for person in (province.minh, province.hoa, province.minh):
            await twins.join(conn, row_id, person, NOW)
        query = CoNominatorsOf(row_id)
        behind = (await twins.joined(conn, [query, CoNominatorsOf(row_id + 1)]))[query]
        told = await twins.behind(conn, [BehindIt(row_id), BehindIt(row_id + 1)])
    assert set(behind) == {"Vi Thị Minh (tỉnh Lạng Sơn)", "Nông Văn Hòa (xã Hữu Liên)"}
    assert len(behind) == 2
    assert told == {BehindIt(row_id): (province.hoa.id, province.minh.id), BehindIt(row_id + 1): ()}


async def test_a_mended_file_is_found_by_what_it_says_now(database: Database, province: Province) -> None:
    async with database.write() as conn:
        row_id = await file(conn, province.lan, filed(1, province.round, "Triệu Văn Ba"))
        values = {"subject": "Nông Văn Páo", "answers": filed(1, 1, "Nông Văn Páo", "1981-01-02").answers}
        await conn.execute(update(table).where(table.c.id == row_id).values(values))
        await nominations.index(conn, row_id)
        assert await ids(conn, asking(province, province.lan)) == []
        query = asking(province, province.lan, "nong van pao")
        assert await ids(conn, replace(query, marks=replace(query.marks, born="1981"))) == [row_id]
