"""Typed readers of ``STUDIO_`` environment variables: a safe default or a loud stop."""

import os
from pathlib import Path

from studio.lib.errors import StudioError


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def whole(name: str, default: int, low: int = 0, high: int = 2**31) -> int:
    """A whole number within ``low``..``high``; anything else stops the start with a sentence."""
    raw = text(name)
    if not raw:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise wrong(name, f'"{raw}" is not a whole number') from None
    if not low <= value <= high:
        raise wrong(name, f"{value} is not between {low} and {high}")
    return value


def flag(name: str, default: bool = False) -> bool:
    raw = text(name).lower()
    if raw in ("1", "true", "yes", "on"):
        return True
    if raw in ("0", "false", "no", "off"):
        return False
    if raw:
        raise wrong(name, f'"{raw}" is neither true nor false')
    return default


def folder(name: str, default: str) -> Path:
    return Path(text(name, default)).expanduser().absolute()


def wrong(name: str, what: str) -> StudioError:
    return StudioError(
        "bad-setting", f"{name}: {what}.", hint="docs/settings.md lists all settings."
    )
