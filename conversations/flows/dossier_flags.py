"""What stands out about a nomination beside others: who stands behind it too, who looks like its subject; for those
who review it, which photos and paragraphs stand elsewhere as well. A flag is no reproach: people are nominated twice.
"""

from conversations.flow import Scene
from conversations.flows.dossier_lines import may_read
from conversations.flows.twin_texts import by_whom, in_which_field, whom
from conversations.queries import CoNominatorsOf, CopiedStories, Dossier, Elsewhere, PhotoTwinsOf, TerritoryOf, TwinsOf
from conversations.texts import Joined, Text, phrase
from conversations.traces import files_in, paragraphs
from conversations.twins import marks_of


def flags(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """Return the flags as lines, none where nothing stands out."""
    behind = behind_line(dossier.sent.id, scene)
    return (*behind, *_twins(dossier, scene), *(_copies(dossier, scene) if may_read(scene.speaker) else ()))


def behind_line(nomination_id: int, scene: Scene) -> tuple[Text, ...]:
    """Return who stands behind a nomination beside its maker; nothing where nobody does."""
    joined = scene.look(CoNominatorsOf(nomination_id))
    return (phrase("flag.joined", who=Joined(joined)),) if joined else ()


def _twins(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    sent, person = dossier.sent, scene.speaker
    territory = scene.look(TerritoryOf(dossier.unit_id))
    marks = marks_of(sent.kind, sent.subject, dossier.answers, territory)
    twins = scene.look(TwinsOf(marks, dossier.round_id, person.id, person.unit_id, but=sent.id))
    return tuple(
        line
        for twin in twins
        for line in (
            phrase("flag.twin", who=whom(twin), by=by_whom(twin)),
            *in_which_field(twin, sent.plan_id, sent.field_id, scene),
        )
    )


def _copies(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    unit, but = scene.speaker.unit_id, dossier.sent.id
    files, stories = tuple(files_in(dossier.answers)), paragraphs(dossier.answers)
    photos = scene.look(PhotoTwinsOf(files, unit, but)) if files else ()
    copied = scene.look(CopiedStories(stories, unit, but)) if stories else ()
    return (
        *(phrase("flag.photos", n=one.count, where=_where(one)) for one in photos),
        *(phrase("flag.stories", n=one.count, where=_where(one)) for one in copied),
    )


def _where(one: Elsewhere) -> Text:
    if one.subject and one.by:
        return phrase("flag.where", who=one.subject, by=one.by, year=str(one.year))
    return phrase("flag.elsewhere", year=str(one.year))
