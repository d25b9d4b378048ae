"""What the worker's side is given and gives back: plain values, no ORM.

An ``Order`` is a step with everything looked up: code folder, input places, output targets.
"""

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from runs.plan.processes import SINGLE, Processes

PRIMITIVES = ("string", "number", "integer", "boolean")

# A command's template, the texts of its inputs and its outputs' places -> the command line.
Render = Callable[[str, Mapping[str, str], Mapping[str, str]], str]
Ending = Literal["completed", "failed", "canceled", "stopped", "lost"]
# An input's data is there; or the step before is about to write it, into a folder that will hold
# nothing else ("alone") or may.
Coming = Literal["there", "alone", "later"]


@dataclass(frozen=True, slots=True)
class Remote:
    """Data on the web. identity: which content the job was submitted for (``remote``)."""

    url: str
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """``value`` for a literal; for data ``source`` (a local file or folder) or ``remote``.

    evaluated: the step sees the files that the table names, not its folder.
    """

    name: str
    type: str
    value: str | None = None
    source: Path | None = None
    remote: Remote | None = None
    coming: Coming = "there"
    evaluated: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """``target`` is where the output becomes visible once committed."""

    name: str
    type: str
    uri: str
    target: Path


@dataclass(frozen=True, slots=True)
class Order:
    """One attempt at one step. ``command`` is the template of the component.

    environment: an environment definition (image, conda_file, …); variables: the step's own,
    without the paths of inputs and outputs, which only the work folder knows; build_context: the
    folder that an environment with ``build`` is built from; parallel: the settings of a parallel
    step (``runs.plan.parallel``), whose ``command`` is its script's; split: the data it splits,
    where the text of that input is a URI.
    """

    job: str
    attempt: int
    command: str
    code: Path | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    environment: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    own_variables: Mapping[str, str] = field(default_factory=dict)
    timeout_seconds: float | None = None
    resources: Mapping[str, Any] = field(default_factory=dict)
    build_context: Path | None = None
    processes: Processes = SINGLE
    parallel: Mapping[str, Any] = field(default_factory=dict)
    split: Path | None = None


@dataclass(frozen=True, slots=True)
class Folders:
    """Places on this machine. ``home`` is hidden from the step, ``job`` keeps its logs."""

    home: Path
    envs: Path
    work: Path
    job: Path

    @property
    def user_logs(self) -> Path:
        return self.job / "user_logs"

    @property
    def user_log(self) -> Path:
        """What the command prints; the first process, where there are several."""
        return self.user_logs / "std_log.txt"

    @property
    def system_log(self) -> Path:
        return self.job / "system_logs" / "lifecycle.log"

    @property
    def fetched(self) -> Path:
        return self.home / "fetched"

    def monitor(self, attempt: int) -> Path:
        return self.job / "system_logs" / f"monitor.{attempt}.csv"

    @property
    def artifacts(self) -> Path:
        return self.job / "artifacts"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a step failed, in the three parts that every error of the studio has."""

    code: str
    message: str
    hint: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        return {"code": self.code, "message": self.message, "hint": self.hint}


def fault(error: Exception) -> Failure:
    """Of a fault that is none of the step's."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Failure(
            "disk-full",
            f"There is no room left on the disk: {error}.",
            hint="Make room where STUDIO_HOME and the datastore lie, and submit the job again.",
        )
    return Failure(
        "studio-fault",
        f"The studio could not run the step: {error}",
        hint="The step's system log has the details.",
    )


class StepFailed(Exception):
    """Raised inside the execution package to end an attempt with a ``Failure``."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.failure = Failure(code, message, hint)


@dataclass(frozen=True, slots=True)
class Outcome:
    """outputs: {name: {"type", "uri", "size_bytes", "files_count", "digest"[, "value"]}}.

    is_reusable: False when it did not read what its reuse key says.
    """

    ending: Ending
    exit_code: int | None = None
    failure: Failure | None = None
    outputs: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    is_reusable: bool = True
