"""What the official plans cost at the start: reading all of them, and the memory they stay in.

`python -m tests.bench.bench_plans [--quick]`.
"""

import argparse
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter

from bot.app import TOP
from conversations.plans.loader import load_plan, load_plans
from tests.bench.figures import table

FOLDER = TOP / "conversations" / "plans"


def main() -> None:
    """Run the bench and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    times = 3 if parser.parse_args().quick else 15
    rows = []
    for path in sorted(FOLDER.glob("*.toml")):
        plan = load_plan(path)
        statements = len(plan.general) + sum(len(field.criteria) for field in plan.fields)
        rows.append((path.stem, str(len(plan.fields)), str(statements), *_cost(lambda: load_plan(path), times)))  # noqa: B023 - called at once
    rows.append(("all", "", "", *_cost(lambda: load_plans(FOLDER), times)))
    print(table(("plan", "fields", "statements", "ms", "kB"), rows))


def _cost(load: Callable[[], object], times: int) -> tuple[str, str]:
    """Return the median time of loading, and what is kept of it in memory."""
    spans = []
    for _ in range(times):
        begin = perf_counter()
        load()
        spans.append((perf_counter() - begin) * 1000)
    tracemalloc.start()
    kept = load()
    size = tracemalloc.get_traced_memory()[0] / 1000 if kept else 0
    tracemalloc.stop()
    return f"{median(spans):,.1f}", f"{size:,.0f}"


if __name__ == "__main__":
    main()
