"""A new version of a component from its YAML as edited in the browser."""

from typing import Any

from rest_framework.test import APIClient

from designer.operations.edit_component import carried
from tests.support.catalogue import Url

YAML = """\
name: shout
type: command
inputs:
  words: {type: string, default: hi}
environment: {image: python}
command: echo ${{inputs.words}}
"""


def made(client: APIClient, url: Url) -> dict[str, Any]:
    spec = {
        "name": "shout",
        "type": "command",
        "inputs": {"words": {"type": "string", "default": "hi"}},
        "environment": {"image": "python"},
        "command": "echo ${{inputs.words}}",
    }
    answer = client.post(url("components"), {"spec": spec, "yaml": YAML}, format="json")
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def edit(client: APIClient, url: Url, yaml: str, save: bool = True) -> Any:
    path = url("components/shout/versions/1/edited")
    return client.post(path, {"yaml": yaml, "save": save}, format="json")


def test_an_edited_text_is_the_next_version(as_alice: APIClient, url: Url) -> None:
    made(as_alice, url)
    text = YAML.replace("default: hi", "default: hello") + "# why not\n"
    answer = edit(as_alice, url, text)
    assert answer.status_code == 201
    version = answer.json()["version"]
    assert (version["version"], version["yaml"]) == ("2", text)
    assert version["inputs"][0]["default"] == "hello"
    assert edit(as_alice, url, text).status_code == 200, "the same content is the same version"


def test_findings_stand_at_their_lines_and_nothing_is_registered(
    as_alice: APIClient, url: Url
) -> None:
    made(as_alice, url)
    wrong = YAML.replace("inputs.words}}", "inputs.wrods}}")
    found = edit(as_alice, url, wrong, save=False).json()
    assert found["version"] is None
    assert [one["line"] for one in found["diagnostics"] if one["severity"] == "error"] == [6]
    refused = edit(as_alice, url, wrong)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-component")
    renamed = edit(as_alice, url, YAML.replace("name: shout", "name: whisper"), save=False).json()
    assert "name-changed" in {one["code"] for one in renamed["diagnostics"]}
    assert edit(as_alice, url, "a: [", save=False).json()["diagnostics"][0]["line"] is not None
    versions = as_alice.get(url("components/shout/versions/latest")).json()["versions"]
    assert len(versions) == 1


def test_what_was_local_stands_for_what_was_uploaded() -> None:
    before = {
        "code": "./src",
        "command": "run",
        "additional_includes": ["../lib"],
        "jobs": {"a": {"component": "./a.yml"}, "b": {"component": "./b.yml"}},
    }
    spec = {
        "code": "azureml:snapshot:1",
        "command": "run",
        "jobs": {"a": {"component": {"name": "a"}}, "b": {"component": {"name": "b"}}},
    }
    text = before | {
        "command": "run faster",
        "jobs": {"a": {"component": "./a.yml"}, "c": {"component": "azureml:c:1"}},
    }
    assert carried(text, before, spec) == {
        "code": "azureml:snapshot:1",
        "command": "run faster",
        "jobs": {"a": {"component": {"name": "a"}}, "c": {"component": "azureml:c:1"}},
    }


def test_includes_without_code_stay_while_they_are_the_same() -> None:
    before = {"command": "run", "additional_includes": ["../lib"]}
    spec = {"command": "run", "code": "azureml:snapshot:1"}
    kept = carried({**before, "command": "run faster"}, before, spec)
    assert kept == {"command": "run faster", "code": "azureml:snapshot:1"}
    assert carried({"command": "run"}, before, spec) == {"command": "run"}


def test_who_may_edit(
    as_alice: APIClient, as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    made(as_alice, url)
    assert edit(as_bob, url, YAML, save=False).status_code == 403
    assert edit(as_charlie, url, YAML, save=False).status_code == 404
