"""What is read of a vote: how it is held, what came of it, and its minutes. It asks nothing and decides nothing."""

from collections.abc import Iterable
from datetime import date, datetime

from conversations.council import Base, Opinion, Share
from conversations.counting import Outcome, lacking, outcomes, quorum_of, tellable
from conversations.flow import Scene
from conversations.queries import Item, LatestVoteOn, Member, TalliesOf, Vote, VoteById
from conversations.texts import Joined, Text, phrase


def about(subjects: Iterable[str]) -> Text:
    """Return what a vote is about in a few words: the first, and how many more."""
    first, *more = subjects
    return phrase("vote.about", first=first, n=len(more)) if more else first


def ways_lines(members: int, quorum: Share, passing: Share, base: Base) -> tuple[Text, ...]:
    """Return when a vote holds and when a nomination passes."""
    return (
        phrase("vote.quorum", share=quorum.words, least=quorum.of(members), n=members),
        phrase("vote.passing", share=passing.words, base=phrase(f"vote.base.{base}")),
    )


def kind_line(*, secret: bool, closes_on: date) -> Text:
    """Return whether ballots are secret, and until when they are taken."""
    return phrase("vote.secret" if secret else "vote.open", on=closes_on)


def turnout_line(vote: Vote) -> Text:
    """Return how many have voted on everything that they may vote on."""
    voters = {member.person_id for item in vote.items for member in vote.entitled(item)}
    return phrase("vote.turnout", voted=len(voters) - len(vote.silent), n=len(voters))


def short_lines(vote: Vote) -> tuple[Text, ...]:
    """Return of which nominations too few have voted: nothing that a ballot says."""
    return tuple(short_line(vote, item) for item in vote.items if lacking(vote, item))


def short_line(vote: Vote, item: Item) -> Text:
    """Return how many are missing for a quorum."""
    return phrase(
        "vote.short",
        name=item.subject,
        voted=len(item.voted),
        of=len(vote.entitled(item)),
        quorum=quorum_of(vote, item),
        lacking=lacking(vote, item),
    )


def result_lines(vote: Vote, found: tuple[Outcome, ...]) -> tuple[Text, ...]:
    """Return what came of each nomination. Without a quorum no count is told: the vote may still go on."""
    lines: list[Text] = []
    for outcome in found:
        lines.append(_result(vote, outcome))
        if outcome.decision != "no_quorum":
            lines += _names(outcome)
    return tuple(lines)


def council_line(nomination_id: int, scene: Scene) -> tuple[Text, ...]:
    """Return the one line about the council that stands on the card of a nomination."""
    vote_id = scene.look(LatestVoteOn(nomination_id))
    vote = scene.look(VoteById(vote_id)) if vote_id else None
    if vote is None:
        return ()
    if not vote.over(scene.today):
        return (phrase("case.council.running", on=vote.closes_on),)
    if not tellable(vote, scene.today):
        return (phrase("case.council.over", on=vote.closes_on),)
    found = outcomes(vote, scene.look(TalliesOf(vote.id)))
    outcome = next(one for one in found if one.item.nomination_id == nomination_id)
    if outcome.decision == "no_quorum":
        return (phrase("case.council.no_quorum", voted=outcome.present, quorum=outcome.quorum),)
    decision = phrase(f"vote.decision.{outcome.decision}")
    return (phrase("case.council", yes=outcome.yes, of=outcome.of, decision=decision),)


def minutes(vote: Vote, found: tuple[Outcome, ...], scene: Scene) -> str:
    """Return the minutes as they are kept: the words of this day, which no later change of a sentence touches."""
    present = [member for member in vote.members if any(member.person_id in item.voted for item in vote.items)]
    away = [member for member in vote.members if member not in present]
    lines: list[Text] = [
        phrase("minutes.head"),
        phrase("minutes.unit", unit=vote.unit, round=vote.round),
        phrase("minutes.time", opened=_moment(vote.opened_at, scene), until=vote.closes_on),
        phrase("minutes.closed", closed=_moment(scene.now, scene)),
        phrase("minutes.members", n=len(vote.members), names=_listed(vote.members)),
        phrase("minutes.present", n=len(present), names=_listed(present)),
        phrase("minutes.away", n=len(away), names=_listed(away)),
        phrase("minutes.secret" if vote.secret else "minutes.open"),
        *ways_lines(len(vote.members), vote.quorum, vote.passing, vote.base),
    ]
    for number, outcome in enumerate(found, 1):
        lines += _minuted(vote, number, outcome)
    lines.append(phrase("minutes.chair", name=scene.speaker.name))
    return "\n".join(scene.reader.words(line) for line in lines)


def _result(vote: Vote, outcome: Outcome) -> Text:
    if outcome.decision == "no_quorum":
        return short_line(vote, outcome.item)
    name, yes, no, abstain = outcome.item.subject, outcome.yes, outcome.no, outcome.abstain
    if outcome.decision == "passed":
        return phrase("vote.passed", name=name, yes=yes, of=outcome.of, no=no, abstain=abstain)
    return phrase("vote.failed", name=name, yes=yes, of=outcome.of, needed=outcome.needed, no=no, abstain=abstain)


def _names(outcome: Outcome) -> tuple[Text, ...]:
    """Who thinks what, in an open vote."""
    by: dict[Opinion, list[str]] = {}
    for name, opinion in outcome.named:
        by.setdefault(opinion, []).append(name)
    return tuple(
        phrase("vote.names", opinion=phrase(f"opinion.{opinion}"), names=Joined(tuple(names)))
        for opinion, names in sorted(by.items(), key=lambda one: one[0] != "yes")
    )


def _minuted(vote: Vote, number: int, outcome: Outcome) -> tuple[Text, ...]:
    barred = [member for member in vote.members if member not in vote.entitled(outcome.item)]
    head = phrase("minutes.item", number=number, name=outcome.item.subject)
    out = (phrase("minutes.barred", names=_listed(barred)),) if barred else ()
    if outcome.decision == "no_quorum":
        return (head, short_line(vote, outcome.item), *out)
    counts = phrase("minutes.counts", yes=outcome.yes, no=outcome.no, abstain=outcome.abstain, n=outcome.present)
    decision = phrase(
        "minutes.decision",
        yes=outcome.yes,
        of=outcome.of,
        needed=outcome.needed,
        decision=phrase(f"vote.decision.{outcome.decision}"),
    )
    return (head, counts, *_names(outcome), decision, *out)


def _listed(members: Iterable[Member]) -> Text:
    names = tuple(member.name for member in members)
    return phrase("minutes.names", names=Joined(names)) if names else phrase("minutes.nobody")


def _moment(at: datetime, scene: Scene) -> Text:
    local = at.astimezone(scene.now.tzinfo)
    return phrase("minutes.moment", time=local.strftime("%H:%M"), on=local.date())
