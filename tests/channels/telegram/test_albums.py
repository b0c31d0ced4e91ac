"""Several photos in one go are one answer; however they come again, none is lost and none is counted anew."""

import hashlib
from dataclasses import replace

import pytest

from bot.channels.telegram import lane, polling
from bot.channels.telegram.albums import parcels
from bot.channels.telegram.arrival import Arrival, Upload
from conversations.model import KeptFile, Said, SentFiles, SentOther
from tests.channels.telegram.conftest import NOON, Polled
from tests.channels.telegram.house import NotingHouse
from tests.channels.telegram.patience import until
from tests.fakes.telegram import FakeTelegram

ONE = Arrival(1, "5001", Upload("F1"), NOON, album="G")
PHOTOS = [b"one", b"two", b"three"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "QUIET", 0.3)
    monkeypatch.setattr(polling, "SHORT_PAUSE", 0.02)


def kept(content: bytes) -> KeptFile:
    return KeptFile(hashlib.sha256(content).hexdigest(), "image/jpeg", len(content))


def files(*contents: bytes) -> SentFiles:
    return SentFiles(tuple(map(kept, contents)))


def test_the_photos_of_an_album_are_joined_where_the_first_one_stood() -> None:
    other = replace(ONE, update_id=2, address="5002")
    word = Arrival(3, "5001", Said("xong"), NOON)
    film = Arrival(4, "5001", SentOther("video"), NOON, album="G")
    late = replace(ONE, update_id=5)
    single = replace(ONE, update_id=6, album="")
    found = parcels([ONE, other, word, film, late, single])
    assert [parcel.ids for parcel in found] == [[1, 5], [2], [3], [4], [6]]


def test_an_album_with_more_photos_is_another_one() -> None:
    pair = [ONE, replace(ONE, update_id=2)]
    assert [parcel.key for parcel in parcels([ONE])] == ["u1"]
    assert [parcel.key for parcel in parcels(pair)] == ["u1+1"]
    assert [parcel.key for parcel in parcels([*pair, replace(ONE, update_id=3)])] == ["u1+2"]


@pytest.mark.parametrize(("pause", "quiet"), [(0, 0.3), (0.2, 1)])
async def test_an_album_is_one_answer(
    telegram: FakeTelegram,
    house: NotingHouse,
    polled: Polled,
    monkeypatch: pytest.MonkeyPatch,
    pause: float,
    quiet: float,
) -> None:
    monkeypatch.setattr(lane, "QUIET", quiet)
    lan = telegram.user(5001)
    async with polled():
        first, *_ = await lan.sends_album(PHOTOS, pause)
        await lan.says("xong")
        await house.has(2)
        await until(lambda: not telegram.updates.waiting)
    assert house.events == [files(*PHOTOS), Said("xong")]
    assert [inbound.key for inbound in house.taken] == [f"u{first}+2", f"u{first + 3}"]


async def test_nobody_else_waits_for_an_album(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    lan, thang = telegram.user(5001), telegram.user(5002)
    await lan.says("đây")
    await lan.sends_album(PHOTOS)
    await thang.says("có")
    async with polled():
        await house.has(2)
        assert house.events == [Said("đây"), Said("có")]
        await house.has(3)
    assert house.events[2] == files(*PHOTOS)


async def test_an_album_may_lie_across_two_batches(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "AT_ONCE", 4)
    await telegram.user(5002).says("một")
    await telegram.user(5003).says("hai")
    await telegram.user(5001).sends_album(PHOTOS)
    async with polled():
        await house.has(3)
        await until(lambda: not telegram.updates.waiting)
    assert house.events[2] == files(*PHOTOS)


async def test_killed_after_the_commit_the_same_album_comes_again(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled
) -> None:
    ids = await telegram.user(5001).sends_album(PHOTOS)
    async with polled():
        await house.has(1)
        await until(lambda: not telegram.updates.waiting)
    for update_id in ids:
        telegram.updates.repeat(update_id)
    async with polled():
        await until(lambda: len(house.batches) == 2)
        await until(lambda: not telegram.updates.waiting)
    assert house.events == [files(*PHOTOS)], "counted once"


async def test_killed_after_the_commit_a_late_photo_is_not_lost(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled
) -> None:
    telegram.updates.hold()
    ids = await telegram.user(5001).sends_album(PHOTOS)
    telegram.updates.release(ids[:2])
    async with polled():
        await house.has(1)
        await until(lambda: not telegram.updates.waiting)
    for update_id in ids:
        telegram.updates.repeat(update_id)
    async with polled():
        await house.has(2)
    assert house.events == [files(*PHOTOS[:2]), files(*PHOTOS)]


async def test_two_albums_of_one_person_stay_apart(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    lan = telegram.user(5001)
    await lan.sends_album(PHOTOS)
    await lan.sends_album([b"four", b"five"])
    async with polled():
        await house.has(2)
    assert house.events == [files(*PHOTOS), files(b"four", b"five")]
