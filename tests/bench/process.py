"""A process under test: started on one core, looked at through /proc, ended for certain."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parent.parent.parent
TICK = 1 / os.sysconf("SC_CLK_TCK")
PATIENCE = 10.0
"""Seconds to end by itself."""


def cores() -> tuple[set[int], set[int]]:
    """Return the core of the bot and those of everything else; the same where there is only one."""
    all_ = sorted(os.sched_getaffinity(0))
    return {all_[-1]}, set(all_[:-1]) or set(all_)


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Watched:
    """A running process."""

    pid: int

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK

    @property
    def ended(self) -> bool:
        """Whether it is no more."""
        return "\nState:\tZ" in Path(f"/proc/{self.pid}/status").read_text()

    @property
    def rss(self) -> int:
        """Bytes of memory in use."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


@asynccontextmanager
async def running(
    command: Sequence[str], where: set[int], environ: Mapping[str, str] | None = None, log: Path | None = None
) -> AsyncIterator[Watched]:
    """Run a command on these cores; ended at the end, whatever happened."""
    output = log.open("ab") if log else None
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=TOP,
        env={"PATH": os.environ["PATH"], **(environ or {})},
        stdout=output or asyncio.subprocess.DEVNULL,
        stderr=output or asyncio.subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, where),
    )
    try:
        yield Watched(process.pid)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
        if output:
            output.close()


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs one of our modules."""
    return [sys.executable, "-m", module, *arguments]
