"""Typed readers of ``STUDIO_`` environment variables: a safe default or a loud stop."""

import ipaddress
import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from studio.lib.errors import StudioError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_known: set[str] = set()


def known() -> frozenset[str]:
    """The names that have been read so far: after settings.py, all that there are."""
    return frozenset(_known)


def text(name: str, default: str = "") -> str:
    _known.add(name)
    return os.environ.get(name, "").strip() or default


def choice(name: str, default: str, choices: Collection[str]) -> str:
    """One of ``choices``; anything else stops the start with a sentence."""
    value = text(name, default)
    if value not in choices:
        raise wrong(name, f'"{value}" is not one of {", ".join(sorted(choices))}')
    return value


def url(name: str, default: str, schemes: Collection[str]) -> str:
    """An address whose scheme is one of ``schemes``, without a slash at its end; or the default."""
    value = text(name).rstrip("/")
    if not value:
        return default
    try:
        scheme = urlsplit(value).scheme
    except ValueError:
        scheme = ""
    if scheme not in schemes or "://" not in value:
        raise wrong(name, f"it must begin with {' or '.join(f'{one}://' for one in schemes)}")
    return value


def mapping(name: str) -> dict[str, Any]:
    """A JSON object; empty when not set."""
    raw = text(name, "{}")
    try:
        value = json.loads(raw)
    except ValueError:
        raise wrong(name, "it is not valid JSON") from None
    if not isinstance(value, dict):
        raise wrong(name, "it is not a JSON object")
    return value


def texts(name: str) -> dict[str, str]:
    """A JSON object of texts; empty when not set."""
    value = mapping(name)
    if not all(isinstance(one, str) for one in value.values()):
        raise wrong(name, "its values must be texts")
    return value


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


def networks(name: str) -> tuple[Network, ...]:
    """Networks like ``10.0.0.0/8``, separated by commas; none when not set."""
    found: list[Network] = []
    for part in filter(None, (one.strip() for one in text(name).split(","))):
        try:
            found.append(ipaddress.ip_network(part))
        except ValueError:
            raise wrong(name, f'"{part}" is not a network like 10.0.0.0/8') from None
    return tuple(found)


def folder(name: str, default: str) -> Path:
    return Path(text(name, default)).expanduser().absolute()


def make_folder(name: str, path: Path) -> None:
    """Make the folder ``path``, for its owner only; ``name`` is the setting that named it."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise wrong(name, f"cannot make the folder {path} ({error.strerror})") from None


def wrong(name: str, what: str) -> StudioError:
    return StudioError(
        "bad-setting", f"{name}: {what}.", hint="docs/settings.md lists all settings."
    )
