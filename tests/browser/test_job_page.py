"""Somebody opens a job and watches it run."""

import re
from collections.abc import Callable

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


def test_the_graph_has_a_menu_and_moves_along_what_runs(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    first = {"command": "echo a > ${{outputs.out}}", "environment": {"image": "python"}}
    second = {
        "command": "cat ${{inputs.given}}; sleep 600",
        "inputs": {"given": "${{parent.jobs.first.outputs.out}}"},
        "environment": {"image": "python"},
    }
    jobs = {"first": first | {"outputs": {"out": {"type": "uri_file"}}}, "second": second}
    spec = {
        "type": "pipeline",
        "display_name": "Waits",
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": jobs,
    }
    with live_studio.client() as client:
        answer = client.post(f"{API}/jobs", json={"spec": spec})
        assert answer.status_code == 201, answer.text
        name = answer.json()["name"]
    page.goto(f"{live_studio.url}/jobs/{name}")
    graph = page.get_by_role("group", name="Graph of Waits")
    node = graph.locator('[data-node="second"]')
    expect(node).to_have_attribute("data-status", "Running", timeout=240_000)
    moving = graph.locator("[data-moving-edges]")
    expect(moving).to_be_visible()
    page.emulate_media(reduced_motion="reduce")
    expect(moving).to_be_hidden()

    node.click(button="right")
    expect(page.get_by_role("menuitem", name="Copy as YAML")).to_be_visible()
    assert axe() == []
    page.get_by_role("menuitem", name="Log").click()
    expect(page).to_have_url(re.compile(r"node=second&tab=logs"))
    node.focus()
    page.keyboard.press("Shift+F10")
    with page.expect_download() as picture:
        page.get_by_role("menuitem", name="Export as SVG").click()
    assert picture.value.suggested_filename == "Waits.svg"
    drawn = picture.value.path().read_text()
    assert "<title>Running</title>" in drawn and "<title>Completed</title>" in drawn
    with live_studio.client() as client:
        client.post(f"{API}/jobs/{name}/cancel").raise_for_status()
    expect(node).to_have_attribute("data-status", "Canceled")


def test_tab_stops_once_in_the_steps_and_arrows_walk_them(
    page: Page, live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        sample = samples.job(client)
    page.goto(f"{live_studio.url}/jobs/{sample['name']}")
    steps = page.get_by_role("complementary", name="Steps")
    rows = steps.locator("[data-place]")
    expect(rows.first).to_be_visible()
    expect(steps.locator('[data-place][tabindex="0"]')).to_have_count(1)
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    second = steps.locator('[data-place="1"]')
    expect(second).to_be_focused()
    expect(second).to_have_attribute("tabindex", "0")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.place ?? null") is None
    page.keyboard.press("Tab")
    expect(second).to_be_focused()


def test_a_job_is_compared_with_another_from_its_menu(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        sample = samples.job(client)
        draft = samples.draft(client, "Diabetes regression")
        body = {"draft": draft["id"], "revision": draft["revision"], "display_name": "Counterpart"}
        other = client.post(f"{API}/jobs", json=body).json()["name"]
    page.goto(f"{live_studio.url}/jobs/{sample['name']}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Compare with").click()
    page.get_by_role("searchbox", name="Search jobs").fill("Counterpart")
    jobs = page.get_by_role("list", name="Jobs to compare with")
    expect(jobs.get_by_role("link")).to_have_count(1)
    jobs.get_by_role("link", name=other).click()
    expect(page).to_have_url(f"{live_studio.url}/compare?a={sample['name']}&b={other}")
    heads = page.get_by_role("table", name="Jobs").get_by_role("columnheader")
    expect(heads.filter(has_text="Counterpart")).to_contain_text("B")
