"""Several workspaces: a link opens what it is about, whichever workspace the tab looks at.

These pages are not watched for console errors: the browser itself logs what is not found.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WAIT_MS
from tests.support.live_studio import LiveStudio

OTHER = "/api/workspaces/other"
ONE_STEP = """
type: command
display_name: Lies elsewhere
command: echo hello
environment: {image: "python:3.11"}
compute: azureml:cpu-cluster
"""


@pytest.fixture(scope="module")
def live_studio() -> Iterator[LiveStudio]:
    """One of our own with a second workspace: menus of other tests know only one."""
    with LiveStudio.started("--empty") as running:
        running.studio("admin", "create-workspace", "other", "--display-name", "The other one")
        yield running


@pytest.fixture
def tab(browser: Browser, live_studio: LiveStudio) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(live_studio.new_sign_in_link())
    page.get_by_role("navigation").first.wait_for()
    yield page
    context.close()


def test_the_link_of_a_job_opens_in_its_workspace(tab: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        answer = client.post(f"{OTHER}/jobs", json={"yaml": ONE_STEP})
        assert answer.status_code == 201, answer.text
        job = answer.json()["name"]
    banner = tab.get_by_role("banner")
    expect(banner.get_by_text("default", exact=True)).to_be_visible()
    tab.goto(f"{live_studio.url}/jobs/{job}")
    expect(tab.get_by_role("heading", level=1, name="Lies elsewhere")).to_be_visible()
    expect(banner.get_by_text("The other one")).to_be_visible()
    # It is this tab that went there.
    second = tab.context.new_page()
    second.goto(live_studio.url)
    expect(second.get_by_role("banner").get_by_text("default", exact=True)).to_be_visible()


def test_the_link_of_a_draft_opens_in_its_workspace(tab: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = client.post(f"{OTHER}/drafts", json={"name": "Drawn elsewhere"}).json()["id"]
    tab.goto(f"{live_studio.url}/drafts/{draft}")
    expect(tab.get_by_role("banner").get_by_text("The other one")).to_be_visible()
    expect(tab.get_by_text("Drawn elsewhere")).to_be_visible()


def test_what_is_nowhere_or_hidden_is_said_so(tab: Page, live_studio: LiveStudio) -> None:
    tab.goto(f"{live_studio.url}/jobs/never_was")
    sentence = 'There is no job "never_was", or you have no access to it.'
    expect(tab.get_by_role("heading", level=1)).to_have_text(sentence)
    expect(tab.get_by_text("An owner of its workspace can make you a member.")).to_be_visible()


def test_names_that_each_workspace_may_have_are_looked_for_in_one_click(
    tab: Page, live_studio: LiveStudio
) -> None:
    place = "azureml://datastores/workspaceblobstore/paths/people/"
    body = {"name": "people", "type": "uri_folder", "path": place}
    with live_studio.client() as client:
        client.post(f"{OTHER}/data", json=body).raise_for_status()
    tab.goto(f"{live_studio.url}/data/people")
    tab.get_by_role("button", name="Look in The other one").click()
    expect(tab.get_by_role("heading", level=1, name="people")).to_be_visible()
