"""Loops and conditions run: iterations below the loop, one after the other or side by side."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from designer.graph.model import DoWhile, Item, Literal, ParallelFor
from runs.models import Job
from runs.operations.cancel import cancel
from runs.plan import states
from runs.worker import Workers
from studio.storage import datastores
from tests.worker.conftest import Submit
from tests.worker.graphs import counting, from_step, gate, graph, loop, nested, step
from tests.worker.waiting import statuses, step_of, until

NEXT = {"next": ("n",)}


def text_of(job: Job, output: str) -> str:
    return str(job.outputs[output]["value"])


def place_of(job: Job, output: str) -> Path:
    return datastores.locate(job.workspace, job.outputs[output]["uri"])


def content_of(job: Job, output: str) -> str:
    return place_of(job, output).read_text(encoding="utf-8")


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


def test_a_do_while_ends_after_the_most_iterations_that_it_may_have(run: Submit) -> None:
    body = counting(limit=99)
    root = run(graph(body, loop("loop", DoWhile("body", "more", NEXT, 2), body)))
    assert sorted(statuses(root)) == ["loop", "loop.iteration_1", "loop.iteration_2"]
    assert (root.status, text_of(step_of(root, "loop"), "next")) == ("Completed", "2")


def test_data_goes_from_one_iteration_to_the_next(run: Submit) -> None:
    first = step("first", "echo start > ${{outputs.out}}")
    body = step(
        "body",
        "cat ${{inputs.x}} > ${{outputs.out}}; echo again >> ${{outputs.out}}",
        needs={"x": "first.out"},
    )
    root = run(graph(first, body, loop("loop", DoWhile("body", True, {"out": ("x",)}, 3), body)))
    assert content_of(step_of(root, "loop"), "out") == "start\nagain\nagain\nagain\n"
    second = step_of(root, "loop.iteration_2")
    assert second.inputs["x"]["from"] == step_of(root, "loop.iteration_1").name


def test_a_failed_iteration_fails_its_loop_and_what_follows_it(run: Submit) -> None:
    body = counting()
    broken = replace(body, component=replace(body.component, command="exit 3"))
    root = run(
        graph(
            broken,
            loop("loop", DoWhile("body", "more", NEXT, 5), broken),
            step("use", needs={"x": "loop.file"}),
        )
    )
    assert statuses(root) == {"loop": "Failed", "loop.iteration_1": "Failed", "use": "Canceled"}
    assert root.status == "Failed"
    error = step_of(root, "loop").error
    assert error is not None and error["message"].startswith("Iteration 1: ")


def test_an_output_that_is_no_boolean_ends_the_loop_with_a_sentence(run: Submit) -> None:
    body = counting()
    root = run(graph(body, loop("loop", DoWhile("body", "next", NEXT, 5), body)))
    # 1 is a truth, 2 is none.
    assert statuses(root)["loop.iteration_2"] == "Completed"
    error = step_of(root, "loop").error
    assert error is not None and error["code"] == "condition-not-boolean"


def test_a_parallel_for_runs_its_body_for_each_item_and_gathers_the_outputs(run: Submit) -> None:
    body = counting(values={"n": "0"})
    items = tuple(Item(str(n), {"n": Literal(str(10 * n))}) for n in (1, 2, 3))
    root = run(
        graph(
            body,
            loop("each", ParallelFor("body", items), body),
            step(
                "use",
                "cat ${{inputs.x}}/*/* > ${{outputs.out}}",
                needs={"x": "each.file"},
                inputs={"x": "mltable"},
            ),
        )
    )
    found = statuses(root)
    assert set(found) == {"each", "each.item_1", "each.item_2", "each.item_3", "use"}
    assert set(found.values()) == {"Completed"}
    assert json.loads(text_of(step_of(root, "each"), "next")) == [11, 21, 31]
    assert json.loads(text_of(step_of(root, "each"), "more")) == [False, False, False]
    assert content_of(step_of(root, "use"), "out") == "11\n21\n31\n"
    table = place_of(step_of(root, "each"), "file") / "MLTable"
    assert "file: ./item_2/file" in table.read_text(encoding="utf-8")


def test_items_may_come_from_a_step_and_not_too_many_run_at_once(run: Submit) -> None:
    make = step(
        "make",
        """echo '{"low": {"n": 1}, "high": {"n": 100}}' > ${{outputs.items}}""",
        outputs={"items": "string"},
    )
    body = counting(values={})
    each = loop(
        "each",
        ParallelFor("body", None, most_at_once=1),
        body,
        inputs={"items": from_step("make.items")},
    )
    root = run(graph(make, body, each))
    assert json.loads(text_of(step_of(root, "each"), "next")) == {"low": 2, "high": 101}
    first, second = step_of(root, "each.item_1"), step_of(root, "each.item_2")
    assert (first.display_name, second.display_name) == ("low", "high")
    assert first.ended_at is not None and second.queued_at is not None
    assert first.ended_at <= second.queued_at


def test_items_that_are_none_fail_the_loop_with_a_sentence(run: Submit) -> None:
    make = step("make", "echo 'nothing' > ${{outputs.items}}", outputs={"items": "string"})
    body = counting(values={})
    items = {"items": from_step("make.items")}
    root = run(graph(make, body, loop("each", ParallelFor("body", None), body, inputs=items)))
    error = step_of(root, "each").error
    assert error is not None and error["code"] == "items-wrong"
    assert statuses(root) == {"make": "Completed", "each": "Failed"}


@pytest.mark.parametrize("go_on", [False, True])
def test_a_failed_item_fails_the_loop_when_the_others_have_ended(run: Submit, go_on: bool) -> None:
    body = counting(values={})
    command = f"[ ${{{{inputs.n}}}} = 2 ] && exit 3; {body.component.command}"
    body = replace(body, component=replace(body.component, command=command))
    items = tuple(Item(str(n), {"n": Literal(str(n))}) for n in (1, 2, 3, 4))
    each = loop("each", ParallelFor("body", items, most_at_once=1), body)
    root = run(graph(body, each, continue_on_step_failure=go_on))
    found = statuses(root)
    assert (found["each"], found["each.item_1"], found["each.item_2"]) == (
        "Failed",
        "Completed",
        "Failed",
    )
    later = {path for path in found if path in ("each.item_3", "each.item_4")}
    assert len(later) == (2 if go_on else 0)
    assert root.steps_done == root.steps_total == len(found)


@pytest.mark.parametrize("condition", ["true", "false"])
def test_a_condition_runs_one_block_and_skips_the_other(run: Submit, condition: str) -> None:
    check = step("check", f"echo {condition} > ${{{{outputs.ok}}}}", outputs={"ok": "boolean"})
    root = run(
        graph(
            check,
            step("deploy"),
            step("warn"),
            gate("gate", from_step("check.ok"), ["deploy"], ["warn"]),
            step("after_deploy", needs={"x": "deploy.out"}),
            step(
                "either",
                "cat ${{inputs.a}} ${{inputs.b}} > ${{outputs.out}}",
                needs={"a": "deploy.out", "b": "warn.out"},
                inputs={"a": "uri_file?", "b": "uri_file?"},
            ),
        )
    )
    found = statuses(root)
    taken, other = ("deploy", "warn") if condition == "true" else ("warn", "deploy")
    assert (found[taken], found[other], found["gate"]) == ("Completed", "Canceled", "Completed")
    assert found["after_deploy"] == ("Completed" if condition == "true" else "Canceled")
    assert found["either"] == "Completed"
    assert content_of(step_of(root, "either"), "out") == "hello\n"
    assert root.status == "Completed"
    error = step_of(root, other).error
    assert error is not None and error["code"] == "branch-not-taken"


def test_a_skipped_pipeline_is_skipped_as_a_whole(run: Submit) -> None:
    inner = graph(step("a"), step("b", needs={"x": "a.out"}))
    root = run(graph(nested("train", inner), gate("gate", Literal("false"), ["train"])))
    assert statuses(root) == {
        "train": "Canceled",
        "train.a": "Canceled",
        "train.b": "Canceled",
        "gate": "Completed",
    }
    assert root.status == "Completed"


def test_loops_stand_in_pipelines_that_loops_run(run: Submit) -> None:
    body = counting(limit=2)
    inner = graph(body, loop("count", DoWhile("body", "more", NEXT, 5), body))
    outer = nested("outer", inner)
    items = (Item("1", {}), Item("2", {}))
    root = run(graph(outer, loop("each", ParallelFor("outer", items), outer)))
    found = statuses(root)
    assert set(found.values()) == {"Completed"}
    assert {path for path in found if path.startswith("each.item_2")} == {
        "each.item_2",
        "each.item_2.count",
        "each.item_2.count.iteration_1",
        "each.item_2.count.iteration_2",
    }
    assert (root.steps_done, root.steps_total) == (7, 7)
    each, item = step_of(root, "each"), step_of(root, "each.item_1")
    assert (each.steps_done, each.steps_total) == (6, 6)
    assert (item.steps_done, item.steps_total) == (3, 3)


def test_a_canceled_loop_leaves_nothing_running(submit: Submit, workers: Workers) -> None:
    body = step("body", "sleep 60", values={})
    items = tuple(Item(str(n), {}) for n in range(1, 8))
    root = submit(graph(body, loop("each", ParallelFor("body", items), body), step("other")))
    until(
        lambda: "Running" in (statuses(root).get("each.item_1"), statuses(root).get("each.item_2"))
    )
    cancel(step_of(root, "each"))
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    found = statuses(root)
    assert found.pop("other") == "Completed"
    assert set(found.values()) == {"Canceled"}
    assert Job.objects.get(pk=root.pk).status == "Canceled"


def test_a_canceled_job_cancels_its_loops(submit: Submit, workers: Workers) -> None:
    body = counting(limit=99)
    slow = replace(body, component=replace(body.component, command="sleep 60"))
    root = submit(graph(slow, loop("loop", DoWhile("body", "more", NEXT, 9), slow)))
    until(lambda: statuses(root).get("loop.iteration_1") == "Running")
    cancel(root)
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert statuses(root) == {"loop": "Canceled", "loop.iteration_1": "Canceled"}


def test_a_canceled_iteration_cancels_its_loop(submit: Submit, workers: Workers) -> None:
    body = counting(limit=99)
    slow = replace(body, component=replace(body.component, command="sleep 60"))
    root = submit(graph(slow, loop("loop", DoWhile("body", "more", NEXT, 9), slow)))
    until(lambda: statuses(root).get("loop.iteration_1") == "Running")
    cancel(step_of(root, "loop.iteration_1"))
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert statuses(root) == {"loop": "Canceled", "loop.iteration_1": "Canceled"}


def test_iterations_are_reused_like_any_step(run: Submit) -> None:
    body = counting(limit=3)
    shape = graph(body, loop("loop", DoWhile("body", "more", NEXT, 10), body))
    first, second = run(shape), run(shape)
    for path in ("loop.iteration_1", "loop.iteration_3"):
        assert step_of(second, path).reused_from == step_of(first, path)
    assert text_of(step_of(second, "loop"), "next") == "3"
    assert second.status == "Completed"


def test_a_failure_elsewhere_stops_a_loop(run: Submit) -> None:
    body = step("body", "sleep 60", values={})
    items = tuple(Item(str(n), {}) for n in range(1, 3))
    each = loop("each", ParallelFor("body", items), body)
    root = run(graph(body, each, step("bad", "exit 1")))
    found = statuses(root)
    assert (found["each"], found["bad"], root.status) == ("Canceled", "Failed", "Failed")


def test_a_failure_inside_an_iteration_does_not_stop_the_other_steps_of_the_job_by_itself(
    run: Submit,
) -> None:
    inner = graph(step("bad", "exit 1"), step("slow", "sleep 60"))
    body = nested("body", inner)
    each = loop("each", ParallelFor("body", (Item("1", {}),)), body)
    root = run(
        graph(body, each, step("use", needs={"x": "each.out"}), continue_on_step_failure=False)
    )
    found = statuses(root)
    assert (found["each.item_1.bad"], found["each.item_1.slow"]) == ("Failed", "Canceled")
    assert (found["each.item_1"], found["each"], root.status) == ("Failed", "Failed", "Failed")
