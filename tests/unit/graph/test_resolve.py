"""The resolved graph: values, wires, settings, nested pipelines; and that big ones are quick."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from designer.graph.check import check_document, check_text
from designer.graph.disk import Disk
from designer.graph.document import Binding, PipelineDocument, Place, StepNode
from designer.graph.load import load_component, load_pipeline
from designer.graph.model import (
    ComponentDefinition,
    Data,
    FromInput,
    FromStep,
    Graph,
    Literal,
    Template,
)
from designer.graph.package import pack
from designer.graph.references import Reference
from designer.graph.resolve import check, resolve
from designer.graph.schema import document_schema
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Uploads

GRAPHS = Path(__file__).parents[2] / "graphs"


class Uploaded(Small):
    def has_snapshot(self, digest: str) -> bool:
        return True


def graph_of(name: str) -> Graph:
    wire, _ = pack(PurePosixPath(GRAPHS / f"{name}.yml"), Disk(), Uploads(), {})
    assert wire is not None
    document, _ = load_pipeline(wire)
    assert document is not None
    graph, found = resolve(document, Uploaded())
    assert graph is not None, found
    assert not check(graph)
    return graph


def test_wires_and_pipeline_values() -> None:
    graph = graph_of("linear")
    assert graph.steps["train"].inputs["data"] == FromStep("prep", "clean")
    assert graph.steps["train"].inputs["lr"] == FromInput("lr")
    assert graph.values["lr"] == Literal("0.05")
    assert graph.steps["train"].binds == {"model": "model"}
    assert graph.upstream == {"prep": frozenset(), "train": frozenset({"prep"})}
    assert graph.steps["prep"].compute == "cpu"
    assert graph.steps["train"].component.environment["image"] == "python:3.12"


def test_an_inline_steps_input_takes_the_type_of_what_feeds_it() -> None:
    graph = graph_of("registered")
    assert graph.steps["use"].component.inputs["data"].type == "uri_folder"
    assert graph.steps["prep"].component.reference == "azureml:prepare:3"


def test_embedded_text_and_settings_from_pipeline_inputs() -> None:
    step = graph_of("embedded").steps["use"]
    assert step.inputs["data"] == Template((FromInput("root"), "/src"))
    assert step.resources == {"instance_count": 2}
    assert step.environment_variables["LABEL"] == Template(("run-", FromInput("tag")))
    assert step.environment_variables["COUNT"] == Literal("3")


def test_data_assets_are_looked_up() -> None:
    graph = graph_of("nested")
    assert graph.values["data"] == Data(
        "azureml://datastores/store/paths/iris/", "uri_folder", asset="iris:1"
    )


def test_a_nested_pipeline_is_a_step_with_a_graph() -> None:
    inner = graph_of("nested").steps["inner"].graph
    assert inner is not None
    assert inner.values == {"lr": Literal("0.1")}
    assert inner.steps["second"].compute == "cpu"
    assert inner.steps["second"].binds == {"model": "model"}


def test_empty_text_at_pipeline_level_is_no_value() -> None:
    graph = graph_of("optional_input")
    assert "seed" not in graph.values
    assert graph.steps["with_seed"].inputs["seed"] == Literal("3")
    assert "seed" not in graph.steps["without_seed"].inputs


def test_an_input_may_follow_another_steps_input() -> None:
    document = PipelineDocument(
        nodes={
            "a": StepNode(component="azureml:prepare:3", values={"raw": "azureml:iris:1"}),
            "b": StepNode(component="azureml:prepare:3"),
        },
        bindings=[
            Binding(
                source=Place(node="a", port="raw"), target=Place(node="b", port="raw"), via="inputs"
            )
        ],
    )
    graph, found = resolve(document, Small())
    assert graph is not None, found
    assert graph.steps["b"].inputs == graph.steps["a"].inputs
    assert graph.upstream["b"] == frozenset()


def test_inputs_that_follow_each_other_are_reported() -> None:
    document = PipelineDocument(
        nodes={key: StepNode(component="azureml:prepare:3") for key in "ab"},
        bindings=[
            Binding(
                source=Place(node=one, port="raw"),
                target=Place(node=other, port="raw"),
                via="inputs",
            )
            for one, other in ("ab", "ba")
        ],
    )
    graph, found = resolve(document, Small())
    assert graph is None
    assert {one.code for one in found} == {"bindings-circle"}


def test_findings_about_a_document_name_node_and_port() -> None:
    document = PipelineDocument(
        nodes={"train": StepNode(component="azureml:prepare:3", compute="cpu")}
    )
    (found,) = check_document(document, Small())
    assert (found.code, found.path, found.node, found.port, found.file) == (
        "required-input",
        "jobs.train.inputs.raw",
        "train",
        "raw",
        None,
    )


def test_an_empty_document_has_no_steps() -> None:
    assert [one.code for one in check_document(PipelineDocument(), Small())] == ["no-steps"]


def chain(length: int) -> PipelineDocument:
    nodes = {f"s{i}": StepNode(component="azureml:prepare:3", compute="cpu") for i in range(length)}
    nodes["s0"].values["raw"] = "azureml:iris:1"
    bindings = [
        Binding(
            source=Place(node=f"s{i}", port="clean"), target=Place(node=f"s{i + 1}", port="raw")
        )
        for i in range(length - 1)
    ]
    return PipelineDocument(nodes=nodes, bindings=bindings)


@pytest.mark.parametrize("length", [10_000])
def test_ten_thousand_steps_in_a_row_are_no_deep_recursion(length: int) -> None:
    document = chain(length)
    graph, found = resolve(document, Small())
    assert graph is not None, found
    assert not check(graph)
    document.bindings.append(
        Binding(source=Place(node="s9999", port="clean"), target=Place(node="s0", port="raw"))
    )
    assert [one.code for one in check_document(document, Small())] == ["cycle"]


def test_the_schema_describes_the_document() -> None:
    schema = document_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == set(PipelineDocument.model_fields)


def test_a_step_says_how_it_wants_its_inputs() -> None:
    wire = {
        "type": "pipeline",
        "settings": {"default_compute": "azureml:cpu"},
        "jobs": {
            "make": {"component": MAKER},
            "use": {
                "component": READER,
                "inputs": {
                    "bound": {"path": "${{parent.jobs.make.outputs.out}}", "mode": "direct"},
                    "given": {"path": "azureml://datastores/store/paths/p", "mode": "download"},
                    "plain": "${{parent.jobs.make.outputs.out}}",
                },
            },
        },
    }
    document, found = load_pipeline(wire)
    assert document is not None, found
    graph, found = resolve(document, Uploaded())
    assert graph is not None, found
    assert graph.steps["use"].modes == {"bound": "direct", "given": "download"}


ENVIRONMENT = {"image": "python:3.12"}
MAKER = {
    "type": "command",
    "command": "touch ${{outputs.out}}/a",
    "outputs": {"out": {"type": "uri_folder"}},
    "environment": ENVIRONMENT,
}
READER = {
    "type": "command",
    "command": "ls ${{inputs.bound}} ${{inputs.given}} ${{inputs.plain}}",
    "inputs": {name: {"type": "uri_folder"} for name in ("bound", "given", "plain")},
    "environment": ENVIRONMENT,
}


def test_a_registered_component_with_a_task_of_the_type_model_is_refused_where_it_is_named() -> (
    None
):
    """Those of before the studio refused them stay in the registry."""

    class Known(Small):
        def component(self, wanted: Reference) -> ComponentDefinition:
            found, _ = load_component(
                {
                    "type": "parallel",
                    "inputs": {"files": {"type": "uri_folder"}},
                    "input_data": "${{inputs.files}}",
                    "task": {"type": "model", "model": "azureml:m:1"},
                }
            )
            assert found is not None
            return replace(found, reference=f"azureml:{wanted.name}:1")

    text = (
        "type: pipeline\n"
        "settings: {default_compute: azureml:cpu}\n"
        "jobs:\n"
        "  a:\n"
        "    type: parallel\n"
        "    component: azureml:score:1\n"
        "    inputs: {files: {type: uri_folder, path: azureml:iris:1}}\n"
    )
    _, found = check_text(text, Known())
    [one] = [one for one in found if one.code == "task-not-runnable"]
    assert (one.path, one.line, one.column) == ("jobs.a.component", 6, 5)
    assert "run_function" in (one.hint or "")
