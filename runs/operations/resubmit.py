"""Running a job again: as it was, or only what did not complete."""

from collections.abc import Iterable, Mapping, Sequence

from runs.models import NOT_STEPS, Dependency, Job
from runs.operations import frozen_document
from runs.operations.submit import submit
from runs.plan import states
from runs.plan.settle import NOT_TAKEN, SKIPPED, belongs
from studio.lib.errors import Conflict, Invalid
from studio.models import User


def resubmit(job: Job, user: User) -> Job:
    """A new job of the frozen document of ``job``, or of the root that it belongs to."""
    return _again(job.root or job, user)


def resubmit_from(job: Job, user: User, run_again: Sequence[str] = ()) -> Job:
    """The same, but completed steps keep their outputs, whatever ``is_deterministic`` says.

    What failed, was canceled or never ran runs, and so do the steps at or below the paths of
    ``run_again``, which take nothing from earlier work; each with all that follows from it.
    Raises Conflict while the job runs ("job-not-ended") and when nothing would run
    ("nothing-failed"), Invalid ("unknown-step").
    """
    root = job.root or job
    if root.status not in states.ENDED:
        raise Conflict(
            "job-not-ended",
            f'Job "{root.name}" is {root.status}: which steps will fail is not known yet.',
            hint="Wait for its end, or cancel it first.",
        )
    steps = _steps(root)
    _check(root, steps, run_again)
    named = frozenset(one for one in steps if any(belongs(one, wanted) for wanted in run_again))
    keeps = _kept(root, steps, named)
    if len(keeps) == len(steps):
        raise Conflict(
            "nothing-failed",
            f'Every step of job "{root.name}" completed.',
            hint="Name steps that shall run again, or resubmit all of it.",
        )
    return _again(root, user, keeps, named)


def _again(
    root: Job,
    user: User,
    keeps: Mapping[str, str] | None = None,
    forced: frozenset[str] = frozenset(),
) -> Job:
    return submit(
        root.workspace,
        user,
        frozen_document.of(root),
        source="resubmit",
        draft=root.draft,
        cloned_from=root.name,
        keeps=keeps,
        forced=forced,
        given=root.given,
    )


def _steps(root: Job) -> dict[str, tuple[str, str]]:
    """{path: (name, status)} of the leaf steps; a job that is its own step is at path ""."""
    if root.type not in NOT_STEPS:
        return {"": (root.name, root.status)}
    rows = Job.objects.filter(root=root).exclude(type__in=NOT_STEPS)
    found = rows.order_by("ordinal", "pk").values_list("path", "name", "status", "error__code")
    return {
        path: (name, SKIPPED if code == NOT_TAKEN else status) for path, name, status, code in found
    }


def _check(root: Job, steps: Iterable[str], run_again: Sequence[str]) -> None:
    paths = list(steps)
    for wanted in run_again:
        if not any(belongs(path, wanted) for path in paths):
            shown = ", ".join(paths[:20]) + (", …" if len(paths) > 20 else "")
            raise Invalid(
                "unknown-step",
                f'Job "{root.name}" has no step "{wanted}".',
                hint=f"It has: {shown}.",
                place="run_again",
            )


def _kept(root: Job, steps: Mapping[str, tuple[str, str]], named: frozenset[str]) -> dict[str, str]:
    """{path: name} of the steps that do not run: none of them follows from one that does."""
    following: dict[str, list[str]] = {}
    links = Dependency.objects.filter(upstream__root=root)
    for before, after in links.values_list("upstream__path", "downstream__path"):
        following.setdefault(before, []).append(after)
    done = (states.COMPLETED, SKIPPED)
    waiting = [path for path, (_, status) in steps.items() if status not in done or path in named]
    running = set(waiting)
    while waiting:
        new = [path for path in following.get(waiting.pop(), ()) if path not in running]
        running.update(new)
        waiting += new
    return {path: name for path, (name, _) in steps.items() if path not in running}
