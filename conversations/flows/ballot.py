"""A ballot on one nomination: đồng ý, không đồng ý, không có ý kiến. One tap each, then on to the next.

Nothing of a secret ballot is read back or kept in the conversation: the flow ends in the step in which it is given.
"""

from dataclasses import replace

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.council import OPINIONS, Opinion
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.case import case_of
from conversations.flows.case_card import brief_card
from conversations.model import Balloted, Recused
from conversations.queries import DossierById, Item, LatestVoteOn, LineageOf, Vote, VoteById
from conversations.rights import allowed, units_where
from conversations.texts import Text, phrase

ALSO: dict[Opinion, tuple[str, ...]] = {
    "yes": ("dong y", "nhat tri", "tan thanh", "co", "yes"),
    "no": ("khong dong y", "khong nhat tri", "phan doi", "no"),
    "abstain": ("khong co y kien", "khong y kien", "y kien khac", "bo trong", "abstain"),
}


def ballot(scene: Scene) -> Flow:
    """Ask for one opinion and take it."""
    vote = scene.look(VoteById(int(str(scene.args.get("vote", 0)))))
    item = vote.item(int(str(scene.args.get("nomination", 0)))) if vote else None
    if vote is None or item is None:
        return Finish(say=(phrase("vote.gone"),))
    refused = no_ballot(vote, item, scene)
    if refused is not None:
        return Finish(say=(refused,))
    voted = scene.speaker.id in item.voted
    chosen = yield from Choice(
        key="opinion",
        name="ballot.secret" if vote.secret else "ballot.open",
        choices=_choices(voted=voted),
        lead=_lead(vote, item, scene, voted=voted),
        listed=False,
    )
    if chosen == "look":
        return Finish(then=Start("files", {"nomination": item.nomination_id}))
    after = as_voted(vote, item.nomination_id, scene.speaker.id)
    if chosen == "recuse":
        why = yield from ShortText(key="relation", name="review.recuse", most=300)
        said = phrase("ballot.recused", name=item.subject)
        return Finish(say=(said,), deeds=(Recused(item.nomination_id, why),), then=_next(after, None, scene))
    given: Opinion = next(opinion for opinion in OPINIONS if opinion == chosen)
    words = (
        phrase("ballot.done.secret", name=item.subject)
        if vote.secret
        else phrase("ballot.done.open", name=item.subject, opinion=phrase(f"opinion.{given}"))
    )
    deed = Balloted(vote.id, item.nomination_id, given)
    return Finish(say=(words,), deeds=(deed,), then=_next(after, item, scene))


def no_ballot(vote: Vote, item: Item, scene: Scene) -> Text | None:
    """Return why the person has no ballot on an item (any more); None where he has."""
    me = scene.speaker.id
    lineage = scene.look(LineageOf(vote.unit_id))
    if not allowed(scene.speaker, "vote", lineage) or me not in {member.person_id for member in vote.members}:
        return phrase("ballot.no_member")
    if vote.over(scene.today):
        return phrase("ballot.over")
    return phrase("ballot.barred", name=item.subject) if me in item.barred else None


def as_voted(vote: Vote, nomination_id: int, person_id: int) -> Vote:
    """Return the vote as it is when a ballot that was given just now is in: the storage tells only at the next step."""
    items = (
        replace(item, voted=item.voted | {person_id}) if item.nomination_id == nomination_id else item
        for item in vote.items
    )
    return replace(vote, items=tuple(items))


def awaiting(nomination_id: int, scene: Scene) -> bool:
    """Whether the person has a ballot on a nomination now."""
    if not units_where(scene.speaker, "vote"):
        return False
    vote_id = scene.look(LatestVoteOn(nomination_id))
    vote = scene.look(VoteById(vote_id)) if vote_id else None
    item = vote.item(nomination_id) if vote else None
    return vote is not None and item is not None and no_ballot(vote, item, scene) is None


def _next(after: Vote, item: Item | None, scene: Scene) -> Start:
    """The next one without a ballot; at the end all of them at a look."""
    if left := after.left(scene.speaker.id):
        return Start("ballot", {"vote": after.id, "nomination": left[0].nomination_id})
    if item is None:
        return Start("menu", {"brief": True})
    return Start("vote", {"vote": after.id, "done": item.nomination_id})


def _choices(*, voted: bool) -> tuple[Option, ...]:
    opinions = tuple(Option(opinion, phrase(f"opinion.{opinion}"), ALSO[opinion]) for opinion in OPINIONS)
    look = Option("look", phrase("way.look"), ("xem ky", "xem ho so"))
    recuse = Option("recuse", phrase("ballot.recuse"), ("toi co quan he", "khong tham gia"))
    return (*opinions, look) if voted else (*opinions, look, recuse)


def _lead(vote: Vote, item: Item, scene: Scene, *, voted: bool) -> tuple[Text, ...]:
    dossier = scene.look(DossierById(item.nomination_id))
    case = case_of(dossier, scene) if dossier else None
    card = brief_card(case) if case else (item.subject,)
    at = phrase("ballot.at", at=vote.items.index(item) + 1, of=len(vote.items), on=vote.closes_on)
    return (at, *card, phrase("ballot.again")) if voted else (at, *card)


BALLOT = FlowKind("ballot", ballot)
