"""Which data a job's steps made, and why some of it has to stay when the job's data goes.

Data belongs to a step when its address holds the name of a job of the same root, so that nobody
else can have written there, or when the step inherited it from a job that was deleted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from django.db import models

from designer.models import DataVersion
from runs.models import GROWING, Job, JobUse, ModelVersion, Status
from runs.operations.move import chunks
from runs.plan import stored
from runs.plan.states import ENDED
from studio.lib.errors import Conflict
from studio.storage import datastores, place_keys

Reason = Literal["", "registered", "own-address", "reused"]
NOT_ENDED = [status for status in Status if status not in ENDED]
# A query may not hold too many alternatives.
PLACES_AT_ONCE = 100
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

    @staticmethod
    def of(places: Iterable[Where]) -> "Registered":
        exact = frozenset(places)
        lengths = {where[:length] for where in exact for length in range(2, len(where) + 1)}
        return Registered(exact, frozenset(lengths))

    def __or__(self, other: "Registered") -> "Registered":
        return Registered(self.exact | other.exact, self.above | other.above)

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


def registered(root: Job, rows: Iterable[Job]) -> Registered:
    """Which data assets and models, archived ones among them, lie where these steps of ``root``
    have put their outputs, or above or below."""
    return registered_by_address(root.workspace_id, rows) | registered_by_job(root)


def registered_by_address(workspace_id: int, rows: Iterable[Job]) -> Registered:
    found = (place(path) for path in _paths_around(workspace_id, rows))
    return Registered.of(where for where in found if where is not None)


def registered_by_job(root: Job) -> Registered:
    """As the output of a job: whatever steps of ``root`` have made, and whoever shows it."""
    data = DataVersion.objects.order_by().values_list("path", flat=True)
    asked: dict[str, list[tuple[str, str]]] = {}
    for names in chunks(sorted(_showing(root))):
        jobs = [place_keys.of_job(root.workspace_id, name) for name in names]
        for path in data.filter(place__in=jobs):
            earlier = stored.earlier_job(path)
            if earlier is not None:
                asked.setdefault(earlier["from"], []).append((earlier["output"], earlier["below"]))
    return Registered.of(_of_jobs(root.workspace_id, asked))


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


def _paths_around(workspace_id: int, rows: Iterable[Job]) -> Iterator[str]:
    uris = {one["uri"] for job in rows for one in job.outputs.values() if "value" not in one}
    found = (place_keys.of(workspace_id, uri) for uri in uris)
    keys = sorted({key for key in found if key})
    data = DataVersion.objects.order_by().values_list("path", flat=True)
    versions = ModelVersion.objects.values_list("path", flat=True)
    for some in chunks(keys, PLACES_AT_ONCE):
        around = place_keys.around(some)
        yield from data.filter(around)
        yield from versions.filter(around)


def _showing(root: Job) -> set[str]:
    """Names of the jobs that may show what steps of ``root`` have made: its own, those that reused
    one, and the pipelines, loops and sweeps around those."""
    taken = models.Q(reused_from=root) | models.Q(reused_from__root=root)
    reusers = list(Job.objects.filter(taken).values_list("name", "root"))
    found = {*names_of(root), *(name for name, _ in reusers)}
    for some in chunks(sorted({other for _, other in reusers if other is not None})):
        around = models.Q(pk__in=some) | models.Q(root__in=some, type__in=("pipeline", *GROWING))
        found |= set(Job.objects.filter(around).values_list("name", flat=True))
    return found


def _of_jobs(workspace_id: int, wanted: Mapping[str, list[tuple[str, str]]]) -> Iterable[Where]:
    rows = Job.objects.filter(workspace_id=workspace_id, name__in=wanted)
    outputs: dict[str, Mapping[str, Any]] = dict(rows.values_list("name", "outputs"))
    for name, asked in wanted.items():
        for output, below in asked:
            uri = outputs.get(name, {}).get(output, {}).get("uri", "")
            where = place(uri)
            if where is not None:
                yield (*where, *PurePosixPath(below).parts)
