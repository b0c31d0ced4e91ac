"""At whose desk a nomination of the person lies first, and how many places that unit has left. It asks nothing."""

from conversations.flow import Scene
from conversations.plans.plan import Plan
from conversations.plans.rules import Limit
from conversations.queries import PlacesTaken, Round, StationAbove, TerritoryOf, Unit
from conversations.stages import LEVELS
from conversations.texts import Text, phrase


def first_desk(scene: Scene, round_: Round) -> tuple[int | None, int]:
    """Return the unit that looks at it first, and which station of the route that is."""
    unit, station = _first(scene, round_)
    if unit is not None:
        return unit.id, station
    return scene.look(TerritoryOf(scene.speaker.unit_id)) or None, 0


def places_left(scene: Scene, round_: Round, plan: Plan) -> tuple[Text, ...]:
    """Return "xã Vân Nham còn 1/3 suất" for each limit that the round sets for that unit; nothing is asked without."""
    route, limits = round_.rules.route, [limit for limit in round_.rules.limits if limit.most is not None]
    unit, station = _first(scene, round_) if limits else (None, 0)
    here = [limit for limit in limits if limit.station == route[station]]
    if unit is None or not here:
        return ()
    taken = scene.look(PlacesTaken(round_.id, unit.id))
    return tuple(place_line(limit, unit.name, taken.get(limit.field, 0), plan) for limit in here)


def place_line(limit: Limit, unit: str, taken: int, plan: Plan) -> Text:
    """Return "xã Vân Nham còn 1/3 suất", with the field where the limit is of one."""
    field, most = plan.field(limit.field) if limit.field else None, limit.most or 0
    left = max(most - taken, 0)
    what = phrase("places.in", unit=unit, field=field.title) if field else unit
    return phrase("places.unit" if left else "places.unit.none", what=what, left=left, most=most)


def _first(scene: Scene, round_: Round) -> tuple[Unit | None, int]:
    for station, name in enumerate(round_.rules.route):
        unit = scene.look(StationAbove(scene.speaker.unit_id, LEVELS[name]))
        if unit is not None:
            return unit, station
    return None, 0
