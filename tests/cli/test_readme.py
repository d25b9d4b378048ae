"""The README's own first pipeline and first component, as somebody types them."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.live_studio import ROOT, LiveStudio

README = (ROOT / "README.md").read_text()
# Blocks of text between fences, with what kind of text they say that they are.
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
LONGEST_SECONDS = 1800


def block(kind: str, *, holding: str) -> str:
    """The only block of its kind that holds a text."""
    (found,) = [text for of, text in BLOCKS if of == kind and holding in text]
    return str(found)


def commands(verb: str) -> list[list[str]]:
    """The lines ``studio …`` with this verb, as words."""
    lines = [line for of, text in BLOCKS if not of for line in text.splitlines()]
    wanted = [line for line in lines if line.startswith(f"studio {verb}")]
    return [shlex.split(line, comments=True)[1:] for line in wanted]


@pytest.fixture(scope="module")
def studio() -> Iterator[LiveStudio]:
    with LiveStudio.started() as running:
        yield running


def answer(studio: LiveStudio, here: Path, *arguments: str) -> Any:
    return json.loads(studio.studio(*arguments, folder=here).stdout)


def test_the_first_pipeline_runs_and_prints_what_the_readme_shows(
    studio: LiveStudio, tmp_path: Path
) -> None:
    (tmp_path / "hello.yml").write_text(block("yaml", holding="My first pipeline"))
    shown = block("", holding="Web view: ").splitlines()
    for line in commands("validate"):
        assert studio.studio(*line, folder=tmp_path).stdout == "hello.yml: ok (pipeline job)\n"
    first, second = commands("job create")
    done = studio.studio(*first, "-o", "none", folder=tmp_path, timeout=LONGEST_SECONDS)
    logged = [line for line in shown if line.startswith("[")]
    assert done.stdout.splitlines() == logged
    told = [re.sub(r"\w+_\w+_\w{10}|127\S+?/", "…", line) for line in done.stderr.splitlines()]
    expected = [re.sub(r"\w+_\w+_\w{10}|127\S+?/", "…", line) for line in shown]
    assert told == [line for line in expected if not line.startswith("[")]

    again = studio.studio(*first, "-o", "none", folder=tmp_path, timeout=LONGEST_SECONDS)
    assert "write: Completed, taken from an earlier job" in README
    assert "write: Completed, taken from an earlier job" in again.stderr
    assert second[-1] == "--web"
    made = answer(studio, tmp_path, *second[:-1])
    studio.studio("job", "stream", "-n", made["name"], folder=tmp_path, timeout=LONGEST_SECONDS)
    (download,) = commands("job download")
    studio.studio(*[made["name"] if word == "NAME" else word for word in download], folder=tmp_path)
    assert (tmp_path / "results/logs/read/user_logs/std_log.txt").read_text().count("studio") == 5


def test_the_first_component_is_registered_and_trains(studio: LiveStudio, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/train.py").write_text(block("python", holding="# src/train.py"))
    (tmp_path / "train.yml").write_text(block("yaml", holding="# train.yml"))
    (tmp_path / "pipeline.yml").write_text(block("yaml", holding="# pipeline.yml"))
    create = re.search(r"`studio (component create [^`]+)`", README)
    assert create is not None
    assert answer(studio, tmp_path, *shlex.split(create[1]))["name"] == "my_training"
    made = answer(studio, tmp_path, "job", "create", "-f", "pipeline.yml")
    done = studio.studio(
        "job", "stream", "-n", made["name"], folder=tmp_path, timeout=LONGEST_SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (step,) = answer(studio, tmp_path, "job", "show", "-n", made["name"], "--children")["jobs"]
    assert step["metrics"] == {"loss": pytest.approx(442 * 0.1 / 5)}


MODEL = """
type: pipeline
settings: {default_compute: azureml:cpu-cluster}
jobs:
  keep:
    command: >-
      python -c "import mlflow.sklearn, sklearn.ensemble;
      model = sklearn.ensemble.GradientBoostingRegressor().fit([[1], [2]], [1, 2]);
      mlflow.sklearn.log_model(model, name='m');
      mlflow.sklearn.save_model(model, '${{outputs.model}}')"
    environment: azureml:sklearn@latest
    outputs: {model: {type: mlflow_model}}
"""


def test_mlflow_keeps_models_in_the_sample_environment(studio: LiveStudio, tmp_path: Path) -> None:
    (tmp_path / "model.yml").write_text(MODEL)
    create = ("job", "create", "-f", "model.yml", "--stream", "-o", "none")
    done = studio.studio(*create, folder=tmp_path, timeout=LONGEST_SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
