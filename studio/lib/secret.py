"""Secrets: those that are kept only as their SHA-256, and the one that a home keeps."""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path


def new() -> str:
    """256 random bits as text that fits into a URL."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept. A plain hash does: the secret itself is random, not chosen by a person."""
    return hashlib.sha256(secret.encode()).hexdigest()


def kept(path: Path) -> str:
    """The secret in ``path``, made now where there is none; readable by its owner only.

    It gets its name only when it is whole, so that two processes that start at once agree.
    """
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(new())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text()
