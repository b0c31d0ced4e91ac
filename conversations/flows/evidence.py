"""The photos and papers of a file beside what they are to prove: shown to whoever may read it. Who opens them writes
that down (Viewed); what is fetched is written down besides.
"""

from collections.abc import Mapping

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.criteria.case import EVIDENCE
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.card import finding_text
from conversations.flows.case import denied, why_not
from conversations.flows.dossier import may_see
from conversations.model import Json, Paper
from conversations.queries import Dossier, DossierById
from conversations.texts import Text, phrase
from conversations.traces import files_in

ENDINGS: Mapping[str, str] = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
"""What a kept file is: a photo that came as something else was kept as a JPEG."""


def evidence(scene: Scene) -> Flow:
    """Show what the file in `args` has, and go on."""
    number = scene.args.get("nomination")
    found = scene.look(DossierById(number)) if isinstance(number, int) else None
    if found is None or not may_see(found, scene):
        return Finish(say=(phrase("files.gone"),), deeds=denied(found, "read"), then=Start("files"))
    papers = papers_of(found)
    lead = (phrase("evidence.head", name=found.sent.subject, n=len(papers)), *_claims(found))
    decide = Option("review", phrase("files.review"), ("xet", "quyet dinh"))
    whole = Option("dossier", phrase("evidence.whole"), ("ho so", "xem ho so", "quay lai ho so"))
    ways = (whole,) if why_not(found, scene) else (decide, whole)
    chosen = yield from Choice(key="after", name="dossier", choices=ways, lead=lead, papers=papers, listed=False)
    args: dict[str, Json] = {"nomination": found.sent.id, "seen": True}
    return Finish(then=Start("review", args) if chosen == "review" else Start("dossier", {"id": found.sent.id}))


def papers_of(dossier: Dossier) -> tuple[Paper, ...]:
    """Return the photos and papers of a file, each once, in the order they were sent."""
    known = files_in(dossier.answers)
    return tuple(Paper("kept", _called(row, n), sha256) for n, (sha256, row) in enumerate(known.items(), 1))


def _called(row: Mapping[str, Json], number: int) -> str:
    """Return "2 vuon-na.jpg": numbered, as the officer called it."""
    stem, _, ending = str(row.get("name", "")).rpartition(".")
    named = stem or ending
    return f"{number} {named}".strip() + ENDINGS.get(str(row.get("mime")), f".{ending}" if stem else "")


def _claims(dossier: Dossier) -> tuple[Text, ...]:
    """What the files are to prove, as it was found when the file was sent."""
    findings = Verdict.from_json(dossier.verdict).findings
    return tuple(finding_text(finding) for finding in findings if EVIDENCE in finding.keys)


EVIDENCE_SHOWN = FlowKind("evidence", evidence, browse=True)
