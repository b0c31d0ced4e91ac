"""The whole house with everybody in it: every role at, below, above and beside the desk at which a nomination lies.

Who may what is written out by hand here, from what the offices are, not from the table of the program.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import func, select

from bot.contests import contest
from conversations.council import Share
from conversations.model import Event, Person, Role, Tapped, VoteOpened
from storage import contacts, people
from storage.people import NewPerson
from storage.tables import comments, decisions, extensions, nominations, places, recusals, units, votes
from storage.tables import journal as lines
from tests.pipeline.desks import a_round_with, does, filed, last_of
from tests.story import CAST, Story, told

AT = {
    "own": "xã Vân Nham",
    "below": "Hội Nông dân xã Vân Nham",
    "above": "tỉnh Mẫu Sơn",
    "other": "xã Hữu Liên",
}
"""Where somebody is, seen from the desk of Vân Nham, at which the nomination lies."""
EVERYBODY = [f"{role}.{place}" for role in get_args(Role) for place in AT]


def those(*roles: str, at: tuple[str, ...] = tuple(AT)) -> set[str]:
    """Everybody with one of these roles at one of these places."""
    return {f"{role}.{place}" for role in roles for place in at}


DECIDE = those("reviewer", "leader", at=("own",))
RECUSE = those("reviewer", "leader", "council", at=("own",))
READ = those("reviewer", "council", "leader", "admin", "observer", at=("own", "above", "below"))
"""The farmers' association sent it, so those who read there read it too."""
EXTEND = those("leader", "admin", at=("above",))
"""Nobody gives his own unit more time."""
NOMINATE = those("officer", "reviewer", "leader", "admin")
LEAD, VOTE = those("leader", at=("own",)), those("leader", "council", at=("own",))
ADMIN, ADMIN_HERE = those("admin"), those("admin", at=("own", "above"))
"""Who is an admin at all, and who looks after Vân Nham."""
ADMIN_ABOVE = those("admin", at=("above",))
MAKER = "lan"
"""The officer who nominated, below."""
VOTE_ENDS = date(2026, 12, 1)
KEPT = (nominations, decisions, comments, recusals, places, extensions)


@dataclass
class Town:
    """The house with everybody in it, and one nomination that waits."""

    story: Story
    cast: dict[str, Person]
    nomination: int
    round: int

    async def hears(self, who: str, event: Event | str) -> str:
        """Do something; return what is read then."""
        before = len(self.story.door.posts)
        handled = await does(self.story, who, event)
        news = [post.bubble.plain() for post in self.story.door.posts[before:] if post.address == who]
        return "\n".join([handled.toast, *news]).strip()

    def tap(self, who: str, choice: str) -> Tapped:
        """A button, there or not, under the last message that somebody got."""
        return Tapped(last_of(self.story.door, who).bubble.ref, choice)

    def offered(self, who: str) -> set[str]:
        """What the buttons of somebody's last message stand for, without versions."""
        return {key.data.partition(".")[0] for key in last_of(self.story.door, who).bubble.keys}

    async def opens_vote(self, nomination: int = 0) -> int:
        """Let the leader of Vân Nham ask his council about a nomination; return the vote."""
        leader, member = self.cast["leader.own"], self.cast["council.own"]
        deed = VoteOpened(
            leader.unit_id, self.round, (nomination or self.nomination,), (leader.id, member.id),
            Share(1, 2), Share(1, 2), "present", True, VOTE_ENDS,
        )  # fmt: skip
        async with self.story.app.database.write() as conn:
            assert await contest(conn, leader, deed, self.story.clock.now())
            return (await conn.execute(select(func.max(votes.c.id)))).scalar_one()  # type: ignore[no-any-return]  # an id

    async def rows(self) -> list[Any]:
        """Everything that an act could change."""
        async with self.story.app.database.read() as conn:
            return [[tuple(row) for row in (await conn.execute(select(table))).all()] for table in KEPT]

    async def refusals(self, who: str) -> list[str]:
        """What the journal says that somebody was refused: what he asked for, or the deed that was not done."""
        refused = select(lines).where(lines.c.person_id == self.cast[who].id, lines.c.act.in_(("denied", "refused")))
        async with self.story.app.database.read() as conn:
            found = (await conn.execute(refused.order_by(lines.c.id))).all()
        return [line.detail.get("what") or line.detail["deed"] for line in found]


@pytest.fixture
async def town(address: str, tmp_path: Path) -> AsyncIterator[Town]:
    """Open it."""
    async with told(tmp_path, address) as story:
        async with story.app.database.write() as conn:
            ids = {row.name: row.id for row in await conn.execute(select(units.c.id, units.c.name))}
            new = [
                NewPerson(who, who, ids[AT[place]], frozenset({role}))  # type: ignore[arg-type]  # cut out of EVERYBODY
                for who in EVERYBODY
                for role, place in [who.split(".")]
            ]
            known = await people.by_ids(conn, await people.create(conn, new, story.clock.now()))
            cast = {person.name: person for person in known.values()}
            for who, person in cast.items():
                contact = (await contacts.resolve(conn, [("hand", who, "")]))["hand", who]
                await contacts.bind(conn, contact.id, person.id)
            maker = 1 + list(CAST).index(MAKER)
            cast[MAKER] = (await people.by_ids(conn, [maker]))[maker]
        round_id = await a_round_with(story.app, most=1)
        yield Town(story, cast, await filed(story, MAKER, round_id, 1), round_id)
