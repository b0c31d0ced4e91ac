"""Photos and papers: one by one or several at once, until "xong"."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json, KeptFile
from conversations.texts import Text, phrase

DONE_WORDS = ("xong", "xong roi", "het", "het roi", "tiep", "done")
CLEAR_WORDS = ("gui lai", "gui lai tu dau", "xoa", "xoa het", "bo het", "clear")
SKIP_WORDS = ("bo qua", "chua co", "khong co", "khong", "ko", "chua", "gui sau", "bo sung sau", "de sau", "skip")


@dataclass(frozen=True, kw_only=True)
class Files(Question[tuple[KeptFile, ...]]):
    """The value is the files, each once, in the order they came."""

    least: int = 1
    most: int = 20
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
        all_ = {file.sha256: file for file in (*_files(kept), *files)}
        if len(all_) > self.most:
            return refuse("files.most", most=self.most, have=len(_files(kept)))
        return Partial([asdict(file) for file in all_.values()])

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


def _files(kept: Json) -> tuple[KeptFile, ...]:
    rows = kept if isinstance(kept, list) else []
    return tuple(KeptFile(**row) for row in rows if isinstance(row, dict) and _whole(row))  # type: ignore[arg-type]  # _whole has looked at it


def _whole(row: dict[str, Json]) -> bool:
    return (
        row.keys() == {"sha256", "mime", "size", "name"}
        and all(isinstance(row[key], str) for key in ("sha256", "mime", "name"))
        and isinstance(row["size"], int)
    )
