"""Files as people send them: real photos, and everything that only calls itself one."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from bot.evidence import LONGEST_SIDE, MOST_BYTES, Evidence
from conversations.model import BadFile, KeptFile
from storage.files import FileStore

GPS = 0x8825


def photo(size: tuple[int, int] = (3000, 2000), *, place: bool = True) -> bytes:
    """A JPEG as a phone takes it, with the place in its EXIF."""
    picture = Image.new("RGB", size, (120, 160, 90))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    if place:
        exif.get_ifd(GPS).update({1: "N", 2: (21.0, 30.0, 0.0), 3: "E", 4: (106.0, 20.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


async def test_a_photo_loses_its_place_and_stands_upright(store: FileStore) -> None:
    content = photo()
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS), "the test photo has no place to lose"
    kept = await Evidence(store).keep(content, "anh.jpg")
    assert isinstance(kept, KeptFile)
    with store.open(kept.sha256) as file:
        picture = Image.open(file)
        picture.load()
    assert not picture.getexif()
    assert picture.height > picture.width
    assert max(picture.size) <= LONGEST_SIDE


async def test_the_same_photo_twice_is_one_file(store: FileStore) -> None:
    evidence = Evidence(store)
    assert await evidence.keep(photo(), "a.jpg") == await evidence.keep(photo(), "a.jpg")


async def test_a_paper_is_kept_as_it_is(store: FileStore) -> None:
    kept = await Evidence(store).keep(b"%PDF-1.7 ...", "quyet-dinh.pdf")
    assert isinstance(kept, KeptFile)
    assert kept.mime == "application/pdf"


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 30_000_000)
    return out.getvalue()


def _huge_png() -> bytes:
    """A few kilobytes that would be 400 megapixels."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"MZ\x90\x00 a program", "wrong_kind"),
        (b"", "wrong_kind"),
        (b"just words", "wrong_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_kind"),
        (_bomb(), "wrong_kind"),
        (photo()[:2000], "damaged"),
        (b"\x89PNG\r\n\x1a\n broken", "damaged"),
        (_huge_png(), "damaged"),
        (b"%PDF-" + b"x" * MOST_BYTES, "too_big"),
    ],
    ids=["exe", "empty", "text", "svg", "zip bomb", "cut", "broken png", "huge png", "30 MB"],
)
async def test_what_is_no_photo_is_refused_whatever_its_name(store: FileStore, content: bytes, fault: str) -> None:
    assert await Evidence(store).keep(content, "anh.jpg") == BadFile("anh.jpg", fault)  # type: ignore[arg-type]  # the parameters are such literals
