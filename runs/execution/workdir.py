"""Lays out a step's work folder, and clears it away.

work/<job>-<attempt>/ holds ``code`` (a private copy, the working folder), ``inputs/<name>``,
``outputs/<name>``, ``python`` (what the step installs) and ``tmp``. Everything but inputs may be
written and is lost at the end; outputs are moved to their place first.
"""

import os
import shutil
import subprocess
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue

from runs.execution import evaluated, skeleton
from runs.execution.order import PRIMITIVES, Input, Order, Output, Render, StepFailed
from runs.execution.outputs import ARTIFACT_FOLDERS

# Work folders that wait for being cleared away; the sweeper alone takes them.
_gone: "SimpleQueue[Path]" = SimpleQueue()
_sweeper = ThreadPoolExecutor(1, "studio-sweeper")
SWEEP_SECONDS = 0.5
GONE = ".gone"


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """``inputs`` and ``outputs`` map a name to the path or text that the command sees.

    root: where the step sees it. lies_at: where it lies; elsewhere as long as the step is only made
    ready, which takes a sandbox. mounts: {place in the work folder: source}, for the sandbox or as
    links. logs: the same for logs that processes of the step write to, beside the one that is its
    output.
    """

    root: Path
    lies_at: Path
    inputs: dict[str, str]
    outputs: dict[str, Path]
    mounts: dict[Path, Path]
    sandboxed: bool
    logs: dict[Path, Path] = field(default_factory=dict)

    @property
    def code(self) -> Path:
        return self.root / "code"

    @property
    def tmp(self) -> Path:
        return self.root / "tmp"

    def real(self, place: Path) -> Path:
        """Where a place that the step sees in here lies."""
        return self.lies_at / place.relative_to(self.root)


def lay_out(order: Order, root: Path, sandboxed: bool, lies_at: Path | None = None) -> WorkFolder:
    """A fresh work folder for ``order``, still without inputs."""
    if lies_at is None and root.exists():
        clear(root)
    work = WorkFolder(root, lies_at or root, {}, {}, {}, sandboxed)
    skeleton.lay(work.lies_at)
    if order.code is not None:
        code = work.real(work.code)
        for name in ARTIFACT_FOLDERS:  # scripts write there without making them
            if (order.code / name).is_symlink() or (order.code / name).is_file():
                (code / name).rmdir()
        copy_tree(order.code, code)
    for output in order.outputs:
        work.outputs[output.name] = _place_output(work, output)
    return work


def command_line(order: Order, work: WorkFolder, render: Render) -> str:
    """Once its inputs are in their places. Without a sandbox they are links to their source."""
    for one in order.inputs:
        _place_input(work, one)
    places = {name: str(place) for name, place in work.outputs.items()}
    return render(order.command, work.inputs, places)


def move_in(work: WorkFolder) -> WorkFolder:
    """To where it is expected, now that its step is ours. A sandbox on it notices nothing."""
    if work.root.exists():
        clear(work.root)
    work.lies_at.rename(work.root)
    return replace(work, lies_at=work.root)


def clear(root: Path) -> None:
    """Remove a work folder, also where the step took away its own rights to it."""

    def make_writable(function: object, path: str, error: object) -> None:
        parent = Path(path).parent
        parent.chmod(0o700)
        if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
            os.chmod(path, 0o700)  # noqa: PTH101
            shutil.rmtree(path, ignore_errors=True)
        else:
            Path(path).unlink(missing_ok=True)

    if root.exists():
        shutil.rmtree(root, onerror=make_writable)


def give_back(root: Path, sandboxed: bool) -> None:
    """The step is over. Outside a sandbox a process of it may still be at work in there."""
    if root.exists() and not (sandboxed and skeleton.give_back(root)):
        clear_meanwhile(root)


def gone_name(root: Path) -> Path:
    """Where a folder goes to be cleared away: nobody else comes upon it there."""
    return root.with_name(f"{uuid.uuid4().hex}{GONE}")


def clear_meanwhile(root: Path) -> None:
    """``clear``, without waiting: a big folder takes time, and nothing depends on it."""
    if root.exists():
        gone = gone_name(root)
        root.rename(gone)
        _gone.put(gone)
        _sweeper.submit(_sweep)


def _sweep() -> None:
    """Clear away all that has gathered, in a process of its own.

    A thread would ask for the interpreter's lock at each file, and hold up the steps that run.
    """
    if _gone.empty():
        return
    time.sleep(SWEEP_SECONDS)
    folders = [_gone.get() for _ in range(_gone.qsize())]
    subprocess.run(["rm", "-rf", "--", *folders], check=False, stderr=subprocess.DEVNULL)
    for folder in folders:
        clear(folder)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a snapshot's files, writable; the snapshot itself must never change."""
    with os.scandir(source) as entries:
        for entry in entries:
            place = target / entry.name
            if entry.is_dir(follow_symlinks=False):
                place.mkdir(exist_ok=True)
                copy_tree(Path(entry.path), place)
            elif entry.is_symlink():
                place.symlink_to(Path(entry.path).readlink())
            else:
                shutil.copyfile(entry.path, place)
                mode = entry.stat().st_mode
                if mode & 0o111:
                    place.chmod(0o755)


def _place_input(work: WorkFolder, one: Input) -> None:
    if one.source is None:
        work.inputs[one.name] = one.value or ""
    else:
        work.inputs[one.name] = place_data(work, one, one.source)


def place_data(work: WorkFolder, one: Input, source: Path) -> str:
    """Where the step finds the data of an input."""
    place = work.root / "inputs" / one.name
    if one.coming == "alone":
        skeleton.add_port(work.lies_at, work.real(place))
        work.mounts[place] = source.parent
        return str(place / source.name)
    _require(one.name, source)
    if one.evaluated and source.is_dir():
        return str(_place_files(work, one.name, source))
    if source.is_file():
        skeleton.add_port(work.lies_at, work.real(place))
        place = place / source.name
    if work.sandboxed:
        work.mounts[place] = source
    else:
        place.symlink_to(source)
    return str(place)


def _place_files(work: WorkFolder, name: str, table: Path) -> Path:
    """Links to the table's files; its folder itself lies where no script looks."""
    place, whole = work.root / "inputs" / name, work.root / "tables" / name
    skeleton.add_port(work.lies_at, work.real(place))
    work.real(whole).parent.mkdir(exist_ok=True)
    if work.sandboxed:
        work.mounts[whole] = table
    else:
        whole.symlink_to(table)
    for file in evaluated.files_of(name, table):
        below = file.relative_to(table)
        link = work.real(place / below)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(whole / below)
    return place


def _require(name: str, source: Path) -> None:
    try:
        is_there = source.exists()
        is_readable = os.access(source, os.R_OK | os.X_OK if source.is_dir() else os.R_OK)
    except PermissionError:  # of a folder above it
        is_there, is_readable = True, False
    if not is_there:
        raise StepFailed(
            "input-not-found",
            f'The data of input "{name}" is not there any more.',
            hint=f"It was looked for at {source.name}; run the step that made it again.",
        )
    if not is_readable:
        raise StepFailed(
            "input-not-readable",
            f'The studio may not read the data of input "{name}".',
            hint=f"Give the user that the studio runs as the right to read {source.name}.",
        )


def _place_output(work: WorkFolder, output: Output) -> Path:
    folder = work.root / "outputs" / output.name
    skeleton.add_port(work.lies_at, work.real(folder))
    if output.type == "uri_file" or output.type in PRIMITIVES:
        return folder / (output.target.name or output.name)
    return folder
