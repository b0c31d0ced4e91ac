"""The door that needs no account anywhere: a chat page, served by the process itself.

It must not know what is asked or who the person is; it carries what is typed, tapped and photographed to the house
and shows what comes back.
"""

from bot.channels.web.door import WebChat

__all__ = ["WebChat"]
