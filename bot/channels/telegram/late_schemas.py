"""Lets aiogram's types work out their schemas at first use, not all at import: that is two of a start's three seconds.

aiogram asks pydantic for this itself (`defer_build`) and then builds every type all the same, to tell each where the
names in its annotations are found. Here each is told when it is built: of some 600 types this door needs a few.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel


@contextmanager
def late_schemas() -> Iterator[None]:
    """Import aiogram within this; where somebody else has imported it before, everything is built already."""
    if "aiogram" in sys.modules:
        yield
        return
    build = BaseModel.__dict__["model_rebuild"]
    setattr(BaseModel, "model_rebuild", classmethod(lambda _cls, **_how: None))  # noqa: B010 - put back below
    try:
        yield
    finally:
        setattr(BaseModel, "model_rebuild", build)  # noqa: B010 - mypy forbids assigning to a method
    _build_late(build.__func__)


def _build_late(build: Any) -> None:
    from aiogram import types  # noqa: PLC0415 - at the top it would build everything
    from aiogram.methods.base import Response, TelegramMethod  # noqa: PLC0415 - as above

    names = vars(types)

    def build_one(cls: type[BaseModel], /, **how: Any) -> bool | None:
        told: bool | None = build(cls, **{"_types_namespace": names, **how})
        return told

    for base in (types.TelegramObject, TelegramMethod, Response):
        setattr(base, "model_rebuild", classmethod(build_one))  # noqa: B010 - as above
