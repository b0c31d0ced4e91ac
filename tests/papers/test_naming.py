"""What a paper is called: every name can be kept by a phone, and none is another's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers.naming import MOST_BYTES, file_names, mime_of

LONG = 80 * "ệ"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Biểu điểm 458/KH-UBND.xlsx", "Biểu điểm 458-KH-UBND.xlsx"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\thu chi.xlsx", "C-thu chi.xlsx"),
        ("a\u202excod.exe", "axcod.exe"),
        ('ảnh "đẹp"\r\n.pdf', "ảnh -đẹp.pdf"),
        ("Bie\u0302\u0309u.xlsx", "Biểu.xlsx"),
        (f"{LONG}.docx", f"{53 * 'ệ'}.docx"),
        (".xlsx", "xlsx"),
        ("\x00", "tep"),
        ("", "tep"),
    ],
)
def test_a_name_is_made_fit(wanted: str, name: str) -> None:
    assert file_names([wanted]) == [name]


def test_no_two_of_a_message_are_alike() -> None:
    assert file_names(["a.xlsx", "a.xlsx", "a (2).xlsx", "a.docx", "a.xlsx"]) == [
        "a.xlsx", "a (2).xlsx", "a (2) (2).xlsx", "a.docx", "a (3).xlsx",
    ]  # fmt: skip


@given(st.lists(st.text(), max_size=5))
def test_whatever_is_wanted(wanted: list[str]) -> None:
    names = file_names(wanted)
    assert len(set(names)) == len(wanted)
    for name in names:
        assert name.isprintable()
        assert not set('/\\:*?"<>|') & set(name)
        assert not name.startswith(".")
        assert 0 < len(name.encode()) <= MOST_BYTES + 20


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("A.PDF", "application/pdf"),
        ("a.html", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_the_ending_tells_the_kind(name: str, mime: str) -> None:
    assert mime_of(name) == mime
