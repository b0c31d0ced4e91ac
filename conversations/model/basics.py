"""The smallest words that every other part is made of. Only data: no rules, no rendering."""

from typing import Literal

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""What survives a restart. Floats are left out on purpose: money and areas are whole numbers."""

SubjectKind = Literal["collective", "individual", "household", "pupil", "model"]

SUBJECT_KINDS: tuple[SubjectKind, ...] = ("household", "individual", "collective", "pupil", "model")

Locale = Literal["vi", "en"]

LOCALES: tuple[Locale, ...] = ("vi", "en")
