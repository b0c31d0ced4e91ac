"""A hồ sơ that was sent: the whole of it, and who did what with it when.

It is only ever opened out of the list that the person is shown, so the right to see it is checked at every step.
"""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.card import finding_text, whole_card
from conversations.flows.history import HISTORY_WORDS, told
from conversations.flows.labels import labels_of
from conversations.flows.leafing import leaf_through
from conversations.model import Role
from conversations.queries import Dossier, DossierById, NominationJournal, Sent, SentFilesOf
from conversations.texts import Text, phrase, text_from_json

READERS: frozenset[Role] = frozenset({"reviewer", "council", "leader", "admin", "observer"})
"""Who sees what the whole unit sent, not only his own."""
MOST = 20


def dossier(scene: Scene) -> Flow:
    """Show the file in `args` and, where it is wanted, its history."""
    number = scene.args.get("id")
    seen = number in {one.id for one in sent_files(scene)}
    found = scene.look(DossierById(number)) if seen and isinstance(number, int) else None
    if found is None:
        return Finish(say=(phrase("files.gone"),), then=Start("files"))
    back = Option("list", phrase("files.list"))
    ways = (Option("history", phrase("journal.button"), HISTORY_WORDS), back)
    chosen = yield from Choice(key="after", name="dossier", choices=ways, lead=_whole(found, scene), listed=False)
    if chosen == "history":
        happened = scene.look(NominationJournal(found.sent.id))
        head = phrase("journal.head", name=phrase("nominate.title", name=found.sent.subject))
        texts = (head, *told(happened, labels_of(found, scene), scene))
        yield from leaf_through("history", texts, (back,), scene)
    return Finish(then=Start("files"))


def sent_files(scene: Scene) -> tuple[Sent, ...]:
    """Return the sent files that the person may read."""
    person = scene.speaker
    unit = person.unit_id if person.roles & READERS else None
    return scene.look(SentFilesOf(person.id, unit, MOST))


def sent_line(sent: Sent) -> Text:
    """One sent file as a list shows it."""
    return phrase("files.sent", name=sent.subject, stage=phrase(f"stage.{sent.stage}"), on=sent.at, by=sent.by)


def _whole(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """The file as it was sent: who, every answer, and the phiếu đối chiếu of that day."""
    card = dossier.card if isinstance(dossier.card, list) else []
    lines = tuple(
        phrase("files.line", label=text_from_json(line["label"]), value=text_from_json(line["value"]))
        for line in card
        if isinstance(line, dict)
    )
    return (sent_line(dossier.sent), *lines, *_findings(dossier, scene))


def _findings(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """The findings, under the plan's name where this version still has the plan and its field."""
    verdict = Verdict.from_json(dossier.verdict)
    plan = scene.plans.get(dossier.sent.plan_id)
    field = plan.field(dossier.sent.field_id) if plan else None
    if plan and field:
        return whole_card(verdict, plan, field, scene)
    return tuple(finding_text(finding) for finding in verdict.findings)


DOSSIER = FlowKind("dossier", dossier, browse=True)
