"""What components, data, environments and models have in common: they are archived and restored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.api.listing import SORTS
from designer.catalogue import DatabaseCatalogue
from designer.graph.references import Reference
from studio.models import Workspace
from tests.support.catalogue import Url, train

PATH = "azureml://datastores/workspaceblobstore/paths/"


@dataclass(frozen=True)
class Kind:
    """One kind of asset. body: registers version ``number`` of "churn"."""

    path: str
    word: str
    body: Callable[[int], dict[str, Any]]


def component(number: int) -> dict[str, Any]:
    return {"spec": train(name="churn", command=f"echo {number}")}


def environment(number: int) -> dict[str, Any]:
    return {"spec": {"name": "churn", "image": f"python:3.{number}"}}


def data(number: int) -> dict[str, Any]:
    return {"name": "churn", "type": "uri_file", "path": f"{PATH}{number}.csv"}


def model(number: int) -> dict[str, Any]:
    return {"name": "churn", "path": f"{PATH}{number}"}


KINDS = (
    Kind("components", "component", component),
    Kind("data", "data", data),
    Kind("environments", "environment", environment),
    Kind("models", "model", model),
)


class Assets:
    """The asset "churn" with versions 1 and 2, as alice sees it over REST."""

    def __init__(self, client: APIClient, url: Url, workspace: Workspace, kind: Kind) -> None:
        self._client, self._url, self._workspace, self._kind = client, url, workspace, kind
        for number in (1, 2):
            self.register(number)

    def register(self, number: int, client: APIClient | None = None) -> None:
        """As alice, or as the person of ``client``."""
        sender = client or self._client
        made = sender.post(self._url(self._kind.path), self._kind.body(number), format="json")
        assert made.status_code in (200, 201), made.content

    def set_archived(self, archived: bool, version: str | None = None) -> None:
        place = f"{self._kind.path}/churn" + (f"/versions/{version}" if version else "")
        answer = self._client.patch(self._url(place), {"archived": archived}, format="json")
        assert (answer.status_code, answer.json()["archived"]) == (200, archived)

    def listed(self, archived: str = "false", **query: str) -> dict[str, str]:
        """Names in the list with the version that stands for each."""
        wanted = {"archived": archived, **query}
        found = self._client.get(self._url(self._kind.path), wanted).json()
        return {one["name"]: one["version"] for one in found["items"]}

    def archived(self) -> dict[str, bool]:
        """Of each version whether its page says that it is archived; pickers say the same."""
        place = self._url(f"{self._kind.path}/churn/versions")
        shown = [self._client.get(f"{place}/{number}").json() for number in (1, 2)]
        said = {one["version"]: one["archived"] for one in shown}
        picker = {one["version"]: one["archived"] for one in shown[0]["versions"]}
        assert picker == said
        return said

    def resolved(self, reference: Reference) -> bool:
        catalogue = DatabaseCatalogue(self._workspace)
        return getattr(catalogue, self._kind.word)(reference) is not None


@pytest.fixture(params=KINDS, ids=lambda kind: kind.path)
def assets(
    request: pytest.FixtureRequest, as_alice: APIClient, url: Url, workspace: Workspace
) -> Assets:
    return Assets(as_alice, url, workspace, request.param)


@pytest.mark.parametrize("sort", SORTS)
def test_every_list_knows_every_order(assets: Assets, sort: str) -> None:
    assert assets.listed(search="chu", sort=sort) == {"churn": "2"}


def test_every_list_is_filtered_by_who_made_the_latest_version(
    assets: Assets, as_dora: APIClient
) -> None:
    assert assets.listed(created_by="alice") == {"churn": "2"}
    assert assets.listed(created_by="dora") == {}
    assets.register(3, as_dora)
    assert assets.listed(created_by="dora") == {"churn": "3"}
    assert assets.listed(created_by="alice") == {}


def test_an_archived_name_leaves_the_list_and_is_found_by_its_filter(assets: Assets) -> None:
    assets.set_archived(True)
    assert (assets.listed(), assets.listed("true"), assets.listed("all")) == (
        {},
        {"churn": "2"},
        {"churn": "2"},
    )
    assert assets.archived() == {"1": True, "2": True}


def test_what_names_an_archived_asset_goes_on_working(assets: Assets) -> None:
    assets.set_archived(True)
    assert assets.resolved(Reference("churn", "1"))
    assert assets.resolved(Reference("churn", label="latest"))


def test_a_restored_name_is_in_the_list_again_with_all_its_versions(assets: Assets) -> None:
    assets.set_archived(True)
    assets.set_archived(False)
    assert (assets.listed(), assets.listed("true")) == ({"churn": "2"}, {})
    assert assets.archived() == {"1": False, "2": False}


def test_an_archived_version_is_passed_over_and_found_by_its_number(assets: Assets) -> None:
    assets.set_archived(True, "2")
    assert assets.listed() == {"churn": "1"}
    assert assets.archived() == {"1": False, "2": True}
    assert assets.resolved(Reference("churn", "2"))
    assets.set_archived(False, "2")
    assert assets.listed() == {"churn": "2"}


def test_a_name_whose_versions_were_archived_one_by_one_comes_back_whole(assets: Assets) -> None:
    for version in ("1", "2"):
        assets.set_archived(True, version)
    assert (assets.listed(), assets.listed("true")) == ({}, {"churn": "2"})
    assert not assets.resolved(Reference("churn", label="latest"))
    assets.set_archived(False)
    assert assets.archived() == {"1": False, "2": False}
    assert assets.listed() == {"churn": "2"}


def test_a_version_that_was_archived_before_its_name_stays_so(assets: Assets) -> None:
    assets.set_archived(True, "2")
    assets.set_archived(True)
    assets.set_archived(False)
    assert assets.archived() == {"1": False, "2": True}
    assets.set_archived(False)
    assert assets.archived() == {"1": False, "2": False}


def test_one_version_of_an_archived_name_comes_back_alone(assets: Assets) -> None:
    assets.set_archived(True)
    assets.set_archived(False, "1")
    assert assets.archived() == {"1": False, "2": True}
    assert assets.listed() == {"churn": "1"}


def test_what_is_registered_again_is_no_longer_archived(assets: Assets) -> None:
    assets.set_archived(True)
    assets.register(2)
    assert assets.listed() == {"churn": "2"}


@pytest.mark.parametrize("place", ["", "/versions/1"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_readers_archive_nothing_and_strangers_see_nothing(
    as_alice: APIClient,
    as_bob: APIClient,
    as_charlie: APIClient,
    url: Url,
    kind: Kind,
    place: str,
) -> None:
    as_alice.post(url(kind.path), kind.body(1), format="json")
    address = url(f"{kind.path}/churn{place}")
    codes = [
        client.patch(address, {"archived": True}, format="json").status_code
        for client in (as_bob, as_charlie)
    ]
    assert codes == [403, 404]
    missing = url(f"{kind.path}/nothing{place}")
    assert as_alice.patch(missing, {"archived": True}, format="json").status_code == 404
