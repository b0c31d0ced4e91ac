"""One Excel workbook, taken as soon as it arrives. What stands in it is not looked at here."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from conversations.answers.question import Misfit, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json, KeptFile
from conversations.texts import Text, phrase

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class Workbook(Question[KeptFile]):
    """The value is the first workbook among the files that were sent."""

    entry: ClassVar[Entry] = "workbook"
    reads_files: ClassVar[bool] = True

    def attach(self, files: tuple[KeptFile, ...], kept: Json, reader: Reader) -> Reading[KeptFile]:
        found = next((file for file in files if file.mime == XLSX), None)
        return Read(found) if found else refuse("workbook")

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[KeptFile]:
        return refuse("workbook")

    def load(self, raw: Json) -> KeptFile:
        match raw:
            case {"sha256": str(sha256), "mime": str(mime), "size": int(size), "name": str(name)} if mime == XLSX:
                return KeptFile(sha256, mime, size, name)
            case _:
                raise Misfit

    def dump(self, value: KeptFile) -> Json:
        return asdict(value)

    def show(self, value: KeptFile) -> Text:
        return value.name or phrase("show.workbook")

    def sample(self) -> KeptFile:
        return KeptFile("0" * 64, XLSX, 1, "ke-hoach.xlsx")
