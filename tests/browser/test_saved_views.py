"""Pipelines: filters are kept under a name, and experiments lead to their jobs."""

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import jobs, misfits
from tests.support.live_studio import LiveStudio


@pytest.fixture
def experiment(live_studio: LiveStudio) -> str:
    """With one job that completed."""
    name = f"grouping {uuid.uuid4().hex[:8]}"
    spec = {
        "type": "pipeline",
        "display_name": f"Job of {name}",
        "experiment_name": name,
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {"say": {"command": "echo", "environment": {"image": "python"}}},
    }
    with live_studio.client() as client:
        jobs.ended(client, jobs.submitted_spec(client, spec))
    return name


def test_filters_are_kept_under_a_name(
    page: Page, live_studio: LiveStudio, experiment: str, axe: Callable[[], list[str]]
) -> None:
    view = f"Those of {experiment}"
    page.goto(f"{live_studio.url}/jobs")
    views = page.get_by_role("button", name="Views")
    views.click()
    expect(page.get_by_role("menuitem", name="Save these filters…")).to_be_disabled()
    page.keyboard.press("Escape")

    page.goto(f"{live_studio.url}/jobs?experiment={experiment}&status=Completed")
    grid = page.get_by_role("grid", name="Jobs")
    expect(grid.get_by_role("row")).to_have_count(2)
    views.click()
    page.get_by_role("menuitem", name="Save these filters…").click()
    dialog = page.get_by_role("dialog", name="Save these filters")
    dialog.get_by_label("Name").fill(view)
    assert axe() == []
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(views).to_be_focused()

    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(re.compile("/jobs$"))
    views.click()
    kept = page.get_by_role("menuitemradio", name=view)
    expect(kept).not_to_be_checked()
    assert axe() == []
    kept.click()
    expect(grid.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("combobox", name="Status")).to_have_text("Completed")
    assert misfits.at_each_size(page) == []

    views.click()
    expect(kept).to_be_checked()
    page.get_by_role("menuitem", name=f"Delete {view}").click()
    expect(page.get_by_text(f"View {view} deleted").last).to_be_visible()
    views.click()
    expect(page.get_by_role("menuitem", name="Save these filters…")).to_be_enabled()
    expect(kept).to_have_count(0)


def test_experiments_are_listed_and_lead_to_their_jobs(
    page: Page, live_studio: LiveStudio, experiment: str, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/jobs")
    page.get_by_role("tab", name="Experiments").click()
    expect(page).to_have_url(re.compile(r"/jobs\?tab=experiments$"))
    grid = page.get_by_role("grid", name="Experiments")
    row = grid.get_by_role("row", name=experiment)
    expect(row.get_by_text("Completed")).to_be_visible()
    assert axe() == []
    assert misfits.at_each_size(page) == []

    page.get_by_role("searchbox", name="Search experiments").fill("No such experiment 7")
    expect(page.get_by_role("heading", name="No experiment has such a name")).to_be_visible()
    page.get_by_role("button", name="Clear the search").click()
    row.get_by_role("link", name=f"Job of {experiment}").click()
    expect(page.get_by_role("heading", level=1, name=f"Job of {experiment}")).to_be_visible()
    page.go_back()
    row.press("Enter")
    expect(page.get_by_role("tab", name="All jobs")).to_have_attribute("aria-selected", "true")
    jobs_of_it = page.get_by_role("grid", name="Jobs")
    expect(jobs_of_it.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("combobox", name="Experiment")).to_have_text(experiment)
