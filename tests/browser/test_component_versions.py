"""Versions of a component in the browser: a new one by editing, and what changed between two."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio

NAME = "edited_here"


def test_a_version_is_edited_and_compared(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        spec = steps.MAKE_TEXT | {"name": NAME}
        client.post(steps.api("components"), json={"spec": spec}).raise_for_status()
    page.goto(f"{live_studio.url}/components/{NAME}")
    page.get_by_role("tab", name="New version").click()
    editor = page.get_by_role("textbox", name=f"YAML of a new version of {NAME}")
    expect(editor).to_contain_text("Make text")
    register = page.get_by_role("button", name="Register as a new version")
    expect(register).to_be_disabled()
    assert axe() == []

    line = page.locator(".cm-line").filter(has_text="display_name")
    line.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("comand: wrong")
    status = page.get_by_role("status").filter(has_text="comand")
    expect(status).to_be_visible()
    page.keyboard.press("Shift+Home")
    page.keyboard.type("is_deterministic: false")
    expect(page.get_by_role("status").filter(has_text="No findings.")).to_be_visible()
    register.click()

    expect(page.get_by_role("tab", name="Changes", selected=True)).to_be_visible()
    changes = page.get_by_role("textbox", name="Changes from version 1 to version 2")
    expect(changes.locator(".cm-changedLine")).to_contain_text("is_deterministic: false")
    page.reload()
    expect(changes.locator(".cm-changedLine")).to_be_visible()
    assert axe() == []
