"""Runs at the start of every Python of a step: folders list by name, a step's packages come first,
and what we bring for environments that lack it comes last.

A file system lists a folder in an order of its own, and scripts that take files by their place in
``os.listdir`` would differ from machine to machine. This works for folders of any size, without a
sandbox and in containers. It must run in any Python from 3.6 on, and import next to nothing.
"""

# Without pathlib and the like, which would slow down every start.
# ruff: noqa: PTH100, PTH112, PTH118, PTH119, PTH120, PLC0415, UP031
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


class _Replaced:
    """Called like the function that it stands for. No function itself: classes that keep one as an
    attribute, as pathlib's do, would make a method of it.
    """

    def __init__(self, plain: "Callable[..., Any]") -> None:
        self._plain = plain
        self.__doc__ = plain.__doc__
        self.__name__ = self.__qualname__ = plain.__name__
        self.__module__ = "os"

    def __reduce__(self) -> str:
        return self.__name__


class _ByName(_Replaced):
    def __call__(self, *arguments: "Any", **names: "Any") -> "list[Any]":
        found = self._plain(*arguments, **names)
        found.sort()
        return found  # type: ignore[no-any-return]  # a list, like os.listdir's


class _Entries:
    """What ``os.scandir`` gives: an iterator that may be closed, or used in ``with``."""

    def __init__(self, found: "Iterable[os.DirEntry[Any]]") -> None:
        self._entries = iter(sorted(found, key=lambda entry: entry.name))

    def __iter__(self) -> "_Entries":
        return self

    def __next__(self) -> "os.DirEntry[Any]":
        return next(self._entries)

    def __enter__(self) -> "_Entries":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


class _ScanByName(_Replaced):
    def __call__(self, *arguments: "Any", **names: "Any") -> _Entries:
        with self._plain(*arguments, **names) as found:
            return _Entries(found)


def _packages_first() -> None:
    """Programs of the shared environment see what the step has installed, too."""
    packages = os.environ.get("PIPELINE_STUDIO_PACKAGES", "")
    if os.path.basename(os.path.dirname(packages)) != "python%d.%d" % sys.version_info[:2]:
        return
    if packages not in sys.path and os.path.isdir(packages):
        place = [i for i, one in enumerate(sys.path) if one.endswith("site-packages")]
        sys.path.insert(place[0] if place else len(sys.path), packages)


def _ours_last() -> None:
    """What we bring for environments that lack it (``last/mltable``)."""
    sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "last"))


def _next_one() -> None:
    """The sitecustomize that would have run without this one.

    importlib.util takes half as long as the rest of the start: only where there is one.
    """
    own = os.path.dirname(os.path.abspath(__file__))
    others = [one for one in sys.path if os.path.abspath(one) != own]
    finders = [one for one in sys.meta_path if hasattr(one, "find_spec")]
    found = (one.find_spec("sitecustomize", others) for one in finders)
    spec = next((one for one in found if one is not None), None)
    if spec is not None and spec.loader is not None:
        from importlib.util import module_from_spec

        spec.loader.exec_module(module_from_spec(spec))


os.listdir = _ByName(os.listdir)
os.scandir = _ScanByName(os.scandir)  # type: ignore[assignment]  # a subset of it suffices
_packages_first()
_ours_last()
_next_one()
