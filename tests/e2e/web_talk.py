"""A short nomination for the tests of the page: each answer is followed by the next bubble."""

from dataclasses import dataclass, field

from bot.channels.base import Bubble, Inbound, Key, Paragraph, Span
from conversations.model import Opened, Said, SentFiles, Tapped
from tests.e2e.web_house import MemoryHouse, bubble

BACK, SAVE, HINT = (
    Key("!back", "‹ Quay lại", "control"),
    Key("!save", "Lưu, làm tiếp sau", "control"),
    Key("!hint", "? Là gì", "control"),
)
TICKS = ("không ảnh hưởng xấu đến môi trường", "tích cực tham gia các hoạt động xã hội", "chấp hành tốt pháp luật")


def keys(*labels: str) -> tuple[Key, ...]:
    """Return answers, numbered."""
    return (*(Key(str(number), label) for number, label in enumerate(labels, 1)), BACK, SAVE, HINT)


def ticks(ref: int, on: frozenset[int]) -> Bubble:
    """Return the checklist with some lines ticked."""
    lines = tuple(Key(f"t{n}", f"{'☑' if n in on else '☐'} {text}", "answer", n in on) for n, text in enumerate(TICKS))
    return bubble("Điều nào đúng?", ref=ref, keys=(*lines, *keys("Tiếp")), progress="câu 4/7")


def card(ref: int) -> Bubble:
    """Return a summary with a line to edit."""
    title = Paragraph("body", (Span("Phiếu đề cử", bold=True),))
    line = Paragraph("line", (Span("1. Họ tên: "), Span("Hoàng Văn Thắng", bold=True)), Key("!edit:1", "1", "edit"))
    return Bubble((title, line), keys("Gửi lên xã"), ref, "câu 7/7")


@dataclass
class Talk:
    """Reacts to what comes in at a MemoryHouse."""

    at: dict[str, int] = field(default_factory=dict)
    on: frozenset[int] = frozenset()

    def __call__(self, house: MemoryHouse, inbound: Inbound) -> str | None:
        event, address = inbound.event, inbound.address
        if isinstance(event, Opened) and address in self.at:
            return None
        if isinstance(event, Tapped) and event.choice.startswith("t"):
            self.on ^= {int(event.choice[1:])}
            house.show(address, ticks(event.ref, self.on), "amend")
            return None
        if isinstance(event, Tapped):
            self._answered(house, address, event)
        if isinstance(event, SentFiles):
            house.show(address, bubble("\n".join(f"📎 {file.name}" for file in event.files)), "echo")
        self.at[address] = self.at.get(address, 0) + 1
        house.show(address, self._question(self.at[address], next(house.refs)))
        return "Đã ghi" if isinstance(event, Said) and event.text == "báo" else None

    @staticmethod
    def _answered(house: MemoryHouse, address: str, event: Tapped) -> None:
        """Put the question with its answer in place of the question."""
        asked = next(item.bubble for item in reversed(house.feeds[address]) if item.bubble.ref == event.ref)
        label = next((key.label for key in asked.keys if key.data == event.choice), event.choice)
        note = Paragraph("note", (Span(f"✔ {label}"),))
        house.show(address, Bubble((*asked.paragraphs, note), ref=event.ref), "amend")

    def _question(self, step: int, ref: int) -> Bubble:
        match step:
            case 1:
                return bubble(
                    "Chị muốn giới thiệu ai?", ref=ref, keys=keys("Hộ gia đình", "Một người"), progress="câu 1/7"
                )
            case 2:
                return bubble("Họ tên?", ref=ref, keys=keys(), progress="câu 2/7", entry="text")
            case 3:
                return bubble("Lợi nhuận?", ref=ref, keys=keys(), progress="câu 3/7", entry="number")
            case 4:
                return ticks(ref, self.on)
            case 5:
                return bubble("Gửi ảnh mô hình.", ref=ref, keys=keys("Gửi sau"), progress="câu 5/7", entry="files")
            case 6:
                return bubble("Cách làm?", ref=ref, keys=keys(), progress="câu 6/7", entry="long")
            case 7:
                return card(ref)
            case _:
                return bubble(f"Bước {step}")
