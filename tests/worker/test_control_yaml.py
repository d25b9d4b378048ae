"""Control flow from YAML text to ended jobs."""

import pytest

from designer.catalogue import DatabaseCatalogue
from designer.graph.check import check_text
from runs.models import Job
from runs.operations.submit import submit
from runs.plan import states
from runs.worker import Workers
from studio.models import User, Workspace
from tests.worker.test_loops import content_of
from tests.worker.waiting import errors, statuses, step_of, until

BODY = """
    component:
      type: command
      inputs: {n: {type: integer, default: 0}, word: {type: string, default: plain}}
      outputs:
        text: {type: uri_file}
        next: {type: integer}
        more: {type: boolean, is_control: true}
      environment: {image: "python:3.11"}
      command: >-
        echo "${{inputs.word}} ${{inputs.n}}" > ${{outputs.text}};
        echo $((${{inputs.n}} + 1)) > ${{outputs.next}};
        if [ ${{inputs.n}} -lt 1 ]; then echo true; else echo false; fi > ${{outputs.more}}
"""
PIPELINE = f"""
type: pipeline
settings: {{default_compute: azureml:cpu-cluster}}
inputs: {{start: 0, what: '[{{"word": "red"}}, {{"word": "blue"}}]'}}
outputs: {{last: {{type: uri_file}}, all: {{type: mltable}}}}
jobs:
  count:{BODY}
    inputs: {{n: "${{{{parent.inputs.start}}}}"}}
    outputs: {{text: "${{{{parent.outputs.last}}}}"}}
  loop:
    type: do_while
    body: ${{{{parent.jobs.count}}}}
    condition: ${{{{parent.jobs.count.outputs.more}}}}
    mapping: {{next: n}}
    limits: {{max_iteration_count: 5}}
  paint:{BODY}
    inputs: {{n: "${{{{parent.jobs.count.outputs.next}}}}"}}
  each:
    type: parallel_for
    body: ${{{{parent.jobs.paint}}}}
    items: ${{{{parent.inputs.what}}}}
    outputs: {{text: "${{{{parent.outputs.all}}}}"}}
  gate:
    type: if_else
    condition: ${{{{parent.jobs.loop.outputs.more}}}}
    true_block: ${{{{parent.jobs.again}}}}
    false_block: ["${{{{parent.jobs.done}}}}"]
  again:{BODY}
  done:{BODY}
"""


def started(workspace: Workspace, user: User, text: str) -> Job:
    document, found = check_text(text, DatabaseCatalogue(workspace))
    assert document is not None
    assert [one.message for one in found if one.severity == "error"] == []
    return submit(workspace, user, document)


def test_a_pipeline_with_all_kinds_of_control_flow(
    workspace: Workspace, alice: User, workers: Workers
) -> None:
    root = started(workspace, alice, PIPELINE)
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    root = Job.objects.get(pk=root.pk)
    assert root.status == "Completed", errors(root)
    assert statuses(root) == {
        "loop": "Completed",
        "loop.iteration_1": "Completed",
        "loop.iteration_2": "Completed",
        "each": "Completed",
        "each.item_1": "Completed",
        "each.item_2": "Completed",
        "gate": "Completed",
        "again": "Canceled",
        "done": "Completed",
    }
    assert content_of(root, "last") == "plain 1\n"
    assert content_of(step_of(root, "each.item_2"), "text") == "blue 2\n"
    assert root.outputs["all"]["type"] == "mltable"


@pytest.mark.parametrize("value", ["[]", "red"])
def test_items_that_turn_out_to_be_none(
    workspace: Workspace, alice: User, workers: Workers, value: str
) -> None:
    text = PIPELINE.replace("""'[{"word": "red"}, {"word": "blue"}]'""", f"'{value}'")
    root = started(workspace, alice, text)
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    error = step_of(root, "each").error
    assert error is not None and error["code"] == "items-wrong"


NAMED = """
type: pipeline
settings: {default_compute: azureml:cpu-cluster}
inputs: {tag: "run-${{name}}"}
jobs:
  a:
    component:
      type: command
      inputs: {of_root: {type: string}, own: {type: string}}
      outputs: {text: {type: uri_file}}
      environment: {image: "python:3.11"}
      command: echo ${{inputs.of_root}} ${{inputs.own}} > ${{outputs.text}}
    inputs: {of_root: "${{parent.inputs.tag}}", own: "${{name}}"}
    tags: {team: red}
    properties: {why: because}
"""


def test_the_name_of_a_job_in_its_inputs(
    workspace: Workspace, alice: User, workers: Workers
) -> None:
    root = started(workspace, alice, NAMED)
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    step = step_of(root, "a")
    assert content_of(step, "text") == f"run-{root.name} {step.name}\n", errors(root)
    assert (step.tags, step.properties) == ({"team": "red"}, {"why": "because"})
