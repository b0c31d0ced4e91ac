"""The page itself and what it loads: compressed once at the start, told to be kept for a year under a name that
changes with its content. The page must stay the same for everybody: who is there, its script asks for.
"""

import gzip
import hashlib
import html
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.channels.web.words import SPOKEN
from conversations.model import LOCALES, Locale

Words = Callable[[str, str], str]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HERE = Path(__file__).parent
MIMES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
DAY, YEAR = 86_400, 31_536_000

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",  # the address may hold a one-time code
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing to serve, as it is and compressed."""

    mime: str
    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, mime: str, text: str) -> "Asset":
        """Return `text` ready to be served."""
        plain = text.encode()
        return cls(mime, plain, gzip.compress(plain, mtime=0))

    def answer(self, request: web.Request, headers: dict[str, str]) -> web.Response:
        """Return the response, compressed where the browser can read that."""
        headers = {**headers, "Content-Type": self.mime, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=self.plain, headers=headers)
        return web.Response(body=self.packed, headers={**headers, "Content-Encoding": "gzip"})


def tongue(request: web.Request) -> Locale:
    """Return the language of the page: Vietnamese, unless the person chose another."""
    asked = request.query.get("lang") or request.cookies.get("lang")
    return next((locale for locale in LOCALES if locale == asked), LOCALES[0])


def page_routes(words: Words, link: str) -> list[web.RouteDef]:
    """Return the routes of the page, of the personal `link` that leads to it, and of what it loads."""
    folder = sorted(path for path in (HERE / "static").iterdir() if path.suffix in MIMES)
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder}
    version = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12]
    assets = {name: Asset.of(f"{MIMES[Path(name).suffix]}; charset=utf-8", text) for name, text in texts.items()}
    page = _page(words, version, [name for name in texts if name.endswith(".js")])
    return [
        web.get("/", page),
        web.get(link, page),
        web.get("/manifest.webmanifest", _manifest(words, version)),
        web.get("/static/{version}/{name}", _static(assets, version)),
    ]


def _page(words: Words, version: str, modules: list[str]) -> Handler:
    template = (HERE / "page.html").read_text(encoding="utf-8")
    pages = {
        locale: Asset.of("text/html; charset=utf-8", _fill(template, words, locale, version, modules))
        for locale in LOCALES
    }  # fmt: skip - reads as one thought

    async def page(request: web.Request) -> web.StreamResponse:
        response = pages[tongue(request)].answer(request, PAGE_HEADERS)
        if request.query.get("lang") in LOCALES:
            response.set_cookie("lang", tongue(request), max_age=YEAR, samesite="Lax", httponly=True)
        return response

    return page


def _fill(template: str, words: Words, locale: str, version: str, modules: list[str]) -> str:
    """Return the page with its words, each made harmless, and with everything the script needs to know."""
    spoken = json.dumps({key: words(key, locale) for key in SPOKEN}, ensure_ascii=False).replace("<", "\\u003c")
    preload = "\n".join(f'<link rel="modulepreload" href="/static/{version}/{name}">' for name in modules)
    other = next(each for each in LOCALES if each != locale)
    given = {"locale": locale, "other": other, "static": f"/static/{version}", "words": spoken, "preload": preload}

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return given[name] if name in given else html.escape(words(name, locale))

    return re.sub(r"\{\{([a-z_.]+)\}\}", value, template)


def _manifest(words: Words, version: str) -> Handler:
    def written(locale: str) -> Asset:
        icon = {
            "src": f"/static/{version}/icon.svg",
            "sizes": "any",
            "type": "image/svg+xml",
            "purpose": "any maskable",
        }
        body = {
            "name": words("web.title", locale),
            "short_name": words("web.name", locale),
            "description": words("web.about", locale),
            "lang": locale,
            "start_url": "/",
            "display": "standalone",
            "background_color": "#f7f3ec",
            "theme_color": "#f7f3ec",
            "icons": [icon],
        }
        return Asset.of("application/manifest+json", json.dumps(body, ensure_ascii=False))

    manifests = {locale: written(locale) for locale in LOCALES}

    async def manifest(request: web.Request) -> web.StreamResponse:
        return manifests[tongue(request)].answer(request, {"Cache-Control": f"max-age={DAY}"})

    return manifest


def _static(assets: dict[str, Asset], version: str) -> Handler:
    async def static(request: web.Request) -> web.StreamResponse:
        asset = assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        newest = request.match_info["version"] == version  # an old page after an update: served, but not for a year
        keep = f"public, max-age={YEAR}, immutable" if newest else "no-cache"
        return asset.answer(request, {"Cache-Control": keep})

    return static
