"""The list of hồ sơ: one's own drafts and what was sent; for those who decide, what their units sent.

What was sent is opened by its own flow, so that each opening is written down.
"""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Resume, Scene, Start
from conversations.flows.dossier import may_see, sent_files, sent_line
from conversations.model import Viewed
from conversations.queries import CaredBy, DossierById
from conversations.texts import phrase


def files(scene: Scene) -> Flow:
    """Show the list, and go on with the one chosen; with a nomination in `args` (a link) with that one."""
    linked = scene.args.get("nomination")
    if isinstance(linked, int):
        return _opened(linked, scene)
    drafts = tuple(
        Option(f"d{draft.number}", phrase("files.draft", title=draft.title, n=draft.done, on=draft.touched))
        for draft in scene.drafts
    )
    options = (*drafts, *_cared(scene), *(Option(f"s{one.id}", sent_line(one)) for one in sent_files(scene)))
    if not options:
        return Finish(say=(phrase("files.none"),))
    chosen = yield from Choice(key="file", name="files", choices=options, listed=False)
    if chosen == "nurture":
        return Finish(then=Start("nurture"))
    number = int(chosen[1:])
    if chosen.startswith("d"):
        return Finish(then=Resume(number))
    return _opened(number, scene)


def _cared(scene: Scene) -> tuple[Option, ...]:
    """The way to those whom the person looks after, where there are some."""
    cared = len(scene.look(CaredBy(scene.speaker.id)))
    return (Option("nurture", phrase("files.nurture", n=cared), ("boi duong", "theo doi")),) if cared else ()


def _opened(number: int, scene: Scene) -> Finish:
    """Open a file; whoever may not see it is told so there, and has seen nothing."""
    found = scene.look(DossierById(number))
    seen = (Viewed(number),) if found and may_see(found, scene) else ()
    return Finish(deeds=seen, then=Start("dossier", {"id": number}))


FILES = FlowKind("files", files)
