"""The words of a plan's workbook: how its pages, columns and closed words are called, and what people write for them.

Any language of the house is understood, with or without accents. What a word means for a plan is not known here.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from bot.catalogue import Catalogue
from bot.papers.plan_sheets import Among
from conversations.answers.folding import fold
from conversations.criteria import CHECKS
from conversations.criteria.prize import LEVELS
from conversations.model import LOCALES, ROLES, SUBJECT_KINDS, UNIT_LEVELS, Locale
from conversations.plans.plan import Per
from conversations.plans.term import TERM_SORTS, TERMS
from conversations.texts import Arg, Phrase, phrase

_TRUTH: dict[str, tuple[str, ...]] = {"yes": ("x", "true", "1"), "no": ("false", "0")}
"""What people also write or tick with, and what other programs make of it."""


class Vocabulary:
    """Codes and the words that people read and write for them."""

    def __init__(
        self, words: Mapping[str, str], forms: Mapping[str, Iterable[str]], *, beginnings: bool = False
    ) -> None:
        """`forms` are what else is understood; with `beginnings` the first words of a form are enough ("hộ")."""
        self.words = dict(words)
        self._codes: dict[str, str] = {}
        for code, word in self.words.items():
            for form in (word, *forms.get(code, ())):
                self._codes.setdefault(fold(form), code)
        self._beginnings = beginnings

    def forms(self, code: str) -> tuple[str, ...]:
        """Return everything folded that is understood as `code`."""
        return tuple(form for form, other in self._codes.items() if other == code)

    def word(self, code: str) -> str:
        """Return the word for `code`: the code itself where its word is not read back as this code."""
        word = self.words.get(code, code)
        return word if self.code(word) == code else code

    def code(self, text: str) -> str | None:
        """Return the code that `text` stands for, if it is one."""
        if text in self.words:
            return text
        folded = fold(text)
        if folded in self._codes or not folded:
            return self._codes.get(folded)
        begun = {code for form, code in self._codes.items() if self._beginnings and form.startswith(f"{folded} ")}
        return begun.pop() if len(begun) == 1 else None


class PlanWords:
    """Everything that stands in a workbook and is not the plan's own."""

    def __init__(self, catalogue: Catalogue, locale: Locale) -> None:
        self._catalogue = catalogue
        self._locale = locale
        self.closed: dict[Among, Vocabulary] = {
            "kind": self._vocabulary(SUBJECT_KINDS, lambda code: phrase(f"workbook.kind.{code}"), _subject),
            "per": self._vocabulary(get_args(Per), lambda code: phrase(f"workbook.per.{code}")),
            "check": self._vocabulary(
                tuple(check.kind for check in CHECKS), lambda code: phrase(f"workbook.check.{code}")
            ),
            "level": self._vocabulary(LEVELS, lambda code: phrase(f"criteria.level.{code}")),
            "sort": self._vocabulary(TERM_SORTS, lambda code: phrase(f"workbook.sort.{code}")),
            "unit_level": self._vocabulary(UNIT_LEVELS, lambda code: phrase(f"workbook.unit_level.{code}")),
            "role": self._vocabulary(ROLES, lambda code: phrase(f"role.{code}")),
        }
        truth = self._vocabulary(_TRUTH, lambda code: phrase(f"workbook.truth.{code}"))
        self.truth = Vocabulary(truth.words, {code: (*truth.forms(code), *_TRUTH[code]) for code in _TRUTH})

    def say(self, text: Arg) -> str:
        return self._catalogue.say(self._locale, text)

    def forms(self, text: Phrase) -> frozenset[str]:
        """Return the folded words of `text` in every language."""
        return frozenset(fold(self._catalogue.say(locale, text)) for locale in LOCALES)

    def terms(self, tables: Iterable[Any]) -> Vocabulary:
        """Return the standard terms and a plan's own."""
        standard = {id_: self.say(term.words) for id_, term in TERMS.items()}
        forms = {id_: [self._catalogue.say(locale, term.words) for locale in LOCALES] for id_, term in TERMS.items()}
        return Vocabulary({**standard, **_named(tables, "words")}, forms)

    @staticmethod
    def titled(tables: Iterable[Any]) -> Vocabulary:
        """Return a plan's fields, or a field's groups, by their titles."""
        return Vocabulary(_named(tables, "title"), {})

    def _vocabulary(
        self, codes: Iterable[str], word: Callable[[str], Phrase], other: Callable[[str], Phrase] | None = None
    ) -> Vocabulary:
        phrases = {code: [word(code), *([other(code)] if other else [])] for code in codes}
        forms = {
            code: [self._catalogue.say(locale, text) for text in texts for locale in LOCALES]
            for code, texts in phrases.items()
        }
        return Vocabulary({code: self.say(texts[0]) for code, texts in phrases.items()}, forms, beginnings=True)


def _subject(kind: str) -> Phrase:
    """Return how the conversation calls this kind of subject."""
    return phrase(f"kind.{kind}")


def _named(tables: Iterable[Any], key: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for table in tables:
        match table:
            case {"id": str(id_)}:
                word = table.get(key)
                named.setdefault(id_, word if isinstance(word, str) else id_)
            case _:
                pass  # the loader misses its id
    return named
