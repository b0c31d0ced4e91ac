"""The print of a photo: 64 bits that stay nearly the same when it is sent on, made smaller or brightened a little.

Each bit says whether one of 8 × 8 spots is clearly darker than the one to its right. It does not say what is on the
photo, and no photo can be made from it.
"""

from typing import BinaryIO

from PIL import Image

SIDE = 8
CLEARLY = 3
"""Of 255 shades: less is noise of the encoder, which would turn bits at random in a clear sky."""
LEAST_DRAWN = 6
"""Bits; a picture with fewer (a white page, a dark room) looks like every other such picture and has no print."""


def photo_print(file: BinaryIO) -> int | None:
    """Return the print of a kept photo as a signed number, None where it shows too little."""
    with Image.open(file, formats=("JPEG",)) as opened:
        opened.draft("L", (SIDE * 32, SIDE * 32))  # decoded small at once: a tenth of the time
        grey = opened.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX)
    shades = grey.tobytes()
    bits = 0
    for row in range(SIDE):
        for column in range(SIDE):
            at = row * (SIDE + 1) + column
            bits = bits << 1 | (shades[at + 1] - shades[at] > CLEARLY)
    if bits.bit_count() < LEAST_DRAWN:
        return None
    return bits - 2**64 if bits >= 2**63 else bits
