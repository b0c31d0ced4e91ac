"""The only reader of the environment. Every variable here has its line in the README."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TOKEN = re.compile(r"\d+:\S+")


class SettingsError(Exception):
    """A variable of the environment holds what it cannot. Please correct it as the message says and start again."""


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What the environment says. Not printable: it holds tokens."""

    database_url: str
    data: Path
    telegram_token: str
    telegram_api_url: str
    telegram_webhook_secret: str
    telegram_rate: int
    telegram_chat_rate: int
    telegram_headroom: int
    public_url: str
    host: str
    port: int
    timezone: str
    locale: str
    admin_code: str
    demo: bool


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; raises SettingsError naming the variable, what it holds and what it should."""
    token = environ.get("TELEGRAM_TOKEN", "")
    data = Path(environ.get("DATA", "data"))
    public = environ.get("PUBLIC_URL", "").rstrip("/")
    secret = environ.get("TELEGRAM_WEBHOOK_SECRET", "")
    if token and public and not secret:
        raise SettingsError(
            "TELEGRAM_WEBHOOK_SECRET is empty though PUBLIC_URL and TELEGRAM_TOKEN are set: anybody could then send"
            " updates. Please set it to 32 or more letters and digits."
        )
    if token and not _TOKEN.fullmatch(token):
        raise SettingsError("TELEGRAM_TOKEN is no bot token. Please copy it whole from @BotFather: 123456789:AbC…")
    rate = _between("TELEGRAM_RATE", environ.get("TELEGRAM_RATE", "30"), 1, 1000)
    return Settings(
        database_url=environ.get("DATABASE_URL", "") or f"sqlite+aiosqlite:///{data / 'neu-guong.db'}",
        data=data,
        telegram_token=token,
        telegram_api_url=environ.get("TELEGRAM_API_URL", "https://api.telegram.org").rstrip("/"),
        telegram_webhook_secret=secret,
        telegram_rate=rate,
        telegram_chat_rate=_between("TELEGRAM_CHAT_RATE", environ.get("TELEGRAM_CHAT_RATE", "1"), 1, rate),
        telegram_headroom=_between(
            "TELEGRAM_HEADROOM", environ.get("TELEGRAM_HEADROOM", str(min(5, rate - 1))), 0, rate - 1
        ),
        public_url=public,
        host=environ.get("HTTP_HOST", "127.0.0.1"),
        port=_port(environ.get("HTTP_PORT", "8080")),
        timezone=_zone(environ.get("TIMEZONE", "Asia/Ho_Chi_Minh")),
        locale=_one_of("LOCALE", environ.get("LOCALE", "vi"), ("vi", "en")),
        admin_code=environ.get("ADMIN_CODE", ""),
        demo=_one_of("DEMO", environ.get("DEMO", "0" if token else "1"), ("0", "1")) == "1",
    )


def _port(raw: str) -> int:
    if raw.isdecimal() and int(raw) < 65536:
        return int(raw)
    raise SettingsError(f"HTTP_PORT is {raw!r}. Please give a number from 0 (any free port) to 65535.")


def _between(name: str, raw: str, low: int, high: int) -> int:
    if raw.isdecimal() and low <= int(raw) <= high:
        return int(raw)
    raise SettingsError(f"{name} is {raw!r}. Please give a whole number from {low} to {high}.")


def _zone(raw: str) -> str:
    try:
        ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"TIMEZONE is {raw!r}. Please give a name such as Asia/Ho_Chi_Minh.") from error
    return raw


def _one_of(name: str, raw: str, allowed: tuple[str, ...]) -> str:
    if raw in allowed:
        return raw
    raise SettingsError(f"{name} is {raw!r}. Please give one of: {', '.join(allowed)}.")
