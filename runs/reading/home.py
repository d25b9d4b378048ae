"""What the first page shows, and the list of experiments."""

from django.db.models import Count, Max, QuerySet

from designer.api.wire import Answer, Moment
from runs.models import ROOTS, Experiment, Job, Status
from runs.plan.states import ENDED
from runs.reading.summaries import JobSummary, summaries, summary
from studio.lib.clock import iso
from studio.models import Workspace

SHOWN = 10
NOT_ENDED = [status for status in Status if status not in ENDED]


class Home(Answer):
    """``counts``: root jobs by status."""

    counts: dict[str, int]
    running: list[JobSummary]
    recent: list[JobSummary]


class ExperimentItem(Answer):
    """``id`` is the one that MLflow clients know."""

    id: int
    name: str
    jobs_count: int
    last_created_at: Moment | None


class ExperimentList(Answer):
    items: list[ExperimentItem]


def home(workspace: Workspace) -> Home:
    roots = Job.objects.filter(ROOTS, workspace=workspace, archived=False)
    counted = roots.order_by().values_list("status").annotate(Count("pk"))
    newest = summaries(roots).order_by("-created_at", "-pk")
    return Home(
        counts={status.value: 0 for status in Status} | dict(counted),
        running=[summary(job) for job in newest.filter(pk__in=_running(roots))],
        recent=[summary(job) for job in newest[:SHOWN]],
    )


def _running(roots: "QuerySet[Job]") -> list[int]:
    """The newest that go on. Sorted here: databases would look through all jobs in their order."""
    rows = roots.filter(status__in=NOT_ENDED).order_by().values_list("created_at", "pk")
    return [pk for _, pk in sorted(rows, reverse=True)[:SHOWN]]


def experiments(workspace: Workspace) -> list[ExperimentItem]:
    """Those used last come first."""
    rows = (
        Job.objects.filter(ROOTS, workspace=workspace)
        .order_by()
        .values("experiment")
        .annotate(count=Count("pk"), last=Max("created_at"))
    )
    used = {row["experiment"]: (row["count"], iso(row["last"])) for row in rows}
    found = []
    for pk, name in Experiment.objects.filter(workspace=workspace).values_list("pk", "name"):
        count, last = used.get(pk, (0, None))
        found.append(ExperimentItem(id=pk, name=name, jobs_count=count, last_created_at=last))
    return sorted(found, key=lambda one: one.last_created_at or "", reverse=True)
