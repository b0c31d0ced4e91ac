"""What may happen to the stack of flows and the shelf of drafts. Each function: a state in, a state out."""

from dataclasses import replace
from datetime import datetime

from conversations.flow import Start
from conversations.state import Frame, State

MAX_STACK = 6
"""Flows on top of one another. Before a seventh all but the drafts are ended."""
MAX_SHELF = 20
"""Drafts put aside by one person."""


def push(state: State, start: Start, now: datetime, *, draft: bool) -> State:
    """Begin a flow on top; a draft gets the next number."""
    number = state.made + 1 if draft else 0
    args, answers, half = dict(start.args), dict(start.answers), dict(start.half)
    frame = Frame(start.flow, args, answers, draft=number, aside=half, touched=now.isoformat())
    below = state.stack if len(state.stack) < MAX_STACK else tuple(frame for frame in state.stack if frame.draft)
    return replace(state, stack=(*below, frame), made=max(state.made, number), asked=0)


def complete(state: State, start: Start) -> State | None:
    """Return the state in which the newest open draft has taken over the answers of `start`, and is on top again.

    None where it is another flow's or about something else, where they contradict what it has, or say nothing new.
    """
    at = max((at for at, frame in enumerate(state.stack) if frame.draft), default=-1)
    frame = state.stack[at] if at >= 0 else None
    if frame is None or frame.flow != start.flow or frame.args != start.args:
        return None
    answers = {**start.answers, **frame.answers}
    if len(answers) == len(frame.answers) or any(answers[key] != raw for key, raw in start.answers.items()):
        return None
    filled = replace(frame, answers=answers, revisit=None, kept=None, doubt=None)
    return replace(state, stack=(*state.stack[:at], filled), asked=0)


def uncover(state: State) -> State | None:
    """Return the state in which the newest open draft is on top, without what was opened above it; None: no draft."""
    at = max((at for at, frame in enumerate(state.stack) if frame.draft), default=-1)
    return replace(state, stack=state.stack[: at + 1], asked=0) if at >= 0 else None


def drafts_open(state: State) -> tuple[Frame, ...]:
    """Return the drafts on the stack that have an answer to lose."""
    return tuple(frame for frame in state.stack if frame.draft and frame.answers)


def put_aside(state: State) -> State:
    """Clear the stack; its drafts go to the shelf."""
    return replace(state, stack=(), shelf=(*state.shelf, *drafts_open(state)), asked=0)


def unshelve(state: State, draft: int) -> State:
    """Put a draft of the shelf on top (0: the newest). The same state where there is none."""
    found = next((frame for frame in reversed(state.shelf) if draft in (0, frame.draft)), None)
    if found is None:
        return state
    rest = tuple(frame for frame in state.shelf if frame is not found)
    return replace(state, stack=(*state.stack, found), shelf=rest, asked=0)


def taken_up(frame: Frame, key: str) -> Frame:
    """Return the frame with the question `key` open: what was half answered of another one is laid aside, and what
    was laid aside of this one is gone on with.
    """
    if frame.open not in ("", key):
        left = {} if frame.kept is None else {frame.open: frame.kept}
        frame = replace(frame, aside={**frame.aside, **left}, kept=None, doubt=None)
    frame = replace(frame, open=key)
    if frame.revisit is not None or frame.kept is not None or frame.doubt is not None or key not in frame.aside:
        return frame
    rest = {other: kept for other, kept in frame.aside.items() if other != key}
    return replace(frame, kept=frame.aside[key], aside=rest)


def drop(state: State, draft: int) -> State:
    """Throw a draft away, wherever it is."""

    def without(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
        return tuple(frame for frame in frames if frame.draft != draft)

    return replace(state, stack=without(state.stack), shelf=without(state.shelf))
