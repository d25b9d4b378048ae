"""Somebody opens a job and watches it run."""

import httpx
from playwright.sync_api import Page, expect

from tests.browser import samples
from tests.support.live_studio import LiveStudio

API = "/api/workspaces/default"


def submitted_sample(client: httpx.Client, trees: int) -> str:
    """The sample pipeline once more, with so many trees that training takes a while."""
    draft = samples.draft(client, "Diabetes regression")
    body = {"draft": draft["id"], "revision": draft["revision"], "inputs": {"trees": trees}}
    answer = client.post(f"{API}/jobs", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["name"])


def test_a_log_line_appears_while_its_step_runs(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        name = submitted_sample(client, trees=5000)
    page.goto(f"{live_studio.url}/jobs")
    page.get_by_role("link", name="Diabetes regression").first.click()
    steps = page.get_by_role("complementary", name="Steps")
    steps.get_by_role("button", name="train").click()
    panel = page.get_by_role("complementary", name="Details of Train model")
    panel.get_by_role("tab", name="Outputs and logs").click()

    log = panel.get_by_role("log")
    expect(log).to_contain_text("10 trees  training", timeout=240_000)
    expect(panel.get_by_text("Running", exact=True)).to_be_visible()
    expect(log).to_contain_text("100 trees  training")

    panel.get_by_role("tab", name="Metrics").click()
    expect(panel.get_by_text("validation_mse").first).to_be_visible()

    page.get_by_role("main").get_by_role("button", name="Cancel", exact=True).click()
    confirm = page.get_by_role("dialog").get_by_role("button", name="Cancel job")
    if confirm.count():
        confirm.click()
    expect(panel.get_by_text("Canceled", exact=True)).to_be_visible()
    with live_studio.client() as client:
        job = client.get(f"{API}/jobs/{name}").json()
    assert job["status"] in ("CancelRequested", "Canceled")


def test_outputs_are_previewed_and_code_is_shown(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        sample = samples.job(client)
    page.goto(f"{live_studio.url}/jobs/{sample['name']}?node=prepare&tab=code")
    panel = page.get_by_role("complementary", name="Details of Prepare data")
    expect(panel.get_by_text("argparse.ArgumentParser").first).to_be_visible()
    panel.get_by_role("tab", name="Inputs and outputs").click()
    expect(panel.get_by_text("prepared_data").first).to_be_visible(timeout=240_000)


def test_a_nested_pipeline_opens_and_leads_back(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        draft = samples.draft(client, "Nested fan-out")
        body = {"draft": draft["id"], "revision": draft["revision"]}
        name = client.post(f"{API}/jobs", json=body).json()["name"]
    page.goto(f"{live_studio.url}/jobs/{name}")
    graph = page.get_by_role("group", name="Graph of Nested fan-out")
    graph.get_by_role("group", name="fan;").dblclick()
    steps = page.get_by_role("complementary", name="Steps")
    expect(steps.get_by_role("button", name="part_9")).to_be_visible()
    page.get_by_role("navigation", name="Nested pipelines").get_by_role("button").first.click()
    expect(steps.get_by_role("button", name="numbers")).to_be_visible()


def test_a_double_click_opens_a_step_and_selects_no_text(
    page: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        sample = samples.job(client)
    page.goto(f"{live_studio.url}/jobs/{sample['name']}")
    graph = page.get_by_role("group", name="Graph of Diabetes regression")
    graph.get_by_role("group", name="prepare;").dblclick()
    expect(page.get_by_role("complementary", name="Details of Prepare data")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == ""
