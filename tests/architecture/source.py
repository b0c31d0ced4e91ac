"""Reads the source of the house for the tests beside it: which files there are, what they import and what they use."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

TOP = Path(__file__).parents[2]
CODE = ("conversations", "storage", "bot")


@dataclass(frozen=True)
class Module:
    """One Python file, its path seen from the top of the project."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def imports(self) -> dict[str, int]:
        """Dotted name of everything imported -> line. `from a import b` counts as `a.b`."""
        return {target: line for _, target, line in self._bindings()}

    @cached_property
    def uses(self) -> dict[str, int]:
        """Dotted name of everything used, as far as it was imported -> line: `dt.now()` is `datetime.datetime.now`."""
        known = {bound: target for bound, target, _ in self._bindings()}
        known |= {
            root: root for root, dot, _ in [bound.partition(".") for bound in known] if dot
        }  # os of `import os.path`
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute):
                head, *rest = _dotted(node)
                if head in known:
                    found[".".join([known[head], *rest])] = node.lineno
        return found

    @property
    def functions(self) -> Iterator[tuple[str, int, int]]:
        """Name, first line and number of lines of each function."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1

    def _bindings(self) -> Iterator[tuple[str, str, int]]:
        """The name that an import binds, the dotted name behind it, and the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.asname or alias.name, alias.name, node.lineno
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield alias.asname or alias.name, ".".join([*self._base(node), alias.name]), node.lineno

    def _base(self, node: ast.ImportFrom) -> list[str]:
        package = self.path.split("/")[: -node.level] if node.level else []
        return [*package, node.module] if node.module else package


def _dotted(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [*_dotted(node.value), node.attr]
    return [node.id if isinstance(node, ast.Name) else ""]


@cache
def files() -> tuple[str, ...]:
    """Every file of the project that git knows or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted(path for path in set(listed) if path and (TOP / path).is_file()))


@cache
def modules(*packages: str) -> tuple[Module, ...]:
    """Every Python file under these folders. An empty folder is a mistake: nothing would be guarded."""
    for package in packages:
        found = any(within(path, package) and path.endswith(".py") for path in files())
        assert found, f"no Python file at {package}"
    paths = [path for path in files() if path.endswith(".py") and any(within(path, package) for package in packages)]
    return tuple(Module(path, (TOP / path).read_text(encoding="utf-8")) for path in paths)


def within(path: str, folder: str) -> bool:
    """Whether a path is this folder or file, or lies in it."""
    return path == folder or path.startswith(f"{folder}/")


def belongs(name: str, package: str) -> bool:
    """Whether a dotted name is this package, or lies in it."""
    return name == package or name.startswith(f"{package}.")


def refuse(problems: list[str], remedy: str) -> None:
    """Fail with every problem at once and with what to do about them."""
    assert not problems, "\n".join([*sorted(problems), f"-> {remedy}"])
