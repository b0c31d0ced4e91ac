"""Photos and papers: fetched, kept, and where that fails the reason is told."""

import hashlib

import pytest

from bot.channels.telegram import Telegram
from bot.channels.telegram.arrival import Upload
from conversations.model import BadFile, KeptFile, Said, SentFiles
from tests.channels.telegram.conftest import Polled
from tests.channels.telegram.house import NotingHouse
from tests.fakes.telegram import SERVER_ERROR, FakeTelegram, Fault
from tests.fakes.telegram.faults import RefusalError

MEGABYTE = 1024 * 1024


async def fetched(house: NotingHouse, polled: Polled) -> KeptFile | BadFile:
    async with polled():
        await house.has(1)
    (event,) = house.events
    assert isinstance(event, SentFiles)
    (file,) = event.files
    return file


async def test_the_largest_size_of_a_photo_is_kept(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    await telegram.user(5001).sends_photo(b"mo hinh", caption="ảnh mô hình")
    assert await fetched(house, polled) == KeptFile(hashlib.sha256(b"mo hinh").hexdigest(), "image/jpeg", 7)


async def test_a_paper_keeps_its_name(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    content = b"%PDF" * MEGABYTE
    await telegram.user(5001).sends_document(content, "Quyết định 2025.pdf", "application/pdf")
    file = await fetched(house, polled)
    assert (file.name, file.size if isinstance(file, KeptFile) else 0) == ("Quyết định 2025.pdf", 4 * MEGABYTE)


@pytest.mark.parametrize("size", [20 * MEGABYTE + 1, 30 * MEGABYTE])
async def test_a_file_that_is_too_big_is_not_even_asked_for(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled, size: int
) -> None:
    await telegram.user(5001).sends_document(b"zip", "anh.zip", size=size)
    assert await fetched(house, polled) == BadFile("anh.zip", "too_big")
    assert telegram.called("getFile") == []


async def test_twenty_megabytes_still_fit(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    await telegram.user(5001).sends_document(b"x", "anh.jpg", size=20 * MEGABYTE)
    assert isinstance(await fetched(house, polled), KeptFile)


async def test_a_size_that_was_not_told(telegram: FakeTelegram, house: NotingHouse, door: Telegram) -> None:
    big = telegram.files.add(b"x", "to.zip", size=30 * MEGABYTE)
    assert await door._files.fetch(Upload(big.file_id, 0, "to.zip"), house) == BadFile("to.zip", "too_big")
    assert await door._files.fetch(Upload("nowhere", 0), house) == BadFile("", "unavailable")


@pytest.mark.parametrize("where", ["getFile", "download"])
@pytest.mark.parametrize("fault", [SERVER_ERROR, Fault(RefusalError(404, "Not Found"))])
@pytest.mark.parametrize(("times", "arrives"), [(1, True), (2, False)])
async def test_a_failing_download_is_tried_twice(  # noqa: PLR0917 - three tables crossed
    telegram: FakeTelegram,
    house: NotingHouse,
    polled: Polled,
    caplog: pytest.LogCaptureFixture,
    where: str,
    fault: Fault,
    times: int,
    arrives: bool,  # noqa: FBT001 - a column of a table
) -> None:
    telegram.fail(where, fault, times)
    await telegram.user(5001).sends_document(b"anh", "anh.jpg")
    file = await fetched(house, polled)
    assert (isinstance(file, KeptFile), file == BadFile("anh.jpg", "unavailable")) == (arrives, not arrives)
    assert telegram.token not in caplog.text


async def test_what_is_said_behind_a_photo_stays_behind_it(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled
) -> None:
    lan = telegram.user(5001)
    await lan.says("đây")
    await lan.sends_photo(b"anh")
    await lan.says("xong")
    async with polled():
        await house.has(3)
        await lan.sends_photo(b"hai")
        await lan.says("hết")
        await house.has(5)
    assert [type(event) for event in house.events] == [Said, SentFiles, Said, SentFiles, Said]
