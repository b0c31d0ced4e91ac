"""The picture of a leader's round: the chart, a sentence ready to forward, and whom to call first.

Composed, never asked: the board shows it when it is wanted, the clock on the mornings that somebody chose.
"""

import json

from conversations.chart import Chart, bars_of, chart_to_json
from conversations.flow import Scene
from conversations.flows.board_card import Board, part_line, total_line
from conversations.model import Paper
from conversations.queries import LeadersAt
from conversations.texts import Arg, Joined, Text, phrase

MOST_CALLED = 3
"""Units named in the sentence, and whose leaders are named: what one does in a morning."""


def picture_of(board: Board, scene: Scene) -> tuple[tuple[Text, ...], tuple[Paper, ...]]:
    """Return what is said, and the picture; only of a unit that has others below it."""
    words = scene.reader.words
    title = f"{board.round.name} · {board.whole.name}"
    told = words(phrase("morning.told", total=total_line(board), on=scene.today))
    least = max(board.parts_least.values(), default=0)
    chart = Chart(title, told, least, bars_of(board.parts, board.first))
    name = words(phrase("morning.paper", unit=board.whole.name, on=scene.today))
    paper = Paper("progress", name, json.dumps(chart_to_json(chart), ensure_ascii=False))
    return (_forward(board, scene), *_calls(board, scene)), (paper,)


def _forward(board: Board, scene: Scene) -> Text:
    """The sentence that can be sent on as it is."""
    about: dict[str, Arg] = {
        "round": board.round.name,
        "unit": board.whole.name,
        "on": scene.today,
        "total": total_line(board),
        "closes": board.round.closes,
    }
    if not board.first:
        return phrase("morning.forward.good", **about)
    worst = Joined(tuple(part_line(part) for part in board.first[:MOST_CALLED]))
    return phrase("morning.forward", worst=worst, **about)


def _calls(board: Board, scene: Scene) -> tuple[Text, ...]:
    """Who leads those units."""
    first = board.first[:MOST_CALLED]
    if not first:
        return ()
    leaders = scene.look(LeadersAt(tuple(part.unit_id for part in first)))
    return (phrase("morning.calls", who=Joined(leaders)),) if leaders else ()
