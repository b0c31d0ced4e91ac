"""Coming in at the web chat: cookie, code, and whom the door does not listen to."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from bot.channels.base import Inbound
from bot.channels.web import WebChat
from bot.channels.web.pace import AT_ONCE
from conversations.model import Opened, Said
from tests.e2e.web_house import START, MemoryHouse, serving
from tests.e2e.web_visitor import Visitor

OWN = {"X-Requested-With": "neu-guong"}


@pytest.fixture
def house() -> MemoryHouse:
    return MemoryHouse()


@pytest.fixture
async def visitor(house: MemoryHouse) -> AsyncIterator[Visitor]:
    async with serving(house) as server, TestClient(server) as client:
        yield Visitor(client)


def events(house: MemoryHouse) -> list[object]:
    return [inbound.event for inbound in house.taken]


async def test_a_code_lets_a_stranger_in(visitor: Visitor, house: MemoryHouse) -> None:
    response = await visitor.posts("enter", id="enter-0001", code="ABCD-EFGH")
    assert (response.status, await response.json()) == (200, {"toast": ""})
    expected = Inbound("web", "visitor-1:enter-0001", "visitor-1", Said("/start ABCD-EFGH"), START, locale="vi")
    assert house.taken == [expected]


async def test_a_visitor_without_code_opens_the_door(visitor: Visitor, house: MemoryHouse) -> None:
    await visitor.posts("enter")
    await visitor.posts("enter", code="")
    assert events(house)[0] == Opened()
    assert list(house.sessions.values()) == ["visitor-1"], "the second time the cookie was known"


async def test_the_cookie_is_out_of_reach(visitor: Visitor) -> None:
    cookie = (await visitor.posts("enter")).cookies["neu-guong"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (True, "Strict", "/", "")


async def test_over_https_the_cookie_stays_there(house: MemoryHouse) -> None:
    async with serving(house, secure=True) as server, TestClient(server) as client:
        cookie = (await Visitor(client).posts("enter")).cookies["__Host-neu-guong"]
    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert not cookie["domain"]


async def test_a_session_can_be_opened_before_the_code_is_spent(visitor: Visitor, house: MemoryHouse) -> None:
    """The answer to a one-time code may get lost; with the cookie already there, the page just posts it again."""
    assert await (await visitor.gets("session")).json() == {"known": False}
    await visitor.posts("session")
    assert await (await visitor.gets("session")).json() == {"known": True}
    for _ in range(2):
        await visitor.posts("enter", id="enter-0001", code="ABCD")
    assert events(house) == [Said("/start ABCD")]
    assert len(house.sessions) == 1


@pytest.mark.parametrize("path", ["/?code=WXYZ-2345", "/v/WXYZ-2345"])
async def test_looking_at_a_link_does_not_spend_its_code(visitor: Visitor, house: MemoryHouse, path: str) -> None:
    response = await visitor.client.get(path)
    assert response.status == 200
    assert "WXYZ" not in await response.text()
    assert (house.taken, house.sessions) == ([], {})


@pytest.mark.parametrize("path", ["say", "tap", "files"])
async def test_a_stranger_may_not_post(visitor: Visitor, house: MemoryHouse, path: str) -> None:
    await refused(await visitor.posts(path, id="12345678", text="hello"), 401, "no_session")
    assert house.taken == []


@pytest.mark.parametrize("path", ["feed", "file/" + 64 * "a"])
async def test_a_stranger_may_not_read(visitor: Visitor, path: str) -> None:
    await refused(await visitor.gets(path), 401, "no_session")


async def test_an_unknown_cookie_is_a_stranger(visitor: Visitor) -> None:
    visitor.client.session.cookie_jar.update_cookies({"neu-guong": "guessed"})
    await refused(await visitor.posts("say", id="12345678", text="hello"), 401, "no_session")


@pytest.mark.parametrize("path", ["session", "enter", "say", "tap", "files"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        OWN,
        {"Origin": "here"},
        OWN | {"Origin": "https://evil.example"},
        OWN | {"Origin": "null"},
        OWN | {"Origin": "here", "Sec-Fetch-Site": "cross-site"},
        OWN | {"Origin": "here", "Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_is_refused(
    visitor: Visitor, house: MemoryHouse, path: str, headers: dict[str, str]
) -> None:
    await visitor.posts("session")
    if headers.get("Origin") == "here":
        headers = headers | {"Origin": visitor.origin}
    response = await visitor.client.post(f"/api/{path}", json={"id": "12345678", "text": "hello"}, headers=headers)
    await refused(response, 403, "foreign")
    assert house.taken == []


async def test_behind_a_proxy_the_browser_vouches(visitor: Visitor, house: MemoryHouse) -> None:
    """A proxy that changes Host would make every Origin look foreign."""
    headers = OWN | {"Origin": "https://neuguong.example", "Sec-Fetch-Site": "same-origin"}
    assert (await visitor.client.post("/api/enter", json={}, headers=headers)).status == 200
    assert events(house) == [Opened()]


@pytest.mark.parametrize("code", ["a b", "../../x", "x" * 65, "mã", 7, ["x"], {"a": 1}, True])
async def test_nonsense_for_a_code_is_refused(visitor: Visitor, house: MemoryHouse, code: object) -> None:
    await refused(await visitor.posts("enter", id="12345678", code=code), 400, "malformed_code")
    assert house.taken == []


async def refused(response: ClientResponse, status: int, error: str) -> None:
    assert (response.status, await response.json()) == (status, {"error": error})
    assert response.headers["Cache-Control"] == "no-store"


async def test_codes_are_not_guessed_in_a_hurry(visitor: Visitor, house: MemoryHouse) -> None:
    for number in range(AT_ONCE):
        assert (await visitor.posts("enter", id=f"enter-{number:04d}", code="ABCD")).status == 200
    await refused(await visitor.posts("enter", id="enter-9999", code="ABCD"), 429, "too_often")
    assert len(house.taken) == AT_ONCE
    assert (await visitor.posts("say", id="12345678", text="xin chào")).status == 200, "who is in goes on"


async def test_a_proxy_tells_people_apart(visitor: Visitor) -> None:
    """The proxy stands on this machine, so what it says of whom it speaks for is believed."""
    here = OWN | {"Origin": visitor.origin}
    for number in range(AT_ONCE + 1):
        headers = here | {"X-Forwarded-For": f"203.0.113.7, 198.51.100.{number % 2}"}
        response = await visitor.client.post("/api/enter", json={"code": "ABCD"}, headers=headers)
        assert response.status == 200


def test_a_code_makes_a_link() -> None:
    doors = [
        WebChat(lambda key, locale: key, lambda: START, secure_cookies=False, address=address)
        for address in ("https://neu-guong.example", "")
    ]
    assert [door.link("ABCD-EFGH") for door in doors] == ["https://neu-guong.example/v/ABCD-EFGH", ""]
