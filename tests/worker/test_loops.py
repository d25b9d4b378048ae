"""Loops and conditions run: iterations below the loop, one after the other or side by side."""

from designer.graph.model import DoWhile
from runs.models import Job
from tests.worker.conftest import Submit
from tests.worker.graphs import counting, graph, loop, step
from tests.worker.waiting import statuses, step_of

NEXT = {"next": ("n",)}


def text_of(job: Job, output: str) -> str:
    return str(job.outputs[output]["value"])


def test_a_do_while_runs_its_body_until_its_condition_is_false(run: Submit) -> None:
    body = counting(limit=3)
    root = run(
        graph(
            body,
            loop("loop", DoWhile("body", "more", NEXT, 10), body),
            step("use", needs={"x": "body.file"}),
        )
    )
    assert statuses(root) == {
        "loop": "Completed",
        "loop.iteration_1": "Completed",
        "loop.iteration_2": "Completed",
        "loop.iteration_3": "Completed",
        "use": "Completed",
    }
    assert root.status == "Completed"
    assert [text_of(step_of(root, f"loop.iteration_{n}"), "next") for n in (1, 2, 3)] == list("123")
    assert text_of(step_of(root, "loop"), "next") == "3"
    assert (root.steps_done, root.steps_total) == (5, 5)
