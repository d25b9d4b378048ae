"""The pipeline as text, for those who write it beside the canvas; templates to begin from."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from django.test.client import MULTIPART_CONTENT
from pytest_django import Settings
from rest_framework.test import APIClient

from designer.models import Draft, Snapshot
from designer.operations import uploaded_files
from studio.lib.errors import Invalid
from studio.models import Workspace
from tests.api.test_drafts import DOCUMENT
from tests.support.catalogue import PIPELINE_YAML, Url, register

COMPONENT = """\
name: shout
type: command
inputs:
  words: {type: string}
environment: {image: python}
command: echo ${{inputs.words}}
"""


def check(client: APIClient, url: Url, **body: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.post(url("validate"), body, format="json").json()
    return found


def test_a_document_as_text_and_as_a_mapping(as_bob: APIClient, url: Url) -> None:
    answer = as_bob.post(url("documents/yaml"), {"document": DOCUMENT}, format="json")
    found = answer.json()
    assert answer.status_code == 200
    assert found["wire"]["jobs"]["train"]["compute"] == "cpu-cluster"
    assert "  train:\n" in found["yaml"]
    assert Draft.objects.count() == 0


def test_a_text_says_whether_all_of_it_was_understood(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    assert check(as_alice, url, yaml=PIPELINE_YAML)["read"]
    unknown = PIPELINE_YAML.replace("azureml:train_model", "azureml:nobody")
    found = check(as_alice, url, yaml=unknown)
    assert (found["read"], found["valid"]) == (True, False), "the canvas can show it"
    for broken in ("jobs: [", PIPELINE_YAML + "\nnonsense: 1\n", "type: pipeline\njobs: {a: 3}\n"):
        assert not check(as_alice, url, yaml=broken)["read"]


def test_a_component_is_checked_without_being_registered(as_alice: APIClient, url: Url) -> None:
    assert check(as_alice, url, component=COMPONENT)["valid"]
    wrong = COMPONENT.replace("string", "strnig").replace("inputs.words", "inputs.word")
    found = check(as_alice, url, component=wrong)
    assert not found["valid"]
    assert {one["line"] for one in found["diagnostics"]} >= {4}
    in_git = COMPONENT + "code: https://github.com/o/r/tree/main/src\n"
    found = check(as_alice, url, component=in_git)
    assert [one["code"] for one in found["diagnostics"]] == ["code-from-git"]
    assert not found["valid"]
    found = check(as_alice, url, component="type: pipeline\njobs: {}\nexperiment_name: x\n")
    assert found["diagnostics"][0]["code"] == "not-a-component"
    both = as_alice.post(url("validate"), {"yaml": "", "component": ""}, format="json")
    assert both.status_code == 422


INSIDE = """\
type: pipeline
is_deterministic: false
inputs:
  words: {type: string}
outputs:
  said: {type: uri_file, early_available: true}
jobs:
  shout:
    type: command
    command: echo ${{inputs.words}} > ${{outputs.said}}
    environment: {image: python}
    inputs:
      words: ${{parent.inputs.words}}
    outputs:
      said: ${{parent.outputs.said}}
"""


def test_what_is_inside_a_step_is_a_text_of_its_own(as_bob: APIClient, url: Url) -> None:
    found = check(as_bob, url, yaml=INSIDE, kind="pipeline-component")
    assert (found["read"], found["diagnostics"]) == (True, []), "its inputs are given outside"
    assert found["document"]["interface"]["inputs"]["words"]["type"] == "string"
    component = found["component"]
    written = as_bob.post(url("documents/yaml"), {"component": component}, format="json").json()
    assert written["wire"] == component
    assert component["is_deterministic"] is False
    assert component["outputs"]["said"]["early_available"] is True
    assert "    command: echo ${{inputs.words}} > ${{outputs.said}}\n" in written["yaml"]
    again = check(as_bob, url, yaml=written["yaml"], kind="pipeline-component")
    assert (again["document"], again["component"]) == (found["document"], component)


def test_findings_inside_a_step_have_the_lines_of_its_text(as_bob: APIClient, url: Url) -> None:
    def lines(old: str, new: str) -> set[tuple[str, int]]:
        wrong = check(as_bob, url, yaml=INSIDE.replace(old, new), kind="pipeline-component")
        assert not wrong["valid"]
        return {(one["code"], one["line"]) for one in wrong["diagnostics"]}

    assert ("type-missing", 4) in lines("{type: string}", "{}")
    job = check(as_bob, url, yaml="type: pipeline\ninputs: {n: 1}\n", kind="pipeline-component")
    assert [one["code"] for one in job["diagnostics"]] == ["declaration-form"], "no job is meant"
    assert ("not-a-pipeline-component", 1) in lines("type: pipeline", "type: command")
    text = "type: pipeline\njobs:\n  fit:\n    component: azureml:nobody:1\n"
    (unknown,) = check(as_bob, url, yaml=text, kind="pipeline-component")["diagnostics"]
    assert (unknown["line"], unknown["path"]) == (4, "jobs.fit.component")
    assert not check(as_bob, url, yaml="jobs: [", kind="pipeline-component")["read"]


def test_a_step_inside_that_cannot_be_read_stays_as_it_is(as_bob: APIClient, url: Url) -> None:
    spec = {"jobs": {"odd": 3, "fit": {"component": "azureml:fit:1"}}, "type": "pipeline", "x": 1}
    found = as_bob.post(url("documents/yaml"), {"component": spec}, format="json").json()["wire"]
    assert list(found) == ["type", "jobs", "x"]
    assert found["jobs"]["odd"] == 3
    unreadable: tuple[object, ...] = (None, [], "text")
    for jobs in unreadable:
        body = {"component": {"jobs": jobs}}
        answer = as_bob.post(url("documents/yaml"), body, format="json")
        assert answer.json()["wire"] == {"jobs": jobs}


def test_one_thing_is_written_or_checked_at_a_time(as_bob: APIClient, url: Url) -> None:
    bodies: list[dict[str, Any]] = [{}, {"document": {}, "component": {}}]
    for body in bodies:
        answer = as_bob.post(url("documents/yaml"), body, format="json")
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    body = {"document": {}, "kind": "pipeline-component"}
    answer = as_bob.post(url("validate"), body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


def upload(
    client: APIClient,
    url: Url,
    given: list[tuple[str, str]],
    pipeline: str | None = None,
    paths: Sequence[str] = (),
    to: str = "documents/import",
) -> Any:
    """As a browser sends a folder: the path of each file is its file name."""
    boundary = "folder"
    sent = [("files", path, text) for path, text in given]
    if pipeline is not None:
        sent.append(("pipeline", "mine.yml", pipeline))
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{file}"\r\n'
        f"Content-Type: text/plain\r\n\r\n{text}\r\n"
        for field, file, text in sent
    )
    for path in paths:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="path"\r\n\r\n{path}\r\n'
    kind = MULTIPART_CONTENT.partition(";")[0]
    return client.generic(
        "POST",
        url(to),
        f"{body}--{boundary}--\r\n",
        content_type=f"{kind}; boundary={boundary}",
    )


PIPELINE = (
    "type: pipeline\njobs:\n  shout:\n    component: ./parts/shout.yml\n    inputs: {words: hi}\n"
)


def test_a_folder_comes_with_its_components_and_code(as_alice: APIClient, url: Url) -> None:
    component = COMPONENT + "code: ../src\n"
    answer = upload(
        as_alice,
        url,
        [
            ("mine/pipeline.yml", PIPELINE),
            ("mine/parts/shout.yml", component),
            ("mine/src/run.py", "print(1)"),
            ("mine/.DS_Store", "x"),
        ],
    )
    assert answer.status_code == 200, answer.content
    step = answer.json()["document"]["nodes"]["shout"]
    assert step["component"]["name"] == "shout"
    digest = step["component"]["code"].rpartition(":")[2]
    assert Snapshot.objects.filter(digest=digest).exists()
    assert Draft.objects.count() == 0


def test_a_pipeline_takes_what_it_names_from_a_folder(as_alice: APIClient, url: Url) -> None:
    component = COMPONENT + "code: ../src\n"
    files = [("a/mine/parts/shout.yml", component), ("a/mine/src/run.py", "print(1)")]
    answer = upload(as_alice, url, [*files, ("a/other.yml", PIPELINE_YAML)], PIPELINE)
    assert answer.status_code == 200, answer.content
    assert answer.json()["diagnostics"] == []
    assert answer.json()["document"]["nodes"]["shout"]["component"]["name"] == "shout"
    same = upload(
        as_alice, url, [("a/parts/shout.yml", COMPONENT), ("a/b/p.yml", PIPELINE)], PIPELINE
    )
    (missing,) = same.json()["diagnostics"]
    assert missing["file"] == "b/mine.yml", "where the same file lies, it belongs"
    assert upload(as_alice, url, files, "jobs: [").status_code == 422


def test_what_did_not_come_along_stays_and_says_how_it_does(as_alice: APIClient, url: Url) -> None:
    text = PIPELINE + "  loud: {command: echo, code: ./src, environment: {image: python}}\n"
    read = upload(as_alice, url, [("alone.yml", text)]).json()
    codes = {one["code"]: one["hint"] for one in read["diagnostics"]}
    assert set(codes) == {"file-not-found", "code-not-found"}
    assert all("Import the folder" in hint for hint in codes.values())
    nodes = read["document"]["nodes"]
    assert (nodes["shout"]["component"], nodes["loud"]["component"]["code"]) == (
        "./parts/shout.yml",
        "./src",
    )
    checked = check(as_alice, url, document=read["document"])["diagnostics"]
    assert {"file-not-found", "code-not-uploaded"} <= {one["code"] for one in checked}


def test_the_pipelines_of_a_folder_are_found_and_one_is_read(as_alice: APIClient, url: Url) -> None:
    files = [(f"all/p{n}/pipeline.yml", PIPELINE) for n in range(12)]
    files += [("all/p3/parts/shout.yml", COMPONENT), ("all/cut.yml", "jobs: ["), ("all/x.csv", "1")]
    found = upload(as_alice, url, files, to="documents/pipelines").json()
    assert found["pipelines"][0] == {"path": "p0/pipeline.yml", "name": None, "steps": 1}
    assert (len(found["pipelines"]), found["meant"]) == (12, None)
    assert [one["file"] for one in found["unreadable"]] == ["cut.yml"]
    assert upload(as_alice, url, files).json()["code"] == "several-pipelines"
    chosen = ["p3/pipeline.yml", "cut.yml", "../pipeline.yml", "p3/pipeline.yml"]
    answer = upload(as_alice, url, files, paths=chosen, to="documents/pipelines/import")
    read, cut, outside = answer.json()["items"]
    assert (read["found"]["name"], read["found"]["diagnostics"]) == ("p3", [])
    assert (cut["path"], cut["found"], cut["problem"]["code"]) == (
        "cut.yml",
        None,
        "invalid-pipeline",
    )
    assert cut["problem"]["diagnostics"][0]["file"] == "cut.yml"
    assert outside["problem"]["code"] == "no-pipeline"
    none = upload(as_alice, url, files, to="documents/pipelines/import")
    assert (none.status_code, none.json()["code"]) == (422, "path-missing")
    one = upload(as_alice, url, [("all/p.yml", COMPONENT)], to="documents/pipelines")
    assert (one.status_code, one.json()["code"]) == (422, "no-pipeline")


@pytest.mark.parametrize(
    ("said", "file", "called"),
    [
        ("display_name: Iris\nname: iris_1\n", "flowers.yml", "Iris"),
        ("name: iris_1\n", "flowers.yml", "iris_1"),
        ("", "flowers.yml", "flowers"),
    ],
)
def test_a_pipeline_is_called_as_it_says_else_as_its_file(
    as_alice: APIClient, url: Url, said: str, file: str, called: str
) -> None:
    text = f"{said}type: pipeline\njobs: {{a: {{command: echo, environment: {{image: python}}}}}}\n"
    assert upload(as_alice, url, [(file, text)]).json()["name"] == called


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        (
            "type: uri_file\npath: ./x.csv\n",
            "a data asset",
            "page Data, or with `studio data create",
        ),
        ("image: python\nconda_file: ./c.yml\n", "an environment", "page Environments"),
        ("type: mlflow_model\npath: ./m\n", "a model", "page Models"),
        ("type: amlcompute\nname: big\n", "a compute", "page Compute"),
        ("type: azure_blob\nname: far\n", "a datastore", "administrator"),
        ("paths: [{file: ./a.csv}]\ntype: mltable\n", "a table", "page Data"),
        ("create_job: ./p.yml\ntrigger: {}\n", "a schedule", "Import the file of the job"),
        (COMPONENT, "a component (type command)", "page Components"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is_and_where_it_belongs(
    as_alice: APIClient, url: Url, text: str, what: str, where: str
) -> None:
    alone = upload(as_alice, url, [("given.yml", text)])
    assert (alone.status_code, alone.json()["code"]) == (422, "invalid-pipeline")
    inside = upload(as_alice, url, [("all/deep/given.yml", text), ("all/x.csv", "1")])
    assert inside.json()["code"] == "no-pipeline"
    for found in (alone, inside):
        (one,) = found.json()["diagnostics"]
        assert (one["code"], what in one["message"], where in one["hint"]) == (
            "not-a-pipeline",
            True,
            True,
        )
    typed = check(as_alice, url, yaml=text)
    assert [one["code"] for one in typed["diagnostics"]] == ["not-a-pipeline"]
    assert typed["document"] is None


@pytest.mark.parametrize("path", ["../pipeline.yml", "/etc/pipeline.yml", "a/../../pipeline.yml"])
def test_no_path_leaves_the_folder(path: str) -> None:
    with pytest.raises(Invalid):
        uploaded_files.Tree([("pipeline.yml", BytesIO()), (path, BytesIO(b"x"))])


def test_one_file_is_enough(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    answer = upload(as_alice, url, [("two_steps.yml", PIPELINE_YAML)])
    assert answer.json()["name"] == "Two steps"
    assert upload(as_alice, url, []).status_code == 422


def test_schemas_are_there_for_editors(as_bob: APIClient, url: Url) -> None:
    found = as_bob.get(url("schemas/pipeline-job")).json()
    assert found["properties"]["jobs"]["description"] == "The steps, by key."
    missing = as_bob.get(url("schemas/poem"))
    assert (missing.status_code, missing.json()["code"]) == (404, "no-schema")


def test_a_template_is_shown_with_its_graph_and_becomes_a_draft(
    as_alice: APIClient, url: Url
) -> None:
    items = as_alice.get(url("templates")).json()["items"]
    names = [one["name"] for one in items]
    assert {"one_step", "train_and_compare", "tune", "regression", "fan_out", "hello"} <= set(names)
    compare = next(one for one in items if one["name"] == "train_and_compare")
    assert len(compare["document"]["nodes"]) == 5
    assert Snapshot.objects.count() == 0, "looking uploads nothing"
    made = as_alice.post(url("drafts"), {"template": "train_and_compare"}, format="json").json()
    assert made["name"] == "Train three, keep the best"
    codes = {one["code"] for one in made["diagnostics"] if one["severity"] == "error"}
    assert codes <= {"unknown-compute"}
    assert Snapshot.objects.count() == 1
    missing = as_alice.post(url("drafts"), {"template": "../secret"}, format="json")
    assert (missing.status_code, missing.json()["code"]) == (404, "template-not-found")


def test_a_folder_of_ones_own_adds_templates(
    as_alice: APIClient, url: Url, tmp_path: Any, settings: Settings
) -> None:
    own, broken = tmp_path / "ours", tmp_path / "broken"
    for folder, text in ((own, PIPELINE_YAML), (broken, "jobs: [")):
        folder.mkdir()
        (folder / "pipeline.yml").write_text(text)
    settings.TEMPLATE_FOLDERS = [tmp_path]
    (item,) = as_alice.get(url("templates")).json()["items"]
    assert (item["name"], item["title"]) == ("ours", "Two steps")
    assert any("train_model" in one for one in item["missing"])


def test_who_may_do_what(
    as_bob: APIClient, as_charlie: APIClient, url: Url, workspace: Workspace
) -> None:
    assert as_bob.get(url("templates")).status_code == 200
    assert as_bob.post(url("drafts"), {"template": "hello"}, format="json").status_code == 403
    for to in ("documents/import", "documents/pipelines", "documents/pipelines/import"):
        assert upload(as_bob, url, [("pipeline.yml", PIPELINE)], to=to).status_code == 403
        assert upload(as_charlie, url, [("pipeline.yml", PIPELINE)], to=to).status_code == 404
    for path in ("templates", "schemas/pipeline-job"):
        assert as_charlie.get(url(path)).status_code == 404
    assert as_charlie.post(url("documents/yaml"), {}, format="json").status_code == 404
