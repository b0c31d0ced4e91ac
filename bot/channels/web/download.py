"""A paper as a response: only ever downloaded, kept by nobody on the way, under the name that the person sees."""

import unicodedata
from urllib.parse import quote

from aiohttp import web

from bot.channels.base import Enclosure

PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 !#$&'()+,-.;=@[]^_`{}~")
"""What may stand in a quoted name without being read as something else."""
ATTRIBUTE = "!#$&+-.^_`|~"
"""What RFC 5987 lets stand as it is, besides letters and digits."""


def disposition(name: str) -> str:
    """Return the header that has a browser download and call it `name`; an old one gets the name without accents."""
    bare = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter if letter in PLAIN else "_" for letter in bare if not unicodedata.combining(letter))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=ATTRIBUTE)}"


def download(paper: Enclosure) -> web.Response:
    """Return the response that hands out `paper`."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": disposition(paper.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Type": paper.mime,
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=paper.content, headers=headers)
