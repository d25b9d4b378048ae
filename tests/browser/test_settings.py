"""Settings: people and their roles, datastores, and one's own tokens."""

import uuid
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.live_studio import LiveStudio


def test_a_token_is_shown_once_works_and_is_revoked(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    name = f"laptop {uuid.uuid4().hex[:6]}"
    page.goto(f"{live_studio.url}/settings?tab=tokens")
    opener = page.get_by_role("button", name="Create a token")
    opener.click()
    page.get_by_role("textbox", name="Name").fill(name)
    assert axe() == []
    page.keyboard.press("Enter")
    dialog = page.get_by_role("alertdialog", name=f"The token {name}")
    secret = dialog.locator("code").first.inner_text()
    expect(dialog).to_contain_text(f"STUDIO_URL={live_studio.url} STUDIO_TOKEN={secret}")
    assert axe() == []
    dialog.get_by_role("button", name="I have kept it").click()
    expect(opener).to_be_focused()
    row = page.get_by_role("grid", name="Your tokens").get_by_role("row").filter(has_text=name)
    expect(row).to_be_visible()
    assert secret not in page.content()

    session = f"{live_studio.url}/api/session"
    headers = {"Authorization": f"Bearer {secret}"}
    assert httpx.get(session, headers=headers).status_code == 200
    row.get_by_role("button", name=f"Revoke {name}").click()
    page.get_by_role("button", name="Revoke", exact=True).click()
    expect(row).to_have_count(0)
    assert httpx.get(session, headers=headers).status_code == 401


def test_an_owner_adds_somebody_changes_their_role_and_takes_them_out(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    name = f"nora-{uuid.uuid4().hex[:6]}"
    live_studio.studio("admin", "create-user", name)
    with live_studio.client() as client:
        client.delete(f"/api/workspaces/default/members/{name}").raise_for_status()
    page.goto(f"{live_studio.url}/settings")
    page.get_by_role("tab", name="People").click()
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("textbox", name="User name").fill(name)
    expect(page.get_by_text(f"studio admin create-user {name} --role reader")).to_be_visible()
    assert axe() == []
    page.keyboard.press("Enter")
    row = page.get_by_role("grid", name="People").get_by_role("row").filter(has_text=name)
    role = row.get_by_role("combobox", name=f"Role of {name}")
    expect(role).to_have_value("reader")
    role.select_option("contributor")
    expect(row).to_contain_text("also create, change and run")
    page.reload()
    expect(role).to_have_value("contributor")
    assert axe() == []
    row.get_by_role("button", name=f"Remove {name}").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(row).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_datastores_are_listed(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]], scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{live_studio.url}/settings?tab=datastores")
    row = page.get_by_role("row").filter(has_text="workspaceblobstore")
    expect(row).to_contain_text("Default")
    expect(row.get_by_role("button", name="Copy the address of workspaceblobstore")).to_be_visible()
    assert axe() == []
