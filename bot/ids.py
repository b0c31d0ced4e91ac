"""The only source of randomness: codes and secrets that nobody can guess, and how they are kept."""

import hashlib
import secrets

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
