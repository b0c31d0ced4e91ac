"""Exactly once in, at least once out: repeated, doubled and reordered messages do no harm."""

import asyncio
from datetime import timedelta

import pytest

from bot.channels.base import Blocked, Later, Unsure
from conversations.model import BadFile, KeptFile, SentFiles, Tapped
from storage import contacts, outbox
from tests.pipeline.conftest import Bench

JOIN = "/start demo-officer"


async def test_the_same_update_twice_is_handled_once(bench: Bench) -> None:
    await bench.does(JOIN)
    before = len(bench.door.posts)
    once = bench.inbound("/moi", key="u7")
    first = await bench.app.house.take([once])
    again = await bench.app.house.take([once, once])
    await bench.sent()
    assert [handled.fresh for handled in (*first, *again)] == [True, False, False]
    assert len(bench.door.posts) == before + 1, "the second delivery was answered too"


async def test_the_same_update_twice_in_one_batch_is_handled_once(bench: Bench) -> None:
    await bench.does(JOIN)
    once = bench.inbound("/moi", key="u7")
    handled = await bench.app.house.take([once, once])
    assert sorted(one.fresh for one in handled) == [False, True]


async def test_two_taps_within_a_moment_record_one_answer(bench: Bench) -> None:
    await bench.does(JOIN, "/moi")
    ref = bench.door.posts[-1].bubble.ref
    taps = [bench.inbound(Tapped(ref, "yes")) for _ in range(2)]
    handled = await asyncio.gather(*(bench.app.house.take([tap]) for tap in taps))
    await bench.sent()
    asked = [post for post in bench.door.posts if post.bubble.ref == ref + 1]
    assert len(asked) == 1, "the second tap went on to the next question"
    assert [one[0].toast for one in handled].count("") == 1, "the second tap is told that it is recorded already"


async def test_a_button_of_an_old_message_repeats_the_open_question(bench: Bench) -> None:
    await bench.does(JOIN, "/moi", "có", "1")
    (handled,) = await bench.does(Tapped(1, "new"))
    assert "tin cũ" in handled.toast
    assert bench.door.posts[-1].bubble.ref > 1


async def test_an_album_in_one_batch_gets_one_reply(bench: Bench) -> None:
    await to_the_evidence(bench)
    before = len(bench.door.posts)
    photos = [SentFiles((KeptFile(f"{n:064x}", "image/jpeg", 9, ""),)) for n in range(4)]
    await bench.app.house.take([bench.inbound(photo) for photo in photos])
    await bench.sent()
    assert len(bench.door.posts) == before + 1
    assert "4 tệp" in bench.door.texts()[-1]


@pytest.mark.parametrize("fault", ["too_big", "wrong_kind", "damaged", "disk_full", "unavailable"])
async def test_a_file_that_cannot_be_kept_is_explained_and_loses_nothing(bench: Bench, fault: str) -> None:
    await to_the_evidence(bench)
    await bench.does(SentFiles((KeptFile("a" * 64, "image/jpeg", 9, ""),)))
    await bench.does(SentFiles((BadFile("phim.mov", fault),)))  # type: ignore[arg-type]  # the parameters are such literals
    assert "phim.mov" in bench.door.texts()[-1]
    await bench.does("xong")
    assert "1 tệp" in "\n".join(bench.door.texts()[-2:])


async def test_refused_for_now_is_sent_again_in_order(bench: Bench) -> None:
    await bench.does(JOIN)
    before = len(bench.door.posts)
    bench.door.outcomes.append(Later(7, "429"))
    await bench.does("/moi")
    await bench.does("có", "1")
    assert len(bench.door.posts) == before + 1, "something overtook the message that has to wait"
    bench.clock.ahead += timedelta(seconds=8)
    await bench.until(lambda: "lĩnh vực" in bench.door.texts()[-1])
    again = [post.id for post in bench.door.posts[before + 1 :]]
    assert again == sorted(again)
    assert again[0] == bench.door.posts[before].id


async def test_a_blocked_person_gets_nothing_more_until_he_writes(bench: Bench) -> None:
    await bench.does(JOIN)
    bench.door.outcomes.append(Blocked("403"))
    await bench.does("/moi")
    async with bench.app.database.read() as conn:
        found = await contacts.find(conn, {("hand", "1")})
    assert found["hand", "1"].blocked
    await bench.does("/menu")
    assert "Anh/chị muốn làm gì" in bench.door.texts()[-1]


async def test_what_may_have_arrived_is_not_sent_again(bench: Bench) -> None:
    await bench.does(JOIN)
    bench.door.outcomes.append(Unsure("timed out"))
    await bench.does("/moi")
    asked = bench.door.posts[-1].id
    await bench.app.sender.sweep()
    assert [post.id for post in bench.door.posts].count(asked) == 1
    async with bench.app.database.read() as conn:
        assert (await outbox.counts(conn)).get("unknown") == 1


async def to_the_evidence(bench: Bench) -> None:
    """Answer up to the question for photos (Bắc Kạn, household)."""
    await bench.does(JOIN, "/moi", "có", "458/kh-ubnd", "kinh tế hộ gia đình", "Triệu Thị Mến", "1985", "4", "Đồng Mỏ")
    for _ in range(12):
        entry = bench.door.posts[-1].bubble.entry
        if entry == "files":
            return
        await bench.does(*_answer(bench.door.texts()[-1]))
    raise AssertionError(bench.door.texts()[-1])


def _answer(question: str) -> tuple[str, ...]:
    """What an officer says to the questions of the criteria."""
    if "180tr" in question:
        return ("180tr 210tr 240tr",)
    if "Hiện có đang bị" in question:
        return ("1",)
    if "xác nhận được" in question or "Những năm nào" in question:
        return ("tất cả", "xong")
    return ("3",)


async def test_an_album_delivered_photo_by_photo_gets_one_reply(bench: Bench) -> None:
    await to_the_evidence(bench)
    before = len(bench.door.posts)
    for n in range(4):
        await bench.app.house.take([bench.inbound(SentFiles((KeptFile(f"{n:064x}", "image/jpeg", 9, ""),)))])
    await bench.sent()
    assert len(bench.door.posts) == before + 1
    assert "4 tệp" in bench.door.texts()[-1]
    await bench.app.sender.sweep()
    assert len(bench.door.posts) == before + 1, "the heartbeat sent what a newer message replaced"


async def test_who_opens_his_own_link_again_goes_on(bench: Bench) -> None:
    await bench.does("/start demo-officer", "/start demo-officer", "/hoso")
    known, hello, *again, _ = bench.door.texts()
    assert again == [known, hello]
