"""Opening and changing a round: what an admin says stays what he meant, whoever changes it later."""

from dataclasses import replace

from conversations.model import RoundKept
from conversations.plans.rules import Rules
from tests.talk import HA, Talk

COMMUNE = replace(HA, id=9, name="Vi Văn Quang", call="anh Quang", unit_id=3, unit="xã Vân Nham")
BEFORE_QUOTAS = (
    "/dot", "1", "quang nam", "1", "2027", "21/11/2026", "12/2/2027", "3 năm", "xong", "xong",
)  # fmt: skip
REST = {"route": "1", "limit.most": "0"}
"""What is answered where nothing can be left out; the rest is "xong"."""
MOST = 6


def opened(*quotas: str, by: Talk | None = None) -> Talk:
    """Return the talk after a round was opened; `quotas` answer what is asked of the quotas."""
    talk = by or Talk(person=HA, rounds=())
    for text in (*BEFORE_QUOTAS, *quotas):
        talk.says(text)
    for _ in range(MOST):
        if talk.asks() != "review":
            talk.says(REST.get(talk.asks(), "xong"))
    talk.says("mở đợt")
    return talk


def rules(talk: Talk) -> Rules:
    kept = [deed for deed in talk.deeds if isinstance(deed, RoundKept)]
    return Rules.from_json(kept[-1].rules)  # type: ignore[arg-type]  # rules are a dict


def test_a_round_of_a_commune_stays_its_own_when_the_province_changes_it() -> None:
    talk = opened("xong", "xong", by=Talk(person=COMMUNE, rounds=()))
    assert talk.rounds[0].unit_id == COMMUNE.unit_id
    talk.gives_way_to(HA)
    for text in ("/dot", "2", "sửa đợt này"):
        talk.says(text)
    assert talk.asks() == "where", "'all of my unit' was the commune; it must not become the province"


def test_its_own_admin_is_not_asked_again() -> None:
    talk = opened("xong", "xong")
    for text in ("/dot", "2", "sửa đợt này"):
        talk.says(text)
    assert talk.asks() == "review"


def test_the_most_is_not_below_the_least() -> None:
    talk = Talk(person=HA, rounds=())
    for text in (*BEFORE_QUOTAS, "1", "xong", "mỗi xã", "5", "3"):
        talk.says(text)
    assert "từ 5 đến" in talk.last
    assert talk.asks().endswith(".most")


def test_no_most_is_no_limit() -> None:
    (quota,) = rules(opened("1", "xong", "mỗi xã", "5", "0", "xong")).quotas
    assert (quota.least, quota.most) == (5, None)


def test_neither_least_nor_most_is_no_quota() -> None:
    made = rules(opened("xong", "1", "xong", "0", "0"))
    assert made.quotas == ()
    assert len(made.dropped) == 2, "the one of the districts, which are no more, and the one that was freed"
