"""What an environment's definition asks for."""

from pathlib import Path
from typing import Any

import pytest

from runs.execution.order import StepFailed
from runs.execution.requirements import Needs, needs_of

CONDA = """
name: x
channels: [conda-forge]
dependencies:
  - python=3.10
  - pip=23
  - numpy=1.21
  - conda-forge::scipy>=1.7
  - pytorch==2.1.0
  - cudatoolkit=11
  - pip:
      - scikit-learn==1.5
      - mlflow-skinny
      - scikit-learn==1.5
"""


def test_nothing_asked_is_the_studios_own_python() -> None:
    assert needs_of({}) == Needs(None, (), ())


def test_a_conda_file_gives_python_and_pip_lines() -> None:
    needs = needs_of({"image": "host/base:1", "conda_file": CONDA})
    assert needs.python == "3.10"
    assert needs.requirements == (
        "numpy==1.21.*",
        "scipy>=1.7",
        "torch==2.1.0",
        "scikit-learn==1.5",
        "mlflow-skinny",
    )
    assert [note.split()[0] for note in needs.notes] == ["Image", "Left"]
    assert "cudatoolkit=11" in needs.notes[1]


@pytest.mark.parametrize(
    "definition",
    [
        {"name": "AzureML-sklearn-1.0-ubuntu20.04-py38-cpu"},
        {"name": "azureml:AzureML-sklearn-1.5@latest"},
        {"name": "azureml://registries/azureml/environments/sklearn-1.5/labels/latest"},
        {"image": "mcr.microsoft.com/azureml/curated/sklearn-1.5:12"},
    ],
)
def test_curated_names_and_images_are_mapped(definition: dict[str, Any]) -> None:
    needs = needs_of(definition)
    assert "scikit-learn" in needs.requirements
    assert len(needs.notes) == 1


@pytest.mark.parametrize(
    "definition",
    [
        {"image": "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04"},
        {"image": "library/python:3.10"},
        {"build": {"path": "docker"}},
    ],
)
def test_a_plain_image_is_the_studios_python_and_a_sentence(definition: dict[str, Any]) -> None:
    needs = needs_of(definition)
    assert needs.requirements == ()
    assert "without a container engine" in needs.notes[0]


def test_an_administrators_table_comes_first(tmp_path: Path) -> None:
    table = tmp_path / "environments.toml"
    assert "scikit-learn" in needs_of({"name": "sklearn-9"}, table).requirements
    table.write_text('[[environment]]\nmatch = ["sklearn-*"]\nrequirements = ["mine"]\n')
    assert needs_of({"name": "sklearn-9"}, table).requirements == ("mine",)


def test_a_broken_table_fails_the_step_with_a_sentence(tmp_path: Path) -> None:
    table = tmp_path / "environments.toml"
    table.write_text("[[environment]\n")
    with pytest.raises(StepFailed) as failed:
        needs_of({"name": "x"}, table)
    assert failed.value.failure.code == "environment-failed"


def test_a_conda_file_that_is_no_yaml_fails_the_step() -> None:
    with pytest.raises(StepFailed):
        needs_of({"conda_file": "a: [\nb"})


def test_what_is_asked_decides_the_environment() -> None:
    one, two = needs_of({"conda_file": CONDA}), needs_of({"conda_file": CONDA, "image": "x"})
    assert one.digest == two.digest
    assert one.digest != needs_of({"name": "sklearn-1.5"}).digest
