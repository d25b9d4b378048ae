"""What an environment's definition asks for."""

from pathlib import Path
from typing import Any

import pytest

from runs.execution.order import StepFailed
from runs.execution.requirements import Image, Needs, choose

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


def needs_of(definition: dict[str, Any], admin: Path | None = None, **machine: bool) -> Needs:
    found = choose(definition, admin, **machine)
    assert isinstance(found, Needs)
    return found


def test_nothing_asked_is_a_plain_python() -> None:
    assert needs_of({}) == Needs()


def test_a_conda_file_gives_python_and_pip_lines() -> None:
    needs = needs_of({"image": "host/base:1", "conda_file": CONDA})
    assert needs.pythons == ("3.10",)
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
        {"image": "registry.example.org/azureml/curated/sklearn-1.5:12"},
    ],
)
def test_curated_names_and_images_are_mapped(definition: dict[str, Any]) -> None:
    needs = needs_of(definition)
    assert "scikit-learn==1.5.2" in needs.requirements
    assert needs.pythons == ("3.10", "3.11")
    assert len(needs.notes) == 1


@pytest.mark.parametrize(
    "definition",
    [
        {"image": "registry.example.org/azureml/openmpi4.1.0-ubuntu20.04"},
        {"image": "library/python:3.10"},
        {"build": {"path": "docker"}},
    ],
)
def test_a_plain_image_is_a_plain_python_and_a_sentence(definition: dict[str, Any]) -> None:
    needs = needs_of(definition)
    assert needs.requirements == ()
    assert "a plain Python without packages" in needs.notes[0]


def test_an_image_of_a_python_version_asks_for_that_version() -> None:
    assert needs_of({"image": "python:3.12-slim"}).pythons == ("3.12",)


def test_an_administrators_table_comes_first(tmp_path: Path) -> None:
    table = tmp_path / "environments.toml"
    assert "scikit-learn==1.5.2" in needs_of({"name": "sklearn-9"}, table).requirements
    table.write_text('[[environment]]\nmatch = ["sklearn-*"]\nrequirements = ["mine"]\n')
    assert needs_of({"name": "sklearn-9"}, table).requirements == ("mine",)


def test_a_broken_table_fails_the_step_with_a_sentence(tmp_path: Path) -> None:
    table = tmp_path / "environments.toml"
    table.write_text("[[environment]\n")
    with pytest.raises(StepFailed) as failed:
        needs_of({"name": "x"}, table)
    assert failed.value.failure.code == "environment-failed"


def test_an_administrators_table_may_be_changed_at_any_time(tmp_path: Path) -> None:
    table = tmp_path / "environments.toml"
    table.write_text('[[environment]]\nmatch = ["x"]\nrequirements = ["one"]\n')
    assert needs_of({"name": "x"}, table).requirements == ("one",)
    table.write_text('[[environment]]\nmatch = ["x"]\nrequirements = ["two", "three"]\n')
    assert needs_of({"name": "x"}, table).requirements == ("two", "three")


def test_with_an_engine_images_and_builds_run_in_containers() -> None:
    assert choose({"image": "host/own:1"}, has_engine=True) == Image("host/own:1")
    build = {"path": "azureml:snapshot:ab", "dockerfile_path": "deep/Dockerfile"}
    assert choose({"build": build}, has_engine=True) == Image(
        build="azureml:snapshot:ab", dockerfile="deep/Dockerfile"
    )


@pytest.mark.parametrize(
    "definition",
    [
        {"name": "AzureML-sklearn-1.5"},
        {"image": "host/base:1", "conda_file": CONDA},
        {"image": "pipeline-studio/python"},
    ],
)
def test_with_an_engine_packages_are_still_a_virtual_environment(
    definition: dict[str, Any],
) -> None:
    assert isinstance(choose(definition, has_engine=True), Needs)


def test_an_old_pip_is_said_to_be_unused() -> None:
    needs = needs_of({"conda_file": {"dependencies": ["pip=20.2", {"pip": ["x"]}]}})
    assert needs.requirements == ("x",)
    assert [note for note in needs.notes if note.startswith("pip 20.2 is not used")]
    for strict in ("pip", "pip=23", "pip>=20"):
        assert not needs_of({"conda_file": {"dependencies": [strict, {"pip": ["x"]}]}}).notes


def test_an_exported_file_leaves_out_the_libraries_of_its_machine() -> None:
    lines = [
        "_libgcc_mutex=0.1=main",
        "libgomp=11.2.0=h1",
        "ld_impl_x=2=h2",
        "numpy=1.26",
    ]
    assert needs_of({"conda_file": {"dependencies": lines}}).requirements == ("numpy==1.26.*",)


def test_a_package_that_only_conda_has_is_named() -> None:
    conda = {"dependencies": ["python=3.10", "r-base=4.1"]}
    with pytest.raises(StepFailed) as failed:
        needs_of({"conda_file": conda})
    assert failed.value.failure.code == "environment-conda-package"
    assert '"r-base"' in failed.value.failure.message


def test_micromamba_gets_conda_packages_and_uv_the_rest() -> None:
    needs = needs_of({"conda_file": CONDA}, has_micromamba=True)
    assert needs.conda[0] == "numpy=1.21"
    assert needs.channels == ("conda-forge",)
    assert needs.requirements[0] == "scikit-learn==1.5"
    plain = {"dependencies": ["python=3.10", "pip", {"pip": ["x"]}]}
    assert needs_of({"conda_file": plain}, has_micromamba=True).conda == ()


@pytest.mark.parametrize(
    "line",
    [
        "-r requirements.txt",
        "-e .",
        "--constraint /etc/passwd",
        "--find-links=/srv/wheels",
        "x @ file:///x",
        "x @ /srv/x.whl",
        "./x.whl",
        "numpy<2\n-r /etc/passwd",
        "numpy<2\r-r /etc/passwd",
        "--index-url https://host/${HOME}",
    ],
)
def test_a_line_that_reads_of_this_machine_is_refused(line: str) -> None:
    for dependency in ({"pip": [line]}, line):
        with pytest.raises(StepFailed) as failed:
            needs_of({"conda_file": {"dependencies": [dependency]}})
        assert failed.value.failure.code == "environment-pip-line"


def test_addresses_of_packages_are_no_files() -> None:
    lines = ["--find-links https://host/wheels", "x @ https://host/x.whl", "git+https://host/x"]
    needs = needs_of({"conda_file": {"dependencies": [{"pip": lines}]}})
    assert needs.requirements[-3:] == tuple(lines)


def test_a_conda_line_is_never_an_option_of_micromamba() -> None:
    with pytest.raises(StepFailed):
        needs_of({"conda_file": {"dependencies": ["--rc-file=/x"]}}, has_micromamba=True)


def test_a_conda_file_that_is_no_yaml_fails_the_step() -> None:
    with pytest.raises(StepFailed):
        needs_of({"conda_file": "a: [\nb"})


def test_what_is_asked_decides_the_environment() -> None:
    one, two = needs_of({"conda_file": CONDA}), needs_of({"conda_file": CONDA, "image": "x"})
    assert one.digest == two.digest
    assert one.digest == needs_of({"conda_file": CONDA}).digest
    assert one.digest != needs_of({"name": "sklearn-1.5"}).digest
