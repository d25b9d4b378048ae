"""Drafts: create, save with a revision, import, copy, delete, write as YAML."""

from typing import Any

from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from designer.operations.import_files import MOST_KEPT
from tests.support.catalogue import PIPELINE_YAML, Url, named, register, zip_of

DOCUMENT: dict[str, Any] = {
    "nodes": {
        "train": {
            "kind": "step",
            "component": "azureml:train_model:1",
            "values": {"lr": 0.5},
            "compute": "cpu-cluster",
        }
    },
    "layout": {"nodes": {"train": {"x": 10, "y": 20}}},
}


def make(client: APIClient, url: Url, **body: Any) -> dict[str, Any]:
    response = client.post(url("drafts"), body, format="json")
    assert response.status_code == 201, response.content
    made: dict[str, Any] = response.json()
    return made


def save(client: APIClient, url: Url, draft: int, match: str | None, document: Any = None) -> Any:
    body = {"name": "Mine", "document": DOCUMENT if document is None else document}
    headers = {} if match is None else {"if-match": match}
    return client.put(url(f"drafts/{draft}"), body, format="json", headers=headers)


def test_a_blank_draft(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    assert (made["name"], made["revision"], made["nodes_count"]) == ("New pipeline", 1, 0)
    assert (made["created_by"], made["diagnostics"]) == ("alice", [])
    assert made["document"]["format"] == 1


def test_a_draft_reads_back_as_it_was_saved(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url, name="Mine", document=DOCUMENT)
    response = as_alice.get(url(f"drafts/{made['id']}"))
    assert response["ETag"] == '"1"'
    node = response.json()["document"]["nodes"]["train"]
    assert node["values"] == {"lr": 0.5}
    assert node["kind"] == "step"


def test_saving_raises_the_revision(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    response = save(as_alice, url, made["id"], '"1"')
    assert (response.status_code, response["ETag"]) == (200, '"2"')
    saved = response.json()
    assert (saved["revision"], saved["nodes_count"], saved["name"]) == (2, 1, "Mine")
    assert "document" not in saved


def test_a_stale_save_says_who_was_there_first(
    as_alice: APIClient, as_dora: APIClient, url: Url
) -> None:
    made = make(as_alice, url)
    assert save(as_dora, url, made["id"], '"1"').status_code == 200
    response = save(as_alice, url, made["id"], '"1"', {})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (412, "draft-changed")
    assert problem["place"] == "2"
    assert "dora" in problem["message"]
    assert as_alice.get(url(f"drafts/{made['id']}")).json()["nodes_count"] == 1


def test_a_save_without_a_revision_is_refused(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    response = save(as_alice, url, made["id"], None)
    assert (response.status_code, response.json()["code"]) == (428, "if-match-missing")
    assert save(as_alice, url, made["id"], "*").json()["code"] == "bad-if-match"


def test_an_unknown_key_is_refused_with_its_place(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    wrong = {"nodes": {"train": {"kind": "step", "component": "azureml:a:1", "vlaues": {}}}}
    response = save(as_alice, url, made["id"], '"1"', wrong)
    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "invalid-request")
    assert problem["place"] == "jobs.train.vlaues"
    assert problem["diagnostics"][0]["node"] == "train"


def test_a_value_of_a_wrong_kind_is_one_finding(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    node = {"kind": "step", "component": "azureml:a:1", "values": {"lr": [1, 2]}}
    found = save(as_alice, url, made["id"], '"1"', {"nodes": {"train": node}}).json()
    assert [one["path"] for one in found["diagnostics"]] == ["jobs.train.inputs.lr"]


def test_a_newer_document_gets_its_own_message(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    response = save(as_alice, url, made["id"], '"1"', {"format": 2, "planets": []})
    assert (response.status_code, response.json()["code"]) == (422, "document-too-new")


def test_a_document_over_the_limit_is_refused(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    note = {"id": "n", "text": "x" * (11 * 1024 * 1024)}
    response = save(as_alice, url, made["id"], '"1"', {"notes": [note]})
    assert (response.status_code, response.json()["code"]) == (413, "document-too-large")


def test_broken_json_is_a_bad_request(as_alice: APIClient, url: Url) -> None:
    response = as_alice.post(url("drafts"), "{", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "bad-json")


def test_a_copy_stands_on_its_own(as_alice: APIClient, as_dora: APIClient, url: Url) -> None:
    made = make(as_alice, url, name="Mine", document=DOCUMENT)
    response = as_dora.post(url(f"drafts/{made['id']}/copy"))
    copy = response.json()
    assert response.status_code == 201
    assert (copy["name"], copy["revision"], copy["created_by"]) == ("Copy of Mine", 1, "dora")
    assert copy["document"] == made["document"]


def test_a_deleted_draft_is_gone(as_alice: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    assert as_alice.delete(url(f"drafts/{made['id']}")).status_code == 204
    assert as_alice.get(url(f"drafts/{made['id']}")).status_code == 404
    assert as_alice.get(url("drafts")).json()["items"] == []
    assert save(as_alice, url, made["id"], '"1"').status_code == 404


def test_a_draft_from_yaml_text(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    made = make(as_alice, url, yaml=PIPELINE_YAML)
    assert made["name"] == "Two steps"
    assert list(made["document"]["nodes"]) == ["train"]
    assert made["document"]["interface"]["inputs"]["raw"]["value"]["path"].endswith("/raw/")
    assert [one for one in made["diagnostics"] if one["severity"] == "error"] == []


def test_a_draft_keeps_the_text_that_it_was_made_from(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    text = f"# Every night\r\n{PIPELINE_YAML}"
    made = make(as_alice, url, yaml=text)
    assert made["document"]["yaml"] == {"": text.replace("\r\n", "\n")}
    stored = as_alice.get(url(f"drafts/{made['id']}")).json()["document"]
    assert stored["yaml"] == made["document"]["yaml"]
    long = make(as_alice, url, yaml=PIPELINE_YAML + "#" * MOST_KEPT)
    assert long["document"]["yaml"] == {}


def test_an_import_keeps_what_it_can(as_alice: APIClient, url: Url) -> None:
    text = PIPELINE_YAML.replace("azureml:train_model:1", "./train.yml")
    made = make(as_alice, url, yaml=text)
    assert list(made["document"]["nodes"]) == ["train"]
    assert any("train.yml" in one["message"] for one in made["diagnostics"])


def test_text_that_is_no_yaml_is_refused_with_line_and_column(
    as_alice: APIClient, url: Url
) -> None:
    response = as_alice.post(url("drafts"), {"yaml": "type: pipeline\njobs: [\n"}, format="json")
    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "invalid-pipeline")
    assert problem["diagnostics"][0]["line"]


def test_a_zip_brings_components_and_code(as_alice: APIClient, url: Url) -> None:
    members = {
        "demo/pipeline.yml": PIPELINE_YAML.replace("azureml:train_model:1", "./train/train.yml"),
        "demo/train/train.yml": (
            "name: train_model\ntype: command\ninputs: {data: {type: uri_folder}, "
            "lr: {type: number}}\ncode: ./src\nenvironment: {image: python}\n"
            "command: python train.py ${{inputs.data}} ${{inputs.lr}}\n"
        ),
        "demo/train/src/train.py": "print('hello')\n",
    }
    response = as_alice.post(url("drafts/import"), {"file": zip_of(members)}, format="multipart")
    assert response.status_code == 201, response.content
    made = response.json()
    component = made["document"]["nodes"]["train"]["component"]
    assert component["code"].startswith("azureml:snapshot:")
    assert [one for one in made["diagnostics"] if one["severity"] == "error"] == []


def test_several_pipelines_in_a_zip_are_named(as_alice: APIClient, url: Url) -> None:
    file = zip_of({"a.yml": PIPELINE_YAML, "b.yml": PIPELINE_YAML})
    response = as_alice.post(url("drafts/import"), {"file": file}, format="multipart")
    assert (response.status_code, response.json()["code"]) == (422, "several-pipelines")


def test_a_yaml_file_becomes_a_draft(as_alice: APIClient, url: Url) -> None:
    file = named("nightly.yml", PIPELINE_YAML)
    response = as_alice.post(url("drafts/import"), {"file": file}, format="multipart")
    assert (response.status_code, response.json()["name"]) == (201, "Two steps")


def test_export_and_import_give_the_same_document(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    made = make(as_alice, url, yaml=PIPELINE_YAML)
    written = as_alice.get(url(f"drafts/{made['id']}/yaml")).json()
    again = make(as_alice, url, yaml=written["yaml"])
    meaning = ("nodes", "bindings", "interface", "settings", "details")
    assert {key: again["document"][key] for key in meaning} == {
        key: made["document"][key] for key in meaning
    }


def test_drafts_are_listed_newest_change_first_by_page(as_alice: APIClient, url: Url) -> None:
    names = [make(as_alice, url, name=f"Pipeline {number}")["name"] for number in range(5)]
    page = as_alice.get(url("drafts"), {"limit": 2}).json()
    seen = [one["name"] for one in page["items"]]
    while page["next_cursor"]:
        page = as_alice.get(url("drafts"), {"limit": 2, "cursor": page["next_cursor"]}).json()
        seen += [one["name"] for one in page["items"]]
    assert seen == names[::-1]
    found = as_alice.get(url("drafts"), {"search": "PIPELINE 3"}).json()["items"]
    assert [one["name"] for one in found] == ["Pipeline 3"]


def test_a_list_costs_the_same_for_many(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        make(as_alice, url)
    with django_assert_num_queries(2):
        assert len(as_alice.get(url("drafts")).json()["items"]) == 5


def test_a_save_costs_few_queries(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = make(as_alice, url)
    with django_assert_num_queries(8):
        save(as_alice, url, made["id"], '"1"')


def test_a_stranger_finds_nothing(as_alice: APIClient, as_charlie: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    assert as_charlie.get(url(f"drafts/{made['id']}")).status_code == 404
    assert as_charlie.get(url("drafts")).status_code == 404
    assert save(as_charlie, url, made["id"], '"1"').status_code == 404


def test_a_reader_looks_and_cannot_change(as_alice: APIClient, as_bob: APIClient, url: Url) -> None:
    made = make(as_alice, url)
    assert as_bob.get(url(f"drafts/{made['id']}")).status_code == 200
    assert as_bob.post(url("drafts"), {}, format="json").status_code == 403
    assert save(as_bob, url, made["id"], '"1"').status_code == 403
    assert as_bob.delete(url(f"drafts/{made['id']}")).status_code == 403
    assert as_bob.post(url(f"drafts/{made['id']}/copy")).status_code == 403
