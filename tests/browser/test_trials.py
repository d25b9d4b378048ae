"""Somebody runs a sweep and looks at its trials while they come in."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.bench.sweeps import SCRIPT
from tests.browser.jobs import ended, submitted_spec
from tests.support.live_studio import LiveStudio

API = "/api/workspaces/default"


def sweep_spec() -> dict[str, object]:
    return {
        "type": "sweep",
        "display_name": "Tune x",
        "trial": {
            "command": f"python - ${{{{search_space.x}}}} <<'END'\n{SCRIPT}END\n"
            "echo color ${{search_space.color}}",
            "environment": {"image": "python:3.11"},
        },
        "search_space": {
            "x": {"type": "choice", "values": [4, 2, 3]},
            "color": {"type": "choice", "values": ["red", "blue"]},
        },
        "sampling_algorithm": "grid",
        "objective": {"goal": "minimize", "primary_metric": "loss"},
        "limits": {"max_total_trials": 6, "max_concurrent_trials": 2},
        "compute": "azureml:cpu-cluster",
    }


def test_trials_are_ranked_and_lead_to_their_logs(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    with live_studio.client() as client:
        answer = client.post(f"{API}/jobs", json={"spec": sweep_spec()})
        assert answer.status_code == 201, answer.text
        name = answer.json()["name"]
    page.goto(f"{live_studio.url}/jobs/{name}?node=step&tab=trials")
    panel = page.get_by_role("complementary", name="Details of Tune x")
    table = panel.get_by_role("region", name="Trials, best first")
    expect(table.get_by_role("row")).to_have_count(7)
    expect(panel.get_by_text("6 of 6 trials")).to_be_visible(timeout=240_000)
    expect(table.get_by_text("Completed")).to_have_count(6)

    first = panel.get_by_role("region", name="Trials, best first").get_by_role("row")
    best = first.nth(1)
    expect(best).to_contain_text("Best")
    expect(best).to_contain_text("0")
    expect(table.get_by_role("row").nth(6)).to_contain_text("4")
    expect(panel.get_by_role("img", name="Parallel coordinates of 6 trials")).to_be_visible()
    expect(panel.get_by_role("img", name="loss over x")).to_be_visible()
    panel.get_by_role("combobox", name="Parameter").click()
    page.get_by_role("option", name="color").click()
    expect(panel.get_by_role("img", name="loss over color")).to_be_visible()
    by_trial = panel.get_by_role("img", name="loss of 6 trials, the best so far from 4 to 0")
    expect(by_trial.locator("circle")).to_have_count(6)
    assert axe() == []

    # By any column, and the other way round; the address keeps it.
    table.get_by_role("button", name="color").click()
    table = panel.get_by_role("region", name="Trials, by color")
    heads = [table.get_by_role("columnheader", name=name) for name in ("color", "loss")]
    expect(heads[0]).to_have_attribute("aria-sort", "ascending")
    expect(heads[1]).to_have_attribute("aria-sort", "none")
    column = table.get_by_role("row").locator("td:nth-child(5)")
    assert column.all_inner_texts() == ["red"] * 3 + ["blue"] * 3  # as they were written
    heads[0].get_by_role("button").press("Enter")
    table = panel.get_by_role("region", name="Trials, by color, backwards")
    expect(table.get_by_role("row").nth(1)).to_contain_text("blue")
    page.reload()
    expect(table.get_by_role("row").nth(1)).to_contain_text("blue")
    table.get_by_role("button", name="loss").click()
    table = panel.get_by_role("region", name="Trials, best first")

    best.get_by_role("button", name="Open trial").click()
    trial = page.get_by_role("complementary", name=f"Details of {name}_")
    expect(trial.get_by_role("heading", name="Hyperparameters")).to_be_visible()
    trial.get_by_role("tab", name="Outputs and logs").click()
    expect(trial.get_by_role("log")).to_contain_text("color")
    assert axe() == []
    trial.get_by_role("button", name="Back to the trials").click()
    expect(table.get_by_role("row")).to_have_count(7)


def test_a_trial_that_was_stopped_early_says_so(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    log = "\n".join(
        (
            f"python - ${{{{search_space.x}}}} <<'END'\n{SCRIPT}END",
            # The better one ends by itself; the other has nothing else to wait for.
            'if [ "${{search_space.x}}" != 2 ]; then sleep 600; fi',
        )
    )
    spec = sweep_spec() | {
        "display_name": "Stops the bad",
        "trial": {"command": log, "environment": {"image": "python:3.11"}},
        "search_space": {"x": {"type": "choice", "values": [2, 5]}},
        "limits": {"max_total_trials": 2, "max_concurrent_trials": 1},
        "early_termination": {"type": "bandit", "slack_amount": 1, "evaluation_interval": 1},
    }
    with live_studio.client() as client:
        name = submitted_spec(client, spec)
        assert ended(client, name)["status"] == "Completed"
    page.goto(f"{live_studio.url}/jobs/{name}?node=step&tab=trials")
    panel = page.get_by_role("complementary", name="Details of Stops the bad")
    rows = panel.get_by_role("region", name="Trials, best first").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Best")
    expect(rows.nth(1)).to_contain_text("Completed")
    expect(rows.nth(2)).to_contain_text("Stopped early")
    expect(panel.get_by_text("1 trial was stopped early")).to_be_visible()
    expect(panel.locator("circle title", has_text="Trial 1, stopped early")).to_have_count(2)
    assert axe() == []
    # A press on its dot opens it, and it says why.
    panel.get_by_role("img", name="loss of 2 trials").locator("circle").nth(1).click()
    trial = page.get_by_role("complementary", name=f"Details of {name}_1")
    expect(trial.get_by_role("heading", name="Hyperparameters")).to_be_visible()
    expect(trial).to_contain_text("The policy bandit stopped it at interval 1: loss was 9.")
    assert axe() == []


def test_the_address_of_a_trial_opens_it(page: Page, live_studio: LiveStudio) -> None:
    with live_studio.client() as client:
        sweeps = client.get(f"{API}/jobs").json()["items"]
        name = next(one["name"] for one in sweeps if one["type"] == "sweep")
    page.goto(f"{live_studio.url}/jobs/{name}_0")
    panel = page.get_by_role("complementary", name=f"Details of {name}_0")
    expect(panel.get_by_role("heading", name="Hyperparameters")).to_be_visible()
