"""Makes a frozen Plan of a TOML file, or says what is wrong with it, where, and what to do.

Reads files and nothing else; what a check's parameters mean is left to the check kinds.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conversations.plans.lines import Lines
from conversations.plans.plan import Plan
from conversations.plans.plan_error import Place, PlanError
from conversations.plans.reading import read_plan
from conversations.plans.shelf import Plans
from conversations.plans.table import Places, Sheet, Table
from conversations.plans.term import TERMS

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def load_plan(path: Path) -> Plan:
    """Return the plan in the file at `path`. Raises the first PlanError; `plan_faults` gives all of them."""
    plan, faults = _load(path)
    if faults:
        raise faults[0]
    return plan


def plan_faults(path: Path) -> tuple[PlanError, ...]:
    """Return everything that is wrong with the file at `path`, from the first line to the last."""
    try:
        return _load(path)[1]
    except PlanError as error:
        return (error,)


def load_plans(folder: Path) -> Plans:
    """Return the plans of every *.toml in `folder`, in the order of the file names. Raises PlanError."""
    plans: dict[str, Plan] = {}
    for path in sorted(folder.glob("*.toml")):
        plan = load_plan(path)
        if plan.id in plans:
            raise PlanError(path.name, Place(1), "duplicate_plan", id=plan.id)
        plans[plan.id] = plan
    return Plans(plans.values())


def plan_of(document: Mapping[str, Any], file: str, places: Places) -> tuple[Plan, tuple[PlanError, ...]]:
    """Return the plan that `document` describes, shaped like a parsed TOML file, and everything that is wrong with it,
    in the order of the places. With a fault the plan holds stand-ins and must not be used.
    """
    sheet = Sheet(file, places, dict(TERMS))
    plan = read_plan(Table(document, (), sheet), sheet)
    return plan, tuple(sorted(sheet.faults, key=lambda fault: fault.place))


def _load(path: Path) -> tuple[Plan, tuple[PlanError, ...]]:
    text, raw = _parse(path)
    return plan_of(raw, path.name, Lines(text))


def _parse(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(path.name, Place(1), "unreadable") from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else max(1, text.count("\n"))
        raise PlanError(path.name, Place(line), "syntax", reason=str(error)) from error
