"""Post -> calls -> what became of it. Nothing raises for what Telegram does or fails to do.

The papers go first, each in a message of its own, then the text. A text that is too long for one message goes in
several, the keyboard below the last; its id stands for them all. A paper that Telegram does not take is said so in the
text; it must not hold the text up. Where `captions` are wanted a single paper carries a short text and the keyboard.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.channels.base import Blocked, Delivered, Enclosure, Later, Outcome, Post, Refused, Unsure
from bot.channels.telegram.keyboard import KeyTooLongError, below
from bot.channels.telegram.outcomes import LOST, UNREACHABLE, judge
from bot.channels.telegram.wire import Answer, LostError, UnreachableError
from bot.channels.telegram.writing import Letter, units, write

PATIENCE = 20.0  # seconds for one call
PHOTOS = ("image/jpeg", "image/png")
PHOTO_LIMIT = 10_000_000  # bytes; https://core.telegram.org/bots/api#sendphoto
PAPER_PATIENCE = 45.0  # seconds for one paper; with its making and the text still less than the sender's lease
PAPER_LIMIT = 50 * 1024 * 1024  # bytes that Telegram lets a bot upload
CAPTION_LIMIT = 1024  # UTF-16 units below a photo or a paper
NO_TEXT = "there is no text in the message to edit"

log = logging.getLogger(__name__)


class Caller(Protocol):
    """Makes calls with one token; `Wire`, or another client."""

    async def call(self, method: str, parameters: Mapping[str, Any], patience: float) -> Answer:
        """Return the answer; raises UnreachableError or LostError where there is none."""

    async def upload(
        self, method: str, fields: Mapping[str, str], file: tuple[str, Enclosure], patience: float
    ) -> Answer:
        """Call with a file, given as (parameter, file)."""


class Gait(Protocol):
    """How fast one may call."""

    async def turn(self, chat: str) -> None:
        """Return when this chat may be called."""

    def over(self, chat: str) -> None:
        """The call to this chat is answered, or given up."""

    def rest(self, seconds: float) -> None:
        """Telegram wants to be left alone for so long."""


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

    def __init__(self, wire: Caller, gait: Gait, *, captions: bool = False) -> None:
        self._wire = wire
        self._gait = gait
        self._captions = captions
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
            return await self._amend(post, letters[-1], _inline(last))
        return await self._send(post, last)

    async def _amend(self, post: Post, letter: Letter, last: dict[str, Any]) -> Outcome:
        which = {"chat_id": post.address, "message_id": int(post.message_id)}
        said = {"message_id": which["message_id"], **_said(post, letter), **last}
        outcome = await self._call(post.address, "editMessageText", said, post.message_id)
        if isinstance(outcome, Refused) and NO_TEXT in outcome.reason:  # it stands below a paper
            said = {**which, "caption": letter.text, "caption_entities": letter.entities, **last}
            return await self._call(post.address, "editMessageCaption", said, post.message_id)
        return outcome

    async def _send(self, post: Post, last: dict[str, Any]) -> Outcome:
        progress = self._under_way.pop(post.id, None) or Progress()
        caption = self._caption(post, last)
        if caption and not progress:
            outcome = await self._paper(post.address, post.papers[0], caption)
            if not isinstance(outcome, Refused):
                return outcome
            progress.refused.add(post.papers[0].name)
        outcome = await self._papers(post, progress)
        if not isinstance(outcome, Later | Blocked):
            letters = write(post.bubble.without(progress.refused))
            outcome = await self._letters(post, letters, last, progress) if letters else outcome
        if isinstance(outcome, Later) and progress:
            self._under_way[post.id] = progress
        return outcome

    def _caption(self, post: Post, last: dict[str, Any]) -> dict[str, str]:
        """Return what a single paper is to say and to carry, as a form takes it; nothing where that does not fit."""
        letters = write(post.bubble)
        if not self._captions or len(post.papers) != 1 or len(letters) != 1 or units(letters[0].text) > CAPTION_LIMIT:
            return {}
        said = {"caption_entities": letters[0].entities, **last}
        return {"caption": letters[0].text} | {name: json.dumps(value) for name, value in said.items() if value}

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

    async def _paper(self, address: str, paper: Enclosure, caption: Mapping[str, str] | None = None) -> Outcome:
        fields = {"chat_id": address, **(caption or {})}
        if not 0 < len(paper.content) <= PAPER_LIMIT:
            return Refused(f"a paper of {len(paper.content)} bytes")
        if paper.mime in PHOTOS and len(paper.content) <= PHOTO_LIMIT:
            outcome = await self._upload("sendPhoto", fields, ("photo", paper))
            if not isinstance(outcome, Refused):  # of odd proportions it is taken as a file all the same
                return outcome
        return await self._upload("sendDocument", fields, ("document", paper))

    async def _upload(self, method: str, fields: Mapping[str, str], file: tuple[str, Enclosure]) -> Outcome:
        await self._gait.turn(fields["chat_id"])
        try:
            answer = await self._wire.upload(method, fields, file, PAPER_PATIENCE)
        except (UnreachableError, LostError) as error:
            answer = _no_answer(error)
        finally:
            self._gait.over(fields["chat_id"])
        return self._judged(answer)

    async def _letters(self, post: Post, letters: list[Letter], last: dict[str, Any], progress: Progress) -> Outcome:
        outcome: Outcome = Refused("there is nothing to say")
        for letter in letters[progress.letters :]:
            more = last if letter is letters[-1] else {}
            outcome = await self._call(post.address, "sendMessage", {**_said(post, letter), **more})
            if not isinstance(outcome, Delivered):
                break
            progress.letters += 1
        return outcome

    async def _call(self, address: str, method: str, parameters: dict[str, Any], amends: str = "") -> Outcome:
        await self._gait.turn(address)
        try:
            answer = await self._wire.call(method, parameters, PATIENCE)
        except (UnreachableError, LostError) as error:
            answer = _no_answer(error)
        finally:
            self._gait.over(address)
        return self._judged(answer, amends)

    def _judged(self, answer: Answer, amends: str = "") -> Outcome:
        outcome = judge(answer, amends)
        if answer.status == 429 and isinstance(outcome, Later):
            self._gait.rest(outcome.seconds)
        return outcome


def _no_answer(error: UnreachableError | LostError) -> Answer:
    return Answer(UNREACHABLE if isinstance(error, UnreachableError) else LOST, description=str(error))


def _inline(last: dict[str, Any]) -> dict[str, Any]:
    """Return what may stand below a message that is edited: no keyboard of the phone's own."""
    return last if "inline_keyboard" in last.get("reply_markup", {}) else {}


def _said(post: Post, letter: Letter) -> dict[str, Any]:
    said = {"chat_id": post.address, "text": letter.text, "link_preview_options": {"is_disabled": True}}
    return said | {"entities": letter.entities} if letter.entities else said
