"""Steps of several processes, all in the step's one sandbox: ranks, or a driver and workers."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from runs.execution import batches, blame, ports, program
from runs.execution.order import Failure, Folders, Order
from runs.execution.program import Program
from runs.execution.workdir import WorkFolder
from runs.plan import parallel, processes

RANKS = "studio_ranks.py"


def log_names(order: Order) -> list[str]:
    if order.parallel:
        return parallel.log_names(order.parallel["workers"])
    return processes.log_names(order.processes)


@contextmanager
def prepared(
    order: Order, command: str, work: WorkFolder, user_logs: Sequence[Path], grace_seconds: float
) -> Iterator[Program]:
    """What starts ``command`` as often as the step says; the ports are its own until the end."""
    if order.parallel:
        shown = [show_log(work, log) for log in user_logs[1:]]
        yield batches.program(order, command, work, shown)
        return
    with ports.reserved(order.processes.ports) as found:
        each = processes.variables(order.processes, found)
        if len(each) == 1:
            yield Program(command, variables=each[0])
            return
        script = program.place(work, RANKS)
        plan = {
            "command": command,
            "ranks": [
                {"variables": own, "log": str(show_log(work, log))}
                for own, log in zip(each, user_logs, strict=True)
            ],
            "mpi": order.processes.kind == "mpi",
            "grace_seconds": grace_seconds,
            "report": str(program.report(work)),
        }
        file = program.folder_of(work) / "ranks.json"
        file.write_text(json.dumps(plan))
        yield Program(command, ("-I", "-S", str(script), str(file)), shown=_shown(order, found))


def show_log(work: WorkFolder, log: Path) -> Path:
    """Where a process of the step finds ``log``, to write to."""
    shown = program.folder_of(work) / "logs" / log.name
    shown.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if work.sandboxed:
        shown.touch()
        work.logs[shown] = log
    else:
        shown.symlink_to(log)
    return shown


def notes(work: WorkFolder) -> list[str]:
    return [str(one["note"]) for one in program.reported(work) if "note" in one]


def failure(order: Order, work: WorkFolder, folders: Folders) -> Failure | None:
    """Who failed first, where the step has several processes and one of them did."""
    if order.parallel:
        return batches.failure(program.reported(work))
    blamed = next((one for one in program.reported(work) if "rank" in one), None)
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
        hint=blame.hint(folders.user_logs / names[rank]),
    )


def _shown(order: Order, found: Sequence[int]) -> str:
    group = order.processes
    text = f"{group.total} processes: {group.each} on each of {group.nodes} instances"
    if found:
        text += f", which meet at {processes.HOST}:{','.join(map(str, found))}"
    return f"{text}."
