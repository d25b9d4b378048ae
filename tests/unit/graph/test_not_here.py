"""Kinds that are read and refused: spark, automl, import, flow, and the vendor's own."""

from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from designer.graph.check import check_file, check_wire
from designer.graph.document import StepNode
from designer.graph.load import load_component
from designer.graph.not_here import at_submission
from designer.graph.write import to_yaml
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory

SETTINGS = {"default_compute": "azureml:cpu"}
FLOW = """\
$schema: https://azuremlschemas.azureedge.net/promptflow/latest/Flow.schema.json
inputs:
  url: {type: string}
outputs:
  answer: {type: string, reference: "${classify.output}"}
nodes:
  - {name: classify, type: llm, source: {type: code, path: a.jinja2}, inputs: {}}
"""
SPARK = {"type": "spark", "entry": {"file": "x.py"}, "compute": "azureml:cpu"}


def pipeline(**jobs: Any) -> dict[str, Any]:
    inputs = {"d": {"type": "uri_folder", "path": "azureml:iris:1"}}
    return {"type": "pipeline", "settings": SETTINGS, "inputs": inputs, "jobs": jobs}


def of_step(**step: Any) -> list[tuple[str, str]]:
    _, diagnostics = check_wire(pipeline(a=step), Small())
    return [(one.code, one.path) for one in diagnostics]


FLOW_STEP = """\
type: pipeline
settings: {default_compute: azureml:cpu}
inputs:
  d: {type: uri_file, path: "azureml://datastores/store/paths/rows.jsonl"}
jobs:
  ask:
    type: parallel
    component: ./web/flow.dag.yaml
    connections: {classify: {connection: aoai}}
    mini_batch_size: "5"
    inputs: {data: "${{parent.inputs.d}}", url: "${data.url}"}
  ask_again:
    component: ./web/flow.dag.yaml
    inputs: {data: "${{parent.inputs.d}}", url: "${{data.url}}"}
  count:
    type: command
    command: ls ${{inputs.rows}}
    environment: azureml:py:3
    inputs: {rows: "${{parent.jobs.ask.outputs.flow_outputs}}"}
"""


def test_a_flow_in_a_pipeline_has_ports_and_one_sentence() -> None:
    memory = Memory({"p.yml": FLOW_STEP, "web/flow.dag.yaml": FLOW})
    checked = check_file(PurePosixPath("p.yml"), memory, Small())
    assert checked.kind == "pipeline job"
    told = [(one.code, one.path, one.message) for one in checked.diagnostics]
    assert told == [
        (
            "kind-not-runnable",
            f"jobs.{key}",
            f'Step "{key}" is of the kind flow, and this kind cannot run yet.',
        )
        for key in ("ask", "ask_again")
    ]
    assert "promptflow" in str(checked.diagnostics[0].hint)
    wrong = FLOW_STEP.replace("flow_outputs", "answers")
    checked = check_file(
        PurePosixPath("p.yml"), Memory({"p.yml": wrong, "web/flow.dag.yaml": FLOW}), Small()
    )
    messages = [one.message for one in checked.diagnostics if one.code == "unknown-step-output"]
    assert messages == ['Step "ask" has no output "answers" (it has: flow_outputs).']


@pytest.mark.parametrize(
    ("text", "kind", "code", "words"),
    [
        (FLOW, "flow", "kind-not-runnable", "A flow cannot run yet."),
        (FLOW.partition("\n")[2], "flow", "kind-not-runnable", "A flow cannot run yet."),
        (
            "type: parallel\ntask: {type: run_function}\ncompute: cpu\n",
            "parallel job",
            "unknown-type",
            "A parallel task cannot be a job by itself",
        ),
        (
            "$schema: https://azuremlschemas.azureedge.net/latest/parallelJob.schema.json\n"
            "type: parallel\nname: score\ninputs: {d: {type: uri_folder}}\n",
            "parallel job",
            "unknown-type",
            "A parallel task cannot be a job by itself",
        ),
        (
            "type: finetuning\nname: tune\n",
            "finetuning job",
            "kind-not-runnable",
            "A finetuning job cannot run yet.",
        ),
        (
            "$schema: http://azureml/sdk-2-0/DataImport.json\n"
            "type: mltable\nname: rows\nsource: {type: database}\npath: azureml://datastores/d\n",
            "data import",
            "kind-not-runnable",
            "A data import cannot run here.",
        ),
        (
            "$schema: https://azuremlschemas.azureedge.net/latest/autoMLJob.schema.json\n"
            "type: automl\ntask: regression\ntraining_data: {type: mltable, path: ./x}\n",
            "automl job",
            "kind-not-runnable",
            "An automl job cannot run yet.",
        ),
        (
            "type: import\nname: rows\nsource: {type: snowflake}\nversion: 1\n",
            "import component",
            "kind-not-runnable",
            "An import component cannot run yet.",
        ),
        (
            "type: spark\nentry: {file: a.py, class_name: b}\nexperiment_name: x\n"
            "resources: {instance_type: standard_e99s_v3}\nargs: --x ${{inputs.zz}}\n",
            "spark job",
            "spark-entry",
            "exactly one of `file`, `class_name`",
        ),
    ],
)
def test_a_file_of_a_kind_that_cannot_run(text: str, kind: str, code: str, words: str) -> None:
    checked = check_file(PurePosixPath("f.yml"), Memory({"f.yml": text}), Small())
    assert checked.kind == kind
    matching = [one for one in checked.diagnostics if one.code == code]
    assert [words in one.message for one in matching] == [True], checked.diagnostics


@pytest.mark.parametrize(
    ("step", "code", "path"),
    [
        ({"type": "spark", "entry": {"file": "x.py"}}, "spark-place", "jobs.a.compute"),
        ({**SPARK, "entry": {}, "foo": 1}, "unknown-key", "jobs.a.foo"),
        ({**SPARK, "args": "--x ${{inputs.zz}}"}, "unknown-input", "jobs.a.args"),
        ({**SPARK, "jars": ["a.jar", "a.jar"]}, "spark-twice", "jobs.a.jars"),
        (
            {**SPARK, "conf": {"spark.dynamicAllocation.enabled": True}},
            "spark-executors",
            "jobs.a.conf",
        ),
        (
            {**SPARK, "resources": {"instance_type": "standard_e5s_v3"}},
            "not-allowed",
            "jobs.a.resources.instance_type",
        ),
        (
            {"type": "automl", "task": "regression", "training_data": "${{parent.inputs.zz}}"},
            "unknown-pipeline-input",
            "jobs.a.inputs.training_data",
        ),
        ({"type": "automl", "task": "regression"}, "key-missing", "jobs.a.training_data"),
        ({"type": "automl", "task": "guess"}, "not-allowed", "jobs.a.task"),
        ({"type": "import", "source": {"type": "ftp"}}, "not-allowed", "jobs.a.source.type"),
    ],
)
def test_mistakes_in_a_step_that_cannot_run(step: dict[str, Any], code: str, path: str) -> None:
    assert (code, path) in of_step(**step)


def test_a_spark_component_keeps_its_ports_in_a_pipeline() -> None:
    component = {
        "type": "spark",
        "entry": {"file": "x.py"},
        "inputs": {"raw": {"type": "uri_folder"}},
        "outputs": {"clean": {"type": "uri_folder"}},
        "args": "--raw ${{inputs.raw}}",
    }
    step = {"type": "spark", "component": component, "compute": "azureml:cpu"}
    codes = of_step(**step, inputs={"raw": "${{parent.inputs.d}}"})
    assert codes == [("kind-not-runnable", "jobs.a")]
    assert ("required-input", "jobs.a.inputs.raw") in of_step(**step)


def test_the_run_of_a_flow_has_the_flows_columns() -> None:
    run = (
        "$schema: https://azuremlschemas.azureedge.net/promptflow/latest/Run.schema.json\n"
        "flow: ./web\ncolumn_mapping: {answer: '${data.answer}'}\n"
    )
    text = FLOW_STEP.replace("./web/flow.dag.yaml", "./run.yml")
    files = Memory({"p.yml": text, "run.yml": run, "web/flow.dag.yaml": FLOW})
    checked = check_file(PurePosixPath("p.yml"), files, Small())
    assert {one.code for one in checked.diagnostics} == {"kind-not-runnable"}


def test_an_automl_step_keeps_its_wires() -> None:
    step = {
        "type": "automl",
        "task": "regression",
        "training_data": "${{parent.inputs.d}}",
        "target_column_name": "y",
        "outputs": {"best_model": {"type": "mlflow_model"}},
    }
    document, _ = check_wire(pipeline(a=step), Small())
    assert document is not None
    assert [(one.source.port, one.target.port) for one in document.bindings] == [
        ("d", "training_data")
    ]
    node = document.nodes["a"]
    assert isinstance(node, StepNode)
    assert yaml.safe_load(to_yaml(document))["jobs"]["a"] == step


def test_a_vendor_internal_component_is_refused_wherever_it_stands() -> None:
    internal = (
        "$schema: https://componentsdk.azureedge.net/jsonschema/CommandComponent.json\n"
        "type: CommandComponent\nname: x\n"
    )
    text = FLOW_STEP.partition("  ask:")[0] + "  a: {component: ./c.yml}\n"
    checked = check_file(
        PurePosixPath("p.yml"), Memory({"p.yml": text, "c.yml": internal}), Small()
    )
    errors = [(one.code, one.file, one.line) for one in checked.diagnostics]
    assert errors == [("vendor-internal", "c.yml", 1)]


REGISTERED = """\
$schema: https://azuremlschemas.azureedge.net/latest/sparkComponent.schema.json
type: spark
name: count_words
code: ./src
entry: {file: count.py}
inputs: {text: {type: uri_folder}}
args: --text ${{inputs.text}}
"""


def test_a_spark_component_is_valid_with_a_warning_and_keeps_its_code() -> None:
    memory = Memory({"c.yml": REGISTERED, "src/count.py": "pass"})
    checked = check_file(PurePosixPath("c.yml"), memory, Small())
    assert (checked.kind, checked.valid) == ("spark component", True)
    told = [(one.severity, one.code, one.line) for one in checked.diagnostics]
    assert told == [("warning", "kind-not-runnable", 2)]
    code = f"azureml:snapshot:{'0' * 64}"
    definition, found = load_component({**yaml.safe_load(REGISTERED), "code": code})
    assert definition is not None
    assert (definition.code, found) == (code, [])


@pytest.mark.parametrize(
    "text",
    [
        FLOW,
        FLOW_STEP.partition("  ask:")[0] + "  a: {type: spark, entry: {file: x}, compute: cpu}\n",
        "type: spark\nentry: {file: a.py}\ncompute: azureml:cpu\n",
        "type: automl\ntask: regression\ntraining_data: {type: mltable, path: 'azureml:table:1'}\n",
    ],
)
def test_only_who_submits_it_is_refused(text: str) -> None:
    checked = check_file(PurePosixPath("f.yml"), Memory({"f.yml": text}), Small())
    assert [(one.severity, one.code) for one in checked.diagnostics] == [
        ("warning", "kind-not-runnable")
    ]
    assert [one.severity for one in at_submission(checked.diagnostics)] == ["error"]
