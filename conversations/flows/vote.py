"""One vote: for its members the way to their ballots, for its leader to end it; when it is over, what came of it."""

from collections.abc import Generator
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.counting import outcomes, tellable
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.ballot import as_voted
from conversations.flows.case import denied
from conversations.flows.placing import order_lines, placed, places_of
from conversations.flows.vote_end import PROLONG, close, prolong, remind, silent_others
from conversations.flows.vote_lines import about, kind_line, result_lines, short_lines, turnout_line
from conversations.queries import DossierById, LatestVoteOn, LineageOf, TalliesOf, Vote, VoteById
from conversations.rights import allowed
from conversations.texts import Text, phrase

Asking = Generator[Any, Any, Finish]
MENU = Option("menu", phrase("decided.menu"), ("dau trang", "xong"))


def vote(scene: Scene) -> Flow:
    """Show the vote that `args` name, or the newest on the nomination that a link names."""
    found = _named(scene)
    if found is None:
        return Finish(say=(phrase("vote.gone"),))
    lineage = scene.look(LineageOf(found.unit_id))
    if not allowed(scene.speaker, "vote", lineage):
        wanted = scene.args.get("nomination")
        asked = scene.look(DossierById(wanted)) if isinstance(wanted, int) else None
        return Finish(say=(phrase("vote.not_yours"),), deeds=denied(asked, "vote"))
    leads = allowed(scene.speaker, "open_vote", lineage)
    if scene.args.get("closed") or found.closed_at is not None:
        return (yield from _closed(found, scene, leads=leads))
    if found.over(scene.today):
        return (yield from _expired(found, scene, leads=leads))
    left = found.left(scene.speaker.id)
    if left and not leads and "vote" not in scene.args:  # from a link straight to the ballot
        return Finish(then=Start("ballot", {"vote": found.id, "nomination": left[0].nomination_id}))
    return (yield from _running(found, scene, leads=leads))


def _named(scene: Scene) -> Vote | None:
    vote_id, nomination_id = scene.args.get("vote"), scene.args.get("nomination")
    if not isinstance(vote_id, int):
        vote_id = scene.look(LatestVoteOn(nomination_id)) if isinstance(nomination_id, int) else 0
    return scene.look(VoteById(vote_id)) if vote_id else None


def _running(found: Vote, scene: Scene, *, leads: bool) -> Asking:
    me, done = scene.speaker.id, scene.args.get("done")
    shown = as_voted(found, done, me) if isinstance(done, int) else found
    options = [*_ballots(shown, scene)]
    if leads:
        options += _leading(shown, scene)
    options.append(MENU)
    lead = _card(shown, scene, leads=leads)
    chosen = yield from Choice(key="do", name="vote.do", choices=tuple(options), lead=lead, listed=False)
    if chosen.isdecimal():
        return Finish(then=Start("ballot", {"vote": found.id, "nomination": int(chosen)}))
    return remind(found, scene) if chosen == "remind" else (yield from _ended(chosen, found, scene))


def _ended(chosen: str, found: Vote, scene: Scene) -> Asking:
    if chosen == "close":
        return (yield from close(found, scene))
    return (yield from prolong(found, scene)) if chosen == "prolong" else Finish()


def _ballots(found: Vote, scene: Scene) -> tuple[Option, ...]:
    me = scene.speaker.id
    mine = [item for item in found.items if me in {member.person_id for member in found.entitled(item)}]
    return tuple(
        Option(str(item.nomination_id), phrase("vote.given" if me in item.voted else "vote.to_give", name=item.subject))
        for item in mine
    )


def _leading(found: Vote, scene: Scene) -> tuple[Option, ...]:
    silent = len(silent_others(found, scene))
    nudge = (Option("remind", phrase("vote.remind", n=silent), ("nhac", "nhac nho")),) if silent else ()
    return (
        *nudge,
        Option("close", phrase("vote.close"), ("chot", "chot ket qua", "dong")),
        PROLONG,
    )


def _card(found: Vote, scene: Scene, *, leads: bool) -> tuple[Text, ...]:
    me = scene.speaker.id
    barred = [item.subject for item in found.items if me in item.barred and me not in item.voted]
    left = len(found.left(me))
    member = any(one.person_id == me for one in found.members)
    mine: tuple[Text, ...] = ()
    if member:
        mine = (phrase("vote.left", n=left),) if left else (phrase("vote.all_given"),)
    return (
        phrase("vote.head", unit=found.unit, what=about(item.subject for item in found.items)),
        kind_line(secret=found.secret, closes_on=found.closes_on),
        turnout_line(found),
        *(short_lines(found) if leads else ()),
        *(phrase("ballot.barred", name=name) for name in barred if member),
        *mine,
    )


def _expired(found: Vote, scene: Scene, *, leads: bool) -> Asking:
    """Its last day is over, and nobody has closed it. Where it can still go on, nothing is told of a ballot."""
    told = tellable(found, scene.today)
    results = outcomes(found, scene.look(TalliesOf(found.id))) if told else ()
    lead = result_lines(found, results) if told else (turnout_line(found), *short_lines(found))
    settle = Option("close", phrase("vote.settle"), ("chot", "chot ket qua", "lap bien ban"))
    ways = ((settle, MENU) if told else (PROLONG, settle, MENU)) if leads else (MENU,)
    head = phrase("vote.expired", unit=found.unit, on=found.closes_on)
    chosen = yield from Choice(key="do", name="vote.after", choices=ways, lead=(head, *lead), listed=False)
    return (yield from _ended(chosen, found, scene))


def _closed(found: Vote, scene: Scene, *, leads: bool) -> Asking:
    """What came of it. Closed in this very step it is shown by what the closing itself counted."""
    results = outcomes(found, scene.look(TalliesOf(found.id, closing=bool(scene.args.get("closed")))))
    order = places_of(found, results, scene) if leads else ()
    place = (Option("place", phrase("vote.place"), ("ghi thu tu", "xep thu tu")),) if not placed(order) else ()
    ways = (*place, Option("minutes", phrase("vote.minutes"), ("bien ban", "xem bien ban")), MENU)
    head = phrase("vote.result", unit=found.unit, round=found.round)
    lead = (head, *result_lines(found, results), *order_lines(order))
    chosen = yield from Choice(key="do", name="vote.after", choices=ways, lead=lead, listed=False)
    home = Start("menu", {"brief": True})
    if chosen == "minutes":
        return Finish(say=tuple(found.minutes.split("\n")), then=home)
    if chosen == "place":
        deeds = tuple(place.deed for place in order)
        return Finish(say=(phrase("vote.placed", n=len(deeds)),), deeds=deeds, then=home)
    return Finish()


VOTE = FlowKind("vote", vote)
