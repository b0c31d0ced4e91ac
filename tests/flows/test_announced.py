"""Saying that one got an announcement is done beside whatever is open; its text is the admin's own, stars and all."""

import pytest

from bot.channels.base import Span
from conversations.announcement import ASIDE, composed
from conversations.audience import SIFTS, Audience, audience_from_json
from conversations.model import Opened, Received, Tapped
from conversations.queries import Announced, AnnouncedTo, Broadcast
from conversations.texts import Joined, Marked, text_from_json, text_to_json
from tests.talk import BEGIN, CATALOGUE, FACTS, RENDERER, Talk

SENT = Broadcast(
    7, 1, "done", 3, "xã Vân Nham", "Họp *8 giờ*.\n\nMang hồ sơ.", "Meeting at *8*.", (), "Hà", "tỉnh", BEGIN,
    corrected=False,
)  # fmt: skip


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Somebody with an open question who was sent an announcement."""

    def sent(talk: Talk, query: AnnouncedTo) -> Announced | None:
        done = any(isinstance(deed, Received) for deed in talk.deeds)
        newest = query.broadcast_id == 0 and not done
        return Announced(SENT, done) if newest or query.broadcast_id == SENT.id else None

    monkeypatch.setitem(FACTS, AnnouncedTo, sent)
    talk = Talk()
    talk.does(Opened())
    talk.says("/moi")
    return talk


def test_a_tap_leaves_the_open_question_as_it_was(talk: Talk) -> None:
    before, asked = talk.state, talk.asks()
    talk.waits(days=4)
    ((verb, bubble),) = talk.does(Tapped(ASIDE + SENT.id, f"@got:{SENT.id}"))
    assert (verb, bubble.ref, bubble.keys) == ("amend", ASIDE + SENT.id, ())
    assert talk.deeds == [Received(SENT.id)]
    assert talk.toasts == ["✔ Đã ghi nhận. Cảm ơn anh/chị."]
    assert (talk.state, talk.asks()) == (before, asked), "not even its age has changed"
    talk.does(Tapped(ASIDE + SENT.id, f"@got:{SENT.id}"))
    assert talk.deeds == [Received(SENT.id)], "said twice it is kept once"
    assert talk.toasts[-1] == "✔ Anh/chị đã báo nhận rồi, cảm ơn."


def test_it_may_be_typed(talk: Talk) -> None:
    before = talk.state
    talk.says("Đã nhận")
    assert talk.deeds == [Received(SENT.id)]
    assert talk.last == "✔ Đã ghi nhận. Cảm ơn anh/chị."
    talk.says("đã nhận")
    assert talk.last == "Anh/chị không có thông báo nào chưa báo nhận."
    assert talk.state == before


@pytest.mark.parametrize("choice", ["@got:8", "@got:x", "@got:", "@got:99999999999999999999999"])
def test_a_button_that_was_never_there_does_nothing(talk: Talk, choice: str) -> None:
    talk.does(Tapped(0, choice))
    assert talk.deeds == []


def test_a_stranger_is_asked_in_first(talk: Talk) -> None:
    talk.person = None
    talk.state = None
    talk.does(Tapped(0, "@got:7"))
    assert talk.deeds == []


def test_everybody_reads_his_own_language() -> None:
    vi, en = (RENDERER.bubble(composed(SENT, "announce", locale), locale, Talk().can) for locale in ("vi", "en"))
    assert vi.plain() == "📢 Thông báo – Hà, tỉnh\n\nHọp 8 giờ.\n\nMang hồ sơ."
    assert en.plain() == "📢 Announcement – Hà, tỉnh\n\nMeeting at 8."
    assert [span.text for paragraph in vi.paragraphs for span in paragraph.spans if span.bold] == ["Thông báo", "8 giờ"]


@pytest.mark.parametrize(
    ("words", "bold"),
    [
        ("Nộp trước *16 giờ*.", ["16 giờ"]),
        ("*Gấp:* họp *ngay*", ["Gấp:", "ngay"]),
        ("3 * 4 * 5", []),
        ("một * lẻ", []),
        ("a*b*c", []),
        ("**", []),
        ("*hai\ndòng*", []),
        ("{name} *{n}*", ["{n}"]),
    ],
)
def test_what_stands_between_stars_is_bold(words: str, bold: list[str]) -> None:
    spans = CATALOGUE.spans("vi", Marked(words))
    assert [span.text for span in spans if span.bold] == bold
    assert CATALOGUE.say("vi", Marked(words)) == "".join(span.text for span in spans)
    whole = words if not bold else words.replace("*", "")
    assert CATALOGUE.say("vi", Marked(words)) == whole
    assert CATALOGUE.spans("vi", words) == (Span(words),), "what is not marked is shown as it was typed"


def test_it_survives_a_restart() -> None:
    text = Joined((Marked("*a*"), "b"))
    assert text_from_json(text_to_json(text)) == text
    for sift in SIFTS:
        audience = Audience(3, ("officer", "leader"), sift, 1, "kinh-te", 2, (4, 5))
        assert audience_from_json(audience.to_json()) == audience
