"""One worker process of a parallel step: loads the entry script, and runs it on what it is sent.

    studio_batch_worker.py PLAN DESCRIPTOR

Started by ``studio_batches`` inside the step. The descriptor is a socket on which both sides send
JSON: {"index", "tries", "batch"} comes, null ends; {"kind": "ready" | "done" | "failed", …} goes.
What the script prints goes to the worker's own log, which is its standard output.
"""

from __future__ import annotations

import inspect
import json
import logging
import os
import sys
import traceback
from importlib import util
from multiprocessing.connection import Connection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


class MiniBatchContext:
    """The second argument of run(mini_batch, context), for scripts that want one."""

    def __init__(self, index: int, keys: dict[str, Any], input_name: str) -> None:
        self.minibatch_index = index
        self.partition_key_value = keys
        self.input_name = input_name


def load(script: str) -> ModuleType:
    name = os.path.splitext(os.path.basename(script))[0]
    spec = util.spec_from_file_location(name, os.path.abspath(script))
    if spec is None or spec.loader is None:
        raise ImportError(f"{script} is not a Python script")
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    if not callable(getattr(module, "run", None)):
        raise AttributeError(f"{script} has no function run(mini_batch)")
    return module


def read_batch(plan: dict[str, Any], batch: dict[str, Any]) -> Any:
    """What run() gets: a list of paths, or a DataFrame."""
    if "items" in batch:
        return list(batch["items"])
    import studio_frames

    return studio_frames.read_batch(plan, batch)


def takes_context(run: Any) -> bool:
    """Whether run() can be given a second argument."""
    try:
        found = inspect.signature(run).parameters.values()
    except (TypeError, ValueError):
        return False
    by_place = [
        one for one in found if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
    ]
    return len(by_place) > 1 or any(one.kind is one.VAR_POSITIONAL for one in found)


def write_rows(result: Any, file: str) -> None:
    """A row a line: a frame's values with blanks between them, other items as text."""
    if hasattr(result, "to_csv"):
        result.to_csv(file, sep=" ", header=False, index=False)
        return
    with open(file, "w", encoding="utf-8") as out:
        out.writelines(f"{one}\n" for one in result)


def count(result: Any) -> int:
    if result is None or isinstance(result, (str, bytes, dict)) or not hasattr(result, "__len__"):
        raise TypeError(
            f"run() returned {type(result).__name__}; it must return a list or a DataFrame"
        )
    return len(result)


def main(arguments: list[str]) -> int:
    with open(arguments[0], encoding="utf-8") as file:
        plan = json.load(file)
    link = Connection(int(arguments[1]))
    own = os.path.dirname(os.path.abspath(__file__))
    # The script's folder comes first, as if it had been started; what is beside us, last.
    sys.path[:] = [os.getcwd(), *(one for one in sys.path if one != own), own]
    sys.argv = [plan["script"], *plan["arguments"]]
    logging.basicConfig(level=plan["logging_level"], stream=sys.stdout)
    try:
        module = load(plan["script"])
        if hasattr(module, "init"):
            module.init()
    except Exception as error:  # the script is the user's: any fault of it is told, with its trace
        send(link, kind="failed", trace=traceback.format_exc(), reason=in_a_line(error))
        return 1
    send(link, kind="ready")
    with_context = takes_context(module.run)
    for task in iter(lambda: json.loads(link.recv_bytes()), None):
        serve(link, plan, module, with_context, task)
    if hasattr(module, "shutdown"):
        module.shutdown()
    return 0


def serve(
    link: Connection, plan: dict[str, Any], module: ModuleType, with_context: bool, task: Any
) -> None:
    index, batch = task["index"], task["batch"]
    items = len(batch.get("items", ()))
    try:
        given = read_batch(plan, batch)
        items = len(given)
        context = MiniBatchContext(index, batch.get("keys") or {}, plan["input"])
        result = module.run(given, context) if with_context else module.run(given)
        returned = count(result)
        rows = ""
        if plan["rows"]:
            rows = os.path.join(plan["scratch"], "rows-{}-{}".format(index, task["tries"]))
            write_rows(result, rows)
    except Exception as error:  # a fault of this mini-batch, which may be tried again
        trace = traceback.format_exc()
        print(trace, flush=True)
        reason = in_a_line(error)
        send(link, kind="failed", index=index, items=items, trace=trace, reason=reason)
    else:
        send(link, kind="done", index=index, items=items, returned=returned, rows=rows)


def in_a_line(error: Exception) -> str:
    """Messages may go on for many lines; the first one says what it is about."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def send(link: Connection, **message: Any) -> None:
    sys.stdout.flush()
    link.send_bytes(json.dumps(message).encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
