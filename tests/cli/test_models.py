"""``studio model``: from files here, from what a job made, and as an input of a job."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Write
from tests.support.live_studio import LiveStudio

TRAIN = """\
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    jobs:
      train:
        type: command
        command: >-
          mkdir -p outputs/net && echo logged > outputs/net/w.bin
          && echo made > ${{outputs.model}}/w.bin
        environment: {image: "pipeline-studio/python"}
        outputs:
          model: {type: custom_model, name: trained}
    """
USE = """\
    type: command
    command: cat ${{inputs.model}}/w.bin && (echo x > ${{inputs.model}}/w.bin || echo read-only)
    environment: {image: "pipeline-studio/python"}
    compute: cpu-cluster
    inputs:
      model: {type: custom_model, path: "azureml:trained@latest"}
    """


def answer(studio: LiveStudio, *arguments: str) -> Any:
    return json.loads(studio.studio(*arguments).stdout)


def test_local_files_become_a_model_and_come_back(
    studio: LiveStudio, write: Write, tmp_path: Path
) -> None:
    write("net/MLmodel", "flavors: {}")
    write("net/data/w.bin", "weights")
    file = write("model.yml", "name: local\ntype: mlflow_model\npath: ./net\ntags: {a: b}\n")
    made = answer(studio, "model", "create", "-f", file)
    assert (made["version"], made["type"], made["tags"]) == ("1", "mlflow_model", {"a": "b"})
    assert answer(studio, "model", "create", "-f", file)["version"] == "1"
    studio.studio("model", "download", "-n", "local", "-p", str(tmp_path / "home"))
    assert (tmp_path / "home" / "local" / "data" / "w.bin").read_text() == "weights"
    again = studio.studio(
        "model", "download", "-n", "local", "-p", str(tmp_path / "home"), check=False
    )
    assert (again.returncode, "is there already" in again.stderr) == (1, True)


def test_a_file_that_does_not_say_its_kind_is_what_the_command_takes_it_for(
    studio: LiveStudio, write: Write
) -> None:
    write("w.bin", "weights")
    made = answer(studio, "model", "create", "-f", write("m.yml", "name: plain\npath: ./w.bin\n"))
    assert made["type"] == "custom_model"
    wrong = studio.studio("model", "create", "-f", write("n.yml", "name: plain\n"), check=False)
    assert (wrong.returncode, "`path` is required" in wrong.stderr) == (1, True)


def test_an_mlflow_model_without_its_file_is_refused_with_its_line(
    studio: LiveStudio, write: Write
) -> None:
    write("empty/w.bin", "weights")
    file = write("model.yml", "name: local2\ntype: mlflow_model\npath: ./empty\n")
    done = studio.studio("model", "create", "-f", file, check=False)
    assert done.returncode == 1
    assert "model.yml:3" in done.stderr
    assert "no MLmodel file" in done.stderr


def test_what_a_job_made_is_a_model_and_an_input(studio: LiveStudio, write: Write) -> None:
    studio.studio("compute", "create", "-n", "cpu-cluster", "--type", "amlcompute")
    done = studio.studio("job", "create", "-f", write("train.yml", TRAIN), "--stream")
    assert done.returncode == 0
    found = answer(studio, "model", "show", "-n", "trained")
    step = found["job"]
    assert (found["version"], found["type"]) == ("1", "custom_model")
    for name, path in (
        ("by_output", f"azureml://jobs/{step}/outputs/model"),
        ("by_artifacts", f"azureml://jobs/{step}/outputs/artifacts/paths/outputs/net"),
        ("by_run", f"runs:/{step}/outputs/net"),
    ):
        made = answer(studio, "model", "create", "-n", name, "--path", path)
        assert (made["job"], made["source"]) == (step, path)
    used = studio.studio("job", "create", "-f", write("use.yml", USE), "--stream")
    printed = used.stdout.splitlines()
    assert ("made" in printed, "read-only" in printed) == (True, True)
    studio.studio("model", "archive", "-n", "trained")
    assert "trained" not in [one["name"] for one in answer(studio, "model", "list")]
    studio.studio("model", "restore", "-n", "trained")
    changed = answer(studio, "model", "update", "-n", "trained", "--add", "tags.stage=test")
    assert changed["tags"] == {"stage": "test"}
