"""What a newcomer finds behind the links of the demo: something real to do, for the leader too."""

from pathlib import Path

from sqlalchemy import select

from bot.app import opened
from bot.demo_files import SPOKEN
from bot.settings import read_settings
from storage.tables import nominations
from tests.pipeline.conftest import CATALOGUE, Bench, ShiftedClock
from tests.pipeline.door import HandDoor


async def test_the_leader_has_something_real_to_decide(address: str, tmp_path: Path) -> None:
    """Three taps: the queue, the file, the decision. Opened again, nobody repeats himself."""
    settings = read_settings({"DATABASE_URL": address, "DATA": str(tmp_path / "data"), "DEMO": "1"})
    for opening in range(2):
        clock, door = ShiftedClock(settings.timezone), HandDoor()
        async with opened(settings, (door,), clock, CATALOGUE, on_time=False) as app:
            bench = Bench(app, door, clock)
            if opening == 0:
                await bench.does("/start demo-leader")
                assert f"Chờ xét ({len(SPOKEN)})" in [key.label for key in door.posts[-1].bubble.keys]
                await bench.does("chờ xét", "1", "chuyển")
                assert "Đã chuyển hồ sơ" in door.texts()[-1]
                await bench.does("hồ sơ tiếp theo", "trả lại")  # what its officer is told goes to no door of ours
                assert "câu nào cần bổ sung" in door.texts()[-1]
            async with app.database.read() as conn:
                rows = (await conn.execute(select(nominations.c.subject, nominations.c.stage))).all()
            assert len(rows) == len(SPOKEN)
            assert sorted(row.stage for row in rows) == ["forwarded", "submitted", "submitted"]
