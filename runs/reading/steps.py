"""All jobs below a root on one sheet, with what waits for what: for the outline and the profile."""

from designer.api.wire import Answer, Moment
from runs.models import MLFLOW_RUN, Dependency, Job, Status
from runs.plan.settle import NOT_TAKEN
from studio.lib.clock import iso

COLUMNS = (
    "pk",
    "name",
    "key",
    "path",
    "display_name",
    "type",
    "status",
    "created_at",
    "queued_at",
    "started_at",
    "ended_at",
    "attempt",
    "instance_count",
    "compute__name",
    "reused_from__name",
    "error",
)


class StepLine(Answer):
    """One step, nested pipeline or trial. ``path``: node keys from the root on, with dots.

    skipped: a condition chose another branch.
    """

    name: str
    key: str
    path: str
    display_name: str
    type: str
    status: Status
    created_at: Moment
    queued_at: Moment | None
    started_at: Moment | None
    ended_at: Moment | None
    attempt: int
    instance_count: int
    compute: str | None
    reused_from: str | None
    skipped: bool


class JobSteps(Answer):
    """links: [place of a step in ``steps``, place of one that waits for it]. ``sequence``: follow
    the root's events after this number, and nothing is missed."""

    sequence: int
    steps: list[StepLine]
    links: list[tuple[int, int]]


def of_root(root_id: int) -> JobSteps:
    """Three queries, however many steps there are. A command job is its own only step."""
    sequence = Job.objects.values_list("sequence", flat=True).get(pk=root_id)
    below = Job.objects.filter(root=root_id).exclude(type=MLFLOW_RUN)
    rows = list(below.order_by("ordinal", "pk").values(*COLUMNS))
    if not rows:
        rows = list(Job.objects.filter(pk=root_id).exclude(type="pipeline").values(*COLUMNS))
    places = {row["pk"]: number for number, row in enumerate(rows)}
    links = Dependency.objects.filter(upstream__root=root_id)
    return JobSteps(
        sequence=sequence,
        steps=[
            StepLine(
                **{name: row[name] for name in ("name", "key", "path", "display_name", "type")},
                **{name: row[name] for name in ("status", "attempt", "instance_count")},
                created_at=iso(row["created_at"]) or "",
                queued_at=iso(row["queued_at"]),
                started_at=iso(row["started_at"]),
                ended_at=iso(row["ended_at"]),
                compute=row["compute__name"],
                reused_from=row["reused_from__name"],
                skipped=(row["error"] or {}).get("code") == NOT_TAKEN,
            )
            for row in rows
        ],
        links=[
            (places[before], places[after])
            for before, after in links.values_list("upstream_id", "downstream_id")
            if before in places and after in places
        ],
    )
