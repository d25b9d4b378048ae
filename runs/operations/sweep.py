"""How a sweep goes on: which trials it begins, which it stops, and which one has won.

``decide`` is asked in the transaction in which something happened (``grow``); all that it
remembers is stored in the same transaction, so a studio that is killed loses no trial and
samples none twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from designer.graph.names import did_you_mean, listed
from runs.models import MLFLOW_RUN, Job, LatestMetric, MetricPoint, Status
from runs.plan import early_termination, sampling, states, trials
from runs.plan.grown import Child
from runs.plan.growth import End, Ended, Gather, Growing, Next, failed
from runs.plan.trials import Trials

STOPPED_EARLY: Final = "early-termination"
OUT_OF_TIME: Final = "sweep-timeout"
JUDGING_SECONDS: Final = 15
# Up to which interval a trial was judged, and the error with which it is stopped if it is.
Verdict = tuple[int, Mapping[str, Any] | None]
Verdicts = Mapping[str, Verdict]


def decide(step: Growing) -> Next:
    """The next trials, trials that are not worth going on with, or the end."""
    known = Trials.of(step.memory, step.grows["sampling"].get("seed", step.id))
    _record(step, known)
    if _is_out_of_time(step):
        known.is_over = True
        return _run_out(step, known)
    grow = _begun(step, known)
    if not grow and not step.counts.live:
        return _ended(step, known)
    cancel = _heard(step.found, known)
    return Next(grow=grow, cancel=cancel, memory=known.as_json(), look_at=_next_look(step))


def judge(sweep_id: int) -> Verdicts:
    """What the sweep's policy says of trials that have come to an interval that it looks at.

    Asked before the transaction in which ``decide`` hears of it: others may write meanwhile,
    however much the trials have logged.
    """
    row = Job.objects.filter(pk=sweep_id, status=Status.RUNNING).values("plan", "growth").first()
    policy = row and row["plan"]["grows"]["termination"]
    if not row or not policy:
        return {}
    grows, known = row["plan"]["grows"], Trials.of(row["growth"].get("memory", {}), 0)
    due = _due(sweep_id, grows, known)
    if not due:
        return {}
    children = Job.objects.filter(parent=sweep_id).exclude(type=MLFLOW_RUN)
    rows = dict(children.values_list("key", "pk"))
    most = max(intervals[-1] for intervals in due.values())
    series = series_of(rows.values(), grows["primary_metric"], most)
    every = list(series.values())
    return {
        key: _verdict(grows, series.get(rows[key], []), every, intervals)
        for key, intervals in due.items()
    }


def _due(sweep_id: int, grows: Mapping[str, Any], known: Trials) -> dict[str, list[int]]:
    """{trial that runs: intervals that were not judged yet}"""
    points = MetricPoint.objects.filter(
        job__parent=sweep_id, job__status__in=states.HELD, key=grows["primary_metric"]
    )
    counted = points.exclude(job__type=MLFLOW_RUN).order_by().values_list("job__key")
    found = {
        key: early_termination.due(grows["termination"], known.judged.get(key, 0), count)
        for key, count in counted.annotate(Count("pk"))
        if key not in known.stopped
    }
    return {key: intervals for key, intervals in found.items() if intervals}


def _verdict(
    grows: Mapping[str, Any],
    own: Sequence[float],
    every: Sequence[Sequence[float]],
    intervals: Sequence[int],
) -> Verdict:
    policy = grows["termination"]
    for interval in intervals:
        if early_termination.stops(policy, grows["goal"], own, every, interval):
            return interval, _stopped(policy, grows["primary_metric"], own, interval)
    return intervals[-1], None


def _heard(verdicts: Verdicts, known: Trials) -> dict[str, Mapping[str, Any]]:
    """Trials that are stopped now. Each interval of a trial is judged once."""
    found: dict[str, Mapping[str, Any]] = {}
    for key, (interval, error) in verdicts.items():
        is_over = key in known.ended or key in known.stopped
        if is_over or interval <= known.judged.get(key, 0):
            continue
        known.judged[key] = interval
        if error is not None:
            found[key] = error
            known.stopped.append(key)
    return found


def _record(step: Growing, known: Trials) -> None:
    """What has become of trials that ended."""
    fresh = [one for one in step.ended if one.key not in known.ended]
    if len(known.ended) + len(fresh) + step.counts.live < step.counts.grown:
        fresh = [one for one in step.children() if one.key not in known.ended]
    series = series_of([one.id for one in fresh], step.grows["primary_metric"])
    for one in fresh:
        value = trials.best_of(step.grows["goal"], series.get(one.id, ()))
        known.ended[one.key] = (_state(one, known), value)


def _state(one: Ended, known: Trials) -> trials.State:
    if one.status == states.COMPLETED:
        return "completed"
    if one.status == states.FAILED:
        return "failed"
    return "stopped" if one.key in known.stopped else "canceled"


def _deadline(step: Growing) -> datetime | None:
    timeout = step.grows["timeout"]
    return step.started_at + timedelta(seconds=timeout) if timeout else None


def _next_look(step: Growing) -> datetime | None:
    """A policy is asked when a metric comes; this is for the metric whose news got lost."""
    looks = [_deadline(step)]
    if step.grows["termination"]:
        looks.append(step.at + timedelta(seconds=JUDGING_SECONDS))
    return min((at for at in looks if at is not None), default=None)


def _is_out_of_time(step: Growing) -> bool:
    deadline = _deadline(step)
    return deadline is not None and step.at >= deadline


def _run_out(step: Growing, known: Trials) -> Next:
    """What runs is canceled; the best of what has completed is the sweep's."""
    if not step.counts.live:
        return _ended(step, known)
    error = {
        "code": OUT_OF_TIME,
        "message": f"The sweep's time is up: {step.grows['timeout']:g} seconds.",
        "hint": "Raise limits.timeout, or limits.max_concurrent_trials.",
    }
    live = [trials.key_of(n) for n in range(len(known.points))]
    cancel = {key: error for key in live if key not in known.ended}
    return Next(cancel=cancel, memory=known.as_json())


def _begun(step: Growing, known: Trials) -> list[Child]:
    grows, free = step.grows, step.grows["max_concurrent_trials"] - step.counts.live
    found: list[Child] = []
    while len(found) < free and len(known.points) < grows["max_total_trials"]:
        number = len(known.points)
        point = sampling.next_point(
            grows["space"],
            grows["sampling"],
            grows["goal"],
            known.seed,
            number,
            lambda: known.known(grows["goal"]),
        )
        if point is None:
            break
        known.points.append(point)
        found.append(trials.child(grows, step.name, number, point))
    return found


def _stopped(
    policy: Mapping[str, Any], metric: str, own: Sequence[float], interval: int
) -> dict[str, Any]:
    value = own[interval - 1]
    return {
        "code": STOPPED_EARLY,
        "message": f"The policy {policy['type']} stopped it at interval {interval}: "
        f"{metric} was {value:g}.",
        "hint": None,
    }


def _ended(step: Growing, known: Trials) -> Next:
    """All trials have ended, and there are no more to come."""
    key = known.best(step.grows["goal"])
    children = step.children()
    if key is None:
        return replace(_without_winner(step, children), memory=known.as_json())
    best = next(one for one in children if one.key == key)
    _name_winner(step.id, best.name)
    copies = {name: Gather("copy", [("", made)]) for name, made in best.outputs.items()}
    return Next(memory=known.as_json(), end=End(states.COMPLETED, gather=copies))


def _name_winner(sweep_id: int, name: str) -> None:
    properties = Job.objects.values_list("properties", flat=True).get(pk=sweep_id)
    Job.objects.filter(pk=sweep_id).update(properties={**properties, trials.BEST: name})


def _without_winner(step: Growing, children: Sequence[Ended]) -> Next:
    completed = [one for one in children if one.status == states.COMPLETED]
    if completed:
        return _without_metric(step.grows["primary_metric"], completed)
    wrong = [one for one in children if one.status == states.FAILED]
    if not wrong:
        reason = (children[0].error or {}).get("message") if children else None
        message = f"No trial completed. {reason or 'They were canceled.'}"
        error = {"code": "no-trial-completed", "message": message, "hint": None}
        return Next(end=End(states.FAILED if step.counts.grown else states.CANCELED, error=error))
    message = (wrong[0].error or {}).get("message") or "It failed."
    many = "The only trial" if len(children) == 1 else f"None of {len(children)} trials completed"
    return failed(
        "all-trials-failed",
        f"{many}: {wrong[0].name} failed: {message}"
        if len(children) > 1
        else f"{many} failed: {message}",
        "The log of a trial says more.",
    )


def _without_metric(metric: str, completed: Sequence[Ended]) -> Next:
    rows = LatestMetric.objects.filter(job_id__in=_sources([one.id for one in completed]).values())
    logged = sorted(set(rows.values_list("key", flat=True)))
    what = f"They logged: {listed(logged)}." if logged else "They logged no metric at all."
    return failed(
        "metric-missing",
        f'No trial logged the metric "{metric}" (objective.primary_metric) as a number. {what}'
        f"{did_you_mean(metric, logged)}",
        f'A trial logs it with mlflow.log_metric("{metric}", value).',
    )


def series_of(
    job_ids: Iterable[int], metric: str, most: int | None = None
) -> dict[int, list[float]]:
    """{trial: values of the metric in the order in which it logged them}, the first ``most``.

    A trial that was reused has the values of the one that ran.
    """
    sources = _sources(job_ids)
    whose: dict[int, list[int]] = defaultdict(list)
    for job_id, source in sources.items():
        whose[source].append(job_id)
    found: dict[int, list[str]] = defaultdict(list)
    points = MetricPoint.objects.filter(job_id__in=list(whose), key=metric).order_by("pk")
    if most is not None:
        number = Window(RowNumber(), partition_by="job_id", order_by="pk")
        points = points.annotate(number=number).filter(number__lte=most)
    for source, value in points.values_list("job_id", "value"):
        for job_id in whose[source]:
            found[job_id].append(value)
    return {job_id: trials.numbers(texts) for job_id, texts in found.items()}


def _sources(job_ids: Iterable[int]) -> dict[int, int]:
    """{job: the job that ran in its place, or itself}"""
    rows = Job.objects.filter(pk__in=list(job_ids)).values_list("pk", "reused_from_id")
    return {pk: reused or pk for pk, reused in rows}
