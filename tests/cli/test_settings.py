"""How fast may be sent is a setting; what cannot be is refused in words."""

import pytest

from bot.settings import SettingsError, read_settings


def rates(**environ: str) -> tuple[int, int, int]:
    settings = read_settings(environ)
    return settings.telegram_rate, settings.telegram_chat_rate, settings.telegram_headroom


def test_the_limits_of_telegram() -> None:
    assert rates() == (30, 1, 5)
    assert rates(TELEGRAM_RATE="3") == (3, 1, 2), "the headroom leaves something"
    assert rates(TELEGRAM_RATE="1000", TELEGRAM_CHAT_RATE="2", TELEGRAM_HEADROOM="0") == (1000, 2, 0)


@pytest.mark.parametrize(
    ("name", "raw", "most"),
    [
        ("TELEGRAM_RATE", "0", 1000),
        ("TELEGRAM_RATE", "fast", 1000),
        ("TELEGRAM_CHAT_RATE", "31", 30),
        ("TELEGRAM_HEADROOM", "30", 29),
    ],
)
def test_what_no_limit_can_be(name: str, raw: str, most: int) -> None:
    with pytest.raises(SettingsError, match=f"{name} is '{raw}'. Please give a whole number from . to {most}."):
        rates(**{name: raw})
