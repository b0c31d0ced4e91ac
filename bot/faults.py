"""How a bug is written into the log: what and where, never what somebody wrote.

The message of an exception may repeat an answer or a statement's parameters, so it is left out.
"""

import traceback


def trace(error: BaseException) -> str:
    """Return the kind of `error` and the lines it came through, without its message."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__ or error.__context__
    return f"{type(error).__name__}\n{lines}" + (f"caused by {trace(cause)}" if cause else "")


def place(error: BaseException) -> str:
    """Return the kind of `error` and the last line it came through, in one line."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{type(error).__name__} in {last[0].name}:{last[0].lineno}" if last else type(error).__name__
