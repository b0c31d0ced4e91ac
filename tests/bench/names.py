"""Invented people, villages and groups of Việt Nam whose names are as frequent as they are: few for very many."""

import random
from itertools import accumulate

FAMILIES = (
    "Nguyễn:315 Trần:109 Lê:89 Phạm:59 Hoàng:40 Huỳnh:11 Phan:28 Vũ:25 Võ:24 Trương:22 Bùi:21 Đặng:19 Đỗ:19 Ngô:17 "
    "Hồ:15 Dương:14 Đinh:10 Nông:9 Triệu:8 Lý:8 Đoàn:8 Lâm:7 Mai:6 Trịnh:6 Đào:6 Cao:6 Hà:6 Lương:6 Lưu:5 Chu:5 Vi:4 "
    "Tạ:4 Phùng:4 Tô:3 Quách:3 Lò:3 Hứa:3 La:2 Thái:3 Châu:2 Kiều:1 Giàng:2 Sùng:2 Vàng:2 Thào:2 Bế:1 Ma:2 Mạc:1 Hầu:1"
)
MALE = "Văn:60 Đức:8 Hữu:7 Công:5 Quang:5 Xuân:5 Đình:4 Ngọc:3 Minh:3 Thanh:2 Tiến:2 Trọng:2 Bá:1 Duy:2 Quốc:3 Mạnh:2"
FEMALE = "Thị:75 Ngọc:5 Thu:4 Thanh:3 Kim:3 Bích:2 Hồng:2 Thúy:2 Minh:2 Mỹ:1 Phương:2"
GIVEN_MALE = (
    "Hùng Thắng Dũng Cường Tuấn Minh Sơn Hải Long Nam Hòa Bình Đức Thành Trung Quân Tùng Kiên Phúc Hưng Khánh Tâm "
    "Toàn Thịnh Vinh Quang Hiếu Lâm Tiến Quyết Chiến Công Đông Giang Hà Hậu Hiền Học Huy Khoa Lợi Lộc Luân Mạnh Nghĩa "
    "Nhân Phong Phương Sang Tài Tân Thái Thăng Thạch Thiện Thọ Thủy Tín Tình Trường Tư Tường Việt Vũ Vượng Xuân Ba Năm"
).split()
GIVEN_FEMALE = (
    "Hoa Lan Hương Hồng Hà Thủy Hạnh Mai Nga Ngọc Linh Thảo Trang Huyền Yến Dung Liên Loan Phượng Tuyết Hằng Hiền Vân "
    "Nhung Oanh Tâm Thanh Thơm Thu Thúy Bích Chi Cúc Diệp Duyên Đào Gấm Giang Hân Hòa Huệ Lệ Liễu Lý Mến Mơ Nết Nhàn "
    "Phương Quế Quyên Sen Thắm Thoa Thoan Tình Tươi Uyên Xuân Ánh Bình Én"
).split()
VILLAGES = (
    "Đồng Mỏ, Toàn Tâm, Phổng, Bến Cốn, Làng Cóc, Lân Châu, Là Ba, Đồng La, Hồng Châu, Quyết Thắng, Đoàn Kết, Tân Lập, "
    "Tân Tiến, Hòa Bình, Nà Pài, Khuổi Nọi, Bản Chang, Nà Lẹng, Trung Tâm, Đồng Tâm, Thắng Lợi, Phú Lộc, Tân Thành"
).split(", ")
GROUPS = ("Hợp tác xã", "HTX dịch vụ nông nghiệp", "Tổ hợp tác", "Nhóm hộ", "Câu lạc bộ", "Công ty TNHH")
WORK = ("na rải vụ", "rau sạch", "chè", "cam", "ong mật", "thổ cẩm", "gà đồi", "dược liệu", "miến dong", "")


class Names:
    """Draws names."""

    def __init__(self) -> None:
        self._families = _weighted(FAMILIES)
        self._middle = _weighted(MALE), _weighted(FEMALE)
        self._given = _zipf(GIVEN_MALE), _zipf(GIVEN_FEMALE)

    def person(self, dice: random.Random) -> str:
        """Return a whole name; one in six has two middle names."""
        sex = dice.randrange(2)
        family = _drawn(self._families, dice)
        middle = [_drawn(self._middle[sex], dice)]
        if dice.random() < 1 / 6:
            middle.append(_drawn(self._given[sex], dice))
        return " ".join((family, *middle, _drawn(self._given[sex], dice)))

    def group(self, dice: random.Random) -> str:
        """Return the name of a collective."""
        words = (dice.choice(GROUPS), dice.choice(WORK), dice.choice(VILLAGES), dice.choice(("", "", "1", "2")))
        return " ".join(word for word in words if word)

    def villages(self, dice: random.Random, count: int) -> list[str]:
        """Return so many different villages; some are only numbered."""
        numbered = [f"thôn {n}" for n in range(1, count + 1)]
        return [f"thôn {name}" for name in dice.sample(VILLAGES, count)] if dice.random() < 0.8 else numbered


Drawer = tuple[list[str], list[float]]


def _weighted(text: str) -> Drawer:
    pairs = [pair.split(":") for pair in text.split()]
    return [name for name, _ in pairs], list(accumulate(float(weight) for _, weight in pairs))


def _zipf(names: list[str]) -> Drawer:
    return names, list(accumulate(1 / (rank + 2) for rank in range(len(names))))


def _drawn(drawer: Drawer, dice: random.Random) -> str:
    names, sums = drawer
    return dice.choices(names, cum_weights=sums)[0]
