"""What the leader does with a vote: remind who is silent, give it more days, close it with its minutes."""

from collections.abc import Generator, Iterable
from datetime import timedelta
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.controls import link
from conversations.counting import outcomes, tellable
from conversations.flow import Finish, Scene, Start
from conversations.flows.convene import closing_day
from conversations.flows.vote_lines import about, kind_line, minutes, result_lines, short_lines
from conversations.model import Message, Told, VoteClosed, VoteProlonged
from conversations.queries import Member, TalliesOf, Vote
from conversations.texts import Text, phrase

Asking = Generator[Any, Any, Finish]
PROLONG = Option("prolong", phrase("vote.prolong"), ("gia han", "doi ngay"))


def remind(vote: Vote, scene: Scene) -> Finish:
    """Tell those who have yet to vote."""
    words = phrase("told.vote.silent", by=scene.speaker.name, what=_what(vote))
    kind = kind_line(secret=vote.secret, closes_on=vote.closes_on)
    told = _told(vote, silent_others(vote, scene), phrase("link.vote"), words, kind)
    return Finish(say=(phrase("vote.reminded", n=len(told)),), deeds=told, then=Start("menu", {"brief": True}))


def silent_others(vote: Vote, scene: Scene) -> tuple[Member, ...]:
    """Return who has yet to vote, beside the leader who asks."""
    return tuple(member for member in vote.silent if member.person_id != scene.speaker.id)


def prolong(vote: Vote, scene: Scene) -> Asking:
    """Give the vote another, later last day, and tell those who have yet to vote."""
    day = yield from closing_day(scene, max(vote.closes_on, scene.today - timedelta(days=1)))
    words = phrase("told.vote.prolonged", what=_what(vote))
    kind = kind_line(secret=vote.secret, closes_on=day)
    told = _told(vote, silent_others(vote, scene), phrase("link.vote"), words, kind)
    said = phrase("vote.prolonged", on=day, n=len(told))
    deed = VoteProlonged(vote.id, vote.version, day)
    return Finish(say=(said,), deeds=(deed, *told), then=Start("menu", {"brief": True}))


def close(vote: Vote, scene: Scene) -> Asking:
    """Close it for good. The ballots are counted in this very step, which closes it, and in none before.

    Whoever has seen the result may not take ballots anew: more time is offered only while it is told to nobody.
    """
    short = short_lines(vote)
    more = () if tellable(vote, scene.today) else (PROLONG,)
    ways = (
        Option("close", phrase("vote.close.anyway" if short else "vote.close.now"), ("chot", "co", "van chot")),
        *more,
        Option("leave", phrase("vote.close.leave"), ("chua", "khong", "chua chot")),
    )
    name = "vote.close_short" if short else "vote.close"
    sure = yield from Choice(key="sure", name=name, choices=ways, lead=short, listed=False)
    if sure == "prolong":
        return (yield from prolong(vote, scene))
    if sure == "leave":
        return Finish(then=Start("vote", {"vote": vote.id}))
    found = outcomes(vote, scene.look(TalliesOf(vote.id, closing=True)))
    deed = VoteClosed(vote.id, vote.version, minutes(vote, found, scene))
    others = [member for member in vote.members if member.person_id != scene.speaker.id]
    head = phrase("told.vote.closed", unit=vote.unit)
    told = _told(vote, others, phrase("link.result"), head, *result_lines(vote, found))
    then = Start("vote", {"vote": vote.id, "closed": True})
    return Finish(say=(phrase("vote.closed"),), deeds=(deed, *told), then=then)


def _told(vote: Vote, members: Iterable[Member], label: Text, *words: Text) -> tuple[Told, ...]:
    look = link("vote", vote.items[0].nomination_id, label)
    return tuple(Told(member.person_id, Message(body=words, buttons=(look,))) for member in members)


def _what(vote: Vote) -> Text:
    return about(item.subject for item in vote.items)
