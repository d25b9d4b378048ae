"""Archive and restore by mouse and keyboard, on the page and in the list of each kind of asset."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import misfits
from tests.browser.jobs import API
from tests.support.live_studio import LiveStudio

KINDS = ("components", "data", "models", "environments")
# Two folders that are there.
PLACES = {"1": "", "2": "LocalUpload/"}
LABELS = {"data": "Data assets"}


def registered(client: httpx.Client, kind: str, name: str, version: str) -> None:
    spec: dict[str, Any] = {"name": name, "version": version}
    store = "azureml://datastores/workspaceblobstore/paths/"
    step = {**spec, "type": "command", "command": f"echo {version}"}
    bodies: dict[str, Any] = {
        "components": {"spec": {**step, "environment": "azureml:sklearn@latest"}},
        "data": {**spec, "type": "uri_folder", "path": store + PLACES[version]},
        "models": {**spec, "path": f"{store}LocalUpload/"},
        "environments": {"spec": {**spec, "image": f"python:3.1{version}"}},
    }
    answer = client.post(f"{API}/{kind}", json=bodies[kind])
    assert answer.status_code == 201, answer.text


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def name(kind: str, live_studio: LiveStudio) -> str:
    """Of an asset of this kind with two versions."""
    made = f"aside_{uuid.uuid4().hex[:8]}"
    with live_studio.client() as client:
        for version in ("1", "2"):
            registered(client, kind, made, version)
    return made


def test_a_version_or_all_are_archived_and_restored_on_the_page(
    page: Page, live_studio: LiveStudio, kind: str, name: str, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/{kind}/{name}")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    badge = (
        page.get_by_role("banner").or_(page.get_by_role("main")).get_by_text("Archived", exact=True)
    )
    archive = page.get_by_role("button", name="Archive", exact=True)
    restore = page.get_by_role("button", name="Restore", exact=True)

    archive.click()
    assert axe() == []
    page.get_by_role("menuitem", name="This version").click()
    # It stays at the version, though the latest is another one now.
    expect(restore).to_be_visible()
    expect(page.get_by_role("combobox", name="Version")).to_have_text("Version 2")
    expect(badge).to_be_visible()
    assert misfits.at_each_size(page) == []

    # By keyboard: both of them, and back.
    restore.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="This version")).to_be_focused()
    page.keyboard.press("Enter")
    expect(archive).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="All versions")).to_be_focused()
    page.keyboard.press("Enter")
    expect(restore).to_be_focused()
    with live_studio.client() as client:
        shown = client.get(f"{API}/{kind}/{name}/versions/1").json()
    assert shown["archived"] is True


def test_what_is_archived_stands_in_the_list_only_with_its_filter(
    page: Page, live_studio: LiveStudio, kind: str, name: str, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/{kind}?search={name}")
    grid = page.get_by_role("grid", name=LABELS.get(kind, kind.capitalize()))
    row = grid.get_by_role("row", name=name)
    expect(row).to_be_visible()
    row.focus()
    page.keyboard.press("Space")
    bar = page.get_by_role("toolbar", name="Selected")
    expect(bar).to_contain_text("1 selected")
    assert axe() == []
    bar.get_by_role("button", name="Archive with all versions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="fit these filters")).to_be_visible()

    page.get_by_role("switch", name="Archived").click()
    expect(page).to_have_url(f"{live_studio.url}/{kind}?search={name}&archived=true")
    expect(row.get_by_text("Archived", exact=True)).to_be_visible()
    assert misfits.at_each_size(page) == []
    row.get_by_role("checkbox").click()
    bar.get_by_role("button", name="Restore with all versions").click()
    expect(page.get_by_role("heading", name="fit these filters")).to_be_visible()
    page.get_by_role("switch", name="Archived").click()
    expect(row).to_be_visible()
    expect(row.get_by_text("Archived", exact=True)).to_have_count(0)


def test_readers_are_offered_nothing(page: Page, live_studio: LiveStudio) -> None:
    page.route(
        "**/api/session",
        lambda route: route.fulfill(json=as_reader(route.fetch().json())),
    )
    page.goto(f"{live_studio.url}/environments/sklearn")
    expect(page.get_by_role("heading", level=1, name="sklearn")).to_be_visible()
    expect(page.get_by_role("button", name="Archive", exact=True)).to_have_count(0)
    page.goto(f"{live_studio.url}/environments")
    expect(page.get_by_role("row", name="sklearn")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def as_reader(session: dict[str, Any]) -> dict[str, Any]:
    spaces = [{**one, "role": "reader"} for one in session["workspaces"]]
    return {**session, "workspaces": spaces}
