"""Photos and paragraphs are recognised after what happens to them on the way, and others are not taken for them."""

import io
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from bot.photo_print import photo_print
from conversations.model import Json
from conversations.traces import copied, file_traces, files_in, near, paragraphs

STORY = (
    "Năm 2018 gia đình ông là hộ cận nghèo, đất đồi dốc chỉ trồng được sắn. Ông theo lớp kỹ thuật của Hội, chuyển hai "
    "héc-ta sang na rải vụ, đến nay mỗi năm bán mười hai tấn và giúp ba hộ trong thôn cây giống."
)
OTHER = (
    "Chị về làm dâu thôn Phổng năm 2005, hai vợ chồng nuôi lợn nái, sau dịch thì chuyển hẳn sang nuôi ong lấy mật dưới "
    "tán rừng keo, liên kết với tổ hợp tác để bán cho các cửa hàng ngoài thành phố."
)


def scene(seed: int) -> Image.Image:
    """Draw something like a photo: sky, hills, a few things in front, a little noise."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (800, 600), tuple(dice.randint(120, 230) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y, size = dice.randint(-100, 750), dice.randint(50, 550), dice.randint(40, 300)
        box, colour = (x, y, x + size, y + dice.randint(30, 250)), tuple(dice.randint(0, 255) for _ in range(3))
        if dice.random() < 0.5:
            draw.ellipse(box, fill=colour)
        else:
            draw.rectangle(box, fill=colour)
    noise = Image.frombytes("L", picture.size, dice.randbytes(picture.width * picture.height)).convert("RGB")
    return Image.blend(picture.resize((400, 300)).resize(picture.size), noise, 0.1)


def print_of(picture: Image.Image, quality: int = 85) -> int | None:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return photo_print(io.BytesIO(out.getvalue()))


SENT_ON: dict[str, Callable[[Image.Image], Image.Image]] = {
    "encoded anew": lambda picture: picture,
    "made smaller": lambda picture: picture.resize((480, 360)),
    "made tiny": lambda picture: picture.resize((240, 180)),
    "brightened": lambda picture: picture.point([min(255, shade * 11 // 10) for shade in range(256)] * 3),
    "softened": lambda picture: picture.resize((300, 225)).resize(picture.size),
    "grey": lambda picture: picture.convert("L").convert("RGB"),
}


@pytest.mark.parametrize("way", SENT_ON)
def test_a_photo_that_was_sent_on_is_near_and_found(way: str) -> None:
    for seed in range(8):
        first, again = print_of(scene(seed)), print_of(SENT_ON[way](scene(seed)), quality=45)
        assert near(first, again), f"photo {seed} is not known again when {way}"
        assert file_traces("a", first) & file_traces("b", again)


def test_other_photos_are_not_near() -> None:
    prints = [print_of(scene(seed)) for seed in range(30)]
    assert None not in prints
    assert not [1 for at, one in enumerate(prints) for other in prints[:at] if near(one, other)]


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), (140, 180, 230)])
def test_a_picture_of_nothing_has_no_print(colour: tuple[int, int, int]) -> None:
    assert print_of(Image.new("RGB", (800, 600), colour)) is None
    assert not near(None, None)
    assert len(file_traces("a", None)) == 1


def story(*texts: str) -> dict[str, Json]:
    return {f"story.{n}": text for n, text in enumerate(texts)}


def found(mine: dict[str, Json], theirs: dict[str, Json]) -> int:
    return copied(paragraphs(mine), [number for paragraph in paragraphs(theirs) for number in paragraph])


@pytest.mark.parametrize(
    "theirs",
    [
        STORY,
        STORY.upper(),
        STORY.replace(",", "").replace(".", " –"),
        STORY.replace("ông", "anh", 1).replace("ba hộ", "năm hộ"),
        f"{OTHER}\n{STORY}",
        STORY + " Mọi người đều quý.",
    ],
)
def test_a_paragraph_is_known_again_when_little_is_changed(theirs: str) -> None:
    assert found(story(STORY), story(theirs)) == found(story("", "", STORY), story(theirs)) == 1


@pytest.mark.parametrize("theirs", [OTHER, "", STORY[:40], "Chăm chỉ, tiết kiệm, giúp đỡ mọi người trong thôn."])
def test_other_words_are_not_taken_for_a_copy(theirs: str) -> None:
    assert found(story(STORY), story(theirs)) == found(story(theirs), story(STORY)) == 0


def test_a_phrase_that_anybody_may_use_is_no_copy() -> None:
    phrase = "Chấp hành tốt chủ trương của Đảng, Nhà nước."
    assert found(story(phrase), story(phrase)) == 0


LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=40)
ANY = st.dictionaries(
    st.sampled_from(["story.method", "photos", "x"]),
    st.recursive(LEAF, lambda of: st.lists(of) | st.dictionaries(st.sampled_from(["sha256", "mime"]), of)),
)


@given(ANY)
def test_any_answers_can_be_looked_through(answers: dict[str, Json]) -> None:
    numbers = [number for paragraph in paragraphs(answers) for number in paragraph]
    numbers += [number for sha256 in files_in(answers) for number in file_traces(sha256, -1)]
    assert all(-(2**63) <= number < 2**63 for number in numbers)


@given(st.integers(-(2**63), 2**63 - 1), st.sets(st.integers(0, 63), max_size=3))
def test_three_bits_never_hide_a_photo(photo: int, bits: set[int]) -> None:
    """A print has four quarters: with at most three bits turned one is as it was, unless that one says nothing."""
    turned = photo ^ sum(1 << bit for bit in bits)
    turned = (turned + 2**63) % 2**64 - 2**63
    assert near(photo, turned)
    plain = [photo >> 16 * at & 0xFFFF for at in range(4)]
    if not {0, 0xFFFF} & set(plain):
        assert (file_traces("a", photo) & file_traces("b", turned)) != frozenset()
