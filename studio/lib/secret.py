"""Secrets that are kept only as their SHA-256: tokens and sign-in links."""

import hashlib
import secrets


def new() -> str:
    """256 random bits as text that fits into a URL."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept. A plain hash does: the secret itself is random, not chosen by a person."""
    return hashlib.sha256(secret.encode()).hexdigest()
