"""Home: how the last days went, and the ways from there to the jobs."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import jobs, misfits
from tests.support.live_studio import LiveStudio

PIPELINE = """
type: pipeline
display_name: Count things
settings: {default_compute: azureml:cpu-cluster}
jobs:
  begin:
    command: echo begun
    environment: {image: "python:3.11"}
  end:
    command: CONTENT && echo ${{inputs.after}}
    environment: {image: "python:3.11"}
    inputs: {after: late}
"""


@pytest.fixture(scope="module")
def live_studio() -> Iterator[LiveStudio]:
    """One of our own: what fails most elsewhere is not known here."""
    with LiveStudio.started("--empty") as running:
        yield running


def test_the_last_days_are_told_and_lead_to_their_jobs(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    page.goto(live_studio.url)
    expect(page.get_by_text("No pipeline has run yet")).to_be_visible()
    with live_studio.client() as client:
        names = [
            jobs.submitted(client, PIPELINE.replace("CONTENT", command))
            for command in ("echo fine", "exit 3")
        ]
        ends = [jobs.ended(client, name)["status"] for name in names]
    assert ends == ["Completed", "Failed"]

    days = page.get_by_role("region", name="Last 7 days")
    # What is told of the last days follows what happens, too.
    expect(days.get_by_text("50 %")).to_be_visible()
    expect(days.get_by_text("From 2 jobs")).to_be_visible()
    today = days.get_by_role("list", name="Success rate by day").get_by_role("link")
    expect(today).to_have_count(1)
    expect(today).to_have_accessible_name(re.compile("1 completed, 1 failed$"))
    expect(days.get_by_role("meter", name="cpu-cluster was busy")).to_be_visible()
    expect(days.get_by_text("1 of 2 failed")).to_be_visible()
    assert axe() == []
    assert misfits.at_each_size(page) == []

    grid = page.get_by_role("grid", name="Jobs")
    rows = grid.get_by_role("row").filter(has_text="Count things")
    today.click()
    expect(rows).to_have_count(2)
    page.go_back()
    days.get_by_role("link", name="1 failed", exact=True).click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Failed")
    page.go_back()
    days.get_by_role("link", name="cpu-cluster").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Remove the filter Compute cpu-cluster").click()
    expect(page).not_to_have_url(re.compile("compute="))
    page.go_back()
    days.get_by_role("link", name="end", exact=True).click()
    expect(rows).to_have_count(1)
    page.go_back()
    days.get_by_role("link", name="latest failure of end").click()
    expect(page).to_have_url(re.compile(f"/jobs/{names[1]}\\?node=end"))


def test_the_list_is_narrowed_by_when_and_by_filters_that_are_used_less(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        job = jobs.submitted(client, PIPELINE.replace("CONTENT", "echo seldom"))
        jobs.ended(client, job)
        client.patch(f"{jobs.API}/jobs/{job}", json={"tags": {"seldom": "yes"}})
    page.goto(f"{live_studio.url}/jobs?created_before=2020-01-01T00:00:00Z")
    expect(page.get_by_role("combobox", name="Created")).to_contain_text("before")
    expect(page.get_by_text("No job fits these filters")).to_be_visible()
    page.get_by_role("combobox", name="Created").click()
    page.get_by_role("option", name="Last hour").click()
    expect(page).to_have_url(re.compile(r"/jobs\?created=1h$"))
    rows = page.get_by_role("grid", name="Jobs").get_by_role("row").filter(has_text="Count things")
    expect(rows.first).to_be_visible()

    page.get_by_role("button", name="More filters").click()
    more = page.get_by_role("dialog", name="More filters")
    more.get_by_label("Tag").fill("seldom:yes")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"tag=seldom"))
    expect(more.get_by_label("Tag")).to_be_focused()
    assert axe() == []
    page.keyboard.press("Escape")
    expect(more).to_have_count(0)
    expect(rows).to_have_count(1)
    expect(page.get_by_role("button", name="More filters")).to_be_focused()
    page.set_viewport_size({"width": 1024, "height": 768})
    bar = page.get_by_role("search", name="Filters")
    page.get_by_role("button", name="Remove the filter Tag seldom:yes").click()
    expect(page).to_have_url(re.compile(r"/jobs\?created=1h$"))
    expect(bar).to_have_css("height", "32px")
