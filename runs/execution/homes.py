"""The home of whoever the studio runs as: a sandboxed step does not see it.

Keys, tokens and settings of programs lie there. What steps need of it is shown again: Pythons and
environments, and the places that the machine's own settings name.
"""

import os
import pwd
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from runs.execution import package_index

# A home that holds one of these is none that could be hidden.
_SYSTEM = tuple(map(Path, ("/bin", "/etc", "/lib", "/sbin", "/usr", "/proc", "/dev", "/tmp")))  # noqa: S108
_PLACES = (
    "CUDA_HOME",
    "LD_LIBRARY_PATH",
    "PATH",
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "UV_CONSTRAINT",
    "UV_FIND_LINKS",
)


@cache
def hidden() -> tuple[Path, ...]:
    """As the environment names it, and as the system does."""
    found = {Path.home().resolve()}
    with suppress(KeyError):  # a user id without a name, as in some containers
        found.add(Path(pwd.getpwuid(os.getuid()).pw_dir).resolve())
    return tuple(sorted(one for one in found if one.is_dir() and not _holds_the_system(one)))


def hiding() -> list[str]:
    """Bubblewrap's words that put an empty folder there."""
    return [word for home in hidden() for word in ("--tmpfs", str(home))]


def closing() -> list[str]:
    """And those that let nothing be written there, once all that is shown again has its place."""
    return [word for home in hidden() for word in ("--remount-ro", str(home))]


def shown_again(folders: Iterable[Path], *tops: Path) -> Iterator[Path]:
    """Those of ``folders`` that lie in one of ``tops``; of one that is such a top, its programs."""
    for folder in folders:
        if folder in tops:
            yield from (inner for name in ("bin", "lib") if (inner := folder / name).is_dir())
        elif any(folder.is_relative_to(top) for top in tops):
            yield folder


@cache
def named_by_the_machine() -> tuple[Path, ...]:
    """Places that the environment and pip's settings name, since steps are told of them too."""
    return tuple(_places(package_index.variables()))


def _places(environ: Mapping[str, str]) -> Iterator[Path]:
    for name in _PLACES:
        joint = environ.get(name, "").replace(",", " ").replace(os.pathsep, " ")
        for word in joint.split():
            place = Path(word)
            if place.is_absolute() and place.exists() and place not in hidden():
                yield place


def _holds_the_system(home: Path) -> bool:
    return any(one.is_relative_to(home) for one in _SYSTEM)
