"""Packing: what a YAML file names is put inside it or uploaded, and places still lead home."""

from pathlib import PurePosixPath
from typing import Any

import pytest

from designer.graph.check import check_file
from designer.graph.package import pack
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory, Uploads

COMPONENT = """\
type: command
inputs:
  data: {type: uri_folder}
code: ../src
additional_includes: [../lib]
environment: file:../env/env.yml
command: ls ${{inputs.data}}
"""
FILES = {
    "work/pipeline.yml": """\
type: pipeline
compute: cpu
inputs:
  table: {type: uri_file, path: data/a.csv}
jobs:
  one:
    component: ./parts/part.yml
    inputs: {data: ./data}
  two:
    component: ./parts/part.yml
    inputs: {data: "azureml:iris:1"}
""",
    "work/parts/part.yml": COMPONENT,
    "work/env/env.yml": "name: e\nimage: python:3.12\nconda_file: conda.yml\n",
    "work/env/conda.yml": "dependencies: [pip, {pip: [numpy]}]\n",
    "work/src/run.py": "",
    "work/lib/tool.py": "",
    "work/data/a.csv": "1",
}
PATH = PurePosixPath("work/pipeline.yml")


def packed(files: dict[str, str], **overrides: str) -> tuple[dict[str, Any], Uploads]:
    uploads = Uploads()
    sets = {key.replace("__", "."): value for key, value in overrides.items()}
    wire, found = pack(PATH, Memory(files), uploads, sets)
    assert wire is not None, found
    return wire, uploads


def test_component_files_environments_and_conda_files_are_put_inside() -> None:
    wire, _ = packed(FILES)
    component = wire["jobs"]["one"]["component"]
    assert component["environment"]["conda_file"]["dependencies"][0] == "pip"
    assert "additional_includes" not in component
    assert component == wire["jobs"]["two"]["component"]


def test_code_is_uploaded_once_from_the_folder_of_its_own_file() -> None:
    wire, uploads = packed(FILES)
    assert uploads.codes == [("work/src", ("work/lib",))]
    assert wire["jobs"]["one"]["component"]["code"].startswith("azureml:snapshot:")


def test_includes_without_code_are_a_snapshot_of_their_own() -> None:
    part = COMPONENT.replace("code: ../src\n", "").replace("[../lib]", "[../lib, ../lib.zip]")
    wire, uploads = packed({**FILES, "work/parts/part.yml": part})
    assert uploads.codes == [("", ("work/lib", "work/lib.zip"))]
    assert wire["jobs"]["one"]["component"]["code"].startswith("azureml:snapshot:")


def test_a_zip_of_nothing_is_missing() -> None:
    part = COMPONENT.replace("[../lib]", "[../libb.zip]")
    _, found = pack(PATH, Memory({**FILES, "work/parts/part.yml": part}), Uploads(), {})
    assert [(one.code, one.message) for one in found if one.severity == "error"] == [
        ("include-not-found", "additional_includes: ../libb.zip does not exist.")
    ]


def test_local_data_goes_to_the_datastore_that_is_named() -> None:
    text = FILES["work/pipeline.yml"]
    there = text.replace("path: data/a.csv}", "path: data/a.csv, datastore: azureml:other}")
    wire, _ = packed({**FILES, "work/pipeline.yml": there})
    assert wire["inputs"]["table"]["path"].startswith("azureml://datastores/other/paths/")
    assert wire["jobs"]["one"]["inputs"]["data"]["path"].startswith("azureml://datastores/store/")


def test_local_data_is_uploaded_and_assets_stay() -> None:
    wire, uploads = packed(FILES)
    assert uploads.data_paths == [("work/data/a.csv", "file"), ("work/data", "folder")]
    assert wire["inputs"]["table"]["path"].startswith("azureml://datastores/")
    assert wire["jobs"]["one"]["inputs"]["data"]["type"] == "uri_folder"
    assert wire["jobs"]["two"]["inputs"]["data"] == "azureml:iris:1"


def test_overrides_edit_the_raw_mapping_first() -> None:
    wire, _ = packed(FILES, settings__force_rerun="true", jobs__two__inputs__data="azureml:iris:2")
    assert wire["settings"] == {"force_rerun": True}
    assert wire["jobs"]["two"]["inputs"]["data"] == "azureml:iris:2"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("jobs.one.component.name", "x", ("override-path", "Set jobs.one.component itself.")),
        ("settings..force_rerun", "true", ("override-path", None)),
        ("jobs.ona.inputs.data", "x", ("override-step", "It has: one, two.")),
        ("inputs.tabel", "x", ("override-input", "The file has: table.")),
        ("jobs.one.colour", "red", ("unknown-key", None)),
        ("settings.force_rerun", "maybe", ("wrong-kind", None)),
        ("jobs", "[1, 2]", ("wrong-kind", None)),
    ],
)
def test_a_slip_in_set_is_named_by_what_was_typed(
    path: str, text: str, said: tuple[str, str | None]
) -> None:
    found = check_file(PATH, Memory(FILES), Small(), {path: text}).diagnostics
    assert [(one.code, one.hint) for one in found] == [said]
    assert [(one.file, one.line, one.path) for one in found] == [
        (f"--set {path}={text}", None, path)
    ]


def test_an_override_may_add_keys_steps_and_inputs() -> None:
    sets = {"inputs.more": "3", "jobs.three": "{type: command, component: azureml:none:1}"}
    sets |= {"jobs.two.environment_variables.MORE": "${{parent.inputs.more}}", "tags.owner": "me"}
    wire, found = pack(PATH, Memory(FILES), Uploads(), sets)
    assert (wire is not None, found) == (True, [])


def test_what_is_wrong_elsewhere_keeps_its_line() -> None:
    files = {**FILES, "work/pipeline.yml": FILES["work/pipeline.yml"] + "    colour: red\n"}
    found = check_file(PATH, Memory(files), Small(), {"jobs.two.comment": "words"}).diagnostics
    assert [(one.path, one.line) for one in found] == [("jobs.two.colour", 12)]


def test_a_finding_in_a_component_file_has_that_files_place() -> None:
    broken = COMPONENT.replace("uri_folder", "uri_folders")
    files = {**FILES, "work/parts/part.yml": broken}
    found = check_file(PATH, Memory(files), Small()).diagnostics
    assert [(one.code, one.file, one.line, one.path, one.node) for one in found] == [
        ("unknown-type", "work/parts/part.yml", 3, "inputs.data.type", "one")
    ]


def test_a_broken_component_file_is_named() -> None:
    files = {**FILES, "work/parts/part.yml": "type: command\n\tx: 1\n"}
    found = check_file(PATH, Memory(files), Small()).diagnostics
    assert {(one.code, one.file, one.line) for one in found if one.code == "yaml-tab"} == {
        ("yaml-tab", "work/parts/part.yml", 2)
    }


def test_a_file_that_is_not_there() -> None:
    checked = check_file(PurePosixPath("no.yml"), Memory({}), Small())
    assert not checked.valid
    assert checked.as_dict()["diagnostics"][0]["code"] == "file-not-found"
