"""Nominations at the desks of the story's communes, filed straight into the database, for tests of who gets at them."""

from dataclasses import replace
from datetime import date

from bot.channels.base import Handled, Inbound, Key, Post
from bot.running import App
from conversations.model import Event, Said, Tapped
from conversations.plans.rules import Limit, Rules
from storage import nominations, people, rounds, units
from storage.nominations import Filing
from tests.pipeline.door import HandDoor
from tests.storage.province import a_nomination
from tests.story import CAST, Story

PLAN, YEAR = "huu-lung", 2027


async def a_round_with(app: App, most: int) -> int:
    """Open a round for the province in which each commune has so many places (0: no limit)."""
    limits = (Limit("commune", "", None, most),) if most else ()
    row = rounds.NewRound(
        PLAN, 1, "Đợt", YEAR, date(2026, 11, 1), date(2027, 2, 12), (2026,), Rules(mark="m", limits=limits).to_json()
    )
    async with app.database.write() as conn:
        return (await rounds.add(conn, [row]))[0]


async def filed(story: Story, who: str, round_id: int, draft: int, desk: str = "xã Vân Nham") -> int:
    """File a nomination of somebody of the cast; it waits at a desk then."""
    plan = story.app.parts.plans.house[PLAN]
    async with story.app.database.write() as conn:
        person = (await people.by_ids(conn, [1 + list(CAST).index(who)]))[1 + list(CAST).index(who)]
        known = await units.by_ids(conn, range(1, 20))
        desk_id = next(unit.id for unit in known.values() if unit.name == desk)
        row = replace(
            a_nomination(draft, round_id, f"Hộ {draft}"),
            plan_id=plan.id,
            plan_version=plan.version,
            field_id=plan.fields[0].id,
            card=[],
            desk_id=desk_id,
        )
        (id_,) = (await nominations.file(conn, [Filing(person, row, story.clock.now())])).values()
    return id_


async def does(story: Story, who: str, event: Event | str) -> Handled:
    """Let somebody do something, and wait until everything is sent."""
    story.said += 1
    happened = Said(event) if isinstance(event, str) else event
    inbound = Inbound("hand", f"{id(story)}.{story.said}", who, happened, story.clock.now())
    (handled,) = await story.app.house.take([inbound])
    await story.app.sender.drain()
    return handled


def last_of(door: HandDoor, who: str) -> Post:
    """The message that somebody got last."""
    return next(post for post in reversed(door.posts) if post.address == who)


def key_of(door: HandDoor, who: str, act: str) -> Tapped:
    """A tap on what `act` begins, in somebody's last message that has it."""
    for post in reversed(door.posts):
        keys: list[Key] = [key for key in post.bubble.keys if key.data.startswith(act) and post.address == who]
        if keys:
            return Tapped(post.bubble.ref, keys[0].data)
    raise AssertionError(f"{who} has no button for {act!r}: {door.texts(who)[-1:]}")
