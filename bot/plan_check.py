"""`python -m bot plans check FILE`: everything that is wrong with a plan's file, TOML or Excel, told to its author.

With the official text beside it every quotation is looked up there. Nothing is written or changed.
"""

from pathlib import Path

from bot.catalogue import Catalogue
from bot.papers.plan_workbook import PlanWorkbook
from conversations.plans.lines import Lines
from conversations.plans.loader import load_plan, plan_faults
from conversations.plans.plan import Plan
from conversations.plans.plan_error import Place, PlanError
from conversations.plans.quoting import unquoted
from conversations.texts import Phrase, phrase


def checked(path: Path, source: Path | None, catalogue: Catalogue) -> tuple[Plan | None, tuple[PlanError, ...]]:
    """Return the plan in `path` and its faults; no plan where there is one."""
    text = None
    if source is not None:
        try:
            text = source.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None, (PlanError(source.name, Place(1), "unreadable"),)
    if path.suffix.lower() == ".xlsx":
        return _workbook(path, text, catalogue)
    if faults := plan_faults(path):
        return None, faults
    plan = load_plan(path)
    lost = unquoted(plan, text, path.name, Lines(path.read_text(encoding="utf-8"))) if text is not None else ()
    return (None, lost) if lost else (plan, ())


def good(path: Path, plan: Plan) -> Phrase:
    """Return what is in a plan that has no fault."""
    statements = len(plan.general) + sum(len(field.criteria) for field in plan.fields)
    return phrase("plan.good", file=path.name, plan=plan.short, fields=len(plan.fields), n=statements)


def _workbook(path: Path, source: str | None, catalogue: Catalogue) -> tuple[Plan | None, tuple[PlanError, ...]]:
    try:
        content = path.read_bytes()
    except OSError:
        return None, (PlanError(path.name, Place(1), "unreadable"),)
    read = PlanWorkbook(catalogue).read(content, path.name, source)
    return read.plan, read.faults
