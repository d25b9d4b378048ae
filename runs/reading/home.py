"""What the first page shows, and the list of experiments."""

from django.db.models import Count, OuterRef, QuerySet, Subquery

from designer.api.wire import Answer, Moment
from runs.models import ROOTS, Experiment, Job, Status
from runs.plan.states import ENDED
from runs.reading.summaries import JobSummary, summaries, summary
from studio.lib.clock import iso
from studio.models import Workspace

SHOWN = 10
LAST = ("name", "display_name", "status", "created_at")
NOT_ENDED = [status for status in Status if status not in ENDED]


class Home(Answer):
    """``counts``: root jobs by status."""

    counts: dict[str, int]
    running: list[JobSummary]
    recent: list[JobSummary]


class LastJob(Answer):
    name: str
    display_name: str
    status: Status


class ExperimentItem(Answer):
    """``id`` is the one that MLflow clients know."""

    id: int
    name: str
    jobs_count: int
    last_created_at: Moment | None
    last_job: LastJob | None


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
    roots = Job.objects.filter(ROOTS, workspace=workspace)
    counted = roots.order_by().values_list("experiment").annotate(Count("pk"))
    counts = dict(counted)
    # By index, one look an experiment: sorting all jobs would grow with what is stored.
    newest = roots.filter(experiment=OuterRef("pk")).order_by("-created_at", "-pk")
    rows = Experiment.objects.filter(workspace=workspace)
    found = list(rows.annotate(last=Subquery(newest.values("pk")[:1])))
    last = roots.only(*LAST).in_bulk([row.last for row in found if row.last])
    items = [_experiment(row, counts.get(row.pk, 0), last.get(row.last)) for row in found]
    return sorted(items, key=lambda one: one.last_created_at or "", reverse=True)


def _experiment(row: Experiment, count: int, last: Job | None) -> ExperimentItem:
    return ExperimentItem(
        id=row.pk,
        name=row.name,
        jobs_count=count,
        last_created_at=last and iso(last.created_at),
        last_job=last
        and LastJob(
            name=last.name, display_name=last.display_name or last.name, status=last.status
        ),
    )
