"""The list of drafts: search, copy, delete."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def test_drafts_are_found_copied_and_deleted(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        steps.new_draft(client, "Quarterly churn", steps.two_steps("x"))
    page.goto(f"{live_studio.url}/drafts")
    page.get_by_role("searchbox", name="Search drafts").fill("quarterly")
    rows = page.get_by_role("row").filter(has_text="Quarterly churn")
    # The list is that of the search: while others are above, the row still moves.
    grid = page.get_by_role("grid", name="Drafts")
    expect(grid.get_by_role("row")).to_have_count(2)
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Actions for Quarterly churn").click()
    page.get_by_role("menuitem", name="Copy").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Actions for Quarterly churn", exact=True).click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(1)


def test_the_list_goes_on_to_the_oldest_draft(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        for number in range(105):
            steps.new_draft(client, f"Long list {number:03}.")
    page.goto(f"{live_studio.url}/drafts?search=long+list")
    rows = page.get_by_role("grid", name="Drafts").get_by_role("row")
    rows.filter(has_text="Long list 104.").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("grid", name="Drafts")).to_have_attribute("aria-rowcount", "106")
    page.keyboard.press("End")
    expect(rows.filter(has_text="Long list 000.")).to_be_visible()
