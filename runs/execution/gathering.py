"""Outputs that a growing step puts together from those of its children.

Files are linked, not copied, where the file system can: what was committed is never written to.
Each function puts one output in its place and says what it holds.
"""

import errno
import os
import shutil
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from runs.execution import leftovers
from runs.execution.order import StepFailed
from runs.execution.outputs import Content, measure

PUT_TRIES = 100


@dataclass(frozen=True, slots=True)
class Member:
    """One child's output."""

    name: str
    place: Path


def table(members: Sequence[Member], target: Path) -> Content:
    """An mltable: a folder for each member, and ``MLTable`` with a path to each."""
    paths = []

    def build(folder: Path) -> None:
        folder.mkdir()
        for one in members:
            if one.place.is_dir():
                _link(one, folder / one.name)
                paths.append({"folder": f"./{one.name}"})
            else:
                (folder / one.name).mkdir()
                _link(one, folder / one.name / one.place.name)
                paths.append({"file": f"./{one.name}/{one.place.name}"})
        (folder / "MLTable").write_text(yaml.safe_dump({"paths": paths}), encoding="utf-8")

    return _put(target, build)


def copy(member: Member, target: Path) -> Content:
    """The same content at another address."""
    return _put(target, lambda partial: _link(member, partial))


def text(value: str, target: Path) -> Content:
    """A file of text."""
    return _put(target, lambda partial: _write(partial, value))


def _write(partial: Path, value: str) -> None:
    partial.write_text(value, encoding="utf-8")


def _put(target: Path, build: Callable[[Path], None]) -> Content:
    """Whole or not at all, and in the place of what another worker may have put there.

    It is measured before anybody else can reach it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
    try:
        build(partial)
        content = measure(partial)
        _replace(partial, target)
    finally:
        with suppress(FileNotFoundError):
            leftovers.remove(partial)
    return content


def _replace(partial: Path, target: Path) -> None:
    """A folder takes no other's place: that one is renamed away first, and what was renamed is
    ours alone to remove. Whoever else does the same meanwhile has the same to put there."""
    for _ in range(PUT_TRIES):
        aside = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
        with suppress(FileNotFoundError):
            target.rename(aside)
            leftovers.remove(aside)
        try:
            partial.rename(target)
        except OSError as error:
            if error.errno not in (errno.EEXIST, errno.ENOTEMPTY, errno.EISDIR, errno.ENOTDIR):
                raise
        else:
            return
    raise StepFailed("output-contested", f"Others write to {target.name} all the time.")


def _link(member: Member, target: Path) -> None:
    if not member.place.exists():
        raise StepFailed(
            "output-gone", f"The output of {member.name} is no longer at {member.place.name}."
        )
    if member.place.is_dir():
        shutil.copytree(member.place, target, symlinks=True, copy_function=_link_file)
    else:
        _link_file(str(member.place), str(target))


def _link_file(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target
