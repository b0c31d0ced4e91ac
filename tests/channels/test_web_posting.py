"""What the page posts becomes one event each, however often it is posted; what is too big or nonsense is refused."""

import json
import tracemalloc
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient

from conversations.model import BadFile, Event, KeptFile, Said, SentFiles, Tapped
from tests.e2e.web_house import MemoryHouse, serving
from tests.e2e.web_visitor import Visitor

MB = 1024 * 1024
PNG = b"\x89PNG"


@pytest.fixture
def house() -> MemoryHouse:
    return MemoryHouse()


@pytest.fixture
async def visitor(house: MemoryHouse) -> AsyncIterator[Visitor]:
    async with serving(house) as server, TestClient(server) as client:
        visitor = Visitor(client)
        await visitor.posts("session")
        yield visitor


def only_event(house: MemoryHouse) -> Event:
    (inbound,) = house.taken
    return inbound.event


async def test_a_text_arrives(visitor: Visitor, house: MemoryHouse) -> None:
    house.react = lambda house, inbound: "Đã ghi"
    response = await visitor.posts("say", id="12345678", text="hoàng văn thắng")
    assert await response.json() == {"toast": "Đã ghi"}
    assert house.taken[0].key == "visitor-1:12345678"
    assert only_event(house) == Said("hoàng văn thắng")


async def test_a_tap_arrives(visitor: Visitor, house: MemoryHouse) -> None:
    await visitor.posts("tap", id="12345678", ref=7, choice="!edit:2")
    assert only_event(house) == Tapped(7, "!edit:2")


async def test_the_same_post_twice_is_one_event(visitor: Visitor, house: MemoryHouse) -> None:
    for _ in range(2):
        assert (await visitor.posts("say", id="12345678", text="một")).status == 200
    assert only_event(house) == Said("một")


async def test_two_people_may_make_the_same_id(visitor: Visitor, house: MemoryHouse) -> None:
    await visitor.posts("say", id="12345678", text="một")
    visitor.client.session.cookie_jar.clear()
    await visitor.posts("session")
    await visitor.posts("say", id="12345678", text="hai")
    assert [inbound.address for inbound in house.taken] == ["visitor-1", "visitor-2"]


@pytest.mark.parametrize(
    "text", ["", "x" * 10_000, "🎉🎉", "\u202eevil", "a\x00b\x07", "<script>alert(1)</script>", "\r\n"]
)
async def test_odd_texts_arrive_as_they_are(visitor: Visitor, house: MemoryHouse, text: str) -> None:
    assert (await visitor.posts("say", id="12345678", text=text)).status == 200
    assert only_event(house) == Said(text)


async def test_half_a_character_is_mended(visitor: Visitor, house: MemoryHouse) -> None:
    """JSON can carry it, no database can."""
    await visitor.posts("say", id="12345678", text="a\ud83d")
    assert only_event(house) == Said("a\ufffd")


@pytest.mark.parametrize(
    ("path", "fields", "error"),
    [
        ("say", {"text": "x"}, "malformed_id"),
        ("say", {"id": "short", "text": "x"}, "malformed_id"),
        ("say", {"id": "x" * 65, "text": "x"}, "malformed_id"),
        ("say", {"id": 12345678, "text": "x"}, "malformed_id"),
        ("say", {"id": "12345678"}, "malformed_text"),
        ("say", {"id": "12345678", "text": ["x"]}, "malformed_text"),
        ("tap", {"id": "12345678", "ref": "7", "choice": "a"}, "malformed_ref"),
        ("tap", {"id": "12345678", "ref": True, "choice": "a"}, "malformed_ref"),
        ("tap", {"id": "12345678", "ref": -1, "choice": "a"}, "malformed_ref"),
        ("tap", {"id": "12345678", "ref": 2**60, "choice": "a"}, "malformed_ref"),
        ("tap", {"id": "12345678", "ref": 7, "choice": ""}, "malformed_choice"),
        ("tap", {"id": "12345678", "ref": 7, "choice": "a" * 41}, "malformed_choice"),
        ("tap", {"id": "12345678", "ref": 7, "choice": "đồng"}, "malformed_choice"),
    ],
)
async def test_nonsense_is_refused(
    visitor: Visitor, house: MemoryHouse, path: str, fields: dict[str, Any], error: str
) -> None:
    response = await visitor.posts(path, **fields)
    assert (response.status, await response.json()) == (400, {"error": error})
    assert house.taken == []


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 60_000, b'{"id":' + b"9" * 9000 + b"}", b'"text"']
)
async def test_what_is_no_json_object_is_refused(visitor: Visitor, house: MemoryHouse, body: bytes) -> None:
    response = await visitor.client.post("/api/say", data=body, headers=visitor.headers)
    assert response.status == 400
    assert house.taken == []


async def test_a_long_body_is_refused(visitor: Visitor, house: MemoryHouse) -> None:
    response = await visitor.posts("say", id="12345678", text="x" * 70_000)
    assert (response.status, await response.json()) == (413, {"error": "too_big"})
    assert house.taken == []


async def test_several_files_are_one_event(visitor: Visitor, house: MemoryHouse) -> None:
    response = await visitor.uploads("12345678", ("a.png", PNG + b"a"), ("b.pdf", b"%PDF damaged"), ("c.png", PNG))
    event = only_event(house)
    assert isinstance(event, SentFiles)
    first, bad, last = event.files
    assert isinstance(first, KeptFile)
    assert isinstance(last, KeptFile)
    assert bad == BadFile("b.pdf", "damaged")
    fates = [
        {"name": "a.png", "sha256": first.sha256},
        {"name": "b.pdf", "fault": "damaged"},
        {"name": "c.png", "sha256": last.sha256},
    ]
    assert await response.json() == {"toast": "", "files": fates}


async def test_the_same_upload_twice_is_one_event(visitor: Visitor, house: MemoryHouse) -> None:
    answers = [await (await visitor.uploads("12345678", ("a.png", PNG))).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(house.taken) == 1


async def test_a_file_name_is_only_a_name(visitor: Visitor, house: MemoryHouse) -> None:
    await visitor.uploads("12345678", ("C:\\photos\\..\\ảnh mô hình.png", PNG), ("x" * 500 + ".png", PNG))
    event = only_event(house)
    assert isinstance(event, SentFiles)
    assert event.files[0].name == "ảnh mô hình.png"
    assert event.files[1].name == "x" * 116 + ".png"


async def test_30_mb_are_refused_without_holding_them(visitor: Visitor, house: MemoryHouse) -> None:
    async def big() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield bytes(MB)

    tracemalloc.start()
    form = FormData(default_to_multipart=True)
    form.add_field("id", "12345678")
    form.add_field("file", big(), filename="big.jpg")
    form.add_field("file", PNG, filename="small.png")
    response = await visitor.client.post("/api/files", data=form, headers=visitor.headers)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (await response.json())["files"][0] == {"name": "big.jpg", "fault": "too_big"}
    event = only_event(house)
    assert isinstance(event, SentFiles)
    assert event.files[0] == BadFile("big.jpg", "too_big")
    assert isinstance(event.files[1], KeptFile), "the other file of the same message is kept all the same"
    assert peak < 25 * MB


async def test_a_flood_is_cut_off(visitor: Visitor, house: MemoryHouse) -> None:
    async def flood() -> AsyncIterator[bytes]:
        for _ in range(125):
            yield bytes(MB)

    form = FormData(default_to_multipart=True)
    form.add_field("file", flood(), filename="flood.jpg")
    response = await visitor.client.post("/api/files", data=form, headers=visitor.headers)
    assert (response.status, await response.json()) == (413, {"error": "too_big"})
    assert house.taken == []


async def test_more_than_20_files_are_refused(visitor: Visitor, house: MemoryHouse) -> None:
    response = await visitor.uploads("12345678", *[(f"{number}.png", PNG) for number in range(21)])
    assert (response.status, await response.json()) == (413, {"error": "too_many"})
    assert house.taken == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b"no boundary in here"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n12345678\r\n--x--\r\n',
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\na\r\n--x--\r\n',
        ),
        ("multipart/mixed; boundary=x", b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--\r\n"),
    ],
)
async def test_a_broken_upload_is_refused(visitor: Visitor, house: MemoryHouse, kind: str, body: bytes) -> None:
    response = await visitor.client.post("/api/files", data=body, headers=visitor.headers | {"Content-Type": kind})
    assert response.status == 400
    assert "malformed" in json.loads(await response.text())["error"]
    assert house.taken == []


async def test_an_own_photo_is_shown_and_nothing_in_it_runs(visitor: Visitor) -> None:
    (fate,) = (await (await visitor.uploads("12345678", ("a.png", PNG))).json())["files"]
    response = await visitor.gets(f"file/{fate['sha256']}")
    assert (response.status, await response.read(), response.content_type) == (200, PNG, "image/png")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Disposition"].startswith("inline")


async def test_another_kind_of_file_is_only_downloaded(visitor: Visitor) -> None:
    (fate,) = (await (await visitor.uploads("12345678", ("a.svg", b"<svg onload=alert(1)>"))).json())["files"]
    response = await visitor.gets(f"file/{fate['sha256']}")
    assert response.headers["Content-Disposition"] == "attachment"


async def test_a_file_that_is_not_there_is_not_found(visitor: Visitor) -> None:
    assert (await visitor.gets("file/" + 64 * "a")).status == 404
    assert (await visitor.gets("file/..%2f..%2fetc%2fpasswd")).status == 404
