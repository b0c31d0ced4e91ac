"""Photos and papers: one by one or several at once, until "xong". What is of another kind is left out, and said so."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json, KeptFile
from conversations.texts import Joined, Phrase, Text, phrase

DONE_WORDS = ("xong", "xong roi", "het", "het roi", "tiep", "done")
CLEAR_WORDS = ("gui lai", "gui lai tu dau", "xoa", "xoa het", "bo het", "clear")
SKIP_WORDS = ("bo qua", "chua co", "khong co", "khong", "ko", "chua", "gui sau", "bo sung sau", "de sau", "skip")
KINDS: Mapping[str, Phrase] = {
    "image/jpeg": phrase("files.kind.photo"),
    "application/pdf": phrase("files.kind.pdf"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": phrase("files.kind.xlsx"),
}
"""What each kind of file is called."""


@dataclass(frozen=True, kw_only=True)
class Files(Question[tuple[KeptFile, ...]]):
    """The value is the files, each once, in the order they came. `takes` are the kinds (MIME) that are asked for."""

    least: int = 1
    most: int = 20
    takes: tuple[str, ...] = ("image/jpeg", "application/pdf")
    entry: ClassVar[Entry] = "files"
    reads_files: ClassVar[bool] = True

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        have = len(_files(kept))
        done = (Option("done", phrase("option.done"), DONE_WORDS),) if have >= max(self.least, 1) else ()
        if have:
            return (*done, Option("clear", phrase("option.clear_files"), CLEAR_WORDS))
        return (Option("skip", phrase("option.no_files"), SKIP_WORDS),) if self.optional else ()

    def prompt(self, kept: Json, reader: Reader) -> tuple[Text, ...]:
        have = len(_files(kept))
        return (phrase("files.have", n=have) if have else self.text,)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[tuple[KeptFile, ...]]:
        if choice == "clear":
            return Partial([], (phrase("files.cleared"),))
        return Read(_files(kept) if choice == "done" else ())

    def attach(self, files: tuple[KeptFile, ...], kept: Json, reader: Reader) -> Reading[tuple[KeptFile, ...]]:
        if not files:
            return self.understand("", kept, reader)
        good = tuple(file for file in files if file.mime in self.takes)
        names, takes = _names(file for file in files if file not in good), self._takes()
        if not good:
            return refuse("files.kind", names=names, takes=takes)
        all_ = {file.sha256: file for file in (*_files(kept), *good)}
        if len(all_) > self.most:
            return refuse("files.most", most=self.most, have=len(_files(kept)))
        say = (phrase("files.left_out", names=names, takes=takes),) if len(good) < len(files) else ()
        return Partial([asdict(file) for file in all_.values()], say)

    def _takes(self) -> Joined:
        return Joined(tuple(KINDS.get(mime, mime) for mime in self.takes))

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[tuple[KeptFile, ...]]:
        return refuse("files.more" if _files(kept) else "files")

    def load(self, raw: Json) -> tuple[KeptFile, ...]:
        files = _files(raw)
        if not isinstance(raw, list) or len(files) != len(raw) or (len(files) < self.least and not self.optional):
            raise Misfit
        return files

    def dump(self, value: tuple[KeptFile, ...]) -> Json:
        return [asdict(file) for file in value]

    def reopen(self, value: tuple[KeptFile, ...]) -> Json:
        return self.dump(value)

    def show(self, value: tuple[KeptFile, ...]) -> Text:
        return phrase("show.files", n=len(value)) if value else phrase("show.no_files")

    def sample(self) -> tuple[KeptFile, ...]:
        return tuple(KeptFile(f"{number:064x}", "image/jpeg", 1, "") for number in range(max(self.least, 1)))


def _names(files: Iterable[KeptFile]) -> Joined:
    """Return what the files are called, each once."""
    names = {f"“{file.name}”": None for file in files if file.name}
    return Joined(tuple(names) or (phrase("files.unnamed"),))


def _files(kept: Json) -> tuple[KeptFile, ...]:
    rows = kept if isinstance(kept, list) else []
    return tuple(KeptFile(**row) for row in rows if isinstance(row, dict) and _whole(row))  # type: ignore[arg-type]  # _whole has looked at it


def _whole(row: dict[str, Json]) -> bool:
    return (
        row.keys() == {"sha256", "mime", "size", "name"}
        and all(isinstance(row[key], str) for key in ("sha256", "mime", "name"))
        and isinstance(row["size"], int)
    )
