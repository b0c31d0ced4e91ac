"""A council in the small province: five who may vote at Vân Nham, three nominations at its desk, and a vote on them."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from conversations.council import DEFAULTS
from conversations.model import Held, Person, VoteOpened
from conversations.queries import SentFilesOf
from storage import nominations, people, votes
from storage.database import Database, Transaction
from storage.nominations import Filing
from storage.people import NewPerson
from tests.storage.province import NOW, ZONE, Province, a_nomination

SALT = "a salt that nobody can guess"
LAST_DAY = date(2026, 11, 25)


class Council(NamedTuple):
    """`leader` is Bình; `members` are all who may vote, he among them. `outsider` leads the other commune."""

    unit_id: int
    round_id: int
    leader: Person
    members: tuple[Person, ...]
    outsider: Person
    files: tuple[int, ...]


@pytest.fixture
async def council(database: Database, province: Province) -> Council:
    names = ("Lâm Văn Thọ", "Nông Văn Đức", "Hứa Thị Yến", "Chu Văn Quý")
    rows = [NewPerson(name, name, province.van_nham, frozenset({"council"})) for name in names]
    subjects = ("Triệu Văn Ba", "Vi Văn Cường", "Hoàng Thị Dung")
    filed = [
        replace(a_nomination(draft, province.round, name), desk_id=province.van_nham)
        for draft, name in enumerate(subjects, 1)
    ]
    async with database.write() as conn:
        ids = await people.create(conn, rows, NOW)
        known = await people.by_ids(conn, ids)
        await nominations.file(conn, [Filing(province.lan, one, NOW) for one in filed])
        query = SentFilesOf(province.lan.id)
        sent = (await nominations.sent_of(conn, [query], ZONE))[query]
    members = (province.binh, *(known[id_] for id_ in ids))
    files = tuple(sorted(one.id for one in sent))
    return Council(province.van_nham, province.round, province.binh, members, province.hoa, files)


def a_vote(council: Council, *, secret: bool = True) -> VoteOpened:
    return VoteOpened(
        unit_id=council.unit_id,
        round_id=council.round_id,
        nominations=council.files[:2],
        members=tuple(member.id for member in council.members),
        quorum=DEFAULTS.quorum,
        passing=DEFAULTS.passing,
        base=DEFAULTS.base,
        secret=secret,
        closes_on=LAST_DAY,
    )


async def opened(conn: Transaction, council: Council, *, secret: bool = True) -> int:
    vote_id = await votes.open_vote(conn, a_vote(council, secret=secret), council.leader.id, SALT, NOW)
    assert vote_id is not None
    return vote_id


def elsewhere(person: Person, unit_id: int) -> Person:
    """Return the person with his role at another unit."""
    return replace(person, unit_id=unit_id, held=(Held(unit_id, "council"),))
