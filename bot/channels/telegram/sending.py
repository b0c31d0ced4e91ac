"""Post -> calls -> what became of it. Nothing raises for what Telegram does or fails to do.

The papers go first, each in a message of its own, then the text. A text that is too long for one message goes in
several, the keyboard below the last; its id stands for them all. A paper that Telegram does not take is said so in the
text; it must not hold the text up.
"""

import logging
from dataclasses import dataclass, field
from typing import Any

from bot.channels.base import Blocked, Delivered, Enclosure, Later, Outcome, Post, Refused, Unsure, Verb
from bot.channels.telegram.keyboard import KeyTooLongError, below
from bot.channels.telegram.wire import Answer, LostError, UnreachableError, Wire
from bot.channels.telegram.writing import Letter, write

PATIENCE = 20.0  # seconds for one call
PHOTOS = ("image/jpeg", "image/png")
PHOTO_LIMIT = 10_000_000  # bytes; https://core.telegram.org/bots/api#sendphoto
PAPER_PATIENCE = 45.0  # seconds for one paper; with its making and the text still less than the sender's lease
PAPER_LIMIT = 50 * 1024 * 1024  # bytes that Telegram lets a bot upload
SOON, LATE = 5.0, 60.0  # seconds to wait where Telegram names none: a hiccup; a token that somebody has to put right
NOT_MODIFIED = "message is not modified"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Progress:
    """How far a post has come: the papers that were sent and those that were refused, by name; the letters sent."""

    sent: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    letters: int = 0

    def __bool__(self) -> bool:
        return bool(self.sent or self.refused or self.letters)


class Sending:
    """Sends with one token. Remembers how far a post in several messages has come, so that none is sent twice."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._under_way: dict[int, Progress] = {}

    async def send(self, post: Post) -> Outcome:
        """Make the calls of a post."""
        if post.verb == "echo":
            return Delivered()  # the person's own words already stand in the chat
        letters = write(post.bubble)
        if not letters and (post.verb == "amend" or not post.papers):
            return Refused("there is nothing to say")
        if post.verb == "amend" and not post.message_id.isdecimal():
            return Refused("it is not known which message to amend")
        try:
            last = below(post.bubble)
        except KeyTooLongError as error:
            return Refused(str(error))
        if post.verb == "amend":  # the keyboard, and so the message id, is that of the last letter; papers stay
            said = {"message_id": int(post.message_id), **_said(post, letters[-1]), **_inline(last)}
            return await self._call("amend", "editMessageText", said, post.message_id)
        return await self._send(post, last)

    async def _send(self, post: Post, last: dict[str, Any]) -> Outcome:
        progress = self._under_way.pop(post.id, None) or Progress()
        outcome = await self._papers(post, progress)
        if not isinstance(outcome, Later | Blocked):
            letters = write(post.bubble.without(progress.refused))
            outcome = await self._letters(post, letters, last, progress) if letters else outcome
        if isinstance(outcome, Later) and progress:
            self._under_way[post.id] = progress
        return outcome

    async def _papers(self, post: Post, progress: Progress) -> Outcome:
        """Send the papers that are not sent yet. One that may have arrived is not sent again."""
        outcome: Outcome = Delivered()
        for paper in post.papers:
            if paper.name in progress.sent | progress.refused:
                continue
            outcome = await self._paper(post.address, paper)
            if isinstance(outcome, Later | Blocked):
                break
            if isinstance(outcome, Refused | Unsure):
                log.warning("telegram: a paper of post %d: %s", post.id, outcome.reason)
            (progress.refused if isinstance(outcome, Refused) else progress.sent).add(paper.name)
        return outcome

    async def _paper(self, address: str, paper: Enclosure) -> Outcome:
        if not 0 < len(paper.content) <= PAPER_LIMIT:
            return Refused(f"a paper of {len(paper.content)} bytes")
        if paper.mime in PHOTOS and len(paper.content) <= PHOTO_LIMIT:
            outcome = await self._upload("sendPhoto", address, ("photo", paper))
            if not isinstance(outcome, Refused):  # of odd proportions it is taken as a file all the same
                return outcome
        return await self._upload("sendDocument", address, ("document", paper))

    async def _upload(self, method: str, address: str, file: tuple[str, Enclosure]) -> Outcome:
        try:
            answer = await self._wire.upload(method, {"chat_id": address}, file, PAPER_PATIENCE)
        except UnreachableError as error:
            return Later(SOON, str(error))
        except LostError as error:
            return Unsure(str(error))
        return judge(answer)

    async def _letters(self, post: Post, letters: list[Letter], last: dict[str, Any], progress: Progress) -> Outcome:
        outcome: Outcome = Refused("there is nothing to say")
        for letter in letters[progress.letters :]:
            more = last if letter is letters[-1] else {}
            outcome = await self._call("send", "sendMessage", {**_said(post, letter), **more})
            if not isinstance(outcome, Delivered):
                break
            progress.letters += 1
        return outcome

    async def _call(self, verb: Verb, method: str, parameters: dict[str, Any], message_id: str = "") -> Outcome:
        try:
            answer = await self._wire.call(method, parameters, PATIENCE)
        except UnreachableError as error:
            return Later(SOON, str(error))
        except LostError as error:  # an edit made twice is made once
            return Later(SOON, str(error)) if verb == "amend" else Unsure(str(error))
        return judge(answer, message_id)


def _inline(last: dict[str, Any]) -> dict[str, Any]:
    """Return what may stand below a message that is edited: no keyboard of the phone's own."""
    return last if "inline_keyboard" in last.get("reply_markup", {}) else {}


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
