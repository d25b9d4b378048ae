"""Plain data as YAML text for people: keys in the order given, long texts as blocks."""

from typing import Any, Final

import yaml

_BASE: Final[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDTH: Final = 100


class _Dumper(_BASE):  # type: ignore[misc]  # the C class where there is one
    def ignore_aliases(self, data: object) -> bool:
        """Anchors surprise people; what occurs twice is written twice."""
        return True


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text and _fits_block(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _fits_block(text: str) -> bool:
    return not text.startswith((" ", "\n")) and not any(
        line.endswith((" ", "\t")) for line in text.split("\n")
    )


_Dumper.add_representer(str, _text)


def dump(value: Any) -> str:
    written = yaml.dump(
        _clean(value), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH
    )
    return str(written)


def _clean(value: Any) -> Any:
    """Half characters, which JSON can hold and YAML cannot, become the replacement sign."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if _is_broken(value) else value
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value


def _is_broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text) if not text.isascii() else False
