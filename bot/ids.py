"""The only source of randomness: codes and secrets that nobody can guess, and how they are kept."""

import hashlib
import hmac
import secrets
from pathlib import Path

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""For codes that people read out on the phone: no 0/O, 1/I/L."""
CODE_LENGTH = 12
"""59 bits."""


def new_code() -> str:
    """Return a one-time code, in groups of four."""
    raw = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(raw[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def hash_code(code: str) -> str:
    """Return what is kept of a code: typed in any case, with or without its hyphens, it is the same."""
    plain = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(plain.encode()).hexdigest()


def new_secret() -> str:
    """Return the secret of a cookie, 256 bits."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_address() -> str:
    """Return the address of a new web visitor."""
    return secrets.token_urlsafe(12)


def new_holder() -> str:
    """Return the name under which this process holds a lease."""
    return secrets.token_hex(8)


def code_of(secret: str, person_id: int) -> str:
    """Return the code of one person among those issued together: who has the secret can list them all again."""
    digest = hmac.digest(secret.encode(), str(person_id).encode(), "sha256")
    number = int.from_bytes(digest, "big")
    raw = "".join(ALPHABET[number // len(ALPHABET) ** at % len(ALPHABET)] for at in range(CODE_LENGTH))
    return "-".join(raw[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def phone_key(path: Path) -> bytes:
    """Return the key under which phone numbers are hashed; made once, kept beside the database and not in it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        beside = path.with_suffix(".new")  # whole or not at all: half a key would be none
        beside.touch(mode=0o600)
        beside.write_bytes(secrets.token_bytes(32))
        beside.replace(path)
        return path.read_bytes()


def hash_phone(key: bytes, phone: str) -> str:
    """Return what is kept of a phone number ("0912345678"). Without the key all numbers there are could be tried."""
    return hmac.digest(key, phone.encode(), "sha256").hex()
