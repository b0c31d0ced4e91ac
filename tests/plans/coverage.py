"""Which words of an official text a plan's file quotes, and which it leaves out and says why.

`python -m tests.plans.coverage PLAN` prints what is left as [[leftover]] tables that want their reasons.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from conversations.plans.loader import load_plans
from conversations.plans.plan import Criterion, Field, Plan, Quota
from conversations.plans.quoting import plain
from tests.plans.source import TOP, Source, Span, source_of

PLANS = load_plans(TOP / "conversations/plans")
LEFTOVERS = Path(__file__).parent / "leftovers"
ELISION = " […] "
"""In a leftover: everything between the words before and the words after."""
CONNECTIVES = frozenset({"và", "có", "là", "đồng", "thời"})
"""Words that may stand between two quotations without a reason."""


@dataclass(frozen=True)
class Leftover:
    """A passage that no requirement and no duty is read from, and why."""

    quote: str
    reason: str


@dataclass(frozen=True)
class Placed:
    """One quotation of a plan and where it stands; None: not where the plan says."""

    what: str
    text: str
    span: Span | None


def leftovers_of(plan: Plan) -> tuple[Leftover, ...]:
    """Read what is left out of the plan's text on purpose."""
    path = LEFTOVERS / f"{plan.id}.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return tuple(Leftover(part["quote"], part["reason"]) for part in raw.get("leftover", ()))


def placed(plan: Plan, source: Source) -> Iterator[Placed]:
    """Everything that the plan quotes, each where its clause stands."""
    regions = dict(_regions(plan, source))
    yield Placed("title", plan.title, source.find(plan.title, source.section("")))
    yield from _criteria(plan.general, source, None)
    for field in plan.fields:
        yield Placed(field.id, field.quote, source.find(field.quote, regions[field.id]))
        yield from _criteria(field.criteria, source, (field.clause, regions[field.id]))
        yield from _agencies(field, source, regions[field.id])
    for quota in plan.quotas:
        yield Placed(f"quotas {quota.id}", quota.quote, _quota(quota, source, regions))
    for milestone in plan.milestones:
        span = source.find(milestone.quote, source.section(milestone.clause))
        yield Placed(f"milestones {milestone.id}", milestone.quote, span)
        yield Placed(f"when {milestone.id}", milestone.when, source.find(milestone.when, source.section("")))
    for passage in (*plan.legal_basis, *plan.workflow, *plan.documents, *plan.oversight):
        yield Placed(passage.clause, passage.text, source.find(passage.text, source.section(passage.clause)))


def _regions(plan: Plan, source: Source) -> Iterator[tuple[str, Span]]:
    """Where each field stands: from its heading to the next one's."""
    starts: list[int] = []
    for field in plan.fields:
        first, last = source.section(field.clause)
        after = max(first, starts[-1] + 1 if starts else 0)
        found = source.find(field.quote, (after, last)) or source.find(field.quote, (first, last))
        starts.append(found[0] if found else first)
    for field, start in zip(plan.fields, starts, strict=True):
        last = source.section(field.clause)[1]
        yield field.id, (start, min((other for other in starts if other > start), default=last))


def _criteria(criteria: Iterable[Criterion], source: Source, home: tuple[str, Span] | None) -> Iterator[Placed]:
    """Each statement at a place of its own, in the order of the text as far as it goes."""
    taken: set[Span] = set()
    after = 0
    for criterion in criteria:
        within = home[1] if home and criterion.clause == home[0] else source.section(criterion.clause)
        span = _free(criterion.text, source, (max(within[0], after), within[1]), taken)
        span = span or _free(criterion.text, source, within, taken)
        if span:
            taken.add(span)
            after = span[0] + 1
        yield Placed(criterion.id, criterion.text, span)


def _free(text: str, source: Source, within: Span, taken: set[Span]) -> Span | None:
    span = source.find(text, within)
    while span in taken:
        span = source.find(text, (span[0] + 1, within[1]))
    return span


def _agencies(field: Field, source: Source, region: Span) -> Iterator[Placed]:
    """The lead agency and its partners, where the plan names them in the same words."""
    for name in (*field.lead.split("; "), *field.partners):
        if name and (span := source.find(name, region)):
            yield Placed(f"{field.id} lead", name, span)


def _quota(quota: Quota, source: Source, regions: dict[str, Span]) -> Span | None:
    region = regions.get(quota.field or "", (0, 0))
    return source.find(quota.quote, region) or source.find(quota.quote, source.section(quota.clause))


def uncovered(plan: Plan, source: Source) -> set[int]:
    """The words that stand in no quotation."""
    words = set(range(len(source.words)))
    for place in placed(plan, source):
        words -= set(source.inside(place.span)) if place.span else set()
    return words


def passages(leftover: Leftover, source: Source) -> Iterator[Span]:
    """Every place where the leftover stands."""
    first, _, last = leftover.quote.partition(ELISION)
    at: Span | None = (0, 0)
    while at and (at := source.find(first, (at[1], len(source.text)))):
        end = source.find(last, (at[1], len(source.text))) if last else at
        if end:
            yield at[0], end[1]


def runs(words: set[int], source: Source) -> list[str]:
    """The words as one reads them, those that follow each other in a line together; lone connectives left out."""
    parts: list[list[int]] = []
    for index in sorted(words):
        if parts and parts[-1][-1] == index - 1 and index not in source.first:
            parts[-1].append(index)
        else:
            parts.append([index])
    return [_words(part, source) for part in parts if not _only_connectives(part, source)]


def _words(part: list[int], source: Source) -> str:
    return source.text[source.words[part[0]][0] : source.words[part[-1]][1]]


def _only_connectives(part: list[int], source: Source) -> bool:
    return all(source.text[slice(*source.words[index])].casefold() in CONNECTIVES for index in part)


def left(plan: Plan, source: Source, leftovers: tuple[Leftover, ...]) -> list[str]:
    """What is neither quoted nor left out on purpose."""
    words = uncovered(plan, source)
    for leftover in leftovers:
        for span in passages(leftover, source):
            words -= set(source.inside(span))
    return runs(words, source)


def main() -> None:
    """Print what is left of one plan."""
    plan = PLANS[sys.argv[1]]
    for text in dict.fromkeys(left(plan, source_of(plan.source), leftovers_of(plan))):
        sys.stdout.write(f"[[leftover]]\nquote = '''{plain(text)}'''\nreason = \"\"\n\n")


if __name__ == "__main__":
    main()
