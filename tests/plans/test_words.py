"""Every term and every fault of a plan's file has its words in both languages, with the same {names}."""

import re
from pathlib import Path
from typing import get_args

import pytest

from conversations.plans.loader import plan_faults
from conversations.plans.plan_error import FaultCode
from conversations.plans.term import TERMS
from tests.criteria.sentences import sentences, told
from tests.plans.small import write

NAMES = re.compile(r"\{(\w+)")


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


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_fault_is_one_sentence_with_its_remedy(tmp_path: Path, locale: str) -> None:
    (fault,) = plan_faults(write(tmp_path, 'kind = "negative"', 'kind = "positive"'))
    told_fault = told(fault.sentence, locale)
    assert told_fault.startswith(f"small.toml, {'dòng' if locale == 'vi' else 'line'} {fault.place.line}: ")
    assert "“positive”" in told_fault
    assert "evidenced, judged, negative" in told_fault
    assert str(fault).startswith(f"small.toml:{fault.place}: unknown_check")
