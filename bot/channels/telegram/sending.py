"""Post -> calls -> what became of it. Nothing raises for what Telegram does or fails to do.

A text that is too long for one message goes in several, the keyboard below the last; its id stands for them all.
"""

from typing import Any

from bot.channels.base import Blocked, Delivered, Later, Outcome, Post, Refused, Unsure, Verb
from bot.channels.telegram.keyboard import KeyTooLongError, keyboard
from bot.channels.telegram.wire import Answer, LostError, UnreachableError, Wire
from bot.channels.telegram.writing import Letter, write

PATIENCE = 20.0  # seconds for one call
SOON, LATE = 5.0, 60.0  # seconds to wait where Telegram names none: a hiccup; a token that somebody has to put right
NOT_MODIFIED = "message is not modified"


class Sending:
    """Sends with one token. Remembers how far a post in several messages has come, so that none is sent twice."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._sent: dict[int, int] = {}

    async def send(self, post: Post) -> Outcome:
        """Make the calls of a post."""
        if post.verb == "echo":
            return Delivered()  # the person's own words already stand in the chat
        letters = write(post.bubble)
        if not letters or (post.verb == "amend" and not post.message_id.isdecimal()):
            return Refused("there is nothing to say" if not letters else "it is not known which message to amend")
        try:
            rows = keyboard(post.bubble)
        except KeyTooLongError as error:
            return Refused(str(error))
        last = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
        if post.verb == "amend":  # the keyboard, and so the message id, is that of the last letter
            said = {"message_id": int(post.message_id), **_said(post, letters[-1]), **last}
            return await self._call("amend", "editMessageText", said, post.message_id)
        return await self._send(post, letters, last)

    async def _send(self, post: Post, letters: list[Letter], last: dict[str, Any]) -> Outcome:
        outcome: Outcome = Refused("there is nothing to say")
        for at in range(self._sent.pop(post.id, 0), len(letters)):
            more = last if at == len(letters) - 1 else {}
            outcome = await self._call("send", "sendMessage", {**_said(post, letters[at]), **more})
            if isinstance(outcome, Later) and at:
                self._sent[post.id] = at
            if not isinstance(outcome, Delivered):
                break
        return outcome

    async def _call(self, verb: Verb, method: str, parameters: dict[str, Any], message_id: str = "") -> Outcome:
        try:
            answer = await self._wire.call(method, parameters, PATIENCE)
        except UnreachableError as error:
            return Later(SOON, str(error))
        except LostError as error:  # an edit made twice is made once
            return Later(SOON, str(error)) if verb == "amend" else Unsure(str(error))
        return judge(answer, message_id)


def judge(answer: Answer, message_id: str = "") -> Outcome:
    """Return what an answer means. `message_id` is that of a message that is amended."""
    why = f"{answer.status} {answer.description}"
    match answer.status:
        case _ if answer.ok:
            return Delivered(_message_id(answer.result) or message_id)
        case 400 if message_id and NOT_MODIFIED in answer.description:
            return Delivered(message_id)
        case 429:
            return Later(answer.retry_after or SOON, why)
        case 403:
            return Blocked(why)
        case 401 | 404:
            return Later(LATE, why)
        case status if status >= 500:
            return Later(SOON, why)
        case status if status >= 400:
            return Refused(why)
        case _:
            return Unsure(why)


def _message_id(result: Any) -> str:
    return str(result["message_id"]) if isinstance(result, dict) and "message_id" in result else ""


def _said(post: Post, letter: Letter) -> dict[str, Any]:
    said = {"chat_id": post.address, "text": letter.text, "link_preview_options": {"is_disabled": True}}
    return said | {"entities": letter.entities} if letter.entities else said
