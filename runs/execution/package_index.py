"""Lets uv fetch packages from where pip would: pip's configuration as uv's variables.

A machine's administrator has set up pip, by files or ``PIP_`` variables; uv knows neither. What is
set for uv itself wins. uv treats an index more strictly than pip does; here it does as pip.
"""

import configparser
import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

# pip's option -> uv's variable.
_SAME = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "constraint": "UV_CONSTRAINT",
    "trusted-host": "UV_INSECURE_HOST",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
    "proxy": "ALL_PROXY",
}
_OF_THE_MACHINE = ("PATH", "LANG", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
# The variables that say where pip's files lie, in the order of ``_files``.
_NAME_FILES = ("PIP_CONFIG_FILE", "XDG_CONFIG_DIRS", "HOME", "XDG_CONFIG_HOME")
_COMMA_SEPARATED = ("UV_FIND_LINKS",)
_SECTIONS = ("global", "install")
_CREDENTIALS = re.compile(r"(\w+://)[^/@\s]+@")


def variables(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The machine's environment for uv, without the studio's secrets and its own venv."""
    kept = {
        name: text
        for name, text in environ.items()
        if not name.startswith("STUDIO_") and name not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    kept.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    for name, text in _of_pip(environ).items():
        kept.setdefault(name, text)
    return kept


def harmless(environ: Mapping[str, str]) -> dict[str, str]:
    """Of the machine's environment what uv needs itself: for code that strangers have written."""
    return {
        name: text
        for name, text in environ.items()
        if name.startswith(("UV_", "SSL_", "LC_")) or name.upper() in _OF_THE_MACHINE
    }


def for_pip(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """pip's settings as its variables, for ``pip install`` in a command: without credentials.

    The files that they come from may hold more than a step should read, and are not read then.
    """
    found = {
        f"PIP_{option.upper().replace('-', '_')}": _CREDENTIALS.sub(r"\1", " ".join(text.split()))
        for option, text in _options(environ).items()
    }
    return {**found, "PIP_CONFIG_FILE": os.devnull}


def _options(environ: Mapping[str, str]) -> dict[str, str]:
    options = _from_files(_files(*map(environ.get, _NAME_FILES)))
    for name, text in environ.items():
        if name.startswith("PIP_") and name != "PIP_CONFIG_FILE":
            options[name.removeprefix("PIP_").lower().replace("_", "-")] = text
    return options


def _of_pip(environ: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for option, text in _options(environ).items():
        variable = _SAME.get(option)
        if variable and text.strip():
            joint = "," if variable in _COMMA_SEPARATED else " "
            found[variable] = joint.join(text.split())
    return found


def _from_files(files: Iterable[str]) -> dict[str, str]:
    """Later files win, and a file's ``install`` section over its ``global`` one."""
    options: dict[str, str] = {}
    for file in files:
        try:
            changed = os.stat(file).st_mtime_ns  # noqa: PTH116
        except OSError:
            continue
        options |= _read(file, changed)
    return options


@lru_cache(maxsize=64)
def _read(file: str, changed: int) -> Mapping[str, str]:
    """changed: when; each step asks, and the file is read anew only then."""
    parser = configparser.RawConfigParser()
    try:
        parser.read(file, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return {}
    options: dict[str, str] = {}
    for section in _SECTIONS:
        if parser.has_section(section):
            options |= {name.replace("_", "-"): text for name, text in parser.items(section)}
    return options


@lru_cache(maxsize=16)
def _files(
    given: str | None, machine: str | None, person: str | None, config: str | None
) -> tuple[str, ...]:
    """Where pip looks, in its order: the machine, the person, the virtual environment."""
    if given == os.devnull:
        return ()
    home = Path(person or "~").expanduser()
    found = [Path(folder, "pip") for folder in reversed((machine or "/etc/xdg").split(":"))]
    found += [Path("/etc"), home / ".pip", Path(config or home / ".config", "pip")]
    files = [str(folder / "pip.conf") for folder in (*found, Path(sys.prefix))]
    return (*files, given) if given else tuple(files)
