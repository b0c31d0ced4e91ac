"""Hands parcels to the house: fetches their files first, returns when the house has committed.

It must not tell Telegram anything before that, nor answer anybody itself.
"""

import asyncio
from collections.abc import Sequence

from bot.channels.base import Handled, House, Inbound
from bot.channels.telegram.albums import Parcel
from bot.channels.telegram.arrival import Upload
from bot.channels.telegram.files import Files
from conversations.model import Event, SentFiles


class Intake:
    """The way from this door into the house."""

    def __init__(self, channel: str, files: Files, house: House) -> None:
        self._channel = channel
        self._files = files
        self._house = house

    async def take(self, parcels: Sequence[Parcel]) -> list[Handled]:
        """Return what became of each; raises whatever the house raises, and then nothing is certain."""
        inbounds = [self._inbound(parcel, await self._event(parcel)) for parcel in parcels]
        return await self._house.take(inbounds)

    async def _event(self, parcel: Parcel) -> Event:
        content = parcel.first.content
        if not isinstance(content, Upload):
            return content
        uploads = [arrival.content for arrival in parcel.arrivals if isinstance(arrival.content, Upload)]
        return SentFiles(tuple(await asyncio.gather(*(self._files.fetch(upload, self._house) for upload in uploads))))

    def _inbound(self, parcel: Parcel, event: Event) -> Inbound:
        first = parcel.first
        return Inbound(self._channel, parcel.key, first.address, event, first.at, first.name, first.locale)
