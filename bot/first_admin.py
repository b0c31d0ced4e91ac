"""The first admin of an empty house comes in with ADMIN_CODE; everybody else is invited by somebody."""

from datetime import datetime, timedelta

from bot.ids import hash_code
from storage import invites, people, units
from storage.database import Transaction

CODE_LIFE = timedelta(days=7)
LEAST = 12
"""Characters of ADMIN_CODE: a short one could be guessed while it is valid."""


class WeakAdminCode(Exception):
    """ADMIN_CODE is shorter than 12 characters. Please choose a longer one, for example with `openssl rand -hex 8`."""


async def admit_first_admin(conn: Transaction, code: str, now: datetime) -> None:
    """Make the code valid once; nothing happens where it is empty or was issued before."""
    if not code:
        return
    if len(code) < LEAST:
        raise WeakAdminCode(WeakAdminCode.__doc__)
    roots = await units.roots(conn, now.date())
    top = roots[0].id if roots else (await units.add(conn, [units.NewUnit("Đơn vị của tôi", "province")]))[0]
    admin = people.NewPerson("Quản trị viên", "anh/chị", top, frozenset({"admin"}), external="first-admin")
    ids = await people.find_or_create(conn, [admin], now)
    await invites.issue(conn, [invites.NewInvite(hash_code(code), ids["first-admin"], now + CODE_LIFE)])
