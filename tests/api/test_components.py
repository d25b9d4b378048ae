"""Components: versions, search, edits, archive, lookup."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from designer.api import listing
from designer.catalogue import DatabaseCatalogue
from designer.graph.references import Reference
from designer.models import ComponentVersion
from designer.operations import register_component
from studio.models import User, Workspace
from tests.support.catalogue import Url, register, send_snapshot, train


def post(client: APIClient, url: Url, **body: Any) -> Any:
    return client.post(url("components"), body, format="json")


def names(client: APIClient, url: Url, **query: Any) -> list[str]:
    return [one["name"] for one in client.get(url("components"), query).json()["items"]]


def test_the_first_version_is_called_1(as_alice: APIClient, url: Url) -> None:
    response = post(as_alice, url, spec=train())
    made = response.json()
    assert response.status_code == 201
    assert (made["version"], made["reference"]) == ("1", "azureml:train_model:1")
    assert made["created_by"] == "alice"
    assert made["is_latest"] is True
    assert made["tags"] == {"team": "vision"}
    assert "<em>linear</em>" in made["description_html"]


def test_ports_are_shown_as_they_were_declared(as_alice: APIClient, url: Url) -> None:
    made = register(as_alice, url)
    assert [(one["name"], one["type"], one["optional"]) for one in made["inputs"]] == [
        ("data", "uri_folder", False),
        ("lr", "number", False),
    ]
    lr = made["inputs"][1]
    assert (lr["default"], lr["min"], lr["max"]) == (0.01, 0, None)
    assert [one["name"] for one in made["outputs"]] == ["model"]


def test_the_same_content_answers_with_the_version_that_exists(
    as_alice: APIClient, url: Url
) -> None:
    first = register(as_alice, url)
    response = post(as_alice, url, spec=train(description="Other words", tags={}))
    assert response.status_code == 200
    assert response.json()["version"] == first["version"]
    assert response.json()["versions_count"] == 1


def test_other_content_gets_the_next_number(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    register(as_alice, url, version="beta", command="python other.py")
    assert register(as_alice, url, command="python third.py")["version"] == "2"
    register(as_alice, url, version=7, command="python fourth.py")
    made = register(as_alice, url, command="python fifth.py")
    assert made["version"] == "8"
    assert [one["version"] for one in made["versions"]] == ["8", "7", "2", "beta", "1"]


def test_other_content_under_a_taken_version_is_refused_with_both_hashes(
    as_alice: APIClient, url: Url
) -> None:
    first = register(as_alice, url, version="1")
    response = post(as_alice, url, spec=train(command="python other.py"), version="1")
    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "component-version-taken")
    other = register(as_alice, url, command="python other.py")
    assert first["content_hash"] in problem["message"]
    assert other["content_hash"] in problem["message"]


def test_the_same_content_under_its_own_version_is_fine(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url, version="1")
    assert post(as_alice, url, spec=train(), version="1").status_code == 200
    assert post(as_alice, url, spec=train(), version="2").status_code == 201


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "../secrets"}, "component-name-wrong"),
        ({"name": "Train"}, "component-name-wrong"),
        ({"name": None}, "component-name-missing"),
        ({"version": "latest"}, "version-reserved"),
        ({"version": "a/b"}, "version-wrong"),
        ({"tags": ["a"]}, "invalid-component"),
        ({"inputs": {"lr": {"type": "float"}}}, "invalid-component"),
        ({"code": "./src"}, "invalid-component"),
        ({"code": f"azureml:snapshot:{'0' * 64}"}, "component-code-missing"),
    ],
)
def test_a_wrong_component_is_refused(
    as_alice: APIClient, url: Url, changes: dict[str, Any], code: str
) -> None:
    response = post(as_alice, url, spec=train(**changes))
    assert response.status_code == 422
    assert response.json()["code"] in (code, "invalid-component")
    assert names(as_alice, url) == []


def test_findings_come_with_their_place(as_alice: APIClient, url: Url) -> None:
    response = post(as_alice, url, spec=train(inputs={"lr": {"type": "float"}}))
    assert "inputs.lr" in [
        one["path"].removesuffix(".type") for one in response.json()["diagnostics"]
    ]


def test_code_is_counted(as_alice: APIClient, url: Url) -> None:
    digest = send_snapshot(as_alice, url, {"train.py": b"print(1)\n"})
    made = register(as_alice, url, code=f"azureml:snapshot:{digest}")
    assert made["code"] == {"digest": digest, "files_count": 1, "size_bytes": 9}


def test_latest_is_the_most_recently_created_that_is_not_archived(
    as_alice: APIClient, url: Url
) -> None:
    register(as_alice, url, version="9")
    register(as_alice, url, version="3", command="python other.py")
    latest = url("components/train_model/versions/latest")
    assert as_alice.get(latest).json()["version"] == "3"
    as_alice.patch(url("components/train_model/versions/3"), {"archived": True}, format="json")
    assert as_alice.get(latest).json()["version"] == "9"


def test_tags_and_description_can_change_and_nothing_else(as_alice: APIClient, url: Url) -> None:
    made = register(as_alice, url)
    address = url("components/train_model/versions/1")
    changes = {"tags": {"stage": "prod"}, "description": "# New <script>alert(1)</script>"}
    changed = as_alice.patch(address, changes, format="json").json()
    assert changed["tags"] == {"stage": "prod"}
    assert "<h1>" in changed["description_html"]
    assert "<script" not in changed["description_html"]
    assert changed["content_hash"] == made["content_hash"]
    assert changed["display_name"] == "Train a model"
    refused = as_alice.patch(address, {"command": "rm -rf /"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-request")


def test_an_edit_survives_registering_the_same_again(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    address = url("components/train_model/versions/1")
    as_alice.patch(address, {"tags": {"stage": "prod"}}, format="json")
    assert register(as_alice, url)["tags"] == {"stage": "prod"}


def test_registering_a_version_again_renews_what_people_read(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url, version="1")
    spec = train(description="Other words", tags={"stage": "prod"})
    again = post(as_alice, url, spec=spec, version="1")
    assert (again.status_code, again.json()["tags"]) == (200, {"stage": "prod"})
    assert "Other words" in again.json()["description_html"]
    assert names(as_alice, url, search="other words") == ["train_model"]
    silent = {key: one for key, one in train().items() if key not in ("description", "tags")}
    assert post(as_alice, url, spec=silent, version="1").json()["tags"] == {"stage": "prod"}


def test_latest_inside_a_component_is_the_version_of_its_registration(
    as_alice: APIClient, url: Url
) -> None:
    def environment(image: str) -> None:
        given = {"spec": {"name": "tools", "image": image}}
        assert as_alice.post(url("environments"), given, format="json").status_code == 201

    environment("python:3.11")
    first = register(as_alice, url, environment="azureml:tools@latest")
    jobs = {"a": {"component": "azureml:train_model@latest", "inputs": {"lr": 1}}}
    outer = {"name": "outer", "type": "pipeline", "jobs": jobs}
    assert post(as_alice, url, spec=outer).status_code == 201
    environment("python:3.12")
    again = register(as_alice, url, environment="azureml:tools@latest")
    assert (first["version"], again["version"]) == ("1", "2")
    kept = [one.spec for one in ComponentVersion.objects.order_by("pk")]
    assert [one.get("environment") for one in kept] == ["azureml:tools:1", None, "azureml:tools:2"]
    assert kept[1]["jobs"]["a"]["component"] == "azureml:train_model:1"


def test_search_finds_name_display_name_tags_and_description(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    register(as_alice, url, name="score", display_name="Evaluate", description="", tags={})
    assert names(as_alice, url, search="TRAIN mod") == ["train_model"]
    assert names(as_alice, url, search="vision") == ["train_model"]
    assert names(as_alice, url, search="linear") == ["train_model"]
    assert names(as_alice, url, search="evalu") == ["score"]
    assert names(as_alice, url, search="100%") == []


def test_search_can_begin_with_the_nearest_names(as_alice: APIClient, url: Url) -> None:
    for name, title, description in (
        ("score_model", "Score model", "Compares predictions"),
        ("unpredictable", "Other", ""),
        ("clean", "Predicted rows", ""),
        ("predict_all", "All", ""),
        ("predict", "One", ""),
        ("train", "Train", "No match"),
    ):
        register(as_alice, url, name=name, display_name=title, description=description, tags={})
    wanted = ["predict", "predict_all", "clean", "unpredictable", "score_model"]
    assert names(as_alice, url, search="Predict", sort="best") == wanted
    query = {"search": "predict", "sort": "best"}
    first = as_alice.get(url("components"), {**query, "limit": "2"}).json()
    assert [row["name"] for row in first["items"]] == wanted[:2]
    assert names(as_alice, url, **query, cursor=first["next_cursor"]) == wanted[2:]


def test_search_follows_edits(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    address = url("components/train_model/versions/1")
    as_alice.patch(address, {"tags": {"stage": "prod"}}, format="json")
    assert names(as_alice, url, search="vision") == []
    assert names(as_alice, url, search="prod") == ["train_model"]


def test_tags_filter_by_name_and_by_value(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    register(as_alice, url, name="score", tags={"team": "speech", "a.b__c": "x:y"})
    assert set(names(as_alice, url, tag="team")) == {"train_model", "score"}
    assert names(as_alice, url, tag="team:speech") == ["score"]
    assert names(as_alice, url, tag="a.b__c:x:y") == ["score"]
    assert names(as_alice, url, tag="vision") == []


def test_types_and_order(as_alice: APIClient, url: Url) -> None:
    for name in ("b", "c", "a"):
        register(as_alice, url, name=name)
    assert names(as_alice, url) == ["a", "c", "b"]
    assert names(as_alice, url, sort="name") == ["a", "b", "c"]
    assert names(as_alice, url, type="pipeline") == []
    assert as_alice.get(url("components"), {"sort": "secret"}).status_code == 422


def test_pages_hold_every_component_once(as_alice: APIClient, url: Url) -> None:
    for number in range(7):
        register(as_alice, url, name=f"part_{number}")
    for sort in ("name", "-modified_at"):
        seen, cursor = [], ""
        while True:
            page = as_alice.get(
                url("components"), {"limit": 3, "sort": sort, "cursor": cursor}
            ).json()
            seen += [one["name"] for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert sorted(seen) == [f"part_{number}" for number in range(7)]


def test_references_are_looked_up_together(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        register(as_alice, url, name=f"part_{number}")
    references = [f"azureml:part_{number}:1" for number in range(5)]
    references += ["azureml:part_0@latest", "part_1:1", "azureml:nothing:1", "rubbish"]
    with django_assert_num_queries(5):
        response = as_alice.post(
            url("components/lookup"), {"references": references}, format="json"
        )
    found = response.json()["components"]
    assert list(found) == references
    assert found["azureml:part_0@latest"]["name"] == "part_0"
    assert found["part_1:1"]["version"] == "1"
    assert found["azureml:nothing:1"] is None
    assert found["rubbish"] is None


def test_a_look_up_names_the_newest_versions_and_counts_all(
    as_alice: APIClient, url: Url, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PICKED_OF_MANY", 3)
    for number in range(5):
        register(as_alice, url, name="part", command=f"echo {number}")
    body = {"references": ["azureml:part:2"]}
    found = as_alice.post(url("components/lookup"), body, format="json").json()["components"]
    shown = found["azureml:part:2"]
    assert [one["version"] for one in shown["versions"]] == ["5", "4", "3"]
    assert (shown["version"], shown["versions_count"]) == ("2", 5)
    page = as_alice.get(url("components/part/versions/2")).json()
    assert [one["version"] for one in page["versions"]] == ["5", "4", "3", "2", "1"]


def test_a_list_costs_the_same_for_many(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        register(as_alice, url, name=f"part_{number}")
    with django_assert_num_queries(3):  # membership, names, their versions
        assert len(names(as_alice, url)) == 5


def test_a_page_of_a_component_costs_few_queries(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        register(as_alice, url, command=f"python {number}.py")
    with django_assert_num_queries(4):
        as_alice.get(url("components/train_model/versions/latest"))


def test_the_catalogue_asks_once_for_each_component(
    as_alice: APIClient,
    url: Url,
    workspace: Workspace,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    register(as_alice, url)
    catalogue = DatabaseCatalogue(workspace)
    with django_assert_num_queries(1):
        for _ in range(3):
            found = catalogue.component(Reference("train_model", "1"))
    assert found is not None
    assert found.reference == "azureml:train_model:1"
    assert catalogue.component(Reference("train_model", label="latest")) == found
    assert catalogue.component(Reference("train_model")) is None
    assert list(catalogue.computes()) == ["cpu-cluster", "gpu-cluster"]


@pytest.mark.django_db(transaction=True)
def test_registering_at_once_gives_each_a_version(workspace: Workspace, alice: User) -> None:
    def make(number: int) -> str:
        try:
            version, _ = register_component.register(
                workspace, alice, train(command=f"python {number}.py")
            )
            return version.version
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(make, range(16)))
    assert sorted(made, key=int) == [str(number) for number in range(1, 17)]


def test_a_stranger_finds_nothing(as_alice: APIClient, as_charlie: APIClient, url: Url) -> None:
    register(as_alice, url)
    assert as_charlie.get(url("components")).status_code == 404
    assert as_charlie.get(url("components/train_model/versions/1")).status_code == 404
    assert post(as_charlie, url, spec=train()).status_code == 404


def test_a_reader_looks_and_cannot_change(as_alice: APIClient, as_bob: APIClient, url: Url) -> None:
    register(as_alice, url)
    address = url("components/train_model/versions/1")
    assert as_bob.get(address).status_code == 200
    lookup = as_bob.post(url("components/lookup"), {"references": []}, format="json")
    assert lookup.status_code == 200
    assert as_bob.patch(address, {"tags": {}}, format="json").status_code == 403
    assert post(as_bob, url, spec=train()).status_code == 403
    archived = as_bob.patch(url("components/train_model"), {"archived": True}, format="json")
    assert archived.status_code == 403


def test_nobody_signed_in_gets_401(anonymous: APIClient, url: Url) -> None:
    assert anonymous.get(url("components")).status_code == 401
