"""Choosing the language of the conversation. Official quotations stay in Vietnamese."""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Speak
from conversations.texts import phrase

_CHOICES = (
    Option("vi", "Tiếng Việt", ("viet", "vietnamese", "tieng viet")),
    Option("en", "English", ("anh", "tieng anh")),
)


def language(_: Scene) -> Flow:
    """Ask, then speak it from the next sentence on."""
    chosen = yield from Choice(key="locale", name="language", choices=_CHOICES, listed=False)
    return Finish(say=(phrase("language.done"),), then=Speak("en" if chosen == "en" else "vi"))


LANGUAGE = FlowKind("language", language, open=True)
