"""``studio component``, ``data``, ``environment``, ``compute`` against a real studio."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Write
from tests.support.live_studio import LiveStudio

COMPONENT = """
    name: {name}
    type: command
    inputs: {{lr: {{type: number, default: 0.1}}}}
    environment: {{image: "python:3.11"}}
    code: ./src
    command: python train.py --lr ${{{{inputs.lr}}}}
"""


def answer(studio: LiveStudio, *arguments: str) -> Any:
    return json.loads(studio.studio(*arguments).stdout)


def test_versions_number_themselves_and_equal_content_is_one_version(
    studio: LiveStudio, write: Write
) -> None:
    write("src/train.py", "print(1)")
    file = write("train.yml", COMPONENT.format(name="train"))
    assert answer(studio, "component", "create", "-f", file)["version"] == "1"
    assert answer(studio, "component", "create", "-f", file)["version"] == "1"
    write("src/train.py", "print(2)")
    assert answer(studio, "component", "create", "-f", file)["version"] == "2"
    assert answer(studio, "component", "show", "-n", "train")["version"] == "2"
    assert len(answer(studio, "component", "list", "-n", "train")) == 2


def test_a_taken_version_with_other_content_is_refused_with_both_hashes(
    studio: LiveStudio, write: Write
) -> None:
    write("src/train.py", "print(1)")
    file = write("train.yml", COMPONENT.format(name="fixed"))
    first = answer(studio, "component", "create", "-f", file, "--version", "7")
    done = studio.studio(
        "component", "create", "-f", file, "--version", "7", "--set", "command=ls", check=False
    )
    assert done.returncode == 1
    assert first["content_hash"][:12] in done.stderr


def test_tags_and_description_change_and_content_does_not(studio: LiveStudio, write: Write) -> None:
    write("src/train.py", "print(1)")
    file = write("train.yml", COMPONENT.format(name="tagged"))
    made = answer(studio, "component", "create", "-f", file)
    changed = answer(
        studio,
        *("component", "update", "-n", "tagged"),
        *("--add", "tags.stage=test", "--set", "description=**Better**"),
    )
    assert changed["tags"] == {"stage": "test"}
    assert "<strong>Better</strong>" in changed["description_html"]
    assert changed["content_hash"] == made["content_hash"]
    found = answer(studio, "component", "list", "--tag", "stage:test")
    assert [one["name"] for one in found] == ["tagged"]


def test_a_downloaded_component_holds_its_yaml_and_code(
    studio: LiveStudio, write: Write, tmp_path: Path
) -> None:
    write("src/train.py", "print('mine')")
    studio.studio("component", "create", "-f", write("t.yml", COMPONENT.format(name="taken_home")))
    studio.studio("component", "download", "-n", "taken_home", "-p", str(tmp_path / "home"))
    files = {one.name: one for one in (tmp_path / "home").rglob("*") if one.is_file()}
    assert files["train.py"].read_text() == "print('mine')"
    yaml = next(one for name, one in files.items() if name.endswith(".yml"))
    assert studio.studio("validate", str(yaml)).returncode == 0


# How one of each kind is made, two versions after each other.
KINDS = {
    "component": "name: old_one\ntype: command\nenvironment: {{image: x}}\ncommand: echo {0}\n",
    "data": "name: old_one\ntype: uri_file\npath: ./{0}.txt\n",
    "environment": 'name: old_one\nimage: "python:3.{0}"\n',
    "model": "name: old_one\npath: ./{0}.txt\n",
}


@pytest.mark.parametrize("noun", KINDS)
def test_archive_and_restore(studio: LiveStudio, write: Write, noun: str) -> None:
    for number in (1, 2):
        write(f"{number}.txt", str(number))
        studio.studio(noun, "create", "-f", write("it.yml", KINDS[noun].format(number)))

    def listed(*options: str) -> list[tuple[str, str]]:
        """Those of this name, as (name, version)."""
        found = answer(studio, noun, "list", *options)
        return [(one["name"], one["version"]) for one in found if one["name"] == "old_one"]

    studio.studio(noun, "archive", "-n", "old_one")
    assert listed() == []
    assert listed("--archived-only") == [("old_one", "2")]
    assert listed("-n", "old_one", "--archived-only") == [("old_one", "2"), ("old_one", "1")]
    studio.studio(noun, "restore", "-n", "old_one")
    assert listed() == [("old_one", "2")]
    studio.studio(noun, "archive", "-n", "old_one", "-v", "2")
    assert listed("-n", "old_one") == [("old_one", "1")]
    studio.studio(noun, "restore", "-n", "old_one", "-v", "2")
    assert listed() == [("old_one", "2")]


@pytest.mark.parametrize("noun", KINDS)
def test_what_is_not_there_cannot_be_restored(studio: LiveStudio, noun: str) -> None:
    done = studio.studio(noun, "restore", "-n", "nothing_here", check=False)
    assert (done.returncode, "nothing_here" in done.stderr) == (1, True)


def test_local_data_is_uploaded_and_registered(studio: LiveStudio, write: Write) -> None:
    write("table/a.csv", "x,y\n1,2\n")
    file = write("data.yml", "name: numbers\ntype: uri_folder\npath: ./table\n")
    made = answer(studio, "data", "create", "-f", file)
    assert made["path"].startswith("azureml://datastores/workspaceblobstore/paths/")
    assert made["files_count"] == 1
    assert answer(studio, "data", "show", "-n", "numbers", "--label", "latest")["version"] == "1"


# As people have it: numbers without quotes, and what `az ml data show` printed.
WRITTEN = """
    $schema: https://azuremlschemas.azureedge.net/latest/{noun}.schema.json
    id: azureml:/subscriptions/s/x
    creation_context: {{created_by: me}}
    name: as_written
    version: 2024.01
    tags: {{year: 2024, day: 2024-01-02, raw: true}}
    properties: {{rows: 1}}
    datastore: azureml:workspaceblobstore
    path: ./one.txt
    type: {type}
"""


@pytest.mark.parametrize(("noun", "type_"), [("data", "uri_file"), ("model", "custom_model")])
def test_a_file_of_azure_is_registered_as_it_is(
    studio: LiveStudio, write: Write, noun: str, type_: str
) -> None:
    write("one.txt", "text")
    file = write("it.yml", WRITTEN.format(noun=noun, type=type_))
    made = answer(studio, noun, "create", "-f", file)
    assert (made["version"], made["type"]) == ("2024.01", type_)
    assert made["tags"] == {"year": "2024", "day": "2024-01-02", "raw": "True"}


def test_data_can_be_named_without_a_file(studio: LiveStudio, write: Write) -> None:
    place = write("one.txt", "text")
    made = answer(studio, "data", "create", "--name", "single", "--path", place)
    assert made["type"] == "uri_file"


def test_environments_and_computes(studio: LiveStudio, write: Write) -> None:
    file = write("env.yml", 'name: plain\nimage: "python:3.11"\n')
    assert answer(studio, "environment", "create", "-f", file)["version"] == "1"
    made = answer(studio, "compute", "create", "--name", "small", "--max-instances", "2")
    assert made["max_instances"] == 2
    assert "small" in [one["name"] for one in answer(studio, "compute", "list")]
    change = ("--max-instances", "3", "--set", "description=Few", "--add", "tags.of=test")
    changed = answer(studio, "compute", "update", "-n", "small", *change)
    assert (changed["max_instances"], changed["description"]) == (3, "Few")
    assert changed["tags"] == {"of": "test"}
    assert studio.studio("compute", "delete", "-n", "small", check=False).returncode == 1
    answer(studio, "compute", "delete", "-n", "small", "--yes")
    assert "small" not in [one["name"] for one in answer(studio, "compute", "list")]
    assert answer(studio, "datastore", "show", "-n", "workspaceblobstore")["is_default"] is True


def test_environments_of_options_alone(studio: LiveStudio, write: Write) -> None:
    conda = write("conda.yml", "dependencies: [python=3.11, {pip: [six]}]\n")
    write("context/Dockerfile", "FROM python:3.11\n")
    make = ("environment", "create", "--name", "optional_env")
    made = answer(studio, *make, "--image", "python:3.11", "--conda-file", conda)
    assert made["spec"]["conda_file"]["dependencies"][1] == {"pip": ["six"]}
    built = answer(studio, *make, "--build-context", str(Path(conda).with_name("context")))
    assert (built["version"], "image" in built["spec"]) == ("2", False)


def test_the_options_of_az_are_taken(studio: LiveStudio, write: Write) -> None:
    """Several values after --set; what only az understands is no error."""
    write("src/train.py", "print(1)")
    text = COMPONENT.format(name="as_in_az") + "    compute: azureml:far\n"
    file = write("train.yml", text)
    plain = ("--debug", "--verbose", "--skip-validation", "-g", "group", "--subscription", "s")
    changes = ("--set", "description=Two words", "tags.a=1", "tags.b=2")
    create = ("component", "create", "-f", file, *plain, *changes)
    done = studio.studio(*create)
    assert json.loads(done.stdout)["tags"] == {"a": "1", "b": "2"}
    assert "compute" in done.stderr
    assert studio.studio(*create, "--only-show-errors").stderr == ""
    update = ("component", "update", "-n", "as_in_az", "--add", "tags.c=3", "tags.d=4")
    changed = answer(studio, *update, "--remove", "tags.a", "tags.b")
    assert changed["tags"] == {"c": "3", "d": "4"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.yml", "name: x\ntype: uri_file\npath: x\n", "a data asset, not a component."),
        ("e.yml", "name: x\nimage: x\n", "an environment, not a component."),
        ("t/MLTable", "type: mltable\npaths: []\n", "--type mltable --path"),
    ],
)
def test_a_file_of_another_kind(
    studio: LiveStudio, write: Write, name: str, text: str, told: str
) -> None:
    write("x", "text")
    done = studio.studio("component", "create", "-f", write(name, text), check=False)
    assert (done.returncode, told in done.stderr) == (1, True), done.stderr
