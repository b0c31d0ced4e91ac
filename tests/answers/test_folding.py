"""Cleaning, folding and Telex: what makes two ways of typing the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers.folding import fold, fold_all, has_marks, settle_tones, tidy, untelex


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  a  b ", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\u202ea\u200bb\u2066\ufeff\x07", "ab"),
        ("a\u00a0b\u3000c\td", "a b c d"),
        ("Đo\u0300ng", "Đòng"),
        ("e" + "\u0301" * 30, "é\u0301\u0301\u0301"),
    ],
)
def test_tidy(typed: str, clean: str) -> None:
    assert tidy(typed) == clean


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Hộ gia đình", "ho gia dinh"),
        ("KHÁNH HOÀ", "khanh hoa"),
        ("Khánh Hòa.", "khanh hoa"),
        ("«Đồng  ý!!»", "dong y"),
        ("ủy/uỷ", "uy/uy"),
        ("Ê Đê ƯỚC Đ", "e de uoc d"),
        ("…", ""),
        ("ＡＢ１", "ab1"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hooj gia ddinhf", "hộ gia đình"),
        ("Hooj gia ddinhf", "Hộ gia đình"),
        ("HOOJ GIA DDINHF", "HỘ GIA ĐÌNH"),
        ("dduwowcj dduowcj dduocwj", "được được được"),
        ("nguowif nguwowif nguoiwf", "người người người"),
        ("hoangf vanw thangws", "hoàng văn thắng"),
        ("thuyr quyees uyr", "thủy quyế ủy"),
        ("khoong cos", "không có"),
        ("nawm trawm trieeuj", "năm trăm triệu"),
        ("2 tyr ruowix", "2 tỷ rưỡi"),
        ("muwa giuwax gif gias", "mưa giữa gì giá"),
    ],
)
def test_telex_is_decoded(typed: str, meant: str) -> None:
    assert untelex(typed) == meant
    assert fold(meant) in fold_all(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "ho gia dinh", "ok", "sao", "xong", "facebook", "internet", "gas station", "sms", "wifi", "book", "see you",
        "is this for us", "180tr", "1ty2", "Hộ gia đình", "HTX", "VietGAP", "OCOP", "", "hoooo", "tôi làm farm",
    ],
)  # fmt: skip
def test_ordinary_words_are_left_alone(typed: str) -> None:
    assert untelex(typed) == typed


def test_tones_have_one_place() -> None:
    assert settle_tones("Khánh Hoà") == settle_tones("khánh hòa") == "khánh hòa"
    assert settle_tones("uỷ") == "ủy"
    assert settle_tones("quý") == "quý"
    assert settle_tones("hoàn") == "hoàn"
    assert settle_tones("Bàn") != settle_tones("Bản")


def test_marks_are_seen() -> None:
    assert has_marks("Đan")
    assert has_marks("Lò")
    assert not has_marks("Hoang Van Thang")


@given(st.text())
def test_cleaning_and_folding_come_to_rest(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)
    assert all(form == fold(form) for form in fold_all(text))
    untelex(text)
