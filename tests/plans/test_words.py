"""Every term and every fault of a plan's file has its words in both languages, with the same {names}."""

import re
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from conversations.plans.plan_error import FaultCode
from conversations.plans.term import TERMS

NAMES = re.compile(r"\{(\w+)")


def sentences(locale: str) -> dict[str, str]:
    """The sentences of criteria.po by key."""
    with Path(f"locales/{locale}/criteria.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, abort_invalid=True) if message.id}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_faults_and_terms_have_words(locale: str) -> None:
    wanted = {f"term.{id_}" for id_ in TERMS}
    wanted |= {f"plan_error.{code}{part}" for code in get_args(FaultCode) for part in ("", ".remedy")}
    wanted |= {f"plan_type.{name}" for name in ("str", "int", "bool", "date", "list", "dict", "texts", "tables")}
    assert wanted - sentences(locale).keys() == set()


def test_both_languages_say_the_same() -> None:
    vi, en = sentences("vi"), sentences("en")
    assert vi.keys() == en.keys()
    assert [key for key in vi if set(NAMES.findall(vi[key])) != set(NAMES.findall(en[key]))] == []
    assert [key for key in vi if not vi[key] or not en[key]] == []
