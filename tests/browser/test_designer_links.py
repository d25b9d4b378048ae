"""Every view has its own address, and what belongs together is one click apart."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def components(live_studio: LiveStudio) -> None:
    steps.prepare(live_studio)


def test_selection_library_and_yaml_are_in_the_address(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Shared view", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").click()
    expect(page).to_have_url(re.compile(r"node=show_text$"))
    page.get_by_role("tab", name="Data").click()
    expect(page).to_have_url(re.compile("assets=data"))
    page.get_by_role("button", name="Show the YAML").click()
    expect(page).to_have_url(re.compile("yaml=true"))
    link = page.url

    page.evaluate("localStorage.clear()")
    page.set_viewport_size({"width": 1700, "height": 900})
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_role("textbox", name="title", exact=True)).to_have_value("x")
    expect(page.get_by_role("region", name="YAML")).to_be_visible()
    expect(page.get_by_role("tab", name="Data")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Hide the YAML").click()
    page.get_by_role("group", name="Pipeline graph").press("Escape")
    expect(page).to_have_url(re.compile(r"/drafts/\d+\?assets=data$"))


def test_leaving_at_once_leads_where_one_wants_to_go(page: Page, live_studio: LiveStudio) -> None:
    """The address is written a moment after a selection: by then this may be another page."""
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Left at once", steps.two_steps("x"))
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "show_text").click()
    page.get_by_role("link", name="Compute").click()
    expect(page.get_by_role("heading", name="Compute", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/computes$"))


def test_a_draft_its_jobs_and_its_clones_lead_to_each_other(
    page: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Family", steps.two_steps("x"))
        body = {"draft": draft, "revision": 1, "display_name": "Child of Family"}
        job = client.post(steps.api("jobs"), json=body).raise_for_status().json()["name"]
        clone = client.post(steps.api(f"jobs/{job}/clone")).raise_for_status().json()["id"]
    page.goto(f"{live_studio.url}/jobs/{job}")
    page.get_by_role("link", name="Family", exact=True).click()
    expect(page).to_have_url(re.compile(f"/drafts/{draft}$"))
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="Designer").click()
    expect(page).to_have_url(re.compile("/drafts$"))
    page.get_by_role("searchbox", name="Search drafts").fill("Child of Family")
    page.get_by_role("link", name=job).click()
    expect(page).to_have_url(re.compile(f"/jobs/{job}"))
    page.goto(f"{live_studio.url}/drafts/{clone}")
    properties = page.get_by_role("region", name="Properties")
    properties.get_by_role("link", name=job).click()
    expect(page).to_have_url(re.compile(f"/jobs/{job}"))
    with live_studio.client() as client:
        client.delete(steps.api(f"drafts/{draft}")).raise_for_status()
    page.reload()
    expect(page.get_by_role("heading", name="Child of Family")).to_be_visible()
    expect(page.get_by_role("link", name="Family", exact=True)).to_have_count(0)


def test_a_revision_is_compared_with_any_other(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Long past", steps.two_steps("x"))
        for number in range(1, 13):
            body = {"name": "Long past", "document": steps.two_steps(f"title {number}")}
            match = {"If-Match": f'"{number}"'}
            client.put(steps.api(f"drafts/{draft}"), json=body, headers=match).raise_for_status()
    steps.open_draft(page, live_studio, draft)
    page.get_by_role("button", name="Revision 13").click()
    revisions = page.get_by_role("list", name="Revisions")
    revisions.get_by_role("button", name=re.compile("^Revision 13 ")).click()
    other = page.get_by_role("combobox", name="Revision 13 compared with")
    other.click()
    other.press_sequentially("2")
    page.get_by_role("option", name="revision 2", exact=True).click()
    expect(page.get_by_role("heading", name="Revision 13 compared with revision 2")).to_be_visible()
    expect(page.get_by_role("list", name="Changes")).to_contain_text("title 1")
