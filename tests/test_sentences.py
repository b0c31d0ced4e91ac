"""Every sentence that the code names stands in locales/, in both languages, and is filled; none is idle."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from bot.app import MENU
from bot.channels.web.words import SPOKEN
from bot.papers import ledger
from bot.papers.plan_guide import STEPS
from bot.papers.plan_sheets import PAGES
from bot.papers.roster_papers import HEADS
from bot.papers.roster_sheets import ROSTER_PAGES
from conversations import council
from conversations.announcement import Errand
from conversations.answers.amount import Fault
from conversations.answers.area import SAO
from conversations.answers.series import Unit
from conversations.criteria import CHECKS, knockout, negative
from conversations.criteria.case import PARTS
from conversations.criteria.check import Basis
from conversations.criteria.outcome import STATUSES
from conversations.criteria.prize import LEVELS
from conversations.flows import FLOWS
from conversations.flows.announcements import WAYS as ANNOUNCED_WAYS
from conversations.flows.history import TOLD
from conversations.flows.new_person import CALLS
from conversations.flows.nominate import STORY
from conversations.flows.people import DOORS, WAYS
from conversations.flows.round_rules import ROUTES
from conversations.flows.units import WAYS as UNIT_WAYS
from conversations.following import WORKS
from conversations.model import LOCALES, ROLES, SUBJECT_KINDS, UNIT_LEVELS, FileFault, OtherKind, Steering
from conversations.plans.advice import OTHER, TOPICS, TRAITS
from conversations.plans.plan import Per
from conversations.plans.plan_error import FaultCode
from conversations.plans.rules import Station
from conversations.plans.search_index import Section
from conversations.plans.term import TERMS, TermSort
from conversations.queries import BroadcastState
from conversations.reminding import RHYTHMS, SLOTS
from conversations.rights import OF_ACT
from conversations.roster import RosterCode
from conversations.stages import NEXT, REASONS
from conversations.words import ControlName

TOP = Path(__file__).parent.parent
CODE = ("conversations", "bot", "storage")
NAMING = {"phrase": "", "Phrase": "", "refuse": "refuse.", "word": "", "words": ""}
"""Functions whose first argument names a sentence -> what stands before that name."""
WORDS = frozenset({"word", "words"})
"""Of these, those that also have another first argument: a name in a request."""
SUFFIXES = ("", ".label", ".help")
"""The sentences of a question: `ask.<name>`, what it is called on a card, the line of help."""
KINDS = tuple(SUBJECT_KINDS)
BASES = get_args(Basis)
CONTROLS = (*(name for name in get_args(ControlName) if name not in {"yes", "no", "edit"}), "menu")
MEASURES = ("dong", "number", "square_metres")
CHECK_KINDS = tuple(check.kind for check in CHECKS)
COLUMNS = tuple({column.name for page in (*PAGES, *ROSTER_PAGES) for column in page.columns})
STAGES = "submitted returned forwarded recognised propagated nurturing declined withdrawn".split()

ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "board.units.{}": get_args(Station),
    "announcements.card.{}": get_args(BroadcastState),
    "announcements.count.{}": ("queued", "unsure", "failed", "blocked", "unreachable", "reminded"),
    "announcements.do.{}": ANNOUNCED_WAYS,
    "announcements.line.{}": get_args(BroadcastState),
    "announcements.{}.done": get_args(Steering),
    "broadcast.{}": get_args(Errand),
    "ledger.fate.{}": ledger.FATES,
    "ledger.head.{}": ledger.HEADS,
    "ask.convene.{}": ("quorum", "passing"),
    "ask.criteria.{}": ("title", "rating"),
    "ask.criteria.series.{}": tuple(sort for sort in get_args(TermSort) if sort in MEASURES),
    "ask.criteria.statements.{}": PARTS,
    "ask.round.{}": ("opens", "closes"),
    "ask.series.{}": get_args(Unit),
    "ask.story.{}": STORY,
    "ask.subject.{}": KINDS,
    "call.{}": CALLS,
    "card.{}": (*STATUSES, "waiting"),
    "command.{}": MENU,
    "control.{}": CONTROLS,
    "control.{}.word": CONTROLS,
    "criteria.basis.{}": BASES,
    "criteria.{}": tuple(negative._WORDS),
    "criteria.knockout.{}": tuple(knockout._WORDS),
    "criteria.level.{}": tuple(LEVELS),
    "dismiss.{}": ("paper", "not_mine"),
    "doubt.{}": ("dong", "millions", "billions"),
    "door.{}": DOORS,
    "flow.{}": tuple(FLOWS),
    "journal.{}": (*(act for act in TOLD if act not in {"answered", "changed", "filed", "decided"}), "other"),
    "journal.filed.{}": ("submitted", "nurturing"),
    "journal_check.{}": ("changed", "missing", "unlinked", "end"),
    "invites.head.{}": HEADS,
    "join.{}": ("unknown", "used", "expired"),
    "kind.{}": KINDS,
    "option.sao.{}": tuple(SAO),
    "other.{}": get_args(OtherKind),
    "people.do.{}": WAYS,
    "plans.part.{}": ("fields", "general", "quotas", "milestones", "work", "law"),
    "plans.{}": ("workflow", "documents", "oversight"),
    "plan_error.{}": get_args(FaultCode),
    "plan_error.{}.remedy": get_args(FaultCode),
    "plan_type.{}": ("str", "int", "bool", "date", "list", "dict"),
    "quota.per.{}": get_args(Per),
    "quota.{}": get_args(Per),
    "act.{}": tuple(dict.fromkeys(act for _, act in NEXT if act in OF_ACT or act == "withdraw")),
    "remind.rhythm.{}": RHYTHMS,
    "remind.slot.{}": SLOTS,
    "reason.decline.{}": REASONS["decline"],
    "reason.nurture.{}": REASONS["nurture"],
    "reason.withdraw.{}": REASONS["withdraw"],
    "round.route.{}": tuple(ROUTES),
    "refuse.area.{}": ("vague", "range", "unknown"),
    "refuse.file.{}": get_args(FileFault),
    "refuse.money.{}": tuple(fault for fault in get_args(Fault) if fault != "none"),
    "refuse.number.{}": ("vague", "range", "unknown", "several"),
    "role.{}": ROLES,
    "roster_error.{}": get_args(RosterCode),
    "roster_error.{}.remedy": get_args(RosterCode),
    "search.in.{}": tuple(section for section in get_args(Section) if section != "field"),
    "follow.works.{}": WORKS,
    "stage.{}": tuple(STAGES),
    "term.{}": tuple(TERMS),
    "when.quarter.{}": ("whole", "begin", "end"),
    "when.year.{}": ("begin", "end"),
    "twin.why.{}": ("born", "place", "family", "head", "work", "words"),
    "topic.{}": (*(topic.id for topic in TOPICS), OTHER),
    "trait.{}": tuple(trait.id for trait in TRAITS),
    "trait.{}.because": tuple(trait.id for trait in TRAITS),
    "why.knockout.{}": ("met", "not_met", "missing"),
    "opinion.{}": council.OPINIONS,
    "units.do.{}": UNIT_WAYS,
    "vote.base.{}": council.BASES,
    "vote.decision.{}": ("passed", "not_passed"),
    "workbook.check.{}": CHECK_KINDS,
    "workbook.check.{}.needs": CHECK_KINDS,
    "workbook.column.{}": COLUMNS,
    "workbook.guide.{}": STEPS,
    "workbook.help.{}": COLUMNS,
    "workbook.kind.{}": KINDS,
    "workbook.page.{}": tuple(page.name for page in (*PAGES, *ROSTER_PAGES)),
    "workbook.per.{}": get_args(Per),
    "workbook.sort.{}": get_args(TermSort),
    "workbook.unit_level.{}": UNIT_LEVELS,
    "workbook.truth.{}": ("yes", "no"),
}
"""What may stand in the gap of each key that is put together, as the code writes it."""
PASSED_ON = {"ask.{}", "ask.{}.label", "ask.{}.help", "refuse.{}"}
"""The two places that put a key together from a name given elsewhere, where it is counted."""
ARGUMENT = re.compile(r"\{(\w+)(?::\w+)?\}")
LONGEST_REFUSAL = 170
"""Characters, two lines and a bit on a phone."""


@dataclass(frozen=True)
class Use:
    """One place that names a sentence, "{}" in its gap. `args` are what it fills in, None where that is open."""

    key: str
    where: str
    args: frozenset[str] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        if "{}" not in self.key:
            return (self.key,)
        before, _, after = self.key.partition("{}")
        pattern = next((p for p in (self.key, self.key.removesuffix(".label"), self.key.removesuffix(".help"))
                        if p in ALTERNATIVES), "")  # fmt: skip
        return tuple(f"{before}{choice}{after}" for choice in ALTERNATIVES.get(pattern, ()))


def named(node: ast.expr, known: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Yield what an expression may be worth, with "{}" in the gap of an f-string."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield from ("".join(parts) for parts in product(*(tuple(_part(value)) for value in values)))
        case ast.IfExp(body=body, orelse=orelse):
            yield from named(body, known)
            yield from named(orelse, known)
        case ast.Name(id=name):
            for value in known.get(name, ()):
                yield from named(value, {})
        case _:
            pass


def _part(value: ast.expr) -> Iterator[str]:
    inner = value.value if isinstance(value, ast.FormattedValue) else value
    plain = isinstance(inner, ast.Constant | ast.IfExp)
    yield from (tuple(named(inner, {})) if plain else ()) or ("{}",)


def uses_in(path: Path) -> Iterator[Use]:
    """Yield each place of a module that names a sentence, or a question and with it three."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known.setdefault(node.targets[0].id, []).append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            where = f"{path.relative_to(TOP)}:{node.lineno}"
            yield from _sentence(node, known, where)
            yield from _question(node, known, where)


def _sentence(node: ast.Call, known: dict[str, list[ast.expr]], where: str) -> Iterator[Use]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called not in NAMING or not node.args:
        return
    filled = called in {"phrase", "refuse"} and all(word.arg for word in node.keywords)
    args = frozenset(str(word.arg) for word in node.keywords) if filled else None
    for key in named(node.args[0], known):
        if called not in WORDS or "." in key:
            yield Use(NAMING[called] + key, where, args)


def _question(node: ast.Call, known: dict[str, list[ast.expr]], where: str) -> Iterator[Use]:
    words = {word.arg: word.value for word in node.keywords}
    if {"key", "name"} <= words.keys():
        for name in named(words["name"], known):
            yield from (Use(f"ask.{name}{suffix}", where) for suffix in SUFFIXES)


@cache
def uses() -> tuple[Use, ...]:
    """Every place in the code that names a sentence; the page of the web chat names its own in {{braces}}."""
    found = [use for folder in CODE for path in sorted((TOP / folder).rglob("*.py")) for use in uses_in(path)]
    page = TOP / "bot" / "channels" / "web" / "page.html"
    found += [Use(key, page.name) for key in re.findall(r"\{\{([a-z_]+\.[a-z_.]+)\}\}", page.read_text("utf-8"))]
    return (*found, *(Use(key, "bot/channels/web/words.py") for key in SPOKEN))


@cache
def sentences(locale: str) -> dict[str, tuple[str, ...]]:
    """Return key -> its sentence in each plural form."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((TOP / "locales" / locale).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, abort_invalid=True):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    string = message.string
                    found[key] = (string,) if isinstance(string, str) else tuple(string or ())
    return found


def arguments(locale: str, key: str) -> frozenset[str]:
    return frozenset(name for form in sentences(locale).get(key, ()) for name in ARGUMENT.findall(form))


def test_every_gap_of_a_key_has_its_alternatives() -> None:
    unknown = {f"{use.where}: {use.key}" for use in uses() if use.key not in PASSED_ON and not use.keys}
    assert not unknown, f"say in ALTERNATIVES what may stand in the gap of {sorted(unknown)}"
    gaps = {use.key.removesuffix(suffix) for use in uses() for suffix in (".label", ".help")} | {u.key for u in uses()}
    assert ALTERNATIVES.keys() <= gaps, f"no code writes {sorted(ALTERNATIVES.keys() - gaps)}; take it out"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_that_is_named_exists(locale: str) -> None:
    missing = {f"{use.where}: {key}" for use in uses() for key in use.keys if key not in sentences(locale)}
    assert not missing, f"write them into locales/{locale}/: {sorted(missing)}"


def test_no_sentence_is_idle() -> None:
    idle = sentences("vi").keys() - {key for use in uses() for key in use.keys}
    assert not idle, f"nothing says {sorted(idle)}; take them out of locales/"


def test_both_languages_have_the_same_sentences() -> None:
    assert sentences("vi").keys() == sentences("en").keys()


def test_both_languages_fill_in_the_same() -> None:
    differing = {key for key in sentences("vi") if arguments("vi", key) != arguments("en", key)}
    assert not differing


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_sentence_fills_in_is_given(locale: str) -> None:
    lacking = {
        f"{use.where}: {key} wants {sorted(arguments(locale, key) - use.args)}"
        for use in uses()
        if use.args is not None
        for key in use.keys
        if not arguments(locale, key) <= use.args
    }
    assert not lacking


@pytest.mark.parametrize("locale", LOCALES)
def test_each_key_stands_once_and_says_something(locale: str) -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted((TOP / "locales" / locale).glob("*.po")))
    counts = Counter(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
    assert [key for key, count in counts.items() if count > 1] == []
    assert [key for key, forms in sentences(locale).items() if not all(form.strip() for form in forms)] == []
    assert "#, fuzzy" not in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_marks_of_a_sentence_are_in_order(locale: str) -> None:
    for key, forms in sentences(locale).items():
        for form in forms:
            assert form.count("*") % 2 == 0, f"{key}: a * is missing"
            assert not re.search(r"[{}]", ARGUMENT.sub("", form)), f"{key}: a brace is alone"
            assert "  " not in form, f"{key}: two spaces"


def test_a_refusal_is_short_and_polite_and_says_how() -> None:
    for key, forms in sentences("vi").items():
        if not key.startswith("refuse."):
            continue
        for form in forms:
            assert len(form) <= LONGEST_REFUSAL, f"{key}: {len(form)} characters"
            assert re.search(r"giúp|[Aa]nh/chị|[Vv]í dụ|\{why\}", form), f"{key} tells nobody what to do"
