"""Details of yaml.md that need more than one file of tests/graphs to show."""

from pathlib import PurePosixPath

import pytest

from designer.graph.check import check_file
from designer.graph.load import load_pipeline
from designer.graph.model import DoWhile, Graph
from designer.graph.resolve import resolve
from designer.graph.source import read
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory


def graph_of(text: str) -> Graph:
    source, found = read(text)
    assert source is not None, found
    document, found = load_pipeline(source.data)
    assert document is not None, found
    graph, found = resolve(document, Small())
    assert graph is not None, found
    return graph


def findings(text: str, wanted: str | None = None, **files: str) -> list[tuple[str, str]]:
    """(code, path) of all that is said about a file."""
    memory = Memory({"job.yml": text, **files})
    checked = check_file(PurePosixPath("job.yml"), memory, Small(), wanted=wanted)
    return [(one.code, one.path) for one in checked.diagnostics]


LOOP = """\
type: pipeline
settings: {default_compute: azureml:cpu}
jobs:
  body:
    component:
      type: command
      outputs: {y: {type: boolean}, n: {type: integer}}
      inputs: {m: {type: integer, default: 1}}
      environment: azureml:py:3
      command: run ${{inputs.m}} ${{outputs.y}} ${{outputs.n}}
  loop:
    type: do_while
    body: ${{parent.jobs.body}}
    condition: CONDITION
    mapping: {n: m}
    limits: {max_iteration_count: 2}
"""


def condition_of(written: str) -> str | bool:
    control = graph_of(LOOP.replace("CONDITION", written)).steps["loop"].control
    assert isinstance(control, DoWhile)
    return control.condition


def test_a_condition_is_an_output_of_the_body_before_it_is_a_word() -> None:
    assert condition_of("y") == "y"
    assert condition_of("'False'") is False
    assert condition_of("no") is False


SWEEP = """\
type: pipeline
settings: {default_compute: azureml:cpu}
inputs: {low: 3, high: 5}
jobs:
  a:
    type: sweep
    trial:
      type: command
      inputs: {n: {type: integer}}
      environment: azureml:py:3
      command: run ${{inputs.n}}
    search_space: {n: {type: choice, values: ["${{parent.inputs.low}}", "${{parent.inputs.HIGH}}"]}}
    objective: {goal: minimize, primary_metric: loss}
    limits: {max_total_trials: 2}
"""


def test_a_choice_may_name_pipeline_inputs() -> None:
    sweep = graph_of(SWEEP.replace("HIGH", "high")).steps["a"].sweep
    assert sweep is not None
    assert sweep.space == {"n": {"type": "choice", "values": [3, 5]}}
    place = "jobs.a.search_space.n.values[1]"
    assert findings(SWEEP.replace("HIGH", "hihg")) == [("unknown-pipeline-input", place)]


STEP = """\
type: pipeline
settings: {default_compute: azureml:cpu}
jobs:
  a:
    command: echo hi
    environment: azureml:py:3
"""


def test_a_job_tier_may_be_empty() -> None:
    assert findings(STEP + "    queue_settings: {job_tier: null, priority: low}\n") == []


@pytest.mark.parametrize(
    "kind", ["user_identity", "UserIdentity", "managed", "ManagedIdentity", "AMLToken"]
)
def test_identities_that_have_no_effect_here_are_accepted(kind: str) -> None:
    assert findings(f"{STEP}    identity: {{type: {kind}}}\n") == []


def test_slips_in_what_has_no_effect_here_are_named() -> None:
    assert findings(STEP + "    identity: {type: managd}\n") == [
        ("not-allowed", "jobs.a.identity.type")
    ]
    services = "    services: {one: {type: vs_code, nodes: all}, two: {type: ssh, nodes: some}}\n"
    assert findings(STEP + services) == [("not-allowed", "jobs.a.services.two.nodes")]
    assert findings("identity: {type: managd}\n" + STEP) == [("not-allowed", "identity.type")]


def test_limits_without_a_total_are_looked_at_all_the_same() -> None:
    limits = "limits: {max_concurrent_trials: many, trial_timeout: soon}"
    found = findings(SWEEP.replace("HIGH", "high").replace("limits: {max_total_trials: 2}", limits))
    assert {path for _, path in found} == {
        "jobs.a.limits.max_total_trials",
        "jobs.a.limits.max_concurrent_trials",
        "jobs.a.limits.trial_timeout",
    }


def test_an_optional_parameter_of_a_sweep_is_called_what_people_called_it() -> None:
    job = """\
type: sweep
trial:
  command: run --kind ${{search_space.model}} --q ${{search_space.q}}
  environment: azureml:py:3
search_space:
  model: {type: choice, values: [{q: {type: uniform, min_value: 0, max_value: 1}}, {}]}
  q: {type: choice, values: [1]}
objective: {goal: minimize, primary_metric: loss}
limits: {max_total_trials: 2}
compute: cpu
"""
    memory = Memory({"job.yml": job.replace("search_space.q", "search_space.model.q")})
    checked = check_file(PurePosixPath("job.yml"), memory, Small())
    said = [one.message for one in checked.diagnostics if "sample" in one.message]
    written = "`$[[--model.q ${{search_space.model.q}}]]`"
    assert said == [f'Parameter "model.q" is not in every sample; write {written}.']


def test_tags_and_properties_of_a_step_are_text() -> None:
    graph = graph_of(STEP + "    tags: {team: 7}\n    properties: {why: because}\n")
    assert graph.steps["a"].extra == {"tags": {"team": "7"}, "properties": {"why": "because"}}


def test_the_command_decides_what_a_file_is_that_does_not_say() -> None:
    memory = Memory({"job.yml": "name: x\ntype: command\ncommand: ls\nenvironment: azureml:py:3\n"})

    def kind(wanted: str | None, more: str = "") -> str:
        files = Memory({"job.yml": memory.texts["job.yml"] + more})
        return check_file(PurePosixPath("job.yml"), files, Small(), wanted=wanted).kind

    assert (kind("job"), kind("component")) == ("command job", "command component")
    assert kind(None) == "command component"
    assert kind("job", "version: 3\n") == "command component"
    assert kind("component", "compute: cpu\n") == "command job"
    schema = "$schema: https://example.org/latest/commandComponent.schema.json\n"
    assert kind("job", schema) == "command component"
