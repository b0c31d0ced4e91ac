"""Amounts of money as people write them."""

import pytest

from conversations.answers.money import Money
from tests.answers.asking import Got, No, says

INCOME = Money(key="income", name="income")
PROFIT = Money(key="profit", name="profit", loss=True)
TR, TY = 1_000_000, 1_000_000_000

CLEAR = {
    "1,2 tỷ": 1_200 * TR,
    "1.2 tỷ": 1_200 * TR,
    "1 tỷ 2": 1_200 * TR,
    "1tỷ2": 1_200 * TR,
    "1t2": 1_200 * TR,
    "1 tỉ 2": 1_200 * TR,
    "1 tỷ 250": 1_250 * TR,
    "1 tỷ 2 trăm": 1_200 * TR,
    "1 tỷ 200 triệu": 1_200 * TR,
    "2 tỷ 50 triệu": 2_050 * TR,
    "2 tỷ rưỡi": 2_500 * TR,
    "hai tỷ mốt": 2_100 * TR,
    "tỷ rưỡi": 1_500 * TR,
    "nửa tỷ": 500 * TR,
    "0,5 tỷ": 500 * TR,
    "350tr": 350 * TR,
    "350 tr": 350 * TR,
    "350 củ": 350 * TR,
    "350 triệu đồng": 350 * TR,
    "3 trăm triệu": 300 * TR,
    "năm trăm triệu": 500 * TR,
    "ba trăm năm mươi triệu": 350 * TR,
    "ba trăm rưỡi triệu": 350 * TR,
    "một tỷ hai trăm triệu đồng": 1_200 * TR,
    "12,50 triệu": 12_500_000,
    "300.5 triệu": 300_500_000,
    "1.200,5 triệu": 1_200_500_000,
    "500k": 500_000,
    "300.000 nghìn đồng": 300 * TR,
    "1.200.000.000": 1_200 * TR,
    "1.200.000.000 đồng": 1_200 * TR,
    "1.200.000.000 đồng (một tỷ hai trăm triệu đồng)": 1_200 * TR,
    "1,200,000": 1_200_000,
    "125 000 000": 125 * TR,
    "12500000": 12_500_000,
    "12.500.000 vnđ": 12_500_000,
    "0": 0,
    "không đồng": 0,
    "không có": 0,
    "999 nghìn tỷ": 999_000 * TY,
}
UNACCENTED = {
    "nam tram trieu": 500 * TR,
    "tam tram trieu": 800 * TR,
    "2 ty ruoi": 2_500 * TR,
    "nawm trawm trieeuj": 500 * TR,
    "1,2 tyr": 1_200 * TR,
    "hai trieu ruowix": 2_500_000,
    "350 trieu dong": 350 * TR,
    "２００ triệu": 200 * TR,
}
IN_ENGLISH = {
    "150 million": 150 * TR,
    "1.2 billion": 1_200 * TR,
    "2 million dong": 2 * TR,
    "500 thousand": 500_000,
}
AMONG_WORDS = {
    "lãi 200 triệu": 200 * TR,
    "thu nhập 300 triệu": 300 * TR,
    "doanh thu 2 tỷ": 2 * TY,
    "được 300 triệu ạ": 300 * TR,
    "dạ 300tr": 300 * TR,
    "300tr nhé": 300 * TR,
    "cả nhà 300 triệu": 300 * TR,
}
A_YEAR_IS_NO_FIVE = {
    "180tr/năm": 180 * TR,
    "180 triệu đồng/năm": 180 * TR,
    "180 triệu mỗi năm": 180 * TR,
    "180 triệu một năm": 180 * TR,
    "1 năm 180 triệu": 180 * TR,
    "năm 2024 180 triệu": 180 * TR,
    "nam ngoai 180 trieu": 180 * TR,
    "180tr nam nay": 180 * TR,
}


@pytest.mark.parametrize(
    ("typed", "dong"),
    [*CLEAR.items(), *UNACCENTED.items(), *IN_ENGLISH.items(), *AMONG_WORDS.items(), *A_YEAR_IS_NO_FIVE.items()],
)
def test_money_is_read(typed: str, dong: int) -> None:
    assert says(INCOME, typed) == Got(dong)


@pytest.mark.parametrize(
    ("typed", "dong", "doubt"),
    [
        ("180", 180 * TR, "millions"),
        ("một trăm rưỡi", 150 * TR, "millions"),
        ("1,2", 1_200 * TR, "billions"),
        ("khoảng 200 triệu", 200 * TR, "about"),
        ("~200tr", 200 * TR, "about"),
        ("tầm 200tr", 200 * TR, "about"),
        ("trên dưới 300 triệu", 300 * TR, "about"),
        ("hơn 1 tỷ 2", 1_200 * TR, "about"),
        ("gần 2 ty", 2 * TY, "about"),
    ],
)
def test_a_guess_is_confirmed(typed: str, dong: int, doubt: str) -> None:
    assert says(INCOME, typed) == Got(dong, (doubt,))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("vài chục triệu", "money.vague"),
        ("mấy trăm triệu", "money.vague"),
        ("dăm triệu", "money.vague"),
        ("100-150 triệu", "money.range"),
        ("100 đến 150 triệu", "money.range"),
        ("từ 100 tới 150tr", "money.range"),
        ("hai ba trăm triệu", "money.range"),
        ("5 triệu/tháng", "money.per"),
        ("5 triệu một tháng", "money.per"),
        ("mỗi tháng 5 triệu", "money.per"),
        ("300 triệu/người", "money.per"),
        ("lỗ 20tr", "money.negative"),
        ("-20tr", "money.negative"),
        ("9999999 tỷ", "money.most"),
        ("abc", "money"),
        ("😀", "money"),
        ("lỗ", "money"),
    ],
)
def test_money_that_cannot_be_read_gets_a_sentence(typed: str, key: str) -> None:
    assert says(INCOME, typed) == No(key)


@pytest.mark.parametrize(
    "typed", ["thu 350 triệu chi 100 triệu", "200 usd", "2 tỷ đô", "1/2 tỷ", "1e9", "5%", "không biết"]
)
def test_money_is_never_half_read(typed: str) -> None:
    assert isinstance(says(INCOME, typed), No)


@pytest.mark.parametrize("typed", ["lỗ 20tr", "lo 20 trieu", "âm 20 triệu", "-20tr", "- 20 triệu"])
def test_a_loss_is_below_zero_where_there_may_be_one(typed: str) -> None:
    assert says(PROFIT, typed) == Got(-20 * TR)


def test_a_doubtful_loss_is_still_doubted() -> None:
    assert says(PROFIT, "lỗ khoảng 20tr") == Got(-20 * TR, ("about",))
