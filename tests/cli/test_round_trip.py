"""What ``show -o yaml`` prints, ``create -f`` takes: the same thing, without a word about it."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Write
from tests.support.live_studio import LiveStudio

PART = """
    $schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
    name: rounded
    display_name: Rounded
    type: command
    tags: {kind: "1"}
    inputs: {word: {type: string, default: "1"}, rows: {type: uri_file, optional: true}}
    outputs: {said: {type: uri_folder}}
    environment: {image: "python:3.11"}
    code: ./src
    command: echo ${{inputs.word}} $[[${{inputs.rows}}]] > ${{outputs.said}}/out.txt
"""
PIPELINE = """
    type: pipeline
    display_name: There and back
    tags: {why: test}
    settings: {default_compute: azureml:cpu-cluster, continue_on_step_failure: true}
    inputs: {word: "2", rows: {type: uri_file, path: ./rows.csv}}
    outputs: {all: {type: uri_folder}}
    jobs:
      first:
        component: ./part.yml
        inputs: {word: "${{parent.inputs.word}}", rows: "${{parent.inputs.rows}}"}
        outputs: {said: "${{parent.outputs.all}}"}
      second:
        command: ls ${{inputs.from}}
        environment: {image: "python:3.11"}
        inputs: {from: "${{parent.jobs.first.outputs.said}}"}
"""
COMMAND = """
    type: command
    command: echo ${{inputs.word}}
    code: ./src
    inputs: {word: hello}
    environment: {image: "python:3.11"}
    environment_variables: {LEVEL: "3"}
    compute: azureml:cpu-cluster
"""
SWEEP = """
    type: sweep
    trial: {command: "echo ${{search_space.x}}", environment: {image: "python:3.11"}}
    compute: azureml:cpu-cluster
    search_space: {x: {type: choice, values: [1, 2]}}
    objective: {goal: maximize, primary_metric: loss}
    sampling_algorithm: grid
    limits: {max_total_trials: 2}
"""
JOBS = {"pipeline": PIPELINE, "command": COMMAND, "sweep": SWEEP}
ASSETS = {
    "component": PART,
    "data": "name: round_rows\ntype: uri_file\npath: ./rows.csv\ntags: {a: '1'}\n",
    "environment": "name: round_env\nimage: x\nconda_file: {dependencies: [python=3.11]}\n",
    "model": "name: round_model\npath: ./rows.csv\ntype: custom_model\n",
}
COMPUTE = "name: round-cluster\ntype: amlcompute\nmax_instances: 3\n"


@pytest.fixture
def folder(write: Write, studio: LiveStudio, tmp_path: Path) -> Path:
    write("src/a.py", "print(1)")
    write("rows.csv", "1\n")
    write("part.yml", PART)
    cluster = write("cluster.yml", "name: cpu-cluster\ntype: amlcompute\n")
    studio.studio("compute", "create", "-f", cluster)
    return tmp_path


def answer(studio: LiveStudio, *arguments: str) -> Any:
    """What it prints; nothing stands on standard error."""
    done = studio.studio(*arguments)
    assert done.stderr == ""
    return json.loads(done.stdout)


def printed(studio: LiveStudio, write: Write, noun: str, name: str) -> str:
    text = studio.studio(noun, "show", "-n", name, "-o", "yaml").stdout
    return write(f"printed_{noun}.yml", text)


def definition(file: str) -> Any:
    found = yaml.safe_load(Path(file).read_text())
    made = found.pop("creation_context")
    assert made["created_at"]
    for key in ("name", "status"):
        found.pop(key, None)
    return found


@pytest.mark.parametrize("kind", JOBS)
def test_a_job(studio: LiveStudio, write: Write, folder: Path, kind: str) -> None:
    saved = str(folder / "saved.yml")
    file = write("job.yml", JOBS[kind])
    made = studio.studio("job", "create", "-f", file, "--save-as", saved, "--query", "name")
    name = json.loads(made.stdout)
    shown = printed(studio, write, "job", name)
    told = yaml.safe_load(Path(shown).read_text())
    assert (told["name"], told["type"], told["status"] != "") == (name, kind, True)
    assert definition(saved) == definition(shown)
    assert studio.studio("job", "validate", "-f", shown).stdout.startswith(f"{shown}: ok")
    again = answer(studio, "job", "create", "-f", shown)
    assert again["name"] != name
    assert definition(printed(studio, write, "job", again["name"])) == definition(saved)
    named = answer(studio, "job", "create", "-f", shown, "--name", f"round_trip_{kind}")
    assert named["name"] == f"round_trip_{kind}"


def test_a_step_and_a_query_show_the_shape_of_scripts(
    studio: LiveStudio, write: Write, folder: Path
) -> None:
    file = write("job.yml", PIPELINE)
    made = studio.studio("job", "create", "-f", file, "--query", "name")
    name = json.loads(made.stdout)
    children = answer(studio, "job", "list", "--parent", name)
    step = studio.studio("job", "show", "-n", children[0]["name"], "-o", "yaml").stdout
    assert yaml.safe_load(step)["key"] == "first"
    asked = ("job", "show", "-n", name, "-o", "yaml", "--query", "progress")
    assert yaml.safe_load(studio.studio(*asked).stdout)["total"] == 2
    whole = studio.studio("job", "show", "-n", name, "--children", "-o", "yaml").stdout
    assert [one["key"] for one in yaml.safe_load(whole)["jobs"]] == ["first", "second"]


@pytest.mark.parametrize("noun", ASSETS)
def test_an_asset(studio: LiveStudio, write: Write, folder: Path, noun: str) -> None:
    name = answer(studio, noun, "create", "-f", write("asset.yml", ASSETS[noun]))["name"]
    shown = printed(studio, write, noun, name)
    again = answer(studio, noun, "create", "-f", shown)
    assert (again["name"], again["version"], len(again["versions"])) == (name, "1", 1)
    if noun != "data":
        other = answer(studio, noun, "create", "-f", shown, "--name", f"{name}_too")
        assert (other["name"], "creation_context" in other.get("yaml", "")) == (
            f"{name}_too",
            False,
        )
    assert definition(shown) == definition(printed(studio, write, noun, name))


def test_a_pipeline_component_with_components_from_files(
    studio: LiveStudio, write: Write, folder: Path
) -> None:
    text = "name: round_both\ntype: pipeline\njobs: {one: {component: ./part.yml}}\n"
    answer(studio, "component", "create", "-f", write("both.yml", text))
    shown = printed(studio, write, "component", "round_both")
    assert "rounded" in Path(shown).read_text()
    again = answer(studio, "component", "create", "-f", shown)
    assert (again["version"], len(again["versions"])) == ("1", 1)


def test_a_compute(studio: LiveStudio, write: Write) -> None:
    made = answer(studio, "compute", "create", "-f", write("compute.yml", COMPUTE))
    shown = printed(studio, write, "compute", "round-cluster")
    assert answer(studio, "compute", "create", "-f", shown) == made
