"""A picture of how far a round is: a bar for each unit, the worst at the top, and the line of what each has to bring.

It is drawn from its `ref` alone (conversations/chart.py), so it shows what stood in the message that it goes with.
Drawing blocks: it is done in a thread.
"""

import io
import json
from typing import TYPE_CHECKING, Any

from bot.catalogue import Catalogue
from conversations.chart import Bar, chart_from_json
from conversations.texts import Text, phrase

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, BAR, MARGINS = 6.0, 0.34, 1.5
"""Inches at DOTS: 900 pixels wide, a bar as thick as a line of large print."""
DOTS = 150
MOST_LETTERS = 30
"""Of a unit's name."""
DONE, WAITING, MISSING, INK = "#1e6b52", "#a9cfbe", "#d9822b", "#222222"


class ProgressPictures:
    """Draws charts; its few words are those of the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def picture(self, ref: str) -> bytes:
        """Return the PNG of the chart that `ref` is. Imports the drawing library only now: it takes half a second."""
        from matplotlib.figure import Figure  # noqa: PLC0415 - most processes never draw

        chart = chart_from_json(json.loads(ref))
        figure = Figure(figsize=(WIDTH, MARGINS + BAR * len(chart.bars)), dpi=DOTS, layout="constrained")
        axes = figure.subplots()
        self._bars(axes, chart.bars)
        if chart.least:
            axes.axvline(chart.least, color=MISSING, linestyle="--", linewidth=1.2)
        figure.suptitle(chart.title, x=0.02, ha="left", fontsize=12, fontweight="bold", color=INK, wrap=True)
        axes.set_title(chart.told, loc="left", fontsize=9.5, color=INK)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.04), ncols=2, frameon=False, fontsize=9)
        out = io.BytesIO()
        figure.savefig(out, format="png", facecolor="white")
        return out.getvalue()

    def _bars(self, axes: "Axes", bars: tuple[Bar, ...]) -> None:
        names, rows = [_fit(bar.name) for bar in bars], range(len(bars))
        passed, waiting = [bar.passed for bar in bars], [bar.waiting for bar in bars]
        axes.barh(rows, passed, height=0.62, color=DONE, label=self._say(phrase("chart.passed")))
        axes.barh(rows, waiting, left=passed, height=0.62, color=WAITING, label=self._say(phrase("chart.waiting")))
        for row, bar in enumerate(bars):
            if bar.missing:
                where: Any = (bar.passed + bar.waiting + 0.08, row)
                words = self._say(phrase("chart.missing", n=bar.missing))
                axes.annotate(words, where, va="center", fontsize=8.5, color=MISSING)
        axes.set_yticks(rows, names, fontsize=9.5, color=INK)
        axes.invert_yaxis()
        axes.locator_params(axis="x", integer=True)
        axes.set_xlim(0, max([*(p + w for p, w in zip(passed, waiting, strict=True)), 1]) * 1.25 + 0.5)
        axes.tick_params(length=0)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)

    def _say(self, text: Text) -> str:
        return self._catalogue.say("vi", text)


def _fit(name: str) -> str:
    """What stands beside a bar: a long name would leave no room for it."""
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1]}…"
