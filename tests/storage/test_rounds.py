"""Rounds: kept, changed, and found by the admin who looks after them."""

from datetime import date, timedelta

from conversations.plans.rules import OwnCriterion, Rules
from conversations.queries import RoundAnswers, RoundById, RoundsUnder
from storage import rounds
from storage.database import Database
from tests.storage.province import TODAY, Province, a_round

RULES = Rules(mark="của tôi", criteria=(OwnCriterion("a", "sạch", proof=True),), days=(("m", date(2027, 1, 2)),))


async def test_a_round_is_changed_whole(database: Database, province: Province) -> None:
    row = a_round(province.van_nham)._replace(rules=RULES.to_json(), answers={"plan": "002"})
    async with database.write() as conn:
        await rounds.change(conn, province.round, row._replace(name="Đợt khác"))
        round_ = (await rounds.by_ids(conn, [RoundById(province.round)]))[RoundById(province.round)]
        answers = await rounds.answers(conn, [RoundAnswers(province.round), RoundAnswers(99)])
    assert round_
    assert (round_.name, round_.unit_id, round_.rules) == ("Đợt khác", province.van_nham, RULES)
    assert list(answers.values()) == [{"plan": "002"}, None]


async def test_an_admin_sees_the_rounds_below_that_are_not_closed(database: Database, province: Province) -> None:
    day = timedelta(days=1)
    async with database.write() as conn:
        below, closed, other = await rounds.add(
            conn,
            [
                a_round(province.van_nham, closes=TODAY),
                a_round(province.van_nham, closes=TODAY - day),
                a_round(province.huu_lien, closes=TODAY + day),
            ],
        )
        all_, own = RoundsUnder(province.province, TODAY), RoundsUnder(province.van_nham, TODAY)
        found = await rounds.under(conn, [all_, own])
    assert [round_.id for round_ in found[all_]] == [below, other, province.round]
    assert [round_.id for round_ in found[own]] == [below]
    assert closed not in {round_.id for round_ in found[all_]}
