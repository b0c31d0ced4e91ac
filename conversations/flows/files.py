"""The list of hồ sơ: one's own drafts and what was sent; for those who decide, what their units sent.

A file is only ever opened out of the list that the person is shown, so the right to see it is checked at every step.
"""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Resume, Scene, Start
from conversations.flows.card import finding_text, whole_card
from conversations.flows.dossier_flags import flags
from conversations.flows.dossier_lines import answer_lines, may_read
from conversations.queries import Dossier, DossierById, Sent, SentFilesOf
from conversations.texts import Text, phrase

MOST = 20


def files(scene: Scene) -> Flow:
    """Show the list, then the one chosen."""
    person = scene.speaker
    unit = person.unit_id if may_read(person) else None
    sent = scene.look(SentFilesOf(person.id, unit, MOST))
    drafts = tuple(
        Option(f"d{draft.number}", phrase("files.draft", title=draft.title, n=draft.done, on=draft.touched))
        for draft in scene.drafts
    )
    options = (*drafts, *(Option(f"s{one.id}", _line(one)) for one in sent))
    if not options:
        return Finish(say=(phrase("files.none"),))
    chosen = yield from Choice(key="file", name="files", choices=options, listed=False)
    if chosen.startswith("d"):
        return Finish(then=Resume(int(chosen[1:])))
    dossier = scene.look(DossierById(int(chosen[1:])))
    lead = _whole(dossier, scene) if dossier else (phrase("files.gone"),)
    ways = (Option("list", phrase("files.list")),)
    yield from Choice(key="after", name="dossier", choices=ways, lead=lead, listed=False)
    return Finish(then=Start("files"))


def _line(sent: Sent) -> Text:
    return phrase("files.sent", name=sent.subject, stage=phrase(f"stage.{sent.stage}"), on=sent.at, by=sent.by)


def _whole(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """The file as it was sent, what stands out beside others, and the phiếu đối chiếu of the day it was sent."""
    return (_line(dossier.sent), *answer_lines(dossier), *flags(dossier, scene), *_findings(dossier, scene))


def _findings(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """The findings, under the plan's name where this version still has the plan and its field."""
    verdict = Verdict.from_json(dossier.verdict)
    plan = scene.plans.get(dossier.sent.plan_id)
    field = plan.field(dossier.sent.field_id) if plan else None
    if plan and field:
        return whole_card(verdict, plan, field, scene)
    return tuple(finding_text(finding) for finding in verdict.findings)


FILES = FlowKind("files", files)
