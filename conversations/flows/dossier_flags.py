"""What stands out about a nomination beside others: who stands behind it too, who looks like its subject."""

from conversations.flow import Scene
from conversations.flows.twin_texts import by_whom, in_which_field, whom
from conversations.queries import CoNominatorsOf, Dossier, TerritoryOf, TwinsOf
from conversations.texts import Joined, Text, phrase
from conversations.twins import marks_of


def flags(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """Return the flags as lines, none where nothing stands out."""
    joined = scene.look(CoNominatorsOf(dossier.sent.id))
    behind = (phrase("flag.joined", who=Joined(joined)),) if joined else ()
    return (*behind, *_twins(dossier, scene))


def _twins(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    sent, person = dossier.sent, scene.speaker
    territory = scene.look(TerritoryOf(dossier.unit_id))
    marks = marks_of(sent.kind, sent.subject, dossier.answers, territory)
    twins = scene.look(TwinsOf(marks, dossier.round_id, person.id, person.unit_id, but=sent.id))
    return tuple(
        phrase(
            "flag.twin",
            who=whom(twin),
            by=Joined((by_whom(twin), *in_which_field(twin, sent.plan_id, sent.field_id, scene))),
        )
        for twin in twins
    )
