"""Units and people from an Excel workbook: what it would change is shown, then put in; the links of the new come back.

The workbook was read when it arrived (bot/papers/); here it is only judged. Nothing changes before "Nhập".
"""

from conversations.answers.confirm import Confirm
from conversations.answers.workbook import Workbook
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import area, may_administer
from conversations.model import KeptFile, Paper, RosterImported
from conversations.queries import FreshCode, RosterRead, Unit
from conversations.roster import RosterSeen
from conversations.texts import Text, phrase

TRIES = 30
"""Workbooks that may be sent in one go before the flow ends."""
MOST_FAULTS = 6
"""Faults told in the chat; all of them are marked in the workbook that goes back."""
MOST_MARKED = 5_000
"""Rows of a workbook that can be marked while somebody waits; a larger one is mended by what the chat tells."""


def import_people(scene: Scene) -> Flow:
    """Ask for a workbook until one has no fault, show what it changes, put it in."""
    if not may_administer(scene.speaker):
        return Finish(say=(phrase("admin.no_right"),))
    top: Unit = yield from area(scene)
    lead: tuple[Text, ...] = (phrase("roster.hello", unit=top.name),)
    papers: tuple[Paper, ...] = (Paper("roster_template", scene.reader.words(phrase("roster.template"))),)
    for attempt in range(TRIES):
        question = Workbook(key=f"workbook{attempt}", name="roster", lead=lead, papers=papers, listed=False)
        file: KeptFile = yield from question
        seen = scene.look(RosterRead(file.sha256, top.id))
        if seen is not None and not seen.faults:
            return (yield from _put_in(file, seen, top, scene))
        lead, papers = (phrase("roster.unread"),), ()
        if seen is not None:
            lead, papers = _faults(seen), _marked(seen, file, top)
    return Finish(say=(phrase("roster.many"),))


def _faults(seen: RosterSeen) -> tuple[Text, ...]:
    """The first faults in words, and how many more there are."""
    left = len(seen.faults) - MOST_FAULTS
    more = (phrase("roster.more", more=left),) if left > 0 else ()
    return (phrase("roster.faults", n=len(seen.faults)), *seen.faults[:MOST_FAULTS], *more)


def _marked(seen: RosterSeen, file: KeptFile, top: Unit) -> tuple[Paper, ...]:
    """The workbook as it was sent, with what is wrong in it marked."""
    if not 0 < seen.rows <= MOST_MARKED:
        return ()
    return (Paper("roster_marked", file.name or "danh-sach.xlsx", f"{file.sha256}@{top.id}"),)


def _put_in(file: KeptFile, seen: RosterSeen, top: Unit, scene: Scene) -> Flow:
    lead = (*_counted(seen), phrase("roster.stays"))
    if not (seen.units.new or seen.units.changed or seen.people.new or seen.people.changed):
        return Finish(say=(*lead[:2], phrase("roster.nothing")), then=Start("people"))
    sure = yield from Confirm(
        key="sure", name="roster.sure", yes=phrase("roster.go"), no=phrase("roster.drop"), lead=lead, listed=False
    )
    if not sure:
        return Finish(say=(phrase("roster.dropped"),), then=Start("people"))
    secret = scene.look(FreshCode(f"roster:{file.sha256}:{scene.now.isoformat()}"))
    name = scene.reader.words(phrase("roster.links"))
    papers = (Paper("invites", name, secret),) if seen.people.new else ()
    told = phrase("roster.invited", n=seen.people.new) if papers else phrase("roster.done")
    deeds = (RosterImported(file.sha256, top.id, secret),)
    return Finish(say=(told,), deeds=deeds, then=Start("people"), papers=papers)


def _counted(seen: RosterSeen) -> tuple[Text, ...]:
    units, people = seen.units, seen.people
    return (
        phrase("roster.units", new=units.new, changed=units.changed, same=units.same),
        phrase("roster.people", new=people.new, changed=people.changed, same=people.same),
    )


IMPORT_PEOPLE = FlowKind("import_people", import_people)
