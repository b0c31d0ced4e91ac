"""Words -> the field that is meant, whatever way they are typed; and whatever is typed gives a list."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.plans.search import MOST_HITS, SNIPPET, nearest, search
from conversations.plans.search_index import index_of
from conversations.plans.shelf import Plans
from tests.talk import PLANS

FARMERS = {"quang-nam/nong-dan", "nam-dinh/nong-dan", "huu-lung/kinh-te"}
LIVESTOCK = {*FARMERS, "bac-kan/kinh-te-ho"}
POOR = {"huu-lung/vi-nguoi-ngheo", "quang-nam/vi-nguoi-ngheo", "nam-dinh/vi-nguoi-ngheo"}
ROADS = {f"{plan}/nong-thon-moi" for plan in ("bac-kan", "huu-lung", "quang-nam", "nam-dinh")}
OFFICES = {"khanh-hoa-bdt/cong-so", "huu-lung/cong-so", "quang-nam/cong-so", "nam-dinh/cong-so-cai-cach"}
STARTUPS = {f"{plan}/khoi-nghiep" for plan in ("huu-lung", "quang-nam", "nam-dinh")}
MEANT = {
    "hội viên nông dân vay vốn": FARMERS,
    "hoi vien nong dan vay von": FARMERS,
    "von vay dan nong vien hoi": FARMERS,
    "nuoi ga": LIVESTOCK,
    "nuôi gà": LIVESTOCK,
    "khoi nghiep": STARTUPS,
    "khowir nghieepj": STARTUPS,
    "hien dat lam duong": ROADS,
    "lam duong hien dat": ROADS,
    "hoc sinh ngheo vuot kho": {"huu-lung/day-tot-hoc-tot", "bac-kan/giao-duc"},
    "van hoa cong so": OFFICES,
    "giup ho ngheo": POOR,
    "giups hooj ngheof": POOR,
    "GIÚP HỘ NGHÈO": POOR,
    "gia đình văn hoá": {"bac-kan/khu-dan-cu", "quang-nam/van-hoa-the-thao"},
    "trước ngày 15/02": {"quang-nam/"},
    "bac si": {f"{plan}/y-te" for plan in ("bac-kan", "huu-lung", "quang-nam", "nam-dinh")},
}
"""What is typed -> every one of these places is found, and the first hit is one of them."""


def places(text: str) -> list[str]:
    return [f"{hit.place.plan_id}/{hit.place.field_id}" for hit in search(PLANS, text)]


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_is_found(text: str) -> None:
    found = places(text)
    assert found[0] in MEANT[text]
    assert MEANT[text] <= set(found)


def test_marks_tell_words_apart() -> None:
    """With marks, what has the same ones stands first: “khối” is not “khởi”."""
    hits = search(PLANS, "khối thi đua")
    assert hits[0].place.section == "general" or "khối thi đua" in hits[0].sentence.casefold()


def test_common_words_weigh_little() -> None:
    index = index_of(PLANS)
    assert max(index.weight(word) for word in ("va", "cac", "cua")) < min(index.weight(w) for w in ("ngheo", "nuoi"))
    assert places("các phong trào của khởi nghiệp và")[0] in STARTUPS


def test_the_sentence_shows_where_it_was_found() -> None:
    hit = search(PLANS, "nghĩa cử cao đẹp")[0]
    assert hit.place.field_id == "giao-duc"
    assert "nghĩa cử cao đẹp" in hit.sentence
    longest = search(PLANS, "quảng bá sản phẩm")[0].sentence
    assert len(longest) <= SNIPPET + len("……")
    assert "quảng bá" in longest


@pytest.mark.parametrize("text", ["", "   ", "…", "qwrtz", "😀", "x" * 4_000, "\x00"])
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert search(PLANS, text) == ()


def test_a_slip_is_put_right() -> None:
    assert nearest(PLANS, "ngiepp") == ("nghiep",)
    assert nearest(PLANS, "qwrtz") == ()


words = st.sampled_from("hội hoi vien nông dân ngheo các của 15/02 5 không start-up hooj ddinhf “ đ".split())


@given(st.one_of(st.text(max_size=80), st.lists(words, max_size=30).map(" ".join)))
def test_whatever_is_typed_gives_a_list(text: str) -> None:
    hits = search(PLANS, text)
    assert len(hits) <= MOST_HITS
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.place for hit in hits}) == len(hits)
    assert isinstance(nearest(PLANS, text), tuple)


def test_looking_up_is_quick() -> None:
    """Milliseconds of the quickest of five, so that a busy machine does not count; the index stands already."""
    index_of(PLANS)
    for text in (*MEANT, "của và các trong của phong trào thi đua hội viên có nhiều thành tích"):
        assert min(_took(text) for _ in range(5)) < 5, text


def _took(text: str) -> float:
    begin = perf_counter()
    search(PLANS, text)
    return (perf_counter() - begin) * 1_000


def test_the_index_is_built_once() -> None:
    assert index_of(PLANS) is index_of(Plans(PLANS.values()))
