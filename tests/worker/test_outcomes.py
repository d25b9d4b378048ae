"""Shapes of pipelines times what may become of their steps, with real threads and processes."""

from pathlib import Path

import pytest

from designer.graph.document import OutputSettings
from designer.graph.model import Graph, Literal
from runs.models import Job, JobEvent
from studio.storage import datastores, home
from tests.worker import graphs
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.waiting import errors, statuses, step_of


def content(job: Job, output: str = "out") -> str:
    place: Path = datastores.locate(job.workspace, job.outputs[output]["uri"])
    return place.read_text()


def log_of(job: Job) -> str:
    return (home.job_folder(job.workspace_id, job.pk) / "user_logs" / "std_log.txt").read_text()


@pytest.mark.parametrize(
    ("shape", "last", "text"),
    [
        (graphs.linear(), "c", "hello\n"),
        (graphs.diamond(), "d", "hello\nhello\n"),
        (graphs.fan_out(8), "s7", "hello\n"),
        (graphs.with_nested(), "use", "hello\n"),
    ],
    ids=["linear", "diamond", "fan_out", "nested"],
)
def test_every_shape_completes_and_hands_its_data_on(
    run: Submit, shape: Graph, last: str, text: str
) -> None:
    root = run(shape)
    assert root.status == "Completed", errors(root)
    assert set(statuses(root).values()) == {"Completed"}
    assert content(step_of(root, last)) == text
    assert (
        root.steps_done == root.steps_total == Job.objects.filter(root=root, type="command").count()
    )


def test_a_nested_pipeline_shows_the_outputs_of_its_steps(run: Submit) -> None:
    root = run(graphs.with_nested())
    inner = step_of(root, "train")
    assert inner.outputs["model"] == step_of(root, "train.fit").outputs["out"]
    assert (inner.status, inner.steps_done, inner.steps_total) == ("Completed", 2, 2)


def test_a_step_with_an_absent_optional_input_runs_without_it(run: Submit) -> None:
    command = "echo begin $[[--seed ${{inputs.seed}}]] end"
    shape = graph(step("a", command, inputs={"seed": "integer?"}, outputs={}))
    root = run(shape)
    assert log_of(step_of(root, "a")) == "begin end\n"


def test_events_are_numbered_without_a_gap_and_name_their_job(run: Submit) -> None:
    root = run(graphs.linear())
    events = list(JobEvent.objects.filter(root=root).order_by("sequence"))
    assert [one.sequence for one in events] == list(range(1, root.sequence + 1))
    of_b = [
        one.data["status"] for one in events if one.data["path"] == "b" and one.kind == "status"
    ]
    assert of_b == ["Queued", "Preparing", "Running", "Completed"]
    assert events[-1].data["status"] == "Completed"
    assert events[-1].data["name"] == root.name


def test_a_failure_stops_the_whole_job(run: Submit) -> None:
    shape = graph(
        step("bad", "exit 3", outputs={}),
        step("slow", "sleep 60", outputs={}),
        step("later", needs={"x": "slow.out"}),
    )
    root = run(shape)
    assert root.status == "Failed"
    assert root.error is not None and root.error["code"] == "step-failed"
    assert statuses(root) == {"bad": "Failed", "slow": "Canceled", "later": "Canceled"}
    bad = step_of(root, "bad")
    assert bad.exit_code == 3
    assert bad.error is not None and bad.error["code"] == "command-failed"
    assert root.error["hint"] == bad.error["hint"] is not None


def test_with_continue_on_step_failure_what_does_not_depend_goes_on(run: Submit) -> None:
    shape = graph(
        step("bad", "exit 3"),
        step("after", needs={"x": "bad.out"}),
        step("beyond", needs={"x": "after.out"}),
        step("other"),
        step("next", needs={"x": "other.out"}),
        continue_on_step_failure=True,
    )
    root = run(shape)
    assert root.status == "Failed"
    assert statuses(root) == {
        "bad": "Failed",
        "after": "Canceled",
        "beyond": "Canceled",
        "other": "Completed",
        "next": "Completed",
    }
    error = step_of(root, "beyond").error
    assert error is not None and error["code"] == "upstream-not-completed"


def test_a_failure_inside_fails_the_nested_pipeline_and_the_job(run: Submit) -> None:
    inner = graph(step("bad", "exit 1", binds={"out": "model"}))
    shape = graph(
        graphs.nested("train", inner),
        step("use", needs={"x": "train.model"}),
        step("other"),
        continue_on_step_failure=True,
    )
    root = run(shape)
    assert statuses(root) == {
        "train": "Failed",
        "train.bad": "Failed",
        "use": "Canceled",
        "other": "Completed",
    }
    assert root.status == "Failed"


def test_a_step_over_its_time_limit_fails(run: Submit) -> None:
    root = run(graph(step("slow", "sleep 60", outputs={}, limits={"timeout": 1})))
    error = step_of(root, "slow").error
    assert error is not None and error["code"] == "timeout"


def test_a_missing_output_fails_the_step(run: Submit) -> None:
    root = run(graph(step("a", "true")))
    error = step_of(root, "a").error
    assert error is not None and error["code"] == "missing-output"


def test_on_finalize_runs_after_a_failure_and_on_init_before_everything(run: Submit) -> None:
    shape = graph(
        step("work", "test -n start && exit 1", outputs={}),
        step("first", "true", outputs={}),
        step("last", "true", outputs={}),
        on_init="first",
        on_finalize="last",
    )
    root = run(shape)
    assert statuses(root) == {"first": "Completed", "work": "Failed", "last": "Completed"}
    started = [step_of(root, path).started_at for path in ("first", "work", "last")]
    assert started == sorted(started, key=str)
    assert root.status == "Failed"


def test_a_standalone_command_is_one_job(run: Submit) -> None:
    shape = graph(step("step", "echo alone", outputs={}), kind="command")
    root = run(shape)
    assert (root.status, root.type, root.key) == ("Completed", "command", "")
    assert log_of(root) == "alone\n"
    assert (root.steps_done, root.steps_total) == (1, 1)
    assert not Job.objects.filter(root=root).exists()


def test_a_primitive_output_is_the_text_of_the_next_step(run: Submit) -> None:
    count = step("count", "echo 7 > ${{outputs.n}}", outputs={"n": "integer"})
    show = step(
        "show", "echo got ${{inputs.n}}", values={"n": graphs.from_step("count.n")}, outputs={}
    )
    root = run(graph(count, show))
    assert root.status == "Completed", errors(root)
    assert log_of(step_of(root, "show")) == "got 7\n"


def test_environment_variables_reach_the_command_and_never_hide_the_studios(run: Submit) -> None:
    shape = graph(
        step(
            "a",
            "echo $COLOR $AZUREML_RUN_ID $MLFLOW_RUN_ID",
            outputs={},
            environment_variables={"COLOR": Literal("red"), "AZUREML_RUN_ID": Literal("mine")},
        )
    )
    root = run(shape)
    name = step_of(root, "a").name
    assert log_of(step_of(root, "a")) == f"red {name} {name}\n"


def test_an_output_goes_where_its_settings_say(run: Submit) -> None:
    path = "azureml://datastores/${{default_datastore}}/paths/mine/${{name}}/${{output_name}}.txt"
    root = run(graph(step("a", settings={"out": OutputSettings(path=path)})))
    job = step_of(root, "a")
    assert job.outputs["out"]["uri"] == (
        f"azureml://datastores/workspaceblobstore/paths/mine/{job.name}/out.txt"
    )
    assert content(job) == "hello\n"


@pytest.mark.parametrize("mode", ["rw_mount", "upload", "direct"])
def test_in_every_mode_an_output_is_a_path_that_can_be_written(run: Submit, mode: str) -> None:
    command = "echo ${{outputs.out}}; echo made > ${{outputs.out}}/a.txt"
    settings = {
        "out": OutputSettings(
            mode=mode, path=f"azureml://datastores/workspaceblobstore/paths/{mode}"
        )
    }
    root = run(graph(step("a", command, outputs={"out": "uri_folder"}, settings=settings)))
    job = step_of(root, "a")
    assert (job.status, job.outputs["out"]["uri"]) == ("Completed", settings["out"].path), errors(
        root
    )
    assert log_of(job).startswith("/")
    made = datastores.locate(job.workspace, job.outputs["out"]["uri"]) / "a.txt"
    assert made.read_text() == "made\n"
