"""The Vietnamese lunar calendar reckoned from the sky: new moons and the sun's longitude at UTC+7, after the algorithm
that Hồ Ngọc Đức published (from Meeus, "Astronomical Algorithms"). Only tests use it, to check the house's table.
"""

from datetime import date, timedelta
from math import floor, pi, sin

HOURS_EAST = 7
JULIAN_ZERO = 1721424.5
"""The Julian day on which `date.fromordinal(0)` would begin at Greenwich."""
MEAN_MONTH = 29.530588853
FIRST_NEW_MOON = 2415021.076998695
"""A new moon of January 1900, which has the number 0."""
RADIANS = pi / 180
MID_WINTER = 9
"""The twelfth of the sun's way, counted from spring, that begins at the winter solstice (270°)."""


def tet(year: int) -> date:
    """Return the first day of the first lunar month."""
    return lunar(year, 1, 1)


def gio_to(year: int) -> date:
    """Return the tenth day of the third lunar month."""
    return lunar(year, 3, 10)


def lunar(year: int, month: int, day: int) -> date:
    """Return the day of an ordinary (never a leap) lunar month up to the tenth."""
    return _months(year)[month] + timedelta(days=day - 1)


def _months(year: int) -> dict[int, date]:
    """Return on which day each ordinary month begins, from the 11th before the new year to the 10th in it (as 1…12).

    The 11th month holds the winter solstice. Where thirteen months lie between two such, the first that the sun does
    not enter a new twelfth in is a leap month and bears no number of its own.
    """
    number, after = _eleventh(year - 1), _eleventh(year)
    leap_year = after - number > 12
    months, name, leapt = {}, 11, False
    for moon in range(number, after):
        begins, ends = _day_of(moon), _day_of(moon + 1)
        if leap_year and not leapt and moon > number and _twelfth(begins) == _twelfth(ends):
            leapt = True
            continue
        months[name] = begins
        name = name % 12 + 1
    assert sorted(months) == list(range(1, 13))
    return months


def _eleventh(year: int) -> int:
    """Return the number of the new moon with which the 11th month begins."""
    number = floor((date(year, 12, 31).toordinal() + JULIAN_ZERO - FIRST_NEW_MOON) / MEAN_MONTH)
    while _day_of(number) > date(year, 12, 31):
        number -= 1
    return number - 1 if _twelfth(_day_of(number)) >= MID_WINTER else number


def _day_of(number: int) -> date:
    """Return the day in Vietnam on which new moon `number` falls."""
    return date.fromordinal(floor(_new_moon(number) - JULIAN_ZERO + HOURS_EAST / 24))


def _twelfth(day: date) -> int:
    """Return in which twelfth of its way (0–11) the sun stands when `day` begins in Vietnam."""
    return floor(_sun(day.toordinal() + JULIAN_ZERO - HOURS_EAST / 24) / 30)


def _new_moon(number: int) -> float:
    """Return the Julian day (universal time) of new moon `number`."""
    t = number / 1236.85
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * RADIANS)
    sun = (359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3) * RADIANS
    moon = (306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3) * RADIANS
    node = (21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3) * RADIANS
    terms = (
        ((0.1734 - 0.000393 * t), sun),
        (0.0021, 2 * sun),
        (-0.4068, moon),
        (0.0161, 2 * moon),
        (-0.0004, 3 * moon),
        (0.0104, 2 * node),
        (-0.0051, sun + moon),
        (-0.0074, sun - moon),
        (0.0004, 2 * node + sun),
        (-0.0004, 2 * node - sun),
        (-0.0006, 2 * node + moon),
        (0.0010, 2 * node - moon),
        (0.0005, 2 * moon + sun),
    )
    clock_lag = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return mean + sum(size * sin(angle) for size, angle in terms) - clock_lag


def _sun(julian: float) -> float:
    """Return the sun's longitude in degrees, from 0 up to 360."""
    t = (julian - 2451545.0) / 36525
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * RADIANS
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    mean += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    mean += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return mean % 360
