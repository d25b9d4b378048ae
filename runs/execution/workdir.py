"""Lays out a step's work folder, and clears it away.

work/<job>/<attempt>/ holds ``code`` (a private copy, the working folder), ``inputs/<name>``,
``outputs/<name>``, ``python`` (what the step installs) and ``tmp``. Everything but inputs may be
written and is lost at the end; outputs are moved to their place first.
"""

import os
import shutil
import subprocess
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from runs.execution.order import PRIMITIVES, Input, Order, Output, StepFailed
from runs.execution.outputs import ARTIFACT_FOLDERS

# Work folders that wait for being cleared away; the sweeper alone takes them.
_gone: "SimpleQueue[Path]" = SimpleQueue()
_sweeper = ThreadPoolExecutor(1, "studio-sweeper")
SWEEP_SECONDS = 0.5
SWEEP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """``inputs`` and ``outputs`` map a name to the path or text that the command sees.

    mounts: {place in the work folder: source}, for the sandbox or as links. logs: the same for
    logs that processes of the step write to, beside the one that is its output.
    """

    root: Path
    code: Path
    tmp: Path
    inputs: dict[str, str]
    outputs: dict[str, Path]
    mounts: dict[Path, Path]
    sandboxed: bool
    logs: dict[Path, Path] = field(default_factory=dict)


def lay_out(order: Order, root: Path, sandboxed: bool) -> WorkFolder:
    """A fresh work folder for ``order``; without a sandbox, inputs are links to their source."""
    if root.exists():
        clear(root)
    work = WorkFolder(root, root / "code", root / "tmp", {}, {}, {}, sandboxed)
    for folder in (root, work.code, work.tmp):
        folder.mkdir(parents=folder is root, mode=0o700)
    if order.code is not None:
        copy_tree(order.code, work.code)
    for name in ARTIFACT_FOLDERS:  # scripts write there without making them
        if not (work.code / name).exists():
            (work.code / name).mkdir()
    for one in order.inputs:
        _place_input(work, one)
    for output in order.outputs:
        work.outputs[output.name] = _place_output(root, output)
    return work


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


def clear_meanwhile(root: Path) -> None:
    """The same, without waiting: a big folder takes time, and nothing depends on it."""
    if root.exists():
        gone = root.parent.with_name(f"{uuid.uuid4().hex}.gone")
        root.rename(gone)
        with suppress(OSError):  # other attempts at the same job may lie there
            root.parent.rmdir()
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
        return
    if not one.source.exists():
        raise StepFailed(
            "input-not-found",
            f'The data of input "{one.name}" is not there any more.',
            hint=f"It was looked for at {one.source.name}; run the step that made it again.",
        )
    place = work.root / "inputs" / one.name
    if one.source.is_file():
        place.mkdir(parents=True)
        place = place / one.source.name
    else:
        place.parent.mkdir(exist_ok=True)
    if work.sandboxed:
        work.mounts[place] = one.source
    else:
        place.symlink_to(one.source)
    work.inputs[one.name] = str(place)


def _place_output(root: Path, output: Output) -> Path:
    folder = root / "outputs" / output.name
    folder.mkdir(parents=True)
    if output.type == "uri_file" or output.type in PRIMITIVES:
        return folder / (output.target.name or output.name)
    return folder
