"""How far a round is in one unit, in a few lines that are read in ten seconds; and what its parts lack, a line each.

Counts only: who nominated whom stands nowhere here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conversations.board import Progress, parts_of, progress_of, station_of, worst_first
from conversations.flow import Scene
from conversations.flows.desks import place_line
from conversations.plans.minimum import least_of
from conversations.plans.plan import Plan
from conversations.plans.rules import Station
from conversations.queries import BoardOf, Counted, PlacesTaken, Round
from conversations.stages import LEVELS
from conversations.texts import Text, phrase


@dataclass(frozen=True, slots=True)
class Board:
    """A unit in a round; `below` is the station just under it, `parts` its units, `least` what each has to bring."""

    round: Round
    plan: Plan
    whole: Progress
    station: Station | None
    least: Mapping[str, int]
    below: Station | None
    parts: tuple[Progress, ...]
    parts_least: Mapping[str, int]

    @property
    def first(self) -> tuple[Progress, ...]:
        """The parts that need somebody, the worst first."""
        return worst_first(self.parts)


def board_of(round_: Round, unit_id: int, scene: Scene) -> Board | None:
    """Return the board; None where there is no such unit, or its plan is not known here."""
    route, plan = round_.rules.route, scene.plans.get(round_.plan_id)
    levels = tuple(level for station in route for level in LEVELS[station])
    work = scene.plans.at_work(plan, round_.rules) if plan else None
    least = {station: least_of(work, round_.rules, station) if work else {} for station in route}
    fields = tuple(sorted({field for one in least.values() for field in one if field}))
    counted = scene.look(BoardOf(round_.id, unit_id, levels, scene.today, fields))
    if work is None or not counted:
        return None
    at = station_of(counted[0].level, route)
    station = None if at is None else route[at]
    below, parts = parts_of(counted, route)
    of_parts = least[below] if below else {}
    return Board(
        round=round_,
        plan=work,
        whole=progress_of(counted[0], route, least[station] if station else {}),
        station=station,
        least=least[station] if station else {},
        below=below,
        parts=_progress(parts, route, of_parts),
        parts_least=of_parts,
    )


def board_card(board: Board, scene: Scene) -> tuple[Text, ...]:
    """Return the card: which round and until when, the places, what is missing, the counts, how many parts have
    enough.
    """
    return (
        phrase("board.head", round=board.round.name, unit=board.whole.name),
        days_left(board.round, scene),
        *_places(board, scene),
        *_gaps(board),
        _counts(board),
        *_total(board),
    )


def days_left(round_: Round, scene: Scene) -> Text:
    """Return how long files are still taken."""
    left = (round_.closes - scene.today).days
    return phrase("board.days" if left else "board.last_day", n=left, closes=round_.closes)


def part_line(part: Progress) -> Text:
    """Return what a part lacks: "xã Hữu Liên còn thiếu 2"."""
    if part.missing and part.waiting:
        return phrase("board.part.missing.waiting", unit=part.name, n=part.missing, waiting=part.waiting)
    if part.missing:
        return phrase("board.part.missing", unit=part.name, n=part.missing)
    if not part.sent:
        return phrase("board.part.nothing", unit=part.name)
    return phrase("board.part.waiting", unit=part.name, n=part.waiting)


def _progress(parts: tuple[Counted, ...], route: tuple[Station, ...], least: Mapping[str, int]) -> tuple[Progress, ...]:
    return tuple(progress_of(part, route, least) for part in parts)


def _places(board: Board, scene: Scene) -> tuple[Text, ...]:
    """How many places of each limit are left, in the words in which the officer reads it."""
    limits = [one for one in board.round.rules.limits if one.station == board.station and one.most is not None]
    taken = scene.look(PlacesTaken(board.round.id, board.whole.unit_id)) if limits else {}
    return tuple(place_line(one, board.whole.name, taken.get(one.field, 0), board.plan) for one in limits)


def _gaps(board: Board) -> Iterator[Text]:
    """What is missing, or that enough was brought forward; nothing where nobody set a least."""
    for field_id, n in board.whole.gaps.items():
        field, least = board.plan.field(field_id), board.least[field_id]
        if field:
            yield phrase("board.gap.field", field=field.title, n=n, least=least)
        else:
            yield phrase("board.gap", n=n, least=least)
    if board.least and not board.whole.gaps:
        yield phrase("board.enough")


def _counts(board: Board) -> Text:
    """One line of counts: with what went on from here, or with what came up to here."""
    one, route = board.whole, board.round.rules.route
    key = "board.counts"
    if board.station == route[-1]:
        key = "board.counts.top" if len(route) > 1 else "board.counts.only"
    return phrase(
        key,
        sent=one.sent,
        waiting=one.waiting,
        returned=one.returned,
        passed=one.passed,
        reached=one.reached,
        recognised=one.recognised,
    )


def _total(board: Board) -> tuple[Text, ...]:
    return (total_line(board),) if board.below else ()


def total_line(board: Board) -> Text:
    """Return how many parts have enough; where no least is set, how many have sent something."""
    done = sum(not part.missing for part in board.parts) if board.parts_least else sum(p.sent > 0 for p in board.parts)
    what = phrase(f"board.units.{board.below}")
    least = bool(board.parts_least)
    return phrase("board.total" if least else "board.total.sent", done=done, n=len(board.parts), what=what)
