"""What people write who come from elsewhere: the message has to say what to write instead."""

from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest

from designer.graph.check import check_document, check_file, check_text
from designer.graph.diagnostics import Diagnostic
from designer.graph.document import PipelineInput
from designer.graph.names import as_identifier
from designer.graph.source import read
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory

COMPONENT = """\
type: command
inputs: {data: {type: uri_folder}, lr: {type: number, default: 1}}
environment: azureml:py:3
command: echo ${{inputs.data}} ${{inputs.lr}}
"""
JOB = """\
type: pipeline
settings: {default_compute: azureml:cpu}
inputs:
  raw: {type: uri_folder, path: ./data}
  lr: 0.1
jobs:
  a:
    component: ./train/train.yml
    inputs:
      data: ${{parent.inputs.raw}}
      lr: ${{parent.inputs.lr}}
"""
INLINE = """\
type: pipeline
settings: {default_compute: azureml:cpu}
inputs:
  lr: 0.1
jobs:
  a:
    type: command
    inputs: {lr: "${{parent.inputs.lr}}"}
    environment: azureml:py:3
    command: echo ${{inputs.lr}}
"""
FILES = {"train/train.yml": COMPONENT, "data/a.csv": "x\n1\n"}


def said_of(
    text: str, overrides: Mapping[str, str] | None = None, name: str = "job.yml"
) -> list[Diagnostic]:
    memory = Memory(FILES | {name: text})
    return list(check_file(PurePosixPath(name), memory, Small(), overrides).diagnostics)


def whole(one: Diagnostic) -> str:
    return f"{one.message} {one.hint or ''}"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("0.5", None),
        ("3", "value-range"),
        ("fast", "value-type"),
        ("true", "value-type"),
    ],
)
def test_what_a_pipeline_is_given_fits_the_type_and_range_of_its_input(
    given: str, code: str | None
) -> None:
    document, said = check_text(INLINE, Small())
    assert document is not None and said == []
    document.interface.inputs["lr"] = PipelineInput(type="number", max=1, value=given)
    found = check_document(document, Small())
    assert [(one.code, one.path) for one in found] == ([(code, "inputs.lr")] if code else [])


def test_the_file_itself_is_right() -> None:
    assert said_of(JOB) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("${{parent.inputs.raw}}", "${parent.inputs.raw}", 10, "Write `${{parent.inputs.raw}}`."),
        ("${{parent.inputs.raw}}", "'{{inputs.raw}}'", 10, "Write `${{parent.inputs.raw}}`."),
        ("${{parent.inputs.raw}}", "{{parent.inputs.raw}}", 10, "Write ${{parent.inputs.raw}}."),
        ("${{parent.inputs.raw}}", "{{ raw }}", 10, 'has to be quoted: "{{raw}}"'),
        (
            "./train/train.yml",
            "./train",
            8,
            "name the YAML file in it. Write ./train/train.yml.",
        ),
        ("component:", "componnet:", 8, "Did you mean `component`?"),
        ("component:", "script_name: a.py\n    component:", 8, "the component's `command`"),
        ("type: uri_folder", "type: folder", 4, 'Did you mean "uri_folder"?'),
        ("type: uri_folder", "type: AzureBlob", 4, "Types: uri_file, uri_folder, mltable,"),
        ("lr: 0.1", "lr: fast", 5, '"fast" is not a number (a.inputs.lr takes it).'),
        ("{type: uri_folder, path: ./data}", "7", 4, "needs a path (a.inputs.data takes it)"),
    ],
)
def test_a_slip_in_a_pipeline(old: str, new: str, line: int, expected: str) -> None:
    found = said_of(JOB.replace(old, new, 1))
    told = [one for one in found if expected in whole(one)]
    assert told, found
    assert told[0].line == line


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ("mcr.microsoft.com/a/b:latest", 'environment: {image: "mcr.microsoft.com/a/b:latest"}'),
        ("python:3.11", '`azureml:python:3.11`. For an image write `environment: {image: "python'),
        ("azureml/py@latest", "write `azureml:py@latest`"),
        ("{docker: {image: x}, image: y}", "write `image`, or `build`"),
    ],
)
def test_an_environment_that_is_none(environment: str, expected: str) -> None:
    found = said_of(COMPONENT.replace("azureml:py:3", environment))
    assert any(expected in whole(one) for one in found), found


def test_what_is_wrong_with_a_value_that_was_set_is_said_of_it() -> None:
    [found] = said_of(JOB, {"inputs.lr": "fast"})
    assert (found.file, found.path) == ("--set inputs.lr=fast", "inputs.lr")


def test_a_path_that_is_set_as_a_text() -> None:
    found = said_of(JOB, {"inputs.raw": "./other"})
    assert any("--set inputs.raw.path=./other" in whole(one) for one in found)


SWEEP = """\
type: sweep
trial: {command: "t --lr ${{search_space.lerning}}", environment: "azureml:py:3"}
search_space: {lr: {type: uniform, min: 0, max: 1}}
objective: {goal: minimize, primary_metric: loss}
limits: {max_trials: 3}
compute: azureml:cpu
"""


def test_words_of_other_sweeps() -> None:
    told = " ".join(whole(one) for one in said_of(SWEEP))
    for expected in (
        "`min_value`",
        "`max_value`",
        "limits.max_total_trials",
        'no parameter "lerning"',
    ):
        assert expected in told
    assert "not in every sample" not in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pipeline:\n  steps: {}\n", "This is a pipeline of the SDK v1."),
        ("script: a.py\ntarget: cpu\n", "This is a run configuration of the SDK v1."),
    ],
)
def test_files_of_the_first_version(text: str, expected: str) -> None:
    [found] = said_of(text)
    assert found.message == expected


def test_a_folder_instead_of_a_file() -> None:
    memory = Memory({"fold/pipeline.yml": JOB})
    [found] = check_file(PurePosixPath("fold"), _Folders(memory.texts), Small()).diagnostics
    assert whole(found) == ("This is a folder; name the YAML file in it. Write fold/pipeline.yml.")


class _Folders(Memory):
    """As a disk: a folder is there, and cannot be read."""

    def read(self, path: PurePosixPath) -> bytes:
        if self.is_folder(path):
            raise IsADirectoryError(str(path))
        return super().read(path)


def test_utf_16_is_named() -> None:
    _, [found] = read("type: pipeline\n".encode("utf-16"))
    assert found.hint == "It is UTF-16: save it as UTF-8."


TABLE = (
    "type: mltable\npaths: [{file: ./data/a.csv}, {file: ./b.csv}]\ntransformations: [{tak: 3}]\n"
)


def test_a_table_file_is_checked_alone() -> None:
    found = said_of(TABLE, name="MLTable")
    assert {(one.code, one.line) for one in found} == {
        ("mltable-path", 2),
        ("mltable-step", 3),
    }, found


def test_a_name_keeps_its_letters() -> None:
    assert as_identifier("Prépare-Größe") == "prepare_grosse"
