"""Throwing a draft away, after one question: nothing is lost by a slip of the thumb."""

from conversations.answers.confirm import Confirm
from conversations.flow import Drop, Finish, Flow, FlowKind, Scene
from conversations.texts import phrase, text_from_json


def cancel(scene: Scene) -> Flow:
    """Ask whether the draft in `args` is really to go."""
    title = text_from_json(scene.args.get("title", ""))
    draft = scene.args.get("draft", 0)
    sure = yield from Confirm(
        key="sure",
        name="cancel",
        args={"title": title},
        yes=phrase("cancel.yes"),
        no=phrase("cancel.no"),
        listed=False,
    )
    if not sure or not isinstance(draft, int):
        return Finish(say=(phrase("cancel.kept"),))
    return Finish(say=(phrase("cancel.done", title=title),), then=Drop(draft))


CANCEL = FlowKind("cancel", cancel)
