"""What every worker asks every few seconds must not cost more the more a studio has seen."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from runs.operations import claim, gather, losses, reconcile, settle, work
from runs.operations.running import registry
from studio.lib import clock
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step

# These hold only what is open or waits: to walk through them is to read what was looked for.
SMALL = ("job_waiting", "open_attempts")
# These have in common what thousands of jobs have in common.
WIDE = re.compile(r"INDEX runs_job_(workspace_id|status|compute_id|experiment_id)_\w+ (?!.*rowid)")
WALKED = re.compile(rf"SCAN (runs_\w+|job)\b(?!.*INDEX ({'|'.join(SMALL)})\b)")
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="Plans are as SQLite's.")


def plans(ask: Callable[[], object]) -> list[str]:
    """The lines of the query plans of all that it asks."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "UPDATE")) and not many:
            asked.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        ask()
    assert asked
    found = []
    with connection.cursor() as cursor:
        for sql, values in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            found += [str(row[3]) for row in cursor.fetchall()]
    return found


@pytest.mark.parametrize(
    "ask",
    [
        reconcile.reconcile,
        settle.stalled_roots,
        lambda: list(losses.left_half_done(clock.now())),
        gather.waiting,
        lambda: reconcile.announce_forgotten(0),
        lambda: claim.renew([1, 2, 3]),
    ],
    ids=["reconcile", "stalled", "half done", "to put together", "forgotten", "renew"],
)
def test_nothing_that_is_asked_all_the_time_reads_a_whole_table(
    submit: Submit, ask: Callable[[], object]
) -> None:
    submit(graph(step("a"), step("b", needs={"x": "a.out"})))
    found = plans(ask)
    assert found
    assert [line for line in found if WALKED.search(line)] == []


def test_what_waits_for_nothing_is_found_without_what_waits(submit: Submit) -> None:
    root = submit(graph(step("a"), step("b", needs={"x": "a.out"})))
    for ask in (settle.stalled_roots, lambda: settle.advance(root.pk)):
        assert [line for line in plans(ask) if "job_waiting" in line]


def test_a_step_is_begun_and_ended_without_reading_what_others_did(submit: Submit) -> None:
    root = submit(graph(step("a"), step("b", needs={"x": "a.out"})))
    (compute,) = {one.compute_id for one in root.descendants.all()}
    assert compute is not None
    registry.open()  # the workers of an earlier test have closed it
    done: list[int] = []
    found = plans(lambda: done.append(work.work(compute, lambda job, attempt: "token")))
    assert done == [2]
    assert [line for line in found if WALKED.search(line) or WIDE.search(line)] == []
    assert [line for line in found if "job_reuse" in line]
