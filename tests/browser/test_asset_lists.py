"""Lists of assets are filtered by type and by who made them, and sorted by a press on a head."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import misfits
from tests.browser.jobs import API
from tests.support.live_studio import LiveStudio

ENVIRONMENT = "azureml:sklearn@latest"


@pytest.fixture
def word(live_studio: LiveStudio) -> str:
    """In the names of three components: commands called …_b and …_a, a pipeline called …_c."""
    made = f"ordered_{uuid.uuid4().hex[:8]}"
    step = {"type": "command", "command": "echo", "environment": ENVIRONMENT}
    with live_studio.client() as client:
        for spec in (
            {**step, "name": f"{made}_b"},
            {**step, "name": f"{made}_a", "command": "echo a"},
            {"type": "pipeline", "name": f"{made}_c", "jobs": {"say": step}},
        ):
            answer = client.post(f"{API}/components", json={"spec": spec})
            assert answer.status_code == 201, answer.text
    return made


def shows(grid: Locator, names: list[str]) -> None:
    """In this order; the first row is the head."""
    rows = grid.get_by_role("row")
    expect(rows).to_have_count(1 + len(names))
    for at, name in enumerate(names, 1):
        expect(rows.nth(at).get_by_role("link", name=name, exact=True)).to_be_visible()


def test_the_list_is_sorted_and_filtered_and_its_address_says_so(
    page: Page, live_studio: LiveStudio, word: str, axe: Callable[[], list[str]]
) -> None:
    a, b, c = (f"{word}_{letter}" for letter in "abc")
    page.goto(f"{live_studio.url}/components?search={word}")
    grid = page.get_by_role("grid", name="Components")
    shows(grid, [c, a, b])

    by_name = grid.get_by_role("button", name="Name", exact=True)
    by_name.click()
    shows(grid, [a, b, c])
    head = grid.get_by_role("columnheader", name="Name", exact=True)
    expect(head).to_have_attribute("aria-sort", "ascending")
    by_name.press("Enter")
    shows(grid, [c, b, a])
    grid.get_by_role("button", name="Modified", exact=True).click()
    shows(grid, [b, a, c])
    assert axe() == []
    assert misfits.at_each_size(page) == []

    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="pipeline", exact=True).click()
    shows(grid, [c])
    page.get_by_role("combobox", name="Created by").click()
    page.get_by_role("option", name="root", exact=True).click()
    shows(grid, [c])
    page.reload()
    shows(grid, [c])
    expect(page.get_by_role("combobox", name="Type")).to_have_text("pipeline")
    assert "created_by=root" in page.url
    assert "sort=modified_at" in page.url

    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="parallel", exact=True).click()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.get_by_role("combobox", name="Type")).to_have_text("Any type")
