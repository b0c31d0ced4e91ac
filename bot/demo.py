"""What a newcomer finds: one province with three communes, their associations and villages, three people, a round of
each plan with dates around today. Every contact that enters a demo code gets a person of its own.

Only invented people stand here. With DEMO=0 none of it is made.
"""

from datetime import date, datetime, timedelta

from bot.ids import hash_code
from conversations.model import Role
from conversations.plans.shelf import Plans
from conversations.queries import OpenRounds, UnitsNamed
from storage import invites, people, rounds, units
from storage.database import Transaction

CODES: dict[Role, str] = {"officer": "demo-officer", "leader": "demo-leader", "admin": "demo-admin"}
FOREVER = timedelta(days=36_500)
PROVINCE = "tỉnh Mẫu Sơn (thử nghiệm)"
COMMUNES: dict[str, tuple[str, ...]] = {
    "xã Vân Nham": ("thôn Đồng Mỏ", "thôn Toàn Tâm", "thôn Phổng", "thôn Bến Cốn"),
    "xã Hữu Liên": ("thôn Làng Cóc", "thôn Lân Châu", "thôn Là Ba"),
    "xã Yên Bình": ("thôn Đồng La", "thôn Hồng Châu", "thôn Quyết Thắng"),
}
ASSOCIATIONS = ("Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh")
OPEN_BEFORE, OPEN_AFTER = timedelta(days=30), timedelta(days=75)
WINDOW = 3
"""Years that yearly criteria look at."""


async def furnish(conn: Transaction, plans: Plans, now: datetime) -> None:
    """Make the demo where it is not there yet, and keep its rounds open."""
    top = [unit for unit in await units.roots(conn, now.date()) if unit.name == PROVINCE]
    province = top[0].id if top else await _build(conn, now)
    await _open_rounds(conn, plans, province, now.date())


async def desk_of_leader(conn: Transaction, today: date) -> int:
    """Return the unit at whose desk the demo's leader sits: the first commune."""
    (province,) = [unit for unit in await units.roots(conn, today) if unit.name == PROVINCE]
    query = UnitsNamed(province.id, "", level="commune")
    first = next(iter(COMMUNES))
    return next(unit.id for unit in (await units.children(conn, [query], today))[query] if unit.name == first)


async def _build(conn: Transaction, now: datetime) -> int:
    (province,) = await units.add(conn, [units.NewUnit(PROVINCE, "province")])
    communes = await units.add(conn, [units.NewUnit(name, "commune", province) for name in COMMUNES])
    below = []
    for (name, villages), commune in zip(COMMUNES.items(), communes, strict=True):
        below += [units.NewUnit(f"{body} {name}", "association", commune) for body in ASSOCIATIONS]
        below += [units.NewUnit(village, "village", commune) for village in villages]
    farmers = (await units.add(conn, below))[0]
    cast: list[tuple[Role, str, str, int]] = [
        ("officer", "Nông Thị Lan", "chị Lan", farmers),
        ("leader", "Hoàng Văn Hùng", "anh Hùng", communes[0]),
        ("admin", "Lương Thu Hà", "chị Hà", province),
    ]
    ids = await people.create(
        conn, [people.NewPerson(name, call, unit, frozenset({role})) for role, name, call, unit in cast], now
    )
    codes = [
        invites.NewInvite(hash_code(CODES[role]), person, now + FOREVER, kind=f"demo:{role}", uses_left=None)
        for (role, *_), person in zip(cast, ids, strict=True)
    ]
    await invites.issue(conn, codes)
    return province


async def _open_rounds(conn: Transaction, plans: Plans, province: int, today: date) -> None:
    """Open a round of each plan that has none open, so that a demo of last year still works."""
    query = OpenRounds(province, today)
    open_ = {round_.plan_id for round_ in (await rounds.open_on(conn, [query]))[query]}
    year = (today + OPEN_AFTER).year
    await rounds.add(
        conn,
        [
            rounds.NewRound(
                plan_id=plan.id,
                unit_id=province,
                name=f"Đợt {year} – {plan.short}",
                year=year,
                opens=today - OPEN_BEFORE,
                closes=today + OPEN_AFTER,
                years=tuple(range(today.year - WINDOW + 1, today.year + 1)),
            )
            for plan in plans.values()
            if plan.id not in open_
        ],
    )
