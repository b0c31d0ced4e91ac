"""Guards the small habits: names that say something, modules that introduce themselves, silence that has a reason."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import PurePath

from tests.architecture.source import CODE, TOP, Module, files, modules, refuse

TOP_ENTRIES = """
    .ci .gitignore CHANGELOG.md LICENSE Makefile README.md bot compose.yaml conversations docs locales pyproject.toml
    requirements-dev.lock requirements.lock storage tests
""".split()

# Names that say nothing about what is inside.
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "service", "services", "util", "utils"}

SETTINGS = "bot/settings.py"
SETTING = re.compile(r"[A-Z][A-Z0-9]+(_[A-Z0-9]+)*")

# What silences a check, and must be followed by words that say why.
SILENCER = re.compile(r"#\s*(noqa(:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*)?|type:\s*ignore(\[[a-z-, ]+\])?)")
REASON = re.compile(r"\w{2,}\W+\w{2,}")


def comments(module: Module) -> Iterator[tuple[int, str]]:
    """Line and text of each comment."""
    for token in tokenize.generate_tokens(iter(module.text.splitlines(keepends=True)).__next__):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def settings() -> set[str]:
    """The environment variables that the settings read: each string in capitals is one."""
    (module,) = modules(SETTINGS)
    strings = [node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)]
    return {text for text in strings if isinstance(text, str) and SETTING.fullmatch(text)}


def test_the_top_holds_only_what_belongs_there() -> None:
    top = {path.partition("/")[0] for path in files()}
    problems = [f"{entry} lies at the top" for entry in top - set(TOP_ENTRIES)]
    refuse(
        problems,
        "move it into one of the folders, add it to .gitignore, or add it to TOP_ENTRIES and say why in the commit",
    )
    refuse([f"{entry} is missing" for entry in set(TOP_ENTRIES) - top - {"docs"}], "put it back")


def test_names_say_something() -> None:
    problems = [
        path
        for path in (module.path for module in modules(*CODE, "tests"))
        if any(word in EMPTY_NAMES for part in PurePath(path).with_suffix("").parts for word in part.split("_"))
    ]
    refuse(problems, "name the file after what is in it; where nothing fits, its parts belong into other files")


def test_every_module_introduces_itself() -> None:
    problems = [module.path for module in modules(*CODE, "tests") if not ast.get_docstring(module.tree)]
    refuse(problems, "begin the file with a docstring that says what it is for, not what it is called")


def test_silenced_checks_give_a_reason() -> None:
    problems = [
        f"{module.path}:{line} {comment}"
        for module in modules(*CODE, "tests")
        for line, comment in comments(module)
        if SILENCER.search(comment) and not REASON.search(SILENCER.sub("", comment))
    ]
    refuse(problems, "say why on the same line: `# noqa: BLE001 - one bad message must not stop the others`")


def test_every_setting_is_explained() -> None:
    assert settings(), f'{SETTINGS} names no variable; write each as a literal: environ.get("HTTP_PORT")'
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    problems = [f"{name} is read by {SETTINGS}" for name in settings() if not re.search(rf"\b{name}\b", readme)]
    refuse(problems, "give it a line in README.md: what it does, and what holds when it is not set")
