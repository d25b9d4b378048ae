"""A step is taken from earlier work when nothing that matters has changed, and only then."""

from pathlib import Path

import pytest
from django.db import connection

from designer.graph.document import OutputSettings
from designer.graph.model import Data, Graph, Literal
from runs.execution import outputs as files
from runs.models import Job
from runs.operations import settle
from studio.models import Workspace
from studio.storage import datastores
from tests.worker import graphs
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.waiting import errors, step_of


def reused(root: Job) -> set[str]:
    return set(
        Job.objects.filter(root=root).exclude(reused_from=None).values_list("path", flat=True)
    )


def chain(text: str = "hello", tail: str = "cat ${{inputs.x}} > ${{outputs.out}}") -> Graph:
    return graph(
        step("a", "echo ${{inputs.t}} > ${{outputs.out}}", values={"t": text}),
        step("b", "wc -c ${{inputs.x}} | cut -c1 > ${{outputs.out}}", needs={"x": "a.out"}),
        step("c", tail, needs={"x": "b.out"}),
    )


def test_the_same_again_is_reused_without_a_process(run: Submit, submit: Submit) -> None:
    first = run(chain())
    again = submit(chain())
    assert again.status == "Completed"  # at once: no worker was needed
    assert reused(again) == {"a", "b", "c"}
    b, old = step_of(again, "b"), step_of(first, "b")
    assert b.reused_from == old
    assert b.outputs == old.outputs
    assert b.attempt == 0
    assert b.properties["azureml.reusedrunid"] == old.name


def test_a_reused_step_that_was_itself_reused_points_to_the_one_that_ran(run: Submit) -> None:
    first = run(chain())
    run(chain())
    third = run(chain())
    assert step_of(third, "c").reused_from == step_of(first, "c")


def test_another_parameter_runs_again_and_the_parts_say_why(run: Submit) -> None:
    first, second = run(chain("hello")), run(chain("goodbye"))
    assert reused(second) == set()
    old, new = step_of(first, "a").reuse_parts, step_of(second, "a").reuse_parts
    assert {name for name in old if old[name] != new[name]} == {"parameters"}


def test_the_same_bytes_from_another_step_are_the_same_input(run: Submit) -> None:
    run(chain("hello"))
    second = run(chain("jelly"))
    assert reused(second) == {"b", "c"} - {"b"}, "b reads other bytes, but writes the same"


def test_another_command_runs_again_and_what_follows_too(run: Submit) -> None:
    run(chain())
    second = run(chain(tail="cat ${{inputs.x}} ${{inputs.x}} > ${{outputs.out}}"))
    assert reused(second) == {"a", "b"}


def test_force_rerun_takes_nothing_but_can_be_taken(run: Submit) -> None:
    run(graphs.linear())
    forced = run(graphs.linear(force_rerun=True))
    assert reused(forced) == set()
    third = run(graphs.linear())
    assert step_of(third, "a").reused_from == step_of(forced, "a")


def test_a_step_that_is_not_deterministic_is_neither_taken_nor_takes(run: Submit) -> None:
    shape = graph(step("a", deterministic=False), step("b", needs={"x": "a.out"}))
    run(shape)
    assert reused(run(shape)) == {"b"}


def test_a_failed_step_is_never_taken(run: Submit) -> None:
    shape = graph(step("a", "echo x > ${{outputs.out}}; exit 1"))
    run(shape)
    second = run(shape)
    assert second.status == "Failed"
    assert step_of(second, "a").attempt == 1


def test_outputs_that_are_gone_are_made_again(run: Submit) -> None:
    first = run(graphs.linear())
    job = step_of(first, "a")
    datastores.locate(job.workspace, job.outputs["out"]["uri"]).unlink()
    second = run(graphs.linear())
    assert second.status == "Completed", errors(second)
    assert reused(second) == {"b", "c"}


def test_nobody_waits_while_a_shared_address_is_hashed(
    run: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = {"out": OutputSettings(path="azureml://datastores/workspaceblobstore/paths/same.txt")}
    shape = graph(step("a", settings=place))
    run(shape)
    hashed: list[bool] = []
    measure = files.measure

    def watched(root: Path) -> files.Content:
        hashed.append(connection.in_atomic_block)
        return measure(root)

    monkeypatch.setattr(files, "measure", watched)
    assert reused(run(shape)) == {"a"}
    assert hashed == [False]


def test_an_address_that_others_have_written_to_is_not_reused(run: Submit) -> None:
    place = {"out": OutputSettings(path="azureml://datastores/workspaceblobstore/paths/same.txt")}

    def shape(text: str) -> Graph:
        return graph(
            step("a", "echo ${{inputs.t}} > ${{outputs.out}}", values={"t": text}, settings=place)
        )

    run(shape("one"))
    assert reused(run(shape("one"))) == {"a"}
    run(shape("two"))
    assert reused(run(shape("one"))) == set()


def test_data_counts_by_content(run: Submit, workspace: Workspace) -> None:
    uri = "azureml://datastores/workspaceblobstore/paths/raw.txt"
    place: Path = datastores.locate(workspace, uri)
    place.parent.mkdir(parents=True, exist_ok=True)
    shape = graph(
        step(
            "a",
            "cat ${{inputs.d}} > ${{outputs.out}}",
            values={"d": Data(uri, "uri_file")},
            inputs={"d": "uri_file"},
        )
    )
    place.write_text("one")
    run(shape)
    assert reused(run(shape)) == {"a"}
    place.write_text("two!")
    assert reused(run(shape)) == set()


def test_a_standalone_command_always_runs(run: Submit) -> None:
    shape = graph(step("step", "true", outputs={}), kind="command")
    run(shape)
    assert run(shape).reused_from is None


def test_another_variable_runs_again(run: Submit) -> None:
    def shape(color: str) -> Graph:
        return graph(step("a", environment_variables={"COLOR": Literal(color)}))

    run(shape("red"))
    assert reused(run(shape("blue"))) == set()
    assert reused(run(shape("red"))) == {"a"}


def test_a_long_chain_is_reused_in_several_turns(
    run: Submit, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [step("s0", values={"n": "0"})]
    steps += [
        step(f"s{n}", needs={"x": f"s{n - 1}.out"}, values={"n": str(n)}) for n in range(1, 12)
    ]
    run(graph(*steps))
    monkeypatch.setattr(settle, "READY_AT_ONCE", 5)
    again = submit(graph(*steps))
    assert len(reused(again)) == 12
    assert Job.objects.get(pk=again.pk).status == "Completed"


def table(**modes: str) -> Graph:
    """A step that makes a table of files, and one that looks at what it is given of it."""
    make = (
        "cd ${{outputs.out}} && touch a.txt b.csv"
        " && printf 'paths:\\n  - pattern: ./*.txt\\n' > MLTable"
    )
    return graph(
        step("make", make, outputs={"out": "mltable"}),
        step(
            "look",
            "(ls ${{inputs.x}} || echo no path) > ${{outputs.out}}",
            needs={"x": "make.out"},
            inputs={"x": "mltable"},
            modes=modes,
        ),
    )


def test_the_mode_of_an_input_says_what_a_step_sees_and_is_part_of_the_key(run: Submit) -> None:
    """The bytes are the same each time; what the command is given is not."""
    seen = {}
    for mode in ("ro_mount", "eval_mount", "direct"):
        root = run(table(x=mode))
        out = step_of(root, "look").outputs["out"]["uri"]
        seen[mode] = datastores.locate(root.workspace, out).read_text().split()
        assert "look" not in reused(root)
    assert seen["ro_mount"] == ["MLTable", "a.txt", "b.csv"]
    assert seen["eval_mount"] == ["a.txt"]
    assert seen["direct"] == ["no", "path"]
    assert reused(run(table(x="eval_download"))) == {"make", "look"}
    assert reused(run(table(x="download"))) == {"make", "look"}
