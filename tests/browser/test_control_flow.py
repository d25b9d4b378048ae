"""Loops and conditions on the job page and in the designer."""

from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.support.live_studio import LiveStudio

API = "/api/workspaces/default"
COUNT: dict[str, Any] = {
    "type": "command",
    "inputs": {"n": {"type": "integer", "default": 0}},
    "outputs": {"next": {"type": "integer"}, "more": {"type": "boolean"}},
    "environment": {"image": "python"},
    "command": "echo $((${{inputs.n}} + 1)) | tee ${{outputs.next}}; echo true > ${{outputs.more}}",
}
PIPELINE: dict[str, Any] = {
    "type": "pipeline",
    "display_name": "Around and around",
    "settings": {"default_compute": "azureml:cpu-cluster"},
    "jobs": {
        "count": {"type": "command", "component": COUNT},
        "loop": {
            "type": "do_while",
            "body": "${{parent.jobs.count}}",
            "condition": "more",
            "mapping": {"next": "n"},
            "limits": {"max_iteration_count": 3},
        },
        "gate": {
            "type": "if_else",
            "condition": "${{parent.jobs.loop.outputs.more}}",
            "true_block": "${{parent.jobs.good}}",
            "false_block": "${{parent.jobs.bad}}",
        },
        "good": {"type": "command", "component": COUNT},
        "bad": {"type": "command", "component": COUNT},
    },
}


def submitted(client: httpx.Client) -> str:
    answer = client.post(f"{API}/jobs", json={"spec": PIPELINE})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["name"])


def test_iterations_show_up_as_they_come_and_a_skipped_step_says_so(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        name = submitted(client)
    page.goto(f"{live_studio.url}/jobs/{name}")
    steps = page.get_by_role("complementary", name="Steps")
    steps.get_by_role("button", name="Open the loop loop").click()
    for number in (1, 2, 3):
        row = steps.get_by_role("button", name=f"Iteration {number}")
        expect(row).to_be_visible(timeout=240_000)
    graph = page.get_by_role("group", name="Graph of loop")
    third = graph.get_by_role("group", name="Iteration 3;")
    expect(third).to_have_attribute("data-status", "Completed", timeout=240_000)
    third.click()
    panel = page.get_by_role("complementary", name="Details of Iteration 3")
    panel.get_by_role("tab", name="Outputs and logs").click()
    expect(panel.get_by_role("log")).to_contain_text("3")
    page.get_by_role("navigation", name="Nested pipelines").get_by_role("button").first.click()
    expect(steps.get_by_role("button", name="bad")).to_contain_text("Skipped")
    steps.get_by_role("button", name="bad").click()
    panel = page.get_by_role("complementary", name="Details of bad")
    expect(panel.get_by_text("It was skipped: a condition chose another branch.")).to_be_visible()
    expect(page.get_by_text("Completed", exact=True).first).to_be_visible()
    assert axe() == []


def test_the_designer_edits_what_a_loop_and_a_condition_do(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        name = submitted(client)
        draft = client.post(f"{API}/jobs/{name}/clone").json()["id"]
    page.goto(f"{live_studio.url}/drafts/{draft}")
    page.get_by_role("group", name="loop;").click()
    page.get_by_label("Iterations, at most").fill("7")
    page.get_by_role("combobox", name="Goes on while").select_option("The limit is not reached")
    page.get_by_role("combobox", name="n in the next iteration").select_option(
        "As in the first iteration"
    )
    expect(page.get_by_role("group", name="loop; Loop, at most 7 iterations")).to_be_visible()
    page.get_by_role("group", name="gate;").click()
    page.get_by_role("combobox", name="When true, run").click()
    page.get_by_role("menuitemcheckbox", name="good").click()
    page.get_by_role("menuitemcheckbox", name="count").click()
    page.keyboard.press("Escape")
    assert axe() == []
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    with live_studio.client() as client:
        nodes = client.get(f"{API}/drafts/{draft}").json()["document"]["nodes"]
    assert nodes["loop"]["limits"] == {"max_iteration_count": 7}
    assert nodes["loop"]["extra"] == {"body": "${{parent.jobs.count}}", "mapping": {}}
    assert nodes["gate"]["extra"]["true_block"] == ["${{parent.jobs.count}}"]
    # The step is the body of a loop: that is a problem, and it says where.
    page.get_by_role("button", name="Problems").click()
    expect(page.get_by_text("put loop into the block instead").first).to_be_visible()
