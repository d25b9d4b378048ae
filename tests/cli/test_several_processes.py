"""Parallel and distributed steps as people write them, against a real studio."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Write
from tests.support.live_studio import LiveStudio

SCORE = """
    import os

    def run(mini_batch):
        print("scoring", len(mini_batch))
        lines = []
        for one in mini_batch:
            with open(one) as file:
                lines.append(os.path.basename(one) + " " + file.read().upper())
        return lines
"""
INLINE = """
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    outputs: {rows: {type: uri_file}}
    jobs:
      score:
        type: parallel
        inputs: {texts: {type: uri_folder, path: ./texts}}
        outputs: {rows: "${{parent.outputs.rows}}"}
        input_data: ${{inputs.texts}}
        mini_batch_size: "2"
        max_concurrency_per_instance: 2
        resources: {instance_count: 2}
        task:
          type: run_function
          code: ./src
          entry_script: score.py
          environment: {image: "python:3.11"}
          append_row_to: ${{outputs.rows}}
      count:
        command: wc -l < ${{inputs.rows}}
        environment: {image: "python:3.11"}
        inputs: {rows: "${{parent.jobs.score.outputs.rows}}"}
"""
COMPONENT = """
    type: parallel
    name: score_texts
    version: 1
    inputs: {texts: {type: uri_folder}}
    outputs: {rows: {type: uri_file}}
    input_data: ${{inputs.texts}}
    mini_batch_error_threshold: 0
    retry_settings: {max_retries: 0}
    task:
      type: run_function
      code: ./src
      entry_script: score.py
      environment: {image: "python:3.11"}
      append_row_to: ${{outputs.rows}}
"""
REGISTERED = """
    type: pipeline
    settings: {default_compute: azureml:cpu-cluster}
    jobs:
      score:
        type: parallel
        component: azureml:score_texts:1
        mini_batch_size: "3"
        inputs: {texts: {type: uri_folder, path: ./texts}}
"""
RANKS = """
    type: command
    command: echo I am $RANK of $WORLD_SIZE
    environment: {image: "python:3.11"}
    compute: azureml:cpu-cluster
    resources: {instance_count: 2}
    distribution: {type: pytorch, process_count_per_instance: 2}
"""


@pytest.fixture
def texts(write: Write) -> None:
    write("src/score.py", SCORE)
    for number in range(5):
        write(f"texts/t{number}.txt", f"text {number}\n")


def submitted(studio: LiveStudio, file: str) -> Any:
    studio.studio("job", "create", "-f", file, "--stream", "-o", "none")
    newest = json.loads(studio.studio("job", "list", "--max-results", "1").stdout)[0]
    return json.loads(studio.studio("job", "show", "-n", newest["name"], "--children").stdout)


def test_an_inline_parallel_step_gathers_its_rows(
    studio: LiveStudio, write: Write, texts: None, tmp_path: Path
) -> None:
    job = submitted(studio, write("pipeline.yml", INLINE))
    assert job["status"] == "Completed"
    got = tmp_path / "got"
    studio.studio("job", "download", "-n", job["name"], "--all", "-p", str(got))
    rows = next(one for one in (got / "named-outputs" / "rows").rglob("*") if one.is_file())
    wanted = "".join(f"t{n}.txt TEXT {n}\n\n" for n in range(5))
    assert rows.read_text() == wanted
    log = (got / "logs" / "score" / "user_logs" / "std_log.txt").read_text()
    assert "3 mini-batches, 3 workers" in log
    printed = [one.read_text() for one in (got / "logs" / "score" / "user_logs").glob("*process*")]
    assert sorted("".join(printed).split("\n")) == ["", "scoring 1", "scoring 2", "scoring 2"]


def test_a_registered_parallel_component_runs_with_the_steps_settings(
    studio: LiveStudio, write: Write, texts: None
) -> None:
    studio.studio("component", "create", "-f", write("component.yml", COMPONENT), "-o", "none")
    job = submitted(studio, write("pipeline.yml", REGISTERED))
    assert job["status"] == "Completed"
    assert [(one["key"], one["type"]) for one in job["jobs"]] == [("score", "parallel")]


def test_following_a_distributed_job_prints_the_log_of_its_first_process(
    studio: LiveStudio, write: Write, tmp_path: Path
) -> None:
    done = studio.studio("job", "create", "-f", write("job.yml", RANKS), "--stream", "-o", "none")
    assert done.stdout.splitlines()[-1].endswith("I am 0 of 4")
    newest = json.loads(studio.studio("job", "list", "--max-results", "1").stdout)[0]
    studio.studio("job", "download", "-n", newest["name"], "--all", "-p", str(tmp_path / "got"))
    logs = sorted((tmp_path / "got" / "logs").rglob("std_log_process_*.txt"))
    assert [one.read_text() for one in logs] == [f"I am {rank} of 4\n" for rank in range(4)]
