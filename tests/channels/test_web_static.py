"""The page, what it loads and what it says: small, kept for long, strict about what may run, complete in its words."""

import gzip
import json
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient

from bot.channels.web import WebChat
from bot.channels.web.page import HERE
from bot.channels.web.words import SPOKEN
from tests.e2e.web_house import START, MemoryHouse, sentences, serving
from tests.e2e.web_visitor import Visitor

ON_THE_WIRE = 60_000  # bytes for the whole page on a first visit
LINK = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with serving(MemoryHouse()) as server, TestClient(server, auto_decompress=False) as client:
        yield Visitor(client)


async def page(visitor: Visitor, path: str = "/") -> str:
    return await (await visitor.client.get(path, headers={"Accept-Encoding": "identity"})).text()


async def test_nothing_may_run_that_is_not_ours(visitor: Visitor) -> None:
    response = await visitor.client.get("/")
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in str(policy)
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_page_needs_no_other_server_and_no_inline_script(visitor: Visitor) -> None:
    text = await page(visitor)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
    assert not re.search(r"<script(?![^>]*(?: src=|application/json))", text)
    assert not re.search(r"\s(?:style|on\w+)=", text)


async def test_everything_together_is_small(visitor: Visitor) -> None:
    links = set(LINK.findall(await page(visitor)))
    assert {link.rpartition("/")[2] for link in links} == {path.name for path in (HERE / "static").iterdir()}
    sizes = [len(await (await visitor.client.get(link)).read()) for link in links]
    whole = len(await (await visitor.client.get("/")).read()) + sum(sizes)
    assert whole < ON_THE_WIRE, f"{whole} bytes"


async def test_files_are_kept_for_a_year_under_a_name_that_changes(visitor: Visitor) -> None:
    link = LINK.findall(await page(visitor))[0]
    response = await visitor.client.get(link)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(await response.read())
    old = await visitor.client.get(re.sub(r"/static/\w+/", "/static/0123456789ab/", link))
    assert (old.status, old.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["nothing.js", "..%2fdoor.py", "%2e%2e%2fpage.html", "words.py"])
async def test_nothing_else_is_served(visitor: Visitor, name: str) -> None:
    assert (await visitor.client.get(f"/static/x/{name}")).status == 404


async def test_vietnamese_first_english_on_request(visitor: Visitor) -> None:
    assert '<html lang="vi">' in await page(visitor)
    assert '<html lang="en">' in await page(visitor, "/?lang=en")
    assert '<html lang="en">' in await page(visitor), "the choice is remembered"
    assert '<html lang="vi">' in await page(visitor, "/?lang=vi")
    assert '<html lang="vi">' in await page(visitor, "/?lang=<b>")


async def test_it_can_be_put_on_the_home_screen(visitor: Visitor) -> None:
    response = await visitor.client.get("/manifest.webmanifest", headers={"Accept-Encoding": "identity"})
    manifest = json.loads(await response.text())
    assert (manifest["short_name"], manifest["display"], manifest["start_url"]) == ("Nêu Gương", "standalone", "/")
    icon = await visitor.client.get(manifest["icons"][0]["src"])
    assert (icon.status, icon.content_type) == (200, "image/svg+xml")


async def test_words_cannot_become_markup() -> None:
    evil = "</script><script>alert(1)</script>"
    door = WebChat(lambda key, locale: evil, lambda: START, secure_cookies=False)
    (index,) = [route for route in door.routes(MemoryHouse()) if route.path == "/"]
    assert index.method == "GET"
    async with serving(MemoryHouse(), words=lambda key, locale: evil) as server, TestClient(server) as client:
        text = await (await client.get("/")).text()
    assert text.count("<script") == 2
    assert "alert(1)</script>" not in text


def test_every_word_has_its_sentence_and_every_sentence_its_place() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (HERE / "static").glob("*.js"))
    template = (HERE / "page.html").read_text(encoding="utf-8")
    said = set(re.findall(r'"(web\.[a-z_.]+)"', scripts))
    said |= {key for key in SPOKEN for stem in re.findall(r"`(web\.[a-z_.]*)\$\{", scripts) if key.startswith(stem)}
    assert said == set(SPOKEN)
    used = said | set(re.findall(r"\{\{(web\.[a-z_.]+)\}\}", template))
    used |= set(re.findall(r'words\("(web\.[a-z_.]+)"', (HERE / "page.py").read_text(encoding="utf-8")))
    for locale in ("vi", "en"):
        assert set(sentences(locale)) == used, locale
        assert all(sentences(locale).values())
    names = re.compile(r"\{\w+\}")
    vietnamese, english = sentences("vi"), sentences("en")
    assert {key for key in used if names.findall(vietnamese[key]) != names.findall(english[key])} == set()
