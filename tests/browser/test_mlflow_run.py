"""A run that somebody's own script logged: the printed links open, and show what it logged."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import jobs, misfits, samples
from tests.support.live_studio import LiveStudio

# "woodlot" is in no generated name of a job (runs/operations/names.py), so a search finds only it.
SCRIPT = """
import base64, mlflow
mlflow.set_experiment("laptop trials")
with mlflow.start_run(run_name="woodlot", description="**Deep** trees"):
    mlflow.log_params({"trees": 200, "criterion": "squared_error"})
    mlflow.set_tag("team", "risk")
    for step in range(5):
        mlflow.log_metric("loss", 1 / (1 + step), step=step)
    mlflow.log_text("learnt", "report/notes.txt")
    for depth in (2, 8):
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_metric("loss", depth / 10)
"""


def links_of(studio: LiveStudio, script: str, variables: Mapping[str, str]) -> dict[str, str]:
    """{name of a run: the link that the client printed for it}; "" is its experiment's."""
    mine = {"MLFLOW_TRACKING_URI": f"{studio.url}/mlflow", "GIT_PYTHON_REFRESH": "quiet"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=dict(os.environ) | mine | dict(variables),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    runs = re.findall(r"View run (.+) at: (\S+)", done.stdout)
    experiments = re.findall(r"View experiment at: (\S+)", done.stdout)
    return {**dict(runs), "": experiments[-1]}


@pytest.fixture(scope="module")
def links(live_studio: LiveStudio) -> dict[str, str]:
    token = live_studio.config["token"]
    return links_of(live_studio, SCRIPT, {"MLFLOW_TRACKING_TOKEN": token})


def test_the_printed_link_opens_the_page_of_the_run(
    page: Page, links: dict[str, str], axe: Callable[[], list[str]]
) -> None:
    page.goto(links["woodlot"])
    expect(page.get_by_role("heading", level=1, name="woodlot")).to_be_visible()
    expect(page.get_by_role("status").get_by_text("Completed")).to_be_visible()
    main = page.get_by_role("main")
    expect(main.locator("strong").get_by_text("Deep", exact=True)).to_be_visible()
    for name, text in (
        ("Parameters", "squared_error"),
        ("Metrics", "0.2"),
        ("Tags", "team: risk"),
        ("About", "laptop trials"),
    ):
        expect(main.get_by_role("region", name=name).get_by_text(text, exact=True)).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe() == []
    assert misfits.at_each_size(page) == []

    page.get_by_role("tab", name="Metrics").click()
    expect(main.get_by_role("figure", name=re.compile("loss"))).to_be_visible()
    latest = main.get_by_role("group", name="Latest values")
    expect(latest.get_by_role("row", name="loss")).to_contain_text(re.compile("0.2.*0.2.*0.8"))
    assert axe() == []
    page.get_by_role("tab", name="Artifacts").click()
    page.get_by_role("button", name="report").click()
    page.get_by_role("button", name="notes.txt", exact=True).click()
    expect(main.get_by_text("learnt")).to_be_visible()
    assert axe() == []


def test_nested_runs_and_their_run_are_linked(page: Page, links: dict[str, str]) -> None:
    page.goto(links["depth 8"])
    expect(page.get_by_role("heading", level=1, name="depth 8")).to_be_visible()
    crumbs = page.get_by_role("navigation", name="Breadcrumbs")
    crumbs.get_by_role("link", name="woodlot").click()
    expect(page.get_by_role("heading", level=1, name="woodlot")).to_be_visible()
    inside = page.get_by_role("region", name="Runs inside this one")
    inside.get_by_role("link", name="depth 2").click()
    expect(page.get_by_role("heading", level=1, name="depth 2")).to_be_visible()
    page.get_by_role("region", name="About").get_by_role("link", name="woodlot").click()
    expect(page.get_by_role("heading", level=1, name="woodlot")).to_be_visible()


def test_the_link_of_the_experiment_lists_its_runs(page: Page, links: dict[str, str]) -> None:
    page.goto(links[""])
    expect(page).to_have_url(re.compile(r"/jobs\?experiment=laptop\+trials"))
    row = page.get_by_role("grid", name="Jobs").get_by_role("row", name="woodlot")
    expect(row).to_contain_text("MLflow run")
    page.goto(page.url.split("?")[0])
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("combobox", name="Source").click()
    page.get_by_role("option", name="MLflow").click()
    page.keyboard.press("Escape")
    expect(row).to_be_visible()
    row.get_by_role("link", name="woodlot").click()
    expect(page.get_by_role("heading", level=1, name="woodlot")).to_be_visible()


def test_a_run_is_described_and_tagged_on_its_page(page: Page, links: dict[str, str]) -> None:
    page.goto(links["depth 2"])
    tags = page.get_by_role("region", name="Tags")
    tags.get_by_label("Tag", exact=True).fill("kept")
    tags.get_by_role("button", name="Add tag").click()
    expect(tags.get_by_text("kept")).to_be_visible()
    page.get_by_role("region", name="Description").get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Description").fill("The *small* one")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("small", exact=True)).to_be_visible()
    page.reload()
    expect(tags.get_by_text("kept")).to_be_visible()


def test_a_run_is_compared_with_a_pipeline_by_what_both_have(
    page: Page, links: dict[str, str], live_studio: LiveStudio
) -> None:
    with live_studio.client() as client:
        sample = samples.job(client)["name"]
    run = links["woodlot"].rpartition("/")[2]
    page.goto(f"{live_studio.url}/compare?a={sample}&b={run}")
    values = page.get_by_role("region", name="Inputs and settings")
    expect(values.get_by_text("squared_error")).to_be_visible()
    expect(page.get_by_role("region", name="Metrics")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile("^Graph"))).to_have_count(0)


NESTED_IN_STEP = """
import json, os, urllib.request
def call(what, **body):
    request = urllib.request.Request(
        os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/" + what,
        data=json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"],
                 "Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))
run = call("runs/create", experiment_id=os.environ["MLFLOW_EXPERIMENT_ID"], run_name="fold 1")
name = run["run"]["info"]["run_id"]
call("runs/log-metric", run_id=name, key="score", value=0.5, timestamp=1, step=0)
call("runs/update", run_id=name, status="FINISHED")
"""


def test_a_run_begun_by_a_step_is_found_from_the_step(page: Page, live_studio: LiveStudio) -> None:
    step = {
        "command": f"python - <<'END'\n{NESTED_IN_STEP}END\n",
        "environment": {"image": "python"},
    }
    spec = {
        "type": "pipeline",
        "display_name": "Has folds",
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {"cross": step},
    }
    with live_studio.client() as client:
        name = jobs.submitted_spec(client, spec)
        assert jobs.ended(client, name)["status"] == "Completed"
        run = runs_below(client, name)
    page.goto(f"{live_studio.url}/jobs/{name}?node=cross")
    panel = page.get_by_role("complementary", name="Details of cross")
    panel.get_by_role("link", name="fold 1").click()
    expect(page.get_by_role("heading", level=1, name="fold 1")).to_be_visible()
    page.goto(f"{live_studio.url}/mlflow/#/experiments/1/runs/{run}")
    expect(page.get_by_role("heading", level=1, name="fold 1")).to_be_visible()
    crumbs = page.get_by_role("navigation", name="Breadcrumbs")
    expect(crumbs.get_by_role("link", name="Has folds")).to_be_visible()
    crumbs.get_by_role("link", name="cross").click()
    expect(panel).to_be_visible()


def runs_below(client: httpx.Client, root: str) -> str:
    """The run that the only step of ``root`` began."""
    [step] = client.get(f"{jobs.API}/jobs", params={"parent": root}).json()["items"]
    [run] = client.get(f"{jobs.API}/jobs", params={"parent": step["name"]}).json()["items"]
    return str(run["name"])


@pytest.mark.usefixtures("links")
def test_a_run_is_not_offered_to_begin_a_draft_from(page: Page, live_studio: LiveStudio) -> None:
    page.goto(f"{live_studio.url}/drafts/new?from=job")
    page.get_by_role("grid", name="Jobs to begin from").wait_for()
    page.get_by_role("searchbox", name="Search jobs").fill("woodlot")
    expect(page.get_by_role("heading", name="No job has such a name")).to_be_visible()
