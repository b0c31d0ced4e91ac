"""When an update is given up: never for a house that is down, always for one that breaks a house that is well."""

from bot.channels.telegram.suspects import ATTEMPTS, Suspects
from tests.channels.telegram.house import LockedError


def test_a_house_that_is_down_costs_nobody_his_answer() -> None:
    suspects = Suspects()
    assert not any(suspects.failed(update_id, LockedError()) for _ in range(1000) for update_id in (1, 2, 3))


def test_one_that_fails_again_and_again_while_others_pass_is_given_up() -> None:
    suspects = Suspects()
    for _ in range(ATTEMPTS):
        assert not suspects.failed(1, LockedError())
    suspects.passed(2)
    assert suspects.failed(1, LockedError())


def test_it_is_heard_once_more_after_another_passed() -> None:
    suspects = Suspects()
    for _ in range(ATTEMPTS):
        suspects.failed(1, LockedError())
    suspects.passed(2)
    suspects.passed(1)
    assert not suspects.failed(1, LockedError())


def test_few_failures_are_no_proof() -> None:
    suspects = Suspects()
    suspects.failed(1, LockedError())
    suspects.passed(2)
    assert not suspects.failed(1, LockedError())
