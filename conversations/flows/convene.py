"""A leader asks his council: on which nominations, and how it is voted. Who changes nothing opens it in three taps."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.date import Day
from conversations.answers.number import Number
from conversations.answers.question import Option
from conversations.controls import link
from conversations.council import BASES, DEFAULTS, LONGEST, PASSES, PERCENT, QUORUMS, Base, Share, share
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.vote_lines import about, kind_line, ways_lines
from conversations.model import Message, Told, VoteOpened
from conversations.queries import Candidate, CandidatesAt, CouncilOf, Member
from conversations.rights import units_where
from conversations.texts import Joined, Text, phrase

Asking = Generator[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Ways:
    """How it is voted."""

    members: tuple[Member, ...]
    quorum: Share
    passing: Share
    base: Base
    secret: bool
    closes_on: date

    def lines(self) -> tuple[Text, ...]:
        """What the leader sees before he opens the vote."""
        names = Joined(tuple(member.name for member in self.members))
        return (
            phrase("convene.members", n=len(self.members), names=names),
            *ways_lines(len(self.members), self.quorum, self.passing, self.base),
            kind_line(secret=self.secret, closes_on=self.closes_on),
        )


def convene(scene: Scene) -> Flow:
    """Ask for the nominations and the ways, then tell the members."""
    desks = units_where(scene.speaker, "open_vote")
    if not desks:
        return Finish(say=(phrase("convene.no_right"),))
    found = scene.look(CandidatesAt(desks))
    if not found:
        return Finish(say=(phrase("convene.nothing"),))
    rounds = {f"{one.desk_id}.{one.round_id}": one for one in reversed(found)}
    choices = tuple(Option(id_, one.round) for id_, one in rounds.items())
    chosen = yield from Choice(key="round", name="convene.round", choices=choices, auto=True, listed=False)
    here = {str(one.nomination_id): one for one in found if f"{one.desk_id}.{one.round_id}" == chosen}
    ticked = yield from Checklist(
        key="files",
        name="convene.files",
        choices=tuple(Option(id_, phrase("convene.line", name=one.subject, by=one.by)) for id_, one in here.items()),
        least=1,
        shrinks=True,
        listed=False,
    )
    council = scene.look(CouncilOf(rounds[chosen].desk_id))
    ways: Ways | None = yield from _ways(council, scene)
    return _opened([here[id_] for id_ in ticked], ways, scene) if ways else Finish(say=(phrase("convene.left"),))


def _ways(council: tuple[Member, ...], scene: Scene) -> Asking:
    """The defaults, or what the leader makes of them; None where he leaves it."""
    usual = Ways(
        members=council,
        quorum=DEFAULTS.quorum,
        passing=DEFAULTS.passing,
        base=DEFAULTS.base,
        secret=DEFAULTS.secret,
        closes_on=scene.today + timedelta(days=DEFAULTS.days),
    )
    opening = Option("open", phrase("convene.open"), ("mo", "mo bo phieu", "dong y", "bat dau"))
    change = Option("change", phrase("convene.change"), ("doi", "sua", "thay doi"))
    how = yield from Choice(key="how", name="convene.how", choices=(opening, change), lead=usual.lines(), listed=False)
    if how == "open":
        return usual
    own: Ways = yield from _changed(usual, scene)
    leave = Option("leave", phrase("convene.leave"), ("thoi", "khong mo"))
    sure = yield from Choice(key="sure", name="convene.how", choices=(opening, leave), lead=own.lines(), listed=False)
    return own if sure == "open" else None


def _changed(usual: Ways, scene: Scene) -> Asking:
    people = tuple(Option(str(member.person_id), member.name) for member in usual.members)
    away = yield from Checklist(key="away", name="convene.away", choices=people, seldom=True)
    members = tuple(member for member in usual.members if str(member.person_id) not in away)
    quorum: Share = yield from _share("quorum", QUORUMS, usual.quorum)
    passing: Share = yield from _share("passing", PASSES, usual.passing)
    bases = tuple(Option(base, phrase("convene.base", base=phrase(f"vote.base.{base}"))) for base in BASES)
    taken_of = yield from Choice(key="base", name="convene.base", choices=bases)
    kinds = (
        Option("secret", phrase("convene.secret"), ("kin", "phieu kin")),
        Option("open", phrase("convene.public"), ("cong khai", "phieu cong khai")),
    )
    kind = yield from Choice(key="kind", name="convene.kind", choices=kinds)
    closes = yield from closing_day(scene, scene.today - timedelta(days=1))
    # A council of which everybody is away is none: then all of it is asked.
    return replace(
        usual,
        members=members or usual.members,
        quorum=quorum,
        passing=passing,
        base=next(base for base in BASES if base == taken_of),
        secret=kind == "secret",
        closes_on=closes,
    )


def _share(key: str, offered: tuple[Share, ...], usual: Share) -> Asking:
    choices = (*(Option(str(one), one.words) for one in offered), Option("other", phrase("convene.other"), ("khac",)))
    chosen = yield from Choice(key=key, name=f"convene.{key}", choices=choices, args={"usual": usual.words})
    if chosen != "other":
        return share(chosen)
    percent = yield from Number(key=f"{key}.percent", name="convene.percent", least=1, most=PERCENT)
    return Share(percent, PERCENT)


def closing_day(scene: Scene, after: date) -> Asking:
    """Ask for the last day of a vote, which comes after `after`."""
    since = max(after, scene.today)
    offers = tuple(since + timedelta(days=days) for days in (1, DEFAULTS.days, 7))
    latest = since + timedelta(days=LONGEST)
    day = yield from Day(
        key="closes", name="convene.closes", latest=latest, after=after, offers=offers, year_alone=False
    )
    return date.fromisoformat(day)


def _opened(chosen: list[Candidate], ways: Ways, scene: Scene) -> Finish:
    first = chosen[0]
    opened = VoteOpened(
        unit_id=first.desk_id,
        round_id=first.round_id,
        nominations=tuple(one.nomination_id for one in chosen),
        members=tuple(member.person_id for member in ways.members),
        quorum=ways.quorum,
        passing=ways.passing,
        base=ways.base,
        secret=ways.secret,
        closes_on=ways.closes_on,
    )
    what = about(one.subject for one in chosen)
    kind = kind_line(secret=ways.secret, closes_on=ways.closes_on)
    body = (phrase("told.vote", by=scene.speaker.name, what=what), kind)
    own = (phrase("told.vote.own", what=what), kind)
    look = (link("vote", first.nomination_id, phrase("link.vote")),)
    told = tuple(
        Told(member.person_id, Message(body=own if member.person_id == scene.speaker.id else body, buttons=look))
        for member in ways.members
    )
    done = phrase("convene.done", what=what, n=len(ways.members))
    return Finish(say=(done,), deeds=(opened, *told), then=Start("menu", {"brief": True}))


CONVENE = FlowKind("convene", convene)
