"""Details of yaml.md that need more than one file of tests/graphs to show."""

from pathlib import PurePosixPath

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
