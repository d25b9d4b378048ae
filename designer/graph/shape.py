"""Checks keys and kinds of values of one mapping: the schema stage of every kind of file."""

from collections.abc import Collection, Mapping
from typing import Any, Final, Literal

from designer.graph import scalars
from designer.graph.names import did_you_mean, guess
from designer.graph.report import Report

Kind = Literal["text", "scalar", "map", "list", "flag", "whole", "number", "texts", "any"]
Keys = Mapping[str, Kind]

# In files that ``show`` has printed.
MADE: Final = "creation_context"
READ_ONLY: Final = frozenset(
    {
        "id",
        "status",
        MADE,
        "log_files",
        "latest_version",
        "provisioning_state",
        "provisioning_errors",
        "resourceGroup",
    }
)
_NAMES: Final[Mapping[Kind, str]] = {
    "text": "text",
    "scalar": "text or a number",
    "map": "a mapping",
    "list": "a list",
    "flag": "true or false",
    "whole": "a whole number",
    "number": "a number",
    "texts": "a list of texts",
    "any": "a value",
}


def check_keys(
    report: Report,
    raw: Mapping[str, Any],
    keys: Keys,
    unknown: Literal["error", "warning", "keep"] = "error",
    elsewhere: Mapping[str, str] | None = None,
    meant: Collection[str] = (),
) -> None:
    """Reports unknown keys and values of the wrong kind. ``elsewhere``: sentences for keys
    that are known to belong to another place. meant: what a key may nearly be, besides ``keys``."""
    for key, value in raw.items():
        if key in READ_ONLY:
            continue
        if key not in keys:
            _unknown(report, key, {*keys, *meant}, unknown, elsewhere or {})
        elif value is None:
            report.error("null-value", f"`{key}` is empty; remove it or give it a value.", key)
        elif not is_kind(value, keys[key]):
            report.error(
                "wrong-kind", f"`{key}` must be {_NAMES[keys[key]]}, not {kind_of(value)}.", key
            )


def _unknown(
    report: Report,
    key: str,
    keys: Collection[str],
    level: Literal["error", "warning", "keep"],
    elsewhere: Mapping[str, str],
) -> None:
    if key in elsewhere:
        message, code = elsewhere[key], "key-elsewhere"
    else:
        near = guess(key, keys)
        meant = f" Did you mean `{near}`?" if near else ""
        effect = " it has no effect." if level == "warning" else ""
        message = f"Unknown key `{key}`{';' if effect else '.'}{effect}{meant}"
        code = "unknown-key"
    if level == "error":
        report.error(code, message, key)
    elif level == "warning":
        report.warning(code, message, key)


def is_kind(value: object, kind: Kind) -> bool:
    if kind == "any":
        return True
    if kind == "map":
        return isinstance(value, dict)
    if kind == "list":
        return isinstance(value, list)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind == "text":
        return isinstance(value, str)
    if kind == "scalar":
        return isinstance(value, str | bool | int | float) or scalars.is_date(value)
    if kind == "flag":
        return flag(value) is not None
    number = scalars.as_number(value)
    return number is not None and not scalars.is_unbounded(number)


def flag(value: object) -> bool | None:
    """A lenient truth value: ``true``, ``"true"``, ``yes``, ``1``; None when it is none."""
    if isinstance(value, bool):
        return value
    text = str(value).lower() if isinstance(value, str | int) else ""
    if text in ("true", "yes", "on", "1", "t", "y"):
        return True
    return False if text in ("false", "no", "off", "0", "f", "n") else None


def kind_of(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    if scalars.is_date(value):
        return "a date"
    return "a list" if isinstance(value, list) else "a mapping"


def one_of(report: Report, raw: Mapping[str, Any], key: str, allowed: Collection[str]) -> None:
    """Reports a text that is not among ``allowed``; another kind has been reported already."""
    value = raw.get(key)
    if isinstance(value, str) and value not in allowed:
        report.error(
            "not-allowed",
            f'{key} "{value}" is not one of {", ".join(sorted(allowed))}.'
            f"{did_you_mean(value, allowed)}",
            key,
        )


def mapping(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The mapping under ``key``; empty when it is absent or of another kind."""
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def text(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    return value if isinstance(value, str) else None


def tags(report: Report, raw: Mapping[str, Any], key: str = "tags") -> dict[str, str]:
    """Tags as text. Other scalars are stored as text, with a warning."""
    result = {}
    for name, value in mapping(raw, key).items():
        if isinstance(value, str):
            result[name] = value
        elif value is None:
            result[name] = ""
        elif isinstance(value, bool | int | float):
            result[name] = str(value)
            report.warning(
                "tag-not-text", f'{value} is not text; quote it (we store "{value}").', key, name
            )
        else:
            report.error("tag-not-text", f"A tag must be text, not {kind_of(value)}.", key, name)
    return result


def version(report: Report, raw: Mapping[str, Any]) -> str | None:
    """A version as it is stored; says so when that differs from what stands in the file."""
    value = raw.get("version")
    if value is None or isinstance(value, dict | list):
        return None
    stored = str(value)
    written = report.written("version")
    if written is not None and written != stored:
        report.warning(
            "version-retyped",
            f'version {written} is read as "{stored}"; quote it to keep "{written}".',
            "version",
        )
    return stored
