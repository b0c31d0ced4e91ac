"""Where each table and key of a plan stands in its workbook: the Places that the loader's faults are named with."""

from bot.papers.plan_sheets import Column
from conversations.plans.lines import Path
from conversations.plans.plan_error import Place


class Cells:
    """The cells of one workbook by path, and by which column the key of a path is called there."""

    def __init__(self) -> None:
        self._places: dict[Path, Place] = {}
        self._columns: dict[tuple[Place, str], Column] = {}
        self._lacking: set[tuple[Place, str]] = set()

    def note(self, path: Path, place: Place, column: Column | None = None, *, lacking: bool = False) -> None:
        """Note that `path` stands at `place`, in `column` where it has one; `lacking`: the page has none."""
        self._places[path] = place
        if column is not None:
            self._columns[place, str(path[-1])] = column
        if lacking:
            self._lacking.add((place, str(path[-1])))

    def lacks(self, place: Place, key: str) -> bool:
        """Return whether the page has no column for `key`."""
        return (place, key) in self._lacking

    def at(self, path: Path) -> Place:
        """Return the cell of `path`, or of what it lies in; the whole file where nothing of it is known."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(0))

    def column(self, place: Place, key: str) -> Column | None:
        """Return the column that holds `key` at this place."""
        return self._columns.get((place, key))
