"""Steps of several processes: the command once for each rank, all in the step's one sandbox."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from runs.execution import ports
from runs.execution.order import Failure, Order
from runs.execution.program import Program, place
from runs.execution.workdir import WorkFolder
from runs.plan import processes

RANKS = "studio_ranks.py"


@contextmanager
def prepared(
    order: Order, command: str, work: WorkFolder, user_logs: Sequence[Path], grace_seconds: float
) -> Iterator[Program]:
    """What starts ``command`` as often as the step says; the ports are its own until the end."""
    with ports.reserved(order.processes.ports) as found:
        each = processes.variables(order.processes, found)
        if len(each) == 1:
            yield Program(command, variables=each[0])
            return
        script = place(folder_of(work), RANKS)
        plan = {
            "command": command,
            "ranks": [
                {"variables": own, "log": str(show_log(work, log))}
                for own, log in zip(each, user_logs, strict=True)
            ],
            "mpi": order.processes.kind == "mpi",
            "grace_seconds": grace_seconds,
            "report": str(_report(work)),
        }
        file = folder_of(work) / "ranks.json"
        file.write_text(json.dumps(plan))
        yield Program(command, ("-I", "-S", str(script), str(file)), shown=_shown(order, found))


def folder_of(work: WorkFolder) -> Path:
    """What the studio gives to a step beside its code."""
    return work.root / "studio"


def show_log(work: WorkFolder, log: Path) -> Path:
    """Where a process of the step finds ``log``, to write to."""
    shown = folder_of(work) / "logs" / log.name
    shown.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if work.sandboxed:
        shown.touch()
        work.logs[shown] = log
    else:
        shown.symlink_to(log)
    return shown


def notes(work: WorkFolder) -> list[str]:
    return [str(one["note"]) for one in _reported(work) if "note" in one]


def failure(order: Order, work: WorkFolder) -> Failure | None:
    """Who failed first, where the step has several processes and one of them did."""
    blamed = next((one for one in _reported(work) if "rank" in one), None)
    if blamed is None:
        return None
    rank, code = blamed["rank"], blamed["exit_code"]
    names = processes.log_names(order.processes)
    if not isinstance(rank, int) or not 0 <= rank < len(names):
        return None
    others = "the others were ended" if len(names) > 2 else "the other one was ended"
    return Failure(
        "command-failed",
        f"{order.processes.title(rank)} of {len(names)} ended with exit code {code}; {others}.",
        hint=f"The end of user_logs/{names[rank]} says more.",
    )


def _shown(order: Order, found: Sequence[int]) -> str:
    group = order.processes
    text = f"{group.total} processes: {group.each} on each of {group.nodes} instances"
    if found:
        text += f", which meet at {processes.HOST}:{','.join(map(str, found))}"
    return f"{text}."


def _report(work: WorkFolder) -> Path:
    return folder_of(work) / "report.jsonl"


def _reported(work: WorkFolder) -> Iterator[dict[str, Any]]:
    """The step may write to the file as well: lines that are none of ours are passed over."""
    try:
        lines = _report(work).read_text(errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry
