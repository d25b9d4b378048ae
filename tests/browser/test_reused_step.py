"""A step that did not run: whose log its panel shows, and what stays when that job is deleted."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.jobs import API, ended, submitted
from tests.support.live_studio import LiveStudio

SPEC = """
type: pipeline
display_name: {name}
settings: {{default_compute: azureml:cpu-cluster}}
jobs:
  inner:
    type: pipeline
    component:
      type: pipeline
      jobs:
        say:
          command: echo printed by the one that ran | tee ${{{{outputs.out}}}}
          environment: {{image: "python:3.11"}}
          compute: azureml:cpu-cluster
          outputs: {{out: {{type: uri_file}}}}
"""


def test_a_reused_step_shows_the_log_that_it_took_and_leads_to_its_step(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        first = submitted(client, SPEC.format(name="Ran once"))
        assert ended(client, first)["status"] == "Completed"
        second = submitted(client, SPEC.format(name="Took it"))
        assert ended(client, second)["status"] == "Completed"
    place = f"{live_studio.url}/jobs/{second}?graph=inner&node=say"
    page.goto(f"{place}&tab=logs")
    panel = page.get_by_role("complementary", name="Details of say")
    expect(panel.get_by_role("log")).to_contain_text("printed by the one that ran")
    expect(panel).to_contain_text("This step did not run. What is shown here was left by")
    assert axe() == []
    for tab in ("Environment", "Monitoring"):
        panel.get_by_role("tab", name=tab).click()
        link = panel.get_by_role("link", name=f"inner.say of Ran once ({first})")
        expect(link).to_be_visible()
    panel.get_by_role("tab", name="Outputs and logs").click()
    link.click()
    expect(page).to_have_url(re.compile(rf"/jobs/{first}\?graph=inner&node=say&tab=logs$"))
    expect(panel.get_by_role("log")).to_contain_text("printed by the one that ran")
    expect(panel.get_by_text("This step did not run")).to_have_count(0)

    with live_studio.client() as client:
        client.delete(f"{API}/jobs/{first}").raise_for_status()
    page.goto(f"{place}&tab=logs")
    expect(panel).to_contain_text("was left by a step of a job that has been deleted since.")
    expect(panel.get_by_role("log")).to_contain_text("printed by the one that ran")
    panel.get_by_role("tab", name="Overview").click()
    expect(panel.get_by_role("heading", name="Why was it not run?")).to_be_visible()
    expect(panel).to_contain_text("was deleted with its job; this step has its log now")
    assert axe() == []
