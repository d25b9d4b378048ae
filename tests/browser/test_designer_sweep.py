"""A step becomes a sweep in the designer's right pane: space, objective, sampling, limits, end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.bench.sweeps import SCRIPT
from tests.browser import designer_steps as steps
from tests.browser.jobs import ended
from tests.support.live_studio import LiveStudio

TUNED = {
    "name": "tuned",
    "display_name": "Tuned",
    "type": "command",
    "inputs": {"x": {"type": "number"}, "color": {"type": "string", "default": "red"}},
    "environment": {"image": "python:3.11"},
    "command": f"echo ${{{{inputs.color}}}}; python - ${{{{inputs.x}}}} <<'END'\n{SCRIPT}END",
}


@pytest.fixture
def draft(page: Page, live_studio: LiveStudio) -> int:
    steps.prepare(live_studio)
    with live_studio.client() as client:
        client.post(steps.api("components"), json={"spec": TUNED}).raise_for_status()
        document = steps.blank() | {
            "nodes": {"tune": steps.step("tuned", {"x": "3"})},
            "layout": {"nodes": {"tune": {"x": 0, "y": 0}}},
        }
        draft = steps.new_draft(client, "Tuned by hand", document)
    steps.open_draft(page, live_studio, draft)
    steps.node(page, "tune").click()
    return draft


def parameter(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"Parameter {name}")


def sample(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Parameter to sample").fill(name)
    page.get_by_role("button", name="Sample it").click()


def test_a_step_becomes_a_sweep_that_runs(
    page: Page, live_studio: LiveStudio, draft: int, axe: Callable[[], list[str]]
) -> None:
    page.get_by_role("button", name="Sweep over its parameters").click()
    sample(page, "x")
    parameter(page, "x").get_by_label("Distribution").select_option("choice")
    parameter(page, "x").get_by_label("Values of x").fill("4, 2, 3")
    sample(page, "color")
    parameter(page, "color").get_by_label("Distribution").select_option("choice")
    parameter(page, "color").get_by_label("Values of color").fill("blue")
    page.get_by_label("Goal").select_option("minimize")
    page.get_by_role("textbox", name="Primary metric").fill("loss")
    page.get_by_label("Algorithm").select_option("grid")
    page.get_by_label("Trials in all").last.fill("3")
    page.get_by_label("Trials at once").last.fill("3")
    page.get_by_label("Time limit in seconds").last.fill("600")
    page.get_by_label("Policy").select_option("median stopping")
    page.get_by_label("delay evaluation").last.fill("5")
    assert axe() == []
    steps.wait_saved(page)
    with live_studio.client() as client:
        node = steps.document_of(client, draft)["nodes"]["tune"]
    assert node["type"] == "sweep"
    assert node["extra"] == {
        "search_space": {
            "x": {"type": "choice", "values": [4, 2, 3]},
            "color": {"type": "choice", "values": ["blue"]},
        },
        "sampling_algorithm": "grid",
        "objective": {"goal": "minimize", "primary_metric": "loss"},
        "early_termination": {
            "type": "median_stopping",
            "evaluation_interval": 1,
            "delay_evaluation": 5,
        },
    }
    assert node["limits"] == {
        "max_total_trials": 3,
        "max_concurrent_trials": 3,
        "timeout": 600,
    }

    page.get_by_role("button", name="Submit").click()
    page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    expect(page.get_by_role("button", name="Jobs (1)")).to_be_visible()
    with live_studio.client() as client:
        name = client.get(steps.api(f"jobs?draft={draft}")).json()["items"][0]["name"]
        assert ended(client, name)["status"] == "Completed"
    page.goto(f"{live_studio.url}/jobs/{name}?node=tune&tab=trials")
    panel = page.get_by_role("complementary", name="Details of tune")
    rows = panel.get_by_role("region", name="Trials, best first").get_by_role("row")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("Best")
    expect(rows.nth(3)).to_contain_text("4")


def test_what_is_missing_is_said_at_its_field_and_undone_in_one_step(
    page: Page, live_studio: LiveStudio, draft: int
) -> None:
    begin = page.get_by_role("button", name="Sweep over its parameters")
    begin.click()
    named = page.get_by_role("combobox", name="Parameter to sample")
    expect(named).to_be_focused()
    metric = page.get_by_role("textbox", name="Primary metric")
    expect(metric).to_have_attribute("aria-invalid", "true")
    for name in ("x", "color"):
        named.fill(name)
        named.press("Enter")
        expect(parameter(page, name).get_by_label("Distribution")).to_be_focused()
    named.fill("x")
    named.press("Enter")
    expect(named).to_have_accessible_description("x is sampled already.")
    named.press("Escape")
    expect(named).to_have_value("")
    card = parameter(page, "x")
    card.get_by_label("Distribution").select_option("quniform")
    for label, value in (("min value", "5"), ("max value", "1"), ("q", "0.5")):
        card.get_by_role("spinbutton", name=label).fill(value)
    expect(card.get_by_role("alert")).to_be_visible()
    card.get_by_role("button", name="Do not sample x").press("Enter")
    expect(card).to_have_count(0)
    other = parameter(page, "color").get_by_role("button", name="Do not sample color")
    expect(other).to_be_focused()
    other.press("Enter")
    expect(page.get_by_role("button", name="Sample it")).to_be_focused()
    page.get_by_role("button", name="Make it a plain step").press("Enter")
    expect(begin).to_be_focused()
    steps.undo_button(page).click()
    expect(metric).to_be_visible()
