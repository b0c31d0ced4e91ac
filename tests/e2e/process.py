"""The program as a newcomer starts it: `python -m bot run` in a process of its own, which a test may kill."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).parent.parent.parent
PATIENCE = 60.0
"""Seconds for a start on a machine that is busy with other tests."""
_ADDRESS = re.compile(rb"http://127\.0\.0\.1:(\d+)")


class NotStartedError(RuntimeError):
    """The program did not say where it is; what it printed stands behind this."""


@dataclass
class Program:
    """One data folder, and the process over it. `environ` is added to an otherwise bare environment."""

    data: Path
    environ: dict[str, str] = field(default_factory=dict)
    port: int = 0
    _process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        """Where the web chat is."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start, and wait until it serves."""
        environ = {"PATH": os.environ["PATH"], "DATA": str(self.data), "HTTP_PORT": str(self.port), "DEMO": "1"}
        with (self.data.parent / f"{self.data.name}.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                cwd=TOP, env=environ | self.environ, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        self.port = await asyncio.wait_for(self._told_port(), PATIENCE)

    async def _told_port(self) -> int:
        assert self._process
        assert self._process.stdout
        while line := await self._process.stdout.readline():
            if found := _ADDRESS.search(line):
                return int(found[1])
        log = (self.data.parent / f"{self.data.name}.log").read_text(encoding="utf-8")
        raise NotStartedError(f"{NotStartedError.__doc__}\n{log[-4000:]}")

    async def kill(self) -> None:
        """`kill -9`: no chance to tidy up."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask it to end, as a service manager does."""
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.returncode is None:
            self._process.send_signal(how)
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        self._process = None


@asynccontextmanager
async def running(data: Path, **environ: str) -> AsyncIterator[Program]:
    """Run the program over `data`; ended at the end, whatever happened."""
    program = Program(data, environ)
    await program.start()
    try:
        yield program
    finally:
        await program.kill()
