"""What may be typed at any time instead of tapping: commands and controls, Vietnamese and English, without accents.

These are words that people write, not sentences that they read: those are in locales/.
"""

import re
from dataclasses import dataclass
from typing import Literal

from conversations.answers.folding import fold_all

CommandName = Literal[
    "start", "menu", "new", "files", "resume", "language", "help", "cancel", "door",
    "plans", "search", "advise", "rounds", "add_plan", "review", "open", "history", "people", "import_people",
    "council", "nurture", "gallery", "units", "board", "announcements", "got", "remind", "later", "paper", "not_mine",
]  # fmt: skip
ControlName = Literal["back", "save", "hint", "keep", "edit", "yes", "no"]

COMMANDS: dict[CommandName, tuple[str, ...]] = {
    "start": ("/start", "bat dau"),
    "menu": ("/menu", "menu", "trang chu", "trang dau"),
    "new": ("/moi", "/new", "de cu moi", "ho so moi", "new nomination"),
    "files": ("/hoso", "/files", "ho so", "ho so cua toi", "danh sach ho so", "my files"),
    "resume": ("/tiep", "/resume", "tiep", "lam tiep", "lam tiep ho so", "resume", "continue"),
    "language": ("/ngonngu", "/language", "ngon ngu", "language", "tieng anh", "english", "tieng viet"),
    "help": ("/trogiup", "/help", "tro giup", "giup", "giup toi", "help"),
    "cancel": ("/huy", "/cancel", "huy", "huy ho so", "cancel", "bo ho so nay"),
    "rounds": ("/dot", "/rounds", "dot xet", "cac dot", "mo dot", "mo dot xet", "rounds"),
    "review": ("/xet", "/review", "xet ho so", "ho so cho xet", "cho xet", "review"),
    "council": ("/hoidong", "/bophieu", "/council", "hoi dong", "bo phieu", "hoi dong binh xet", "binh xet", "vote"),
    "add_plan": ("/themkehoach", "/addplan", "them ke hoach", "add a plan"),
    "history": ("/lichsu", "/history", "lich su", "ai sua", "ai sua gi", "ai sua gi, khi nao", "ai lam gi", "history"),
    "people": ("/nguoi", "/people", "nguoi dung", "can bo", "danh sach can bo", "people"),
    "import_people": ("/nhapdanhsach", "/importpeople", "nhap danh sach", "import people"),
    "units": ("/donvi", "/units", "don vi", "cac don vi", "units"),
    "announcements": (
        "/thongbao",
        "/announce",
        "thong bao",
        "gui thong bao",
        "cac thong bao",
        "broadcast",
        "announcements",
    ),
    "got": ("/danhan", "/got", "da nhan", "da nhan thong bao", "da nhan duoc", "toi da nhan", "i got it"),
    "remind": ("/nhac", "/reminders", "nhac", "nhac viec", "cai dat nhac", "reminders"),
    "later": ("/nhacmai", "/later", "nhac mai", "nhac mai 8 gio"),
    "paper": ("/danopgiay", "/onpaper"),
    "not_mine": ("/khongphaiviectoi", "/notmine"),
    "door": ("/ketnoi", "/connect", "ket noi", "mo may khac", "connect"),
    "plans": ("/kehoach", "/plans", "ke hoach", "cac ke hoach", "tieu chi", "xem tieu chi", "plans", "criteria"),
    "search": ("/tim", "/search", "tim", "tim kiem", "search"),
    "board": ("/tiendo", "/bang", "/progress", "tien do", "bang", "bang tien do", "con thieu chi tieu", "progress"),
    "nurture": ("/boiduong", "/nurture", "boi duong", "dang boi duong", "den han tham", "nurturing"),
    "gallery": ("/guong", "/gallery", "kho guong", "guong dien hinh", "cac guong", "gallery"),
    "advise": (
        "/goiy",
        "/advise",
        "goi y",
        "giup toi chon",
        "nen de cu vao linh vuc nao",
        "toi nen de cu vao linh vuc nao",
        "de cu vao linh vuc nao",
        "which field",
    ),
}
CONTROLS: dict[ControlName, tuple[str, ...]] = {
    "back": ("quay lai", "lui", "lui lai", "cau truoc", "back"),
    "save": ("luu", "luu nhap", "luu lam tiep sau", "luu, lam tiep sau", "de sau", "save", "save for later"),
    "hint": ("?", "??", "la gi", "? la gi", "khong hieu", "huong dan", "what is it"),
    "keep": ("giu nguyen", "giu nhu cu", "keep"),
    "edit": ("sua", "sua lai", "edit"),
    "yes": ("dung", "dung ca", "dung roi", "co", "phai", "vang", "da", "ok", "yes", "y", "1"),
    "no": ("sai", "khong", "khong dung", "nhap lai", "chua dung", "no", "n", "0"),
}
_BY_WORD: dict[str, CommandName] = {word: name for name, words in COMMANDS.items() for word in words}
_CONTROL_BY_WORD: dict[str, ControlName] = {
    word: name for name, words in CONTROLS.items() if name not in ("yes", "no") for word in words
}
_EDIT = re.compile(r"^(?:sua|edit)(?: cau)? (\d{1,3})$")


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do anywhere; `argument` is the code of `/start CODE`, the words of `/tim WORDS`."""

    name: CommandName
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """Something to do with the open question; `number` is the line of "sửa 5"."""

    name: ControlName
    number: int = 0


def slash(text: str) -> Command | None:
    """Return the command that `text` gives with a slash. "/start@bot CODE" counts too."""
    if not text.startswith("/"):
        return None
    head, _, argument = text.partition(" ")
    name = _BY_WORD.get(head.partition("@")[0].lower())
    return Command(name, argument.strip()) if name else None


def word(text: str) -> Command | Control | None:
    """Return what the bare words `text` ask for, or None where they are simply an answer."""
    for folded in sorted(fold_all(text)) or [text.strip()]:
        if folded in _BY_WORD:
            return Command(_BY_WORD[folded])
        if folded in _CONTROL_BY_WORD:
            return Control(_CONTROL_BY_WORD[folded])
        if found := _EDIT.match(folded):
            return Control("edit", int(found[1]))
    return Control("hint") if text.strip() in ("?", "??") else None


def sought(text: str) -> Command | None:
    """Return the search that "tìm hội viên vay vốn" asks for, its words as they were typed; None without words."""
    first, _, rest = text.partition(" ")
    second, _, further = rest.partition(" ")
    if len(first) <= len("search") and fold_all(first) & {"tim", "search"}:
        wanted = further if "kiem" in fold_all(second) else rest
        return Command("search", wanted.strip()) if wanted.strip() else None
    return None


def affirmed(text: str) -> bool | None:
    """Return True for a yes, False for a no, None for anything else."""
    folded = fold_all(text)
    if folded & set(CONTROLS["yes"]):
        return True
    return False if folded & set(CONTROLS["no"]) else None
