"""How far Telegram may forget: never past an update that is not done."""

from bot.channels.telegram.window import Window


def test_the_offset_waits_for_the_oldest() -> None:
    window = Window()
    assert window.start([11, 12, 13]) == [11, 12, 13]
    window.finish([12, 13])
    window.confirm([11, 12, 13])
    assert window.offset == 11
    assert window.start([11, 12, 13, 14]) == [14], "the others are under way or done"
    window.finish([11])
    window.confirm([11, 12, 13, 14])
    assert window.offset == 14


def test_the_offset_follows_a_count_that_begins_anew() -> None:
    window = Window()
    window.finish(window.start([9000]))
    window.confirm([9000])
    assert window.offset == 9001
    window.finish(window.start([17]))
    window.confirm([17])
    assert window.offset == 18


def test_disorder_and_doubles_do_not_matter() -> None:
    window = Window()
    assert window.start([13, 11, 13, 12]) == [11, 12, 13]
    window.finish([11, 12, 13])
    window.confirm([13, 11, 13, 12])
    assert window.offset == 14
    window.confirm([])
    assert window.offset == 14
