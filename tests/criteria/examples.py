"""One row per thing that a check kind may find: the check, the answers, and what is expected.

Every kind in CHECKS has rows here for each status that it can give; test_checks.py fails where one has none.
"""

from dataclasses import dataclass

from conversations.criteria.any_of import AnyOf
from conversations.criteria.at_least import AtLeast
from conversations.criteria.check import Check
from conversations.criteria.count import Count
from conversations.criteria.evidenced import Evidenced
from conversations.criteria.judged import Judged
from conversations.criteria.negative import Negative
from conversations.criteria.outcome import Status
from conversations.criteria.prize import Prize
from conversations.criteria.rating_yearly import RatingYearly
from conversations.criteria.rising import Rising
from conversations.criteria.title_once import TitleOnce
from conversations.criteria.title_yearly import TitleYearly
from conversations.model import Json
from conversations.plans.term import TERMS

YEARS = (2024, 2025, 2026)
THIS_YEAR = 2026
ID = "a.1"

RISING = Rising((TERMS["household-income"],))
GROWTH = Rising((TERMS["revenue"], TERMS["profit"]), judged=True)
TITLE = TitleYearly(TERMS["cultured-family"])
ONCE = TitleOnce(TERMS["cultured-family"])
RATING = RatingYearly(TERMS["tasks-excellent"])
PRIZE = Prize(TERMS["startup-contest"], ("district", "nation"), TERMS["prize-paper"], judged=True)
ANY_PRIZE = Prize(TERMS["startup-contest"], (), TERMS["prize-paper"])
COUNT = Count((TERMS["jobs"],), TERMS["jobs-list"])
GIFTS = Count((TERMS["land-given"], TERMS["money-given"]), TERMS["gift-paper"])
FEW_JOBS = AtLeast(TERMS["jobs"], 3)
INCOME = AtLeast(TERMS["household-income"], 200, yearly=True)
NEGATIVE = Negative()
EVIDENCED = Evidenced(TERMS["model-photo"])
JUDGED = Judged()
PROFIT = Judged((TERMS["household-profit"],))
RATED = Judged((TERMS["tasks-excellent"],))
OPEN_LIST = AnyOf((GIFTS, EVIDENCED))
JOBS_OR_PRIZE = AnyOf((COUNT, PRIZE))
TITLE_OR_PRIZE = AnyOf((ONCE, ANY_PRIZE))

FILES: list[Json] = [{"sha256": "00", "mime": "image/jpeg", "size": 1, "name": "a.jpg"}]
TICKED: dict[str, Json] = {"statements": [ID]}
NOTHING_GIVEN: dict[str, Json] = {"count.land-given": 0, "count.money-given": 0}


@dataclass(frozen=True)
class Row:
    """`why` are the keys of the sentences, in order."""

    check: Check
    answers: dict[str, Json]
    status: Status
    why: tuple[str, ...]
    waiting: bool = False


def income(**years: int) -> dict[str, Json]:
    return {"series.household-income": {year.removeprefix("y"): number for year, number in years.items()}}


def title(*ticks: str) -> dict[str, Json]:
    return {"title.cultured-family": list(ticks)}


def rating(*ticks: str) -> dict[str, Json]:
    return {"rating.tasks-excellent": list(ticks)}


def prize(level: str, *, paper: bool = False) -> dict[str, Json]:
    proof: dict[str, Json] = {"evidence": FILES} if paper else {}
    return {"prize.startup-contest": level, f"prize.startup-contest.what.{level}": "Giải Nhì", **proof}


ROWS: tuple[Row, ...] = (
    Row(RISING, income(y2024=1, y2025=2, y2026=3), "met", ("why.figures", "why.risen")),
    Row(RISING, income(y2024=1, y2025=1, y2026=3), "not_met", ("why.not_higher",)),
    Row(RISING, income(y2024=3, y2025=2, y2026=1), "not_met", ("why.not_higher", "why.not_higher")),
    Row(RISING, income(y2024=3, y2025=2), "not_met", ("why.not_higher", "why.figure_waiting")),
    Row(RISING, income(y2024=-5, y2025=0, y2026=3), "met", ("why.figures", "why.risen")),
    Row(RISING, income(y2024=3, y2026=2), "missing", ("why.figures_missing",)),
    Row(RISING, income(y2024=1, y2025=2), "missing", ("why.figure_waiting",), waiting=True),
    Row(RISING, {}, "missing", ("why.figures_missing",)),
    Row(GROWTH, {}, "missing", ("why.figures_missing", "why.figures_missing")),
    Row(
        GROWTH,
        {f"series.{what}": {"2024": 1, "2025": 2, "2026": 3} for what in ("revenue", "profit")},
        "judged",
        ("why.figures", "why.figures", "why.risen_judged"),
    ),
    Row(TITLE, title("2024", "2025", "2026"), "met", ("why.held",)),
    Row(TITLE, title("2024", "2025", "waiting"), "missing", ("why.held", "why.waiting"), waiting=True),
    Row(TITLE, title("2024", "2025"), "missing", ("why.held", "why.not_yet"), waiting=True),
    Row(TITLE, title("2024", "2026"), "not_met", ("why.held", "why.not_held")),
    Row(TITLE, title("2024", "waiting"), "not_met", ("why.held", "why.not_held", "why.waiting")),
    Row(TITLE, title("2024", "2026", "unknown"), "missing", ("why.held", "why.held_unknown")),
    Row(TITLE, title(), "not_met", ("why.not_held", "why.not_yet")),
    Row(TITLE, {}, "missing", ("why.held_unasked",)),
    Row(ONCE, title("2025"), "met", ("why.held",)),
    Row(ONCE, title("2024", "unknown", "waiting"), "met", ("why.held",)),
    Row(ONCE, title("waiting"), "missing", ("why.held_never", "why.waiting"), waiting=True),
    Row(ONCE, title("unknown"), "missing", ("why.held_unknown",)),
    Row(ONCE, title(), "not_met", ("why.held_never",)),
    Row(ONCE, {}, "missing", ("why.held_unasked",)),
    Row(RATING, rating("2024", "2025", "2026"), "met", ("why.held",)),
    Row(RATING, rating("2024", "2025", "waiting"), "missing", ("why.held", "why.waiting"), waiting=True),
    Row(RATING, rating("2025", "2026"), "not_met", ("why.held", "why.not_held")),
    Row(PRIZE, prize("district", paper=True), "judged", ("why.prize", "why.prize_judged")),
    Row(PRIZE, prize("province", paper=True), "judged", ("why.prize", "why.prize_judged")),
    Row(PRIZE, prize("world"), "missing", ("why.prize", "why.proof_missing")),
    Row(PRIZE, prize("commune", paper=True), "not_met", ("why.prize", "why.prize_level")),
    Row(PRIZE, prize("none"), "not_met", ("why.prize_none",)),
    Row(PRIZE, prize("unknown"), "missing", ("why.prize_unknown",)),
    Row(ANY_PRIZE, prize("commune", paper=True), "met", ("why.prize", "why.proof")),
    Row(COUNT, {"count.jobs": 2, "evidence": FILES}, "met", ("why.count", "why.proof")),
    Row(COUNT, {"count.jobs": 2}, "missing", ("why.count", "why.proof_missing")),
    Row(COUNT, {"count.jobs": 0, "evidence": FILES}, "not_met", ("why.count_zero",)),
    Row(COUNT, {}, "missing", ("why.count_missing",)),
    Row(GIFTS, {"count.land-given": 0, "count.money-given": 5, "evidence": FILES}, "met", ("why.count", "why.proof")),
    Row(GIFTS, {"count.land-given": 0, "count.money-given": 0}, "not_met", ("why.count_zero", "why.count_zero")),
    Row(GIFTS, {"count.land-given": 0}, "missing", ("why.count_missing",)),
    Row(FEW_JOBS, {"count.jobs": 3}, "met", ("why.count", "why.at_least")),
    Row(FEW_JOBS, {"count.jobs": 2}, "not_met", ("why.count", "why.below")),
    Row(FEW_JOBS, {}, "missing", ("why.count_missing",)),
    Row(INCOME, income(y2024=300, y2025=200), "met", ("why.count_year", "why.at_least")),
    Row(INCOME, income(y2024=300, y2025=100), "not_met", ("why.count_year", "why.below")),
    Row(INCOME, {}, "missing", ("why.count_missing",)),
    Row(NEGATIVE, TICKED, "met", ("why.clean",)),
    Row(NEGATIVE, {"statements": [], f"negative.{ID}": "clean"}, "met", ("why.clean",)),
    Row(NEGATIVE, {"statements": [], f"negative.{ID}": "contrary"}, "not_met", ("why.contrary",)),
    Row(NEGATIVE, {"statements": [], f"negative.{ID}": "unknown"}, "missing", ("why.clean_unknown",)),
    Row(NEGATIVE, {}, "missing", ("why.clean_unknown",)),
    Row(EVIDENCED, {**TICKED, "evidence": FILES}, "met", ("why.proof",)),
    Row(EVIDENCED, {**TICKED, "evidence": []}, "missing", ("why.proof_missing",)),
    Row(EVIDENCED, {"statements": [], "evidence": FILES}, "missing", ("why.undeclared_proof",)),
    Row(JUDGED, TICKED, "judged", ("why.declared",)),
    Row(JUDGED, {"statements.field": [ID]}, "judged", ("why.declared",)),
    Row(JUDGED, {}, "judged", ("why.undeclared",)),
    Row(
        PROFIT,
        {**TICKED, "series.household-profit": {"2024": 3, "2025": 2, "2026": 1}},
        "judged",
        ("why.figures", "why.declared"),
    ),
    Row(
        PROFIT,
        {**TICKED, "series.household-profit": {"2024": 3, "2025": 2}},
        "judged",
        ("why.figures", "why.figure_waiting", "why.declared"),
    ),
    Row(PROFIT, TICKED, "missing", ("why.figures_missing", "why.declared")),
    Row(RATED, {**TICKED, **rating("2024")}, "judged", ("why.held", "why.declared")),
    Row(RATED, TICKED, "judged", ("why.held_never", "why.declared")),
    Row(OPEN_LIST, {"count.money-given": 5, "evidence": FILES}, "met", ("why.count", "why.proof")),
    Row(OPEN_LIST, {"count.money-given": 5}, "missing", ("why.count", "why.proof_missing")),
    Row(OPEN_LIST, {**NOTHING_GIVEN, **TICKED, "evidence": FILES}, "met", ("why.proof",)),
    Row(OPEN_LIST, {**NOTHING_GIVEN, **TICKED}, "missing", ("why.proof_missing",)),
    Row(OPEN_LIST, NOTHING_GIVEN, "missing", ("why.undeclared_proof",)),
    Row(
        OPEN_LIST,
        {},
        "missing",
        ("why.any_of", "why.count_missing", "why.count_missing", "why.undeclared_proof"),
    ),
    Row(JOBS_OR_PRIZE, {"count.jobs": 2, **prize("none"), "evidence": FILES}, "met", ("why.count", "why.proof")),
    Row(
        JOBS_OR_PRIZE,
        {"count.jobs": 0, **prize("nation", paper=True)},
        "judged",
        ("why.prize", "why.prize_judged"),
    ),
    Row(JOBS_OR_PRIZE, {"count.jobs": 0, **prize("unknown")}, "missing", ("why.prize_unknown",)),
    Row(
        JOBS_OR_PRIZE,
        {"count.jobs": 0, **prize("none")},
        "not_met",
        ("why.any_of", "why.count_zero", "why.prize_none"),
    ),
    Row(TITLE_OR_PRIZE, {**title("2025"), **prize("world")}, "met", ("why.held",)),
    Row(
        TITLE_OR_PRIZE,
        {**title("waiting"), **prize("none")},
        "missing",
        ("why.held_never", "why.waiting"),
        waiting=True,
    ),
)
