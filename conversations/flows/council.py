"""The council: its votes, those that are open first, and for its leader the way to a new one."""

from conversations.answers.paged import Paged
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.vote_lines import about
from conversations.queries import CandidatesAt, CouncilOf, Vote, VotesAt
from conversations.rights import units_where
from conversations.texts import Text, phrase


def council(scene: Scene) -> Flow:
    """Show the votes, then the one chosen."""
    units = units_where(scene.speaker, "vote")
    if not units:
        return Finish(say=(phrase("council.no_right"),))
    found = scene.look(VotesAt(units, closed=True))
    votes = sorted(found, key=lambda vote: vote.over(scene.today))
    options = [Option(f"v{vote.id}", _line(vote, scene)) for vote in votes]
    leads = units_where(scene.speaker, "open_vote")
    waiting = scene.look(CandidatesAt(leads)) if leads else ()
    if waiting:
        options.insert(0, Option("open", phrase("council.open", n=len(waiting)), ("mo", "mo bo phieu")))
    if not options:
        return Finish(say=(phrase("council.none"),))
    chosen = yield from Paged(key="vote", name="council", choices=tuple(options), auto=True, listed=False)
    return Finish(then=Start("convene") if chosen == "open" else Start("vote", {"vote": int(chosen[1:])}))


def council_button(scene: Scene) -> tuple[Option, ...]:
    """Return the button of the main menu: where a ballot is to be given, or a vote led."""
    units = units_where(scene.speaker, "vote")
    open_ = scene.look(VotesAt(units)) if units else ()
    left = sum(len(vote.left(scene.speaker.id)) for vote in open_ if not vote.over(scene.today))
    also = ("hoi dong", "bo phieu")
    if left:
        return (Option("council", phrase("menu.ballots", n=left), also),)
    leads = set(units_where(scene.speaker, "open_vote"))
    return (Option("council", phrase("menu.council"), also),) if any(vote.unit_id in leads for vote in open_) else ()


def convene_button(scene: Scene) -> tuple[Option, ...]:
    """Return the way from a leader's queue to his council, where he has one that can be asked."""
    leads = units_where(scene.speaker, "open_vote")
    if not any(len(scene.look(CouncilOf(unit_id))) > 1 for unit_id in leads):
        return ()
    waiting = scene.look(CandidatesAt(leads))
    return (Option("convene", phrase("review.council"), ("hoi dong", "dua ra hoi dong")),) if waiting else ()


def _line(vote: Vote, scene: Scene) -> Text:
    what = about(item.subject for item in vote.items)
    if vote.closed_at is not None:
        return phrase("council.line.closed", what=what, on=vote.closed_at.astimezone(scene.now.tzinfo).date())
    if vote.over(scene.today):
        return phrase("council.line.over", what=what, on=vote.closes_on)
    left = len(vote.left(scene.speaker.id))
    if left:
        return phrase("council.line.left", what=what, on=vote.closes_on, n=left)
    return phrase("council.line.running", what=what, on=vote.closes_on)


COUNCIL = FlowKind("council", council)
