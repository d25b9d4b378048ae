"""From graph to flat plan: nesting, values, defaults, places of outputs, order."""

from dataclasses import replace
from typing import Any

from designer.graph.document import (
    InputDeclaration,
    OutputSettings,
    PipelineDocument,
    PipelineInput,
    PipelineOutput,
)
from designer.graph.model import Data, FromInput, FromStep, Graph, Literal, Template
from runs.plan import stored
from runs.plan.compile import compile_plan
from runs.plan.model import DataAt, Joined, OutputOf, Plan, StepPlan, Text
from tests.worker import graphs
from tests.worker.graphs import graph, nested, step


def plan_of(shape: Graph) -> Plan:
    return compile_plan(shape, PipelineDocument(), "store")


def steps(shape: Graph) -> dict[str, StepPlan]:
    return {one.path: one for one in plan_of(shape).steps}


def test_a_chain_waits_for_the_step_before() -> None:
    found = steps(graphs.linear())
    assert {path: set(one.upstream) for path, one in found.items()} == {
        "a": set(),
        "b": {"a"},
        "c": {"b"},
    }


def test_nested_steps_are_flattened_and_wait_across_levels() -> None:
    plan = plan_of(graphs.with_nested())
    assert [one.path for one in plan.pipelines] == ["", "train"]
    found = {one.path: one for one in plan.steps}
    assert list(found) == ["make", "train.prep", "train.fit", "use"]
    assert found["train.prep"].upstream == {"make"}
    assert found["train.fit"].upstream == {"train.prep"}
    assert found["use"].upstream == {"train.fit"}
    assert found["use"].inputs["x"].source == OutputOf("train.fit", "out", "uri_file")
    assert plan.pipelines[1].outputs["model"] == OutputOf("train.fit", "out", "uri_file")


def test_two_levels_of_nesting() -> None:
    innermost = graph(step("leaf", binds={"out": "o"}))
    middle = graph(nested("deep", innermost, binds={"o": "p"}))
    found = steps(graph(nested("mid", middle), step("use", needs={"x": "mid.p"})))
    assert found["use"].inputs["x"].source == OutputOf("mid.deep.leaf", "out", "uri_file")
    assert found["mid.deep.leaf"].parent == "mid.deep"


def test_the_mode_is_that_of_the_step_then_of_the_data_then_of_the_component() -> None:
    declared = InputDeclaration(type="uri_folder", mode="direct")

    def mode(given: Data, **more: Any) -> str | None:
        shape = graph(step("s", values={"raw": given}, inputs={"raw": declared}, **more))
        plan = plan_of(shape)
        [only] = plan.steps
        kept: str | None = stored.step(only, {"": "root", "s": "job"}, {})["inputs"]["raw"]["mode"]
        return kept

    uri = "azureml://datastores/d/paths/raw"
    assert mode(Data(uri, "uri_folder")) == "direct"
    assert mode(Data(uri, "uri_folder", "download")) == "download"
    assert mode(Data(uri, "uri_folder", "download"), modes={"raw": "ro_mount"}) == "ro_mount"


def test_pipeline_inputs_are_put_in_through_levels() -> None:
    inner = graph(step("s", values={"lr": FromInput("rate")}))
    outer = graph(
        nested("train", inner, inputs={"rate": FromInput("lr")}), values={"lr": Literal("0.05")}
    )
    assert steps(outer)["train.s"].inputs["lr"].source == Text("0.05")


def test_a_nested_pipeline_falls_back_to_its_own_default() -> None:
    inner = graph(
        step("s", values={"lr": FromInput("rate")}),
        inputs={"rate": PipelineInput(type="number", value=0.1)},
        values={"rate": Literal("0.1")},
    )
    assert steps(graph(nested("t", inner)))["t.s"].inputs["lr"].source == Text("0.1")


def test_defaults_come_in_the_text_of_their_type_and_absent_optionals_stay_out() -> None:
    declared = {
        "n": InputDeclaration(type="number", default=3),
        "flag": InputDeclaration(type="boolean", default=True),
        "seed": InputDeclaration(type="integer", optional=True),
    }
    found = steps(graph(step("a", "true", inputs=declared)))["a"].inputs
    assert {name: one.source for name, one in found.items()} == {
        "n": Text("3.0"),
        "flag": Text("True"),
    }


def test_empty_text_for_a_pipeline_input_means_not_given() -> None:
    shape = graph(step("a", values={"x": FromInput("p")}), values={"p": Literal("")})
    assert "x" not in steps(shape)["a"].inputs


def test_templates_become_text_sub_paths_or_joined_values() -> None:
    made = step("m", outputs={"out": "uri_folder", "n": "integer"})
    data = Data("azureml://datastores/store/paths/raw/", "uri_folder")
    use = step(
        "u",
        values={
            "label": Template(("run-", FromInput("tag"), "-a")),
            "under": Template((FromInput("root"), "/train")),
            "part": Template((FromStep("m", "out"), "/a/b")),
            "mixed": Template(("n=", FromStep("m", "n"))),
        },
        inputs={"under": "uri_folder", "part": "uri_folder"},
    )
    found = steps(graph(made, use, values={"tag": Literal("x"), "root": data}))["u"]
    assert found.inputs["label"].source == Text("run-x-a")
    assert found.inputs["under"].source == DataAt(
        "azureml://datastores/store/paths/raw/train", "uri_folder"
    )
    assert found.inputs["part"].source == OutputOf("m", "out", "uri_folder", "a/b")
    assert found.inputs["mixed"].source == Joined((Text("n="), OutputOf("m", "n", "integer")))
    assert found.upstream == {"m"}


def test_run_settings_take_pipeline_inputs() -> None:
    shape = graph(
        step(
            "a",
            compute="azureml:${{parent.inputs.where}}",
            resources={"instance_count": "${{parent.inputs.nodes}}"},
            limits={"timeout": "${{parent.inputs.most}}"},
        ),
        values={"where": Literal("gpu"), "nodes": Literal("2"), "most": Literal("90")},
    )
    found = steps(shape)["a"]
    assert (found.compute, found.instance_count, found.timeout_seconds) == ("gpu", 2, 90.0)


def test_outputs_go_to_the_default_place_of_the_default_datastore() -> None:
    made = step("a", outputs={"file": "uri_file", "folder": "uri_folder"})
    found = plan_of(graph(made, default_datastore="azureml:mine")).steps[0]
    kept = stored.step(found, {"a": "happy_job", "": "root_job"}, {})["outputs"]
    base = "azureml://datastores/mine/paths/azureml/happy_job"
    assert kept["file"]["uri"] == f"{base}/file"
    assert kept["folder"]["uri"] == f"{base}/folder/"
    assert not kept["file"]["fixed"]


def test_the_pipelines_word_on_an_output_goes_first_and_takes_the_pipelines_name() -> None:
    path = "azureml://datastores/${{default_datastore}}/paths/${{name}}/${{output_name}}"
    shape = graph(
        step("a", binds={"out": "model"}, settings={"out": OutputSettings(name="own")}),
        outputs={"model": PipelineOutput(path=path, name="churn", version="3")},
    )
    kept = stored.step(plan_of(shape).steps[0], {"a": "step_job", "": "root_job"}, {})
    assert kept["outputs"]["out"]["uri"] == "azureml://datastores/store/paths/root_job/out"
    assert (kept["outputs"]["out"]["asset"], kept["outputs"]["out"]["version"]) == ("churn", "3")


def test_on_init_goes_before_and_on_finalize_after_everything() -> None:
    shape = graph(
        step("w"), step("v", needs={"x": "w.out"}), step("i"), step("f"),
        on_init="i", on_finalize="f",
    )  # fmt: skip
    found = steps(shape)
    assert found["w"].upstream == {"i"}
    assert found["v"].upstream == {"w", "i"}
    assert found["f"].upstream == {"w", "v", "i"}
    assert found["f"].always and not found["w"].always
    assert found["i"].upstream == set()


def test_an_output_of_an_earlier_job_is_read_from_that_job() -> None:
    uri = "azureml://jobs/old_job/outputs/model/paths/sub/x.bin"
    use = step("a", values={"d": Data(uri, "uri_file")}, inputs={"d": "uri_file"})
    kept = stored.step(plan_of(graph(use)).steps[0], {"a": "j"}, {})["inputs"]["d"]
    assert (kept["from"], kept["output"], kept["below"]) == ("old_job", "model", "sub/x.bin")


def test_a_pipeline_output_says_type_and_mode_as_long_as_a_file_stays_a_file() -> None:
    def kept(declared: str, told: str) -> tuple[str, str | None]:
        made = step("a", outputs={"out": declared}, binds={"out": "model"})
        outer = PipelineOutput.model_validate({"type": told, "mode": "upload", "name": "m"})
        (found,) = plan_of(graph(made, outputs={"model": outer})).steps
        return found.outputs["out"].type, found.outputs["out"].mode

    assert kept("uri_folder", "mlflow_model") == ("mlflow_model", "upload")
    assert kept("uri_folder", "uri_file") == ("uri_folder", "upload")
    assert kept("integer", "uri_folder") == ("integer", "upload")


def test_tags_and_properties_of_a_step_are_its_jobs() -> None:
    inner = nested("deep", graph(step("leaf")))
    shape = graph(
        replace(step("a"), extra={"tags": {"team": "7"}, "properties": {"why": "x"}}),
        replace(inner, extra={"tags": {"level": "2"}}),
    )
    plan = plan_of(shape)
    assert (plan.steps[0].tags, plan.steps[0].properties) == ({"team": "7"}, {"why": "x"})
    assert plan.steps[1].tags == {}
    assert [one.tags for one in plan.pipelines] == [{}, {"level": "2"}]
