"""``studio job`` against a real studio."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Write
from tests.support.live_studio import LiveStudio

TWO_STEPS = """
    type: pipeline
    display_name: Two steps
    settings: {default_compute: azureml:cpu-cluster}
    inputs: {who: world}
    outputs: {greeting: {type: uri_file}}
    jobs:
      say:
        command: echo "Hello, ${{inputs.who}}" > ${{outputs.text}} && echo said
        environment: {image: "python:3.11"}
        inputs: {who: "${{parent.inputs.who}}"}
        outputs: {text: {type: uri_file}}
      read:
        command: >-
          cat ${{inputs.text}} && cp ${{inputs.text}} ${{outputs.copy}} &&
          mkdir -p outputs/plots && echo drawn > outputs/plots/curve.txt
        environment: {image: "python:3.11"}
        inputs: {text: "${{parent.jobs.say.outputs.text}}"}
        outputs: {copy: "${{parent.outputs.greeting}}"}
"""
FAILING = """
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    jobs:
      break_it: {command: "echo before && exit 3", environment: {image: "python:3.11"}}
"""
HALF = """
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    jobs:
      dice:
        type: command
        component:
          type: command
          is_deterministic: false
          command: date +%s%N > ${{outputs.number}}
          environment: {image: "python:3.11"}
          outputs: {number: {type: uri_file}}
      break_it:
        command: cat ${{inputs.number}} && exit 3
        environment: {image: "python:3.11"}
        inputs: {number: "${{parent.jobs.dice.outputs.number}}"}
"""
ONE_COMMAND = """
    type: command
    command: echo here && echo kept > ./outputs/kept.txt
    environment: {image: "python:3.11"}
    compute: azureml:cpu-cluster
"""
ARTIFACTS = """
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    jobs:
      make:
        command: echo kept > ./outputs/kept.txt
        environment: {image: "python:3.11"}
        outputs: {artifacts: }
      read:
        command: cat ${{inputs.made}}/outputs/kept.txt
        environment: {image: "python:3.11"}
        inputs: {made: "${{parent.jobs.make.outputs.artifacts}}"}
"""
SPARK = """
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    jobs:
      count: {type: spark, entry: {file: count.py}, compute: azureml:cpu-cluster}
"""
ENDLESS = """
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    jobs:
      wait: {command: "sleep 600", environment: {image: "python:3.11"}}
"""


def answer(studio: LiveStudio, *arguments: str) -> Any:
    return json.loads(studio.studio(*arguments).stdout)


def test_a_job_is_submitted_followed_and_downloaded(
    studio: LiveStudio, write: Write, tmp_path: Path
) -> None:
    file = write("pipeline.yml", TWO_STEPS)
    done = studio.studio(
        "job", "create", "-f", file, "--set", "inputs.who=studio", "--stream", "-o", "none"
    )
    assert done.stdout.splitlines() == ["[say] said", "[read] Hello, studio"]

    newest = answer(studio, "job", "list", "--max-results", "1")[0]
    shown = answer(studio, "job", "show", "-n", newest["name"], "--children")
    assert shown["status"] == "Completed"
    assert shown["progress"] == {"done": 2, "total": 2}
    assert [one["key"] for one in shown["jobs"]] == ["say", "read"]
    assert shown["services"]["Studio"]["endpoint"] == f"{studio.url}/jobs/{newest['name']}"

    studio.studio("job", "download", "-n", newest["name"], "--all", "-p", str(tmp_path / "got"))
    got = tmp_path / "got"
    texts = [
        one.read_text() for one in (got / "named-outputs" / "greeting").rglob("*") if one.is_file()
    ]
    assert texts == ["Hello, studio\n"]
    assert (got / "logs" / "read" / "user_logs" / "std_log.txt").read_text() == "Hello, studio\n"
    step = got / "steps" / "read"
    left = {one.relative_to(step).as_posix() for one in step.rglob("curve.txt")}
    assert left == {"artifacts/outputs/plots/curve.txt"}
    part = studio.studio("job", "download", "-n", newest["name"], "-p", str(tmp_path / "part"))
    assert part.stderr.splitlines()[-1] == "Its outputs are left out: greeting. --all takes them."
    # A step that left none has no folder for them.
    assert not (got / "steps" / "say" / "artifacts").exists()


def test_following_a_job_that_failed_ends_with_1_and_says_why(
    studio: LiveStudio, write: Write
) -> None:
    done = studio.studio(
        "job", "create", "-f", write("bad.yml", FAILING), "--stream", "-o", "none", check=False
    )
    assert done.returncode == 1
    assert "[break_it] before" in done.stdout
    assert "exit code 3" in done.stderr


def test_a_command_job_prints_its_own_log(studio: LiveStudio, write: Write) -> None:
    file = write("one.yml", ONE_COMMAND)
    done = studio.studio("job", "create", "-f", file, "--stream", "-o", "none")
    assert done.stdout.splitlines() == ["here"]


def test_what_lies_in_outputs_goes_on_as_the_output_artifacts(
    studio: LiveStudio, write: Write
) -> None:
    file = write("artifacts.yml", ARTIFACTS)
    done = studio.studio("job", "create", "-f", file, "--stream", "-o", "none")
    assert "[read] kept" in done.stdout.splitlines()


def test_a_finished_job_can_be_followed_once_more(studio: LiveStudio, write: Write) -> None:
    file = write("pipeline.yml", TWO_STEPS)
    name = answer(studio, "job", "create", "-f", file, "--set", "inputs.who=you")["name"]
    first = studio.studio("job", "stream", "-n", name).stdout
    again = studio.studio("job", "stream", "-n", name).stdout
    assert sorted(first.splitlines()) == sorted(again.splitlines())
    assert "[read] Hello, you" in again


def test_a_job_is_canceled(studio: LiveStudio, write: Write) -> None:
    name = answer(studio, "job", "create", "-f", write("long.yml", ENDLESS))["name"]
    studio.studio("job", "cancel", "-n", name)
    followed = studio.studio("job", "stream", "-n", name, check=False)
    assert followed.returncode == 1
    assert answer(studio, "job", "show", "-n", name)["status"] == "Canceled"
    listed = answer(studio, "job", "list", "--status", "Canceled", "--status", "Failed")
    assert name in [one["name"] for one in listed]


def test_one_step_is_canceled_by_its_path(studio: LiveStudio, write: Write) -> None:
    name = answer(studio, "job", "create", "-f", write("long.yml", ENDLESS))["name"]
    missing = studio.studio("job", "cancel", "-n", name, "--step", "wayt", check=False)
    assert (missing.returncode, "It has: wait" in missing.stderr) == (1, True)
    step = answer(studio, "job", "cancel", "-n", name, "--step", "wait")
    assert step["path"] == "wait"
    studio.studio("job", "stream", "-n", name, check=False)
    assert answer(studio, "job", "show", "-n", name)["status"] == "Canceled"


def test_a_job_is_resubmitted_from_the_steps_that_failed(studio: LiveStudio, write: Write) -> None:
    name = answer(studio, "job", "create", "-f", write("half.yml", HALF))["name"]
    studio.studio("job", "stream", "-n", name, check=False)
    again = answer(studio, "job", "resubmit", "-n", name, "--from-failed")["name"]
    studio.studio("job", "stream", "-n", again, check=False)
    first, second = (
        answer(studio, "job", "show", "-n", one, "--children") for one in (name, again)
    )
    assert {one["key"]: one["reused_from"] for one in second["jobs"]} == {
        "dice": first["jobs"][0]["name"],
        "break_it": None,
    }


def test_a_job_is_deleted_when_somebody_agrees(studio: LiveStudio, write: Write) -> None:
    name = answer(studio, "job", "create", "-f", write("half.yml", HALF))["name"]
    studio.studio("job", "stream", "-n", name, check=False)
    asked = studio.studio("job", "delete", "-n", name, check=False)
    assert (asked.returncode, "2 steps" in asked.stderr) == (1, True)
    assert answer(studio, "job", "delete", "-n", name, "--yes")["outputs"] == 1
    assert studio.studio("job", "show", "-n", name, check=False).returncode == 1


def test_the_workspaces_are_listed_with_ones_role(studio: LiveStudio) -> None:
    [first, *_] = answer(studio, "workspace", "list")
    assert (first["name"], first["role"]) == ("default", "owner")
    table = studio.studio("workspace", "list", "-o", "table").stdout
    assert "default" in table and "owner" in table


def test_how_long_intermediate_data_is_kept_is_changed(studio: LiveStudio) -> None:
    for days, stored in (("14", 14), ("forever", None)):
        answer(studio, "workspace", "update", "--keep-intermediate-days", days)
        assert answer(studio, "workspace", "show") == {"keep_intermediate_days": stored}
    bad = studio.studio("workspace", "update", "--keep-intermediate-days", "soon", check=False)
    assert (bad.returncode, "number of days" in bad.stderr) == (1, True)


def test_an_archived_job_leaves_the_list_and_comes_back(studio: LiveStudio, write: Write) -> None:
    name = answer(studio, "job", "create", "-f", write("pipeline.yml", TWO_STEPS))["name"]
    studio.studio("job", "archive", "-n", name)
    assert name not in [one["name"] for one in answer(studio, "job", "list")]
    assert name in [one["name"] for one in answer(studio, "job", "list", "--archived-only")]
    studio.studio("job", "restore", "-n", name)
    assert name in [one["name"] for one in answer(studio, "job", "list")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("type: pipeline\njobs:\n  a:\n    component: ./nope.yml\n", ":4:"),
        (
            "type: pipeline\njobs:\n  a: {component: azureml:nobody:1, compute: cpu-cluster}\n",
            ":3:",
        ),
        (
            "type: pipeline\njobs:\n  a:\n    compute: cpu-cluster\n    command: echo\n"
            "    environment: azureml:nobody:1\n",
            ":6:5: error: jobs.a.environment: ",
        ),
        (
            "command: echo\ncompute: cpu-cluster\nenvironment: azureml:nobody:1\n",
            ":3:1: error: environment: ",
        ),
    ],
    ids=["found here", "found by the studio", "in an inline step", "in a command job"],
)
def test_a_problem_names_the_line_whoever_finds_it(
    studio: LiveStudio, write: Write, text: str, line: str
) -> None:
    file = write("bad.yml", text)
    done = studio.studio("job", "create", "-f", file, check=False)
    assert done.returncode == 1
    assert f"{file}{line}" in done.stderr


def test_a_kind_that_cannot_run_validates_and_is_refused_at_its_line(
    studio: LiveStudio, write: Write
) -> None:
    file = write("spark.yml", SPARK)
    checked = studio.studio("validate", file, "-o", "json")
    assert json.loads(checked.stdout)[0]["valid"] is True
    done = studio.studio("job", "create", "-f", file, check=False)
    assert done.returncode == 1
    assert f"{file}:5:3: error" in done.stderr
    assert "pyspark" in done.stderr


def test_a_file_of_another_kind_is_named(studio: LiveStudio, write: Write) -> None:
    file = write("pipeline.yml", TWO_STEPS)
    done = studio.studio("component", "create", "-f", file, check=False)
    assert done.returncode == 1
    assert "pipeline job, not a component" in done.stderr
    assert f"studio job create -f {file}" in done.stderr


def test_without_a_studio_the_way_out_is_said(studio: LiveStudio, tmp_path: Path) -> None:
    elsewhere = LiveStudio(tmp_path / "home")
    done = elsewhere.studio("job", "list", check=False)
    assert done.returncode == 1
    assert "studio up" in done.stderr


def test_a_name_that_no_job_has_says_so(studio: LiveStudio) -> None:
    done = studio.studio("job", "show", "-n", "no/such job", check=False)
    assert done.returncode == 1
    assert "no/such job" in done.stderr
