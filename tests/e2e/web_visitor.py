"""Posts what the page of the web chat posts, without a browser: for tests of what the server makes of it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientResponse, FormData, web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]


@dataclass
class Stream:
    """An open feed, event by event."""

    response: ClientResponse

    async def block(self) -> dict[str, str]:
        """Return the next event as its fields; a lone comment is one too."""
        fields: dict[str, str] = {}
        while line := (await self.response.content.readline()).decode():
            if line == "\n":
                return fields
            name, _, value = line.rstrip("\n").partition(": ")
            fields[name or "comment"] = value.removeprefix(": ")
        raise EOFError

    async def items(self, count: int) -> list[dict[str, Any]]:
        """Return the next `count` items, passing over everything else."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            fields = await self.block()
            if "id" in fields:
                found.append(json.loads(fields["data"]))
        return found


@dataclass
class Visitor:
    """A browser's worth of cookies and headers."""

    client: Client
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {"X-Requested-With": "neu-guong", "Origin": self.origin}

    @property
    def origin(self) -> str:
        return str(self.client.make_url("/")).rstrip("/")

    async def posts(self, path: str, **fields: object) -> ClientResponse:
        return await self.client.post(f"/api/{path}", json=fields, headers=self.headers)

    async def uploads(self, key: str, *files: tuple[str, bytes]) -> ClientResponse:
        form = FormData(quote_fields=False, default_to_multipart=True)
        form.add_field("id", key)
        for name, content in files:
            form.add_field("file", content, filename=name)
        return await self.client.post("/api/files", data=form, headers=self.headers)

    async def gets(self, path: str) -> ClientResponse:
        return await self.client.get(f"/api/{path}")

    @asynccontextmanager
    async def follows(self, after: str = "", **headers: str) -> AsyncIterator[Stream]:
        """Open the feed."""
        async with self.client.get(f"/api/feed{after}", headers={"Accept-Encoding": "identity"} | headers) as response:
            assert response.status == 200, await response.text()
            yield Stream(response)
