"""Runs a parallel step: splits its input, and gives the mini-batches to worker processes.

    studio_batches.py PLAN

Runs inside the step, in its own Python (3.7 or newer). The plan is a JSON file:

    script, arguments               the entry script, below the working folder, and its arguments
    data, table                     the input to split; what its MLTable file says, or null
    mini_batch_size, is_bytes       files, or bytes; null is the default
    partition_keys                  one mini-batch for each value of these columns, instead
    workers, max_retries, timeout   processes; tries after the first; seconds for one run()
    error_threshold                 items that may fail; -1 is any number
    mini_batch_error_threshold      mini-batches that may fail; -1 is any number
    rows                            the file that returned rows go to, or null
    logs                            a log for each worker
    scratch, report                 a folder for what is on its way; where to say why it failed
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections import deque
from multiprocessing import connection

import studio_tables
from studio_workers import Task, Worker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Options of the runner that stand among the script's arguments; these have an effect here.
NUMBERS = (
    "error_threshold",
    "allowed_failed_percent",
    "progress_update_timeout",
    "first_task_creation_timeout",
)
OTHERS = (
    "task_overhead_timeout",
    "resource_monitor_interval",
    "copy_logs_to_parent",
    "metrics_name_prefix",
    "push_metrics_to_parent",
)
INIT_SECONDS = 600.0
SHUTDOWN_SECONDS = 10.0
DIED_SECONDS = 2.0
LOOK_SECONDS = 1.0
SAY_EVERY = 0.5


class Failed(Exception):
    """Why the whole step fails; ``hint`` says where to look."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Run:
    """All mini-batches on their way from the queue to the end."""

    def __init__(self, plan: dict[str, Any], plan_file: str, batches: list[dict[str, Any]]) -> None:
        self.plan = plan
        self.plan_file = plan_file
        self.tasks = [Task(index, batch) for index, batch in enumerate(batches)]
        self.queue = deque(self.tasks)
        self.workers: list[Worker] = []
        self.done = self.failed = self.items = self.failed_items = 0
        self.init_failures = 0
        self.appended = 0
        self.said_at = 0.0
        self.progress_at = time.monotonic()
        self.first_failure = ""
        self.first_hint = ""
        self.out = open(plan["rows"], "wb") if plan["rows"] else None  # noqa: SIM115  (closed by run)

    def run(self) -> None:
        for number in range(min(self.plan["workers"], len(self.tasks))):
            self.workers.append(Worker(self.plan, self.plan_file, number))
        try:
            while self.done + self.failed < len(self.tasks):
                self._share_out()
                self._listen()
            self._say(always=True)
            self._shut_down()
        finally:
            for worker in self.workers:
                worker.end()
            if self.out:
                self.out.close()

    def _shut_down(self) -> None:
        """Those that have not started yet have nothing to shut down."""
        ready = [worker for worker in self.workers if worker.is_ready]
        for worker in ready:
            worker.ask_to_shut_down()
        deadline = time.monotonic() + SHUTDOWN_SECONDS
        for worker in ready:
            worker.end(max(0.0, deadline - time.monotonic()))

    def _share_out(self) -> None:
        for worker in self.workers:
            if worker.is_ready and worker.task is None and self.queue:
                task = self.queue.popleft()
                task.tries += 1
                debug(
                    self.plan, f"Mini-batch {task.index}, try {task.tries}: worker {worker.number}"
                )
                worker.give(task, self.plan["timeout"])

    def _listen(self) -> None:
        now = time.monotonic()
        waits = [LOOK_SECONDS, *(one.until - now for one in self.workers if one.is_busy)]
        links = {worker.link: worker for worker in self.workers}
        for link in connection.wait(list(links), max(0.0, min(waits))):
            worker = links[link]
            said = worker.hear()
            if said is None:
                self._died(worker)
            elif said["kind"] == "ready":
                worker.is_ready = True
            elif "index" in said:
                self._answered(worker, said)
            else:
                self._init_failed(worker, said["trace"], said["reason"])
        self._look_at_the_clock()

    def _answered(self, worker: Worker, said: dict[str, Any]) -> None:
        task, worker.task = worker.task, None
        if task is None:
            return
        if said["kind"] == "failed":
            self._try_failed(task, worker, said["items"], said["reason"], said["trace"])
            return
        self.done += 1
        self.items += said["items"]
        self._ended(task, said["rows"], max(0, said["items"] - said["returned"]))

    def _ended(self, task: Task, rows: str | None, missing: int) -> None:
        task.is_over, task.rows = True, rows
        self.failed_items += missing
        self.progress_at = time.monotonic()
        self._append()
        self._say()
        self._check_thresholds()

    def _append(self) -> None:
        """Rows in the order of mini-batches, whoever is first."""
        while self.appended < len(self.tasks) and self.tasks[self.appended].is_over:
            rows = self.tasks[self.appended].rows
            if rows and self.out:
                with open(rows, "rb") as file:
                    shutil.copyfileobj(file, self.out)
                self.out.flush()
                os.unlink(rows)
            self.appended += 1

    def _try_failed(self, task: Task, worker: Worker, items: int, reason: str, trace: str) -> None:
        name = "Mini-batch {} of {} ({})".format(
            task.index, len(self.tasks), studio_tables.shown(task.batch, self.plan["data"])
        )
        task.first_reason = task.first_reason or reason
        if task.tries <= self.plan["max_retries"]:
            say(f"{name} failed on try {task.tries} and is tried again: {reason}")
            self.queue.appendleft(task)
            return
        say(f"{name} failed on try {task.tries}, its last:\n{trace.rstrip()}")
        if not self.first_failure:
            self.first_failure = f"{name} failed: {reason}"
            if task.first_reason != reason:  # later tries may fail over what the first one left
                self.first_failure += f" On its first try: {task.first_reason}"
            log = os.path.basename(worker.log)
            self.first_hint = (
                f"user_logs/std_log.txt has the traceback, user_logs/{log} what the script printed."
            )
        self.failed += 1
        self.items += items
        self._ended(task, None, items)

    def _died(self, worker: Worker) -> None:
        code = worker.end(DIED_SECONDS)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        self._replace(worker, f"the worker process ended with {how}")

    def _look_at_the_clock(self) -> None:
        now = time.monotonic()
        for worker in list(self.workers):
            if worker.is_gone:
                self._died(worker)
                continue
            if now < worker.until or not worker.is_busy:
                continue
            what = "run()" if worker.is_ready else "init()"
            limit = "timeout" if worker.is_ready else "first_task_creation_timeout"
            seconds = self.plan[limit]
            worker.end()
            self._replace(worker, f"{what} did not end within {seconds:g} seconds")
        limit = self.plan["progress_update_timeout"]
        if limit and now > self.progress_at + limit:
            raise Failed(
                f"No mini-batch ended within {limit:g} seconds (--progress_update_timeout)."
            )

    def _replace(self, worker: Worker, why: str) -> None:
        """Another process in its place, if there is anything left to do for it."""
        task = worker.task
        if not worker.is_ready:
            self._init_failed(worker, why, why)
            return
        self.workers.remove(worker)
        if task is not None:
            self._try_failed(task, worker, len(task.batch.get("items", ())), why, why)
        if self.done + self.failed < len(self.tasks):
            self.workers.append(Worker(self.plan, self.plan_file, worker.number))

    def _init_failed(self, worker: Worker, trace: str, reason: str) -> None:
        """A script that cannot start will hardly start on the next mini-batch."""
        self.init_failures += 1
        worker.end()
        self.workers.remove(worker)
        script = self.plan["script"]
        say(f"Worker {worker.number} could not start {script}:\n{trace.rstrip()}")
        if self.init_failures > self.plan["max_retries"]:
            raise Failed(
                f"{script} could not be started: {reason}",
                "The end of user_logs/std_log.txt has the traceback.",
            )
        self.workers.append(Worker(self.plan, self.plan_file, worker.number))

    def _check_thresholds(self) -> None:
        batches = self.plan["mini_batch_error_threshold"]
        if 0 <= batches < self.failed:
            allowed = f"mini_batch_error_threshold is {batches}"
            raise Failed(
                f"{self.failed} mini-batches failed; {allowed}. {self.first_failure}",
                self.first_hint,
            )
        items = self.plan["error_threshold"]
        if 0 <= items < self.failed_items:
            why = self.first_failure or "run() returned fewer items than it was given."
            raise Failed(
                f"{self.failed_items} items failed; error_threshold is {items}. {why}",
                self.first_hint,
            )

    def check_percent(self) -> None:
        percent = 100 * self.failed / len(self.tasks)
        if percent > self.plan["allowed_failed_percent"]:
            raise Failed(
                "{:.0f} % of the mini-batches failed; --allowed_failed_percent is {:g}. {}".format(
                    percent, self.plan["allowed_failed_percent"], self.first_failure
                ),
                self.first_hint,
            )

    def _say(self, always: bool = False) -> None:
        if not always and time.monotonic() - self.said_at < SAY_EVERY:
            return
        self.said_at = time.monotonic()
        over = self.done + self.failed
        text = f"{over} of {len(self.tasks)} mini-batches"
        if self.failed:
            text += f", {self.failed} of them failed"
        if self.plan["logging_level"] != "WARNING" or always:
            say(text)


def say(text: str) -> None:
    stamp = time.strftime("%H:%M:%S")
    print(f"{stamp} {text}", flush=True)


def debug(plan: dict[str, Any], text: str) -> None:
    if plan["logging_level"] == "DEBUG":
        say(text)


def own_options(plan: dict[str, Any]) -> None:
    """Takes the runner's options out of the script's arguments, and puts them into the plan."""
    plan.setdefault("allowed_failed_percent", 100)
    plan.setdefault("progress_update_timeout", 0)
    plan.setdefault("first_task_creation_timeout", INIT_SECONDS)
    rest: list[str] = []
    waiting = deque(plan["arguments"])
    while waiting:
        word = waiting.popleft()
        name, equals, value = word[2:].partition("=") if word.startswith("--") else ("", "", "")
        if name not in (*NUMBERS, *OTHERS):
            rest.append(word)
            continue
        if not equals and waiting:
            value = waiting.popleft()
        if name in NUMBERS:
            try:
                plan[name] = float(value)
            except ValueError:
                raise Failed(f'program_arguments: --{name} "{value}" is not a number.') from None
    plan["arguments"] = rest


def run(plan: dict[str, Any], plan_file: str) -> None:
    own_options(plan)
    with open(plan_file, "w", encoding="utf-8") as file:
        json.dump(plan, file)
    try:
        batches = studio_tables.split(plan)
    except studio_tables.Refused as error:
        raise Failed(str(error)) from None
    except ImportError as error:
        raise Failed(
            f"The table cannot be read: {error}.",
            "Add pandas (and pyarrow for Parquet) to the environment of the step.",
        ) from None
    if not batches:
        raise Failed("There is nothing to split: the input holds no files or rows.")
    say("{} mini-batches, {} workers".format(len(batches), min(plan["workers"], len(batches))))
    all_of_them = Run(plan, plan_file, batches)
    all_of_them.run()
    all_of_them.check_percent()
    say(f"Done: {all_of_them.items} items, {all_of_them.failed_items} of them failed.")


def stop(number: int, frame: object) -> None:
    raise SystemExit(143)


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    with open(arguments[0], encoding="utf-8") as file:
        plan = json.load(file)
    try:
        run(plan, arguments[0])
    except Failed as error:
        say(f"Failed: {error}")
        with open(plan["report"], "a", encoding="utf-8") as report:
            report.write(json.dumps({"error": str(error), "hint": error.hint}) + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
