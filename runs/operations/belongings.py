"""Which data a job's steps made, and why some of it has to stay when the job's data goes.

Data belongs to a step when its address holds the name of a job of the same root, so that nobody
else can have written there, or when the step inherited it from a job that was deleted.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from designer.models import DataVersion
from runs.models import Job, JobUse, ModelVersion, Status
from runs.operations.move import chunks
from runs.plan import stored
from runs.plan.states import ENDED
from studio.lib.errors import Conflict
from studio.storage import datastores

Reason = Literal["", "registered", "own-address", "reused"]
NOT_ENDED = [status for status in Status if status not in ENDED]
# A place in a datastore: its name, and the parts of the path.
Where = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One output of a step that ran itself. ``stays``: why it does; empty when it may go."""

    job_id: int
    path: str
    output: str
    uri: str
    size_bytes: int
    stays: Reason


@dataclass(frozen=True, slots=True)
class Registered:
    """Places that data assets point to, and all folders above them."""

    exact: frozenset[Where]
    above: frozenset[Where]

    def covers(self, where: Where) -> bool:
        """It is such a place, lies below one, or holds one."""
        if where in self.above:
            return True
        return any(where[:length] in self.exact for length in range(2, len(where) + 1))


def made(rows: Iterable[Job], names: Collection[str], registered: Registered) -> list[Made]:
    """Of steps with name, path and outputs. names: those of all jobs of their root."""
    found = []
    for job in rows:
        for output, one in job.outputs.items():
            if "value" in one or one.get("deleted_at"):
                continue
            where = place(one["uri"])
            if where is None:
                continue
            found.append(
                Made(
                    job.pk,
                    job.path or job.name,
                    output,
                    one["uri"],
                    one.get("size_bytes") or 0,
                    _stays(where, bool(one.get("inherited")), names, registered),
                )
            )
    return found


def place(uri: str) -> Where | None:
    """None for an address that names no datastore."""
    found = datastores.parse(uri)
    if found is None:
        return None
    return (found.datastore, *PurePosixPath(found.path.strip("/")).parts)


def names_of(root: Job) -> set[str]:
    """Of the root job and of all jobs below it."""
    return {root.name, *Job.objects.filter(root=root).values_list("name", flat=True)}


def registered_in(workspace_id: int) -> Registered:
    """Where the data of all data assets and models lies, archived ones among them."""
    data = DataVersion.objects.filter(asset__workspace=workspace_id).values_list("path", flat=True)
    models = ModelVersion.objects.filter(registered__workspace=workspace_id)
    paths = [*data, *models.values_list("path", flat=True)]
    exact = set()
    by_job: dict[str, list[tuple[str, str]]] = {}
    for path in paths:
        earlier = stored.earlier_job(path)
        if earlier is not None:
            by_job.setdefault(earlier["from"], []).append((earlier["output"], earlier["below"]))
        elif (where := place(path)) is not None:
            exact.add(where)
    exact |= set(_of_jobs(workspace_id, by_job))
    above = {where[:length] for where in exact for length in range(2, len(where) + 1)}
    return Registered(frozenset(exact), frozenset(above))


def check_unused(workspace_id: int, names: Set[str]) -> None:
    """Raises Conflict("job-in-use") when a job of another root that has not ended reads from it."""
    uses = JobUse.objects.filter(workspace_id=workspace_id, job__status__in=NOT_ENDED)
    for some in chunks(sorted(names)):
        for name in uses.filter(producer__in=some).values_list("job__name", flat=True):
            if name not in names:
                raise Conflict(
                    "job-in-use",
                    f'Job "{name}", which has not ended, reads its outputs.',
                    hint="Wait for its end, or cancel it.",
                )


def _stays(
    where: Where, is_inherited: bool, names: Collection[str], registered: Registered
) -> Reason:
    if registered.covers(where):
        return "registered"
    if not is_inherited and not any(part in names for part in where):
        return "own-address"
    return ""


def _of_jobs(workspace_id: int, wanted: Mapping[str, list[tuple[str, str]]]) -> Iterable[Where]:
    rows = Job.objects.filter(workspace_id=workspace_id, name__in=wanted)
    outputs: dict[str, Mapping[str, Any]] = dict(rows.values_list("name", "outputs"))
    for name, asked in wanted.items():
        for output, below in asked:
            uri = outputs.get(name, {}).get(output, {}).get("uri", "")
            where = place(uri)
            if where is not None:
                yield (*where, *PurePosixPath(below).parts)
