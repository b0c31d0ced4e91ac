"""What a picture of progress shows, as data: a title, what it comes to, and a bar for each unit."""

from dataclasses import asdict, dataclass

from conversations.board import Progress
from conversations.model import Json

MOST_BARS = 24
"""More cannot be told apart on a phone; the worst are shown."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit: how many it brought forward, how many wait, how many it lacks."""

    name: str
    passed: int
    waiting: int
    missing: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`least`: what each unit has to bring, 0 where nothing is set."""

    title: str
    told: str
    least: int
    bars: tuple[Bar, ...]


def bars_of(parts: tuple[Progress, ...], first: tuple[Progress, ...]) -> tuple[Bar, ...]:
    """Return the bars of the units that need somebody, the worst first, then of the others."""
    worst = {part.unit_id for part in first}
    ordered = (*first, *(part for part in parts if part.unit_id not in worst))
    return tuple(Bar(part.name, part.passed, part.waiting, part.missing) for part in ordered[:MOST_BARS])


def chart_to_json(chart: Chart) -> Json:
    """Return the chart as JSON; `chart_from_json` reads it back."""
    rows: list[Json] = [[bar.name, bar.passed, bar.waiting, bar.missing] for bar in chart.bars]
    return {**asdict(chart), "bars": rows}


def chart_from_json(raw: dict[str, Json]) -> Chart:
    """Return the chart that `chart_to_json` gave."""
    bars = raw["bars"]
    rows = tuple(Bar(*row) for row in bars) if isinstance(bars, list) else ()  # type: ignore[misc]  # as it was written
    return Chart(str(raw["title"]), str(raw["told"]), int(str(raw["least"])), rows)
