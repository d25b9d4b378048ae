"""What people do with a job that has run: find a step, see where time went, run it again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.jobs import API, ended, submitted
from tests.support.live_studio import LiveStudio

HALF = """
type: pipeline
display_name: Half done
experiment_name: operations
settings: {default_compute: azureml:cpu-cluster, continue_on_step_failure: true}
jobs:
  dice:
    type: command
    component:
      type: command
      is_deterministic: false
      command: date +%s%N > ${{outputs.number}}
      environment: {image: "python:3.11"}
      outputs: {number: {type: uri_file}}
  break_it:
    command: cat ${{inputs.number}} && exit 3
    environment: {image: "python:3.11"}
    inputs: {number: "${{parent.jobs.dice.outputs.number}}"}
  inner:
    type: pipeline
    component:
      type: pipeline
      jobs:
        deep:
          command: echo deep
          environment: {image: "python:3.11"}
          compute: azureml:cpu-cluster
"""


@pytest.fixture
def job(live_studio: LiveStudio) -> str:
    with live_studio.client() as client:
        name = submitted(client, HALF)
        assert ended(client, name)["status"] == "Failed"
    return name


def test_a_failed_job_is_resubmitted_and_the_kept_step_says_so(
    page: Page, live_studio: LiveStudio, job: str
) -> None:
    page.goto(f"{live_studio.url}/jobs/{job}")
    page.get_by_role("button", name="Resubmit from failed").click()
    page.wait_for_url(lambda url: "/jobs/" in url and job not in url)
    steps = page.get_by_role("complementary", name="Steps")
    steps.get_by_role("button", name="dice").click()
    panel = page.get_by_role("complementary", name="Details of dice")
    expect(panel.get_by_role("heading", name="Why was it not run?")).to_be_visible()
    panel.get_by_role("link", name="dice of Half done").click()
    page.wait_for_url(lambda url: job in url)


def test_a_step_of_a_nested_pipeline_is_found_and_shown(
    page: Page, live_studio: LiveStudio, job: str, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/jobs/{job}")
    steps = page.get_by_role("complementary", name="Steps")
    steps.get_by_role("searchbox").fill("deep")
    expect(steps.get_by_role("status")).to_have_text("1 step")
    steps.get_by_role("button", name="deep").click()
    expect(page.get_by_role("complementary", name="Details of deep")).to_be_visible()
    expect(page.get_by_role("group", name="Graph of inner")).to_be_visible()
    assert axe() == []
    steps.get_by_role("button", name="Clear filters").click()
    steps.get_by_role("button", name="Fold inner").click()
    expect(steps.get_by_role("button", name="deep")).to_have_count(0)


def test_the_profile_shows_the_critical_path_and_is_downloaded(
    page: Page, live_studio: LiveStudio, job: str, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/jobs/{job}?view=profile")
    profile = page.get_by_role("group", name="Profile")
    expect(profile.get_by_role("button")).to_have_count(3)
    page.get_by_role("switch", name="Critical path only").check()
    expect(profile.get_by_role("button", name="on the critical path").first).to_be_visible()
    assert axe() == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    text = download.value.path().read_text()
    assert "inner.deep,command,Completed,cpu-cluster" in text


def test_a_job_is_deleted_after_a_question(page: Page, live_studio: LiveStudio, job: str) -> None:
    page.goto(f"{live_studio.url}/jobs/{job}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete with its data").click()
    dialog = page.get_by_role("alertdialog", name="Delete Half done?")
    expect(dialog.get_by_text("3 steps with logs")).to_be_visible()
    dialog.get_by_role("button", name="Delete for good").click()
    page.wait_for_url(lambda url: url.endswith("/jobs"))
    with live_studio.client() as client:
        assert client.get(f"{API}/jobs/{job}").status_code == 404
