"""Golden conversations: a text file of what a person does, and below each step what the bot answers to the letter.

# what this conversation shows
@ can=buttons            a directive: can=words (a door without buttons), door=2, days=40, person=ha
> gõ như thế này         typed; ⏎ goes to a new line
[Đề cử mới]              tapped, by the beginning of its label
{anh1.jpg, anh2.jpg}     sent
| what the bot answers follows, every line after a bar; written anew by `pytest --update-transcripts`
"""

from dataclasses import replace
from pathlib import Path

from bot.channels.base import Bubble, Key
from conversations.criteria.outcome import STATUSES
from conversations.criteria.verdict import Verdict
from conversations.model import CoNominated, Filed, Opened, RoundKept, SentOther, SharedPhone, Tapped
from conversations.plans.rules import Rules
from tests.talk import CAST, CATALOGUE, Talk

WORDS = {"buttons": True, "words": False}


def played(script: str) -> str:
    """Return the transcript as it is today: the steps of `script` with what is answered now."""
    talk = Talk()
    out: list[str] = []
    for line in script.splitlines():
        if line.startswith("|") or (not line.strip() and out and not out[-1].strip()):
            continue
        out.append(line)
        if line.startswith(("#", "|")) or not line.strip():
            continue
        toasts, deeds = len(talk.toasts), len(talk.deeds)
        said = _step(talk, line)
        out += [f"|{row}" for verb, bubble in said for row in _rows(verb, bubble)]
        out += [f"| ({toast})" for toast in talk.toasts[toasts:]]
        out += [f"| ⇒ {_deed(deed)}" for deed in talk.deeds[deeds:]]
    return "\n".join(out).rstrip() + "\n"


def _step(talk: Talk, line: str) -> list[tuple[str, Bubble]]:
    if line.startswith("@"):
        _direct(talk, line[1:].strip())
        return []
    if line.startswith("> "):
        return talk.says(line[2:].replace(" ⏎ ", "\n"))
    if line == "(mở)":
        return talk.does(Opened())
    if line.startswith("(bấm "):
        ref, choice = line[5:-1].split()
        return talk.does(Tapped(int(ref), choice))
    if line.startswith("(số "):
        return talk.does(SharedPhone(line[4:-1].removeprefix("của người khác "), own="của người khác" not in line))
    if line.startswith("(gửi "):
        return talk.does(SentOther(line[5:-1]))  # type: ignore[arg-type]  # the transcript names one of the kinds
    if line.startswith("[") and line.endswith("]"):
        return talk.taps(line[1:-1])
    if line.startswith("{") and line.endswith("}"):
        return talk.sends(*(name.strip() for name in line[1:-1].split(",")))
    raise ValueError(f"a transcript has no line such as {line!r}")


def _direct(talk: Talk, directive: str) -> None:
    name, _, value = directive.partition("=")
    match name:
        case "can":
            talk.can = replace(talk.can, buttons=WORDS[value], edits=WORDS[value])
        case "days":
            talk.waits(days=int(value))
        case "door":
            talk.door = value
        case "newer":
            plan_id, field_id, text = value.split(" ", 2)
            talk.publish(plan_id, field_id, text)
        case "person":
            talk.gives_way_to(CAST[value])
        case "phone":
            talk.can = replace(talk.can, phone=value == "1")
        case "stranger":
            talk.person = None
        case "rounds":
            talk.rounds = tuple(round_ for round_ in talk.rounds if round_.plan_id in value.split(","))
        case _:
            raise ValueError(f"a transcript has no directive {directive!r}")


def _rows(verb: str, bubble: Bubble) -> list[str]:
    mark = "✎" if verb == "amend" else "🤖"
    text = bubble.plain().split("\n")
    answers = " ".join(f"[{_label(key)}]" for key in bubble.keys if key.role == "answer")
    shares = [f"⌨ [{key.label}]" for key in bubble.keys if key.role == "phone"]
    controls = " · ".join(key.label for key in bubble.keys if key.role == "control")
    tail = [part for part in (*shares, answers, " · ".join(filter(None, (controls, bubble.progress)))) if part]
    papers = [f"📄 {paper.name}" for paper in bubble.papers]
    return [f" {mark} {text[0]}", *(f"    {row}".rstrip() for row in (*text[1:], *papers, *tail))]


def _label(key: Key) -> str:
    return key.label if key.ticked is None else f"{'☑' if key.ticked else '☐'} {key.label}"


def _deed(deed: object) -> str:
    if isinstance(deed, RoundKept):
        own = {name: value for name, value in Rules.from_json(deed.rules).to_json().items() if value and name != "mark"}  # type: ignore[arg-type]  # rules are a dict
        return f"{deed.name}: {deed.opens}–{deed.closes}, {deed.years}, unit {deed.unit_id}; {own}"
    if isinstance(deed, CoNominated):
        return f"stands behind nomination {deed.nomination_id}"
    if not isinstance(deed, Filed):
        return str(deed)
    verdict = Verdict.from_json(deed.verdict)
    counts = ", ".join(f"{status} {verdict.count(status)}" for status in STATUSES)
    kind = CATALOGUE.word(f"kind.{deed.kind}", "vi")
    return f"{deed.stage}: {deed.subject} ({kind}), {deed.field_id}; {counts}"


def script_of(path: Path) -> str:
    """Return the file as it stands."""
    return path.read_text(encoding="utf-8")
