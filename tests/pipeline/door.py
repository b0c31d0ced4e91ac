"""A door that a test holds in its hand: it notes what it is told to send and answers as it is told."""

from collections import deque

from bot.channels.base import Capabilities, Delivered, House, Outcome, Post


class HandDoor:
    """`outcomes` are given in turn, then everything is delivered but to whom it `refuses`."""

    name = "hand"
    can = Capabilities()

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.outcomes: deque[Outcome] = deque()
        self.refuses: dict[str, Outcome] = {}

    async def run(self, house: House) -> None:
        """Nothing comes in by itself."""

    async def send(self, post: Post) -> Outcome:
        """Note the post; answer as told."""
        self.posts.append(post)
        usual = self.refuses.get(post.address, Delivered(f"m{post.id}"))
        return self.outcomes.popleft() if self.outcomes else usual

    async def close(self) -> None:
        """Nothing to let go of."""

    def texts(self, address: str = "1") -> list[str]:
        """What was sent to an address, oldest first."""
        return [post.bubble.plain() for post in self.posts if post.address == address]
