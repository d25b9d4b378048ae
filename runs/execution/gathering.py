"""Outputs that a growing step puts together from those of its children.

Files are linked, not copied, where the file system can: what was committed is never written to.
"""

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


@dataclass(frozen=True, slots=True)
class Member:
    """One child's output."""

    name: str
    place: Path


def table(members: Sequence[Member], target: Path) -> None:
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

    _put(target, build)


def copy(member: Member, target: Path) -> None:
    """The same content at another address."""
    _put(target, lambda partial: _link(member, partial))


def text(value: str, target: Path) -> None:
    """A file of text."""
    _put(target, lambda partial: _write(partial, value))


def _write(partial: Path, value: str) -> None:
    partial.write_text(value, encoding="utf-8")


def _put(target: Path, build: Callable[[Path], None]) -> None:
    """Whole or not at all; what a killed studio left there half done is replaced."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
    try:
        build(partial)
        leftovers.remove(target)
        partial.replace(target)
    finally:
        with suppress(FileNotFoundError):
            leftovers.remove(partial)


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
