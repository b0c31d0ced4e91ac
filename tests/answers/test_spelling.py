"""Numbers in Vietnamese words."""

import pytest

from conversations.answers.spelling import spell


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_000_200, "một triệu không nghìn hai trăm"),
        (1_205_000, "một triệu hai trăm linh năm nghìn"),
        (180_000_000, "một trăm tám mươi triệu"),
        (1_200_000_000, "một tỷ hai trăm triệu"),
        (1_000_000_001, "một tỷ không triệu không nghìn không trăm linh một"),
        (2_500_000_000_000, "hai nghìn năm trăm tỷ"),
        (-20_000_000, "âm hai mươi triệu"),
    ],
)
def test_spell(number: int, words: str) -> None:
    assert spell(number) == words
