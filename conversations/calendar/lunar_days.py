"""The days off that follow the moon, 2021–2035, in Vietnamese reckoning (UTC+7): 2030 is a day before the Chinese year.

Copied from no calendar: tests/calendar/ reckons every one of them from the sky. Beyond the table nothing is known.
"""

from datetime import date

TET = {
    day.year: day
    for day in (
        date(2021, 2, 12),
        date(2022, 2, 1),
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2029, 2, 13),
        date(2030, 2, 2),
        date(2031, 1, 23),
        date(2032, 2, 11),
        date(2033, 1, 31),
        date(2034, 2, 19),
        date(2035, 2, 8),
    )
}
"""The first day of the first lunar month."""

GIO_TO = {
    day.year: day
    for day in (
        date(2021, 4, 21),
        date(2022, 4, 10),
        date(2023, 4, 29),
        date(2024, 4, 18),
        date(2025, 4, 7),
        date(2026, 4, 26),
        date(2027, 4, 16),
        date(2028, 4, 4),
        date(2029, 4, 23),
        date(2030, 4, 12),
        date(2031, 4, 1),
        date(2032, 4, 19),
        date(2033, 4, 9),
        date(2034, 4, 28),
        date(2035, 4, 17),
    )
}
"""The tenth day of the third lunar month, the ancestors' day of the Hùng kings."""
