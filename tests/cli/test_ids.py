"""Codes that are made from one secret, and the key under which phone numbers are hashed."""

from pathlib import Path

from bot.ids import ALPHABET, code_of, hash_phone, phone_key


def test_codes_of_one_secret_can_be_listed_again_and_differ() -> None:
    codes = [code_of("secret", person) for person in range(1, 2_000)]
    assert codes == [code_of("secret", person) for person in range(1, 2_000)]
    assert len(set(codes)) == len(codes)
    assert code_of("another", 1) != codes[0]
    assert [len(part) for part in codes[0].split("-")] == [4, 4, 4]
    assert set("".join(codes)) == {*ALPHABET, "-"}


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "phone.key"
    key = phone_key(path)
    assert (phone_key(path), len(key)) == (key, 32)
    assert path.stat().st_mode & 0o077 == 0
    assert hash_phone(key, "0912345678") != hash_phone(b"another", "0912345678")
    assert "0912345678" not in hash_phone(key, "0912345678")
