"""``${{name}}`` in inputs: the name of the job that is given it."""

from collections.abc import Mapping
from typing import Any

from designer.graph.document import PipelineDocument, StepNode
from designer.graph.load import load_pipeline
from designer.graph.resolve import resolve
from designer.graph.source import read
from runs.plan import grown, stored
from runs.plan.compile import compile_child, compile_plan
from runs.plan.model import Plan
from tests.unit.graph.catalogue import Small

COMPONENT = """
    component:
      type: command
      inputs:
        text: {type: string, optional: true}
        data: {type: uri_folder, optional: true}
      outputs: {n: {type: string}, more: {type: boolean}}
      environment: azureml:py:3
      command: echo ${{inputs.text}} ${{inputs.data}} ${{outputs.n}} ${{outputs.more}}
"""
PIPELINE = f"""
type: pipeline
settings: {{default_compute: azureml:cpu}}
inputs:
  tag: run-${{{{name}}}}
  place: {{type: uri_folder, path: "azureml://datastores/store/paths/${{{{name}}}}/in"}}
jobs:
  of_root: {COMPONENT}
    inputs: {{text: "${{{{parent.inputs.tag}}}}", data: "${{{{parent.inputs.place}}}}"}}
  of_step: {COMPONENT}
    inputs:
      text: ${{{{ name }}}}
      data: {{type: uri_folder, path: "azureml://datastores/store/paths/x/${{{{name}}}}/"}}
  both: {COMPONENT}
    inputs:
      text: ${{{{parent.inputs.tag}}}}+${{{{name}}}}+${{{{parent.jobs.of_step.outputs.n}}}}
      data: ${{{{parent.inputs.place}}}}/${{{{name}}}}
  body: {COMPONENT}
    inputs: {{text: "${{{{name}}}} of ${{{{parent.inputs.tag}}}}"}}
  loop:
    type: do_while
    body: ${{{{parent.jobs.body}}}}
    condition: more
    mapping: {{n: text}}
    limits: {{max_iteration_count: 3}}
"""
NAMES = {"": "big", "of_root": "one", "of_step": "two", "both": "three", "loop": "round"}


def plan_of(text: str) -> Plan:
    source, found = read(text)
    assert source is not None, found
    document, found = load_pipeline(source.data)
    assert document is not None, found
    graph, found = resolve(document, Small())
    assert graph is not None, found
    return compile_plan(graph, document, "store")


def inputs_of(plan: Plan, path: str) -> Mapping[str, Any]:
    (step,) = (one for one in plan.steps if one.path == path)
    found: Mapping[str, Any] = stored.step(step, NAMES, {})["inputs"]
    return found


def test_at_the_top_it_is_the_pipeline_jobs_name_and_in_a_step_the_steps() -> None:
    plan = plan_of(PIPELINE)
    of_root = inputs_of(plan, "of_root")
    assert of_root["text"]["text"] == "run-big"
    assert of_root["data"]["uri"] == "azureml://datastores/store/paths/big/in"
    of_step = inputs_of(plan, "of_step")
    assert of_step["text"]["text"] == "two"
    assert of_step["data"]["uri"] == "azureml://datastores/store/paths/x/two/"
    both = inputs_of(plan, "both")
    assert [one.get("text") for one in both["text"]["parts"]] == [
        "run-big",
        "+",
        "three",
        "+",
        None,
    ]
    assert both["data"]["uri"] == "azureml://datastores/store/paths/big/in/three"
    shown = stored.shown_input(plan.pipelines[0].inputs["tag"], NAMES)
    assert shown["value"] == "run-big"


def test_a_round_of_a_loop_has_its_own_name() -> None:
    (loop,) = (one for one in plan_of(PIPELINE).steps if one.path == "loop")
    body, names, _ = stored.body(stored.step(loop, NAMES, {}))
    child = compile_child(body, "loop", grown.Child("iteration_1", ""))
    names = names | {"loop.iteration_1": "first"}
    kept = stored.step(child.steps[0], names, {})["inputs"]
    assert kept["text"]["text"] == "first of run-big"


def test_bare_text_of_a_step_is_no_binding() -> None:
    document, _ = load_pipeline(
        {
            "type": "pipeline",
            "jobs": {"a": {"component": "azureml:prepare:3", "inputs": {"raw": "${{name}}"}}},
        }
    )
    assert isinstance(document, PipelineDocument)
    node = document.nodes["a"]
    assert isinstance(node, StepNode)
    assert (node.values, document.bindings) == ({"raw": "${{name}}"}, [])
