"""Jobs side by side, one column each; and the graphs of two of them as one."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.jobs import ended, logging, submitted_spec
from tests.support.live_studio import LiveStudio

ENVIRONMENT = {"image": "python:3.11"}


def command_job(title: str, metrics: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    return {
        "type": "command",
        "display_name": title,
        "command": logging(metrics),
        "environment": ENVIRONMENT,
        "compute": "azureml:cpu-cluster",
    }


def pipeline_job(title: str, **steps: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    return {
        "type": "pipeline",
        "display_name": title,
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {
            key: {"command": logging(metrics), "environment": ENVIRONMENT}
            for key, metrics in steps.items()
        },
    }


def ran(studio: LiveStudio, *specs: Mapping[str, Any]) -> list[str]:
    with studio.client() as client:
        names = [submitted_spec(client, spec) for spec in specs]
        for name in names:
            assert ended(client, name)["status"] == "Completed"
    return names


@pytest.fixture(scope="module")
def commands(live_studio: LiveStudio) -> list[str]:
    return ran(
        live_studio,
        command_job("Fast", {"loss": [4, 2, 1], "seed": [7]}),
        command_job("Slow", {"loss": [4, 3, 2.5], "seed": [7], "f1": [0.5]}),
    )


def test_metrics_of_two_commands_stand_side_by_side(
    page: Page, live_studio: LiveStudio, commands: list[str], axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/compare?a={commands[0]}&b={commands[1]}")
    metrics = page.get_by_role("region", name="Metrics")
    table = metrics.get_by_role("table", name="Last values")
    rows = table.get_by_role("row")
    expect(rows).to_have_count(4)
    assert [row.strip() for row in rows.all_inner_texts()] == [
        "A\tB",
        "f1\t(none)\t0.5",
        "loss\t1\t2.5 +1.5",
        "seed\t7\t7",
    ]
    expect(metrics.get_by_text("2 last values of 3 differ.")).to_be_visible()
    chart = metrics.get_by_role("figure", name="loss: 6 points, from 1 to 4")
    expect(chart).to_contain_text("A: Fast")
    expect(chart).to_contain_text("B: Slow")
    # What was logged once is no line.
    expect(metrics.get_by_role("figure")).to_have_count(1)
    metrics.get_by_role("combobox", name="Horizontal axis").select_option("By time")
    expect(page).to_have_url(f"{live_studio.url}/compare?a={commands[0]}&b={commands[1]}&axis=time")
    # A job that is one command is a step, too.
    expect(page.get_by_role("status").filter(has_text="1 step differs")).to_be_visible()
    assert axe() == []


def test_metrics_of_pipelines_stand_at_their_steps(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    a, b = ran(
        live_studio,
        pipeline_job("First", prep={"rows": [5]}, x={"loss": [3, 1]}, y={"loss": [2, 1]}),
        pipeline_job("Second", x={"loss": [3, 1]}, y={"loss": [2, 0.5]}),
    )
    page.goto(f"{live_studio.url}/compare?a={a}&b={b}")
    metrics = page.get_by_role("region", name="Metrics")
    rows = metrics.get_by_role("table", name="Last values").get_by_role("row")
    expect(rows).to_have_count(4)
    assert [row.strip() for row in rows.all_inner_texts()] == [
        "A\tB",
        "rows of prep\t5\t(none)",
        "loss of x\t1\t1",
        "loss of y\t1\t0.5 \N{MINUS SIGN}0.5",
    ]
    for step, name in (("x", "from 1 to 3"), ("y", "from 0.5 to 2")):
        figure = metrics.get_by_role("figure", name=f"loss of {step}: 4 points, {name}")
        expect(figure).to_be_visible()
    assert axe() == []


def test_jobs_without_metrics_say_so(page: Page, live_studio: LiveStudio) -> None:
    quiet = {"type": "command", "command": "true", "environment": ENVIRONMENT}
    (name,) = ran(live_studio, {**quiet, "compute": "azureml:cpu-cluster"})
    page.goto(f"{live_studio.url}/compare?a={name}&b={name}")
    expect(page.get_by_text("Neither of these jobs has logged a metric.")).to_be_visible()


def nested_job(title: str, word: str, inner_word: str, first: str) -> dict[str, Any]:
    """``first`` says a word to ``use``; beside it a nested pipeline of one step."""
    say = {"environment": ENVIRONMENT, "outputs": {"out": {"type": "uri_file"}}}
    inner = {
        "type": "pipeline",
        "jobs": {
            "deep": {"command": f"echo {inner_word}", "environment": ENVIRONMENT},
            "calm": {"command": "echo calm", "environment": ENVIRONMENT},
        },
    }
    return {
        "type": "pipeline",
        "display_name": title,
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {
            first: say | {"command": f"echo {word} > ${{{{outputs.out}}}}"},
            "use": {
                "command": "cat ${{inputs.text}}",
                "inputs": {"text": f"${{{{parent.jobs.{first}.outputs.out}}}}"},
                "environment": ENVIRONMENT,
            },
            "same": {"command": "echo same", "environment": ENVIRONMENT},
            "inner": {"type": "pipeline", "component": inner},
        },
    }


def test_graphs_are_one_picture_in_which_each_box_says_what_differs(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    a, b = ran(
        live_studio,
        nested_job("Left", "one", "low", first="say"),
        nested_job("Right", "one", "high", first="tell"),
    )
    address = f"{live_studio.url}/compare?a={a}&b={b}"
    page.goto(address)
    graph = page.get_by_role("group", name="Graph of Left and Right")
    for box, word in (
        ("say", "A only"),
        ("tell", "B only"),
        ("use", "changed"),
        ("inner", "changed"),
    ):
        expect(graph.locator(f'[data-outline="{box}"]')).to_have_text(word)
    expect(graph.get_by_role("group", name="same;")).to_be_visible()
    expect(graph.locator("[data-outline]")).to_have_count(4)
    assert axe() == []

    graph.get_by_role("group", name="use;").click()
    expect(page).to_have_url(f"{address}&node=use")
    differences = page.get_by_role("region", name="Differences of use")
    expect(differences).to_contain_text("connection into text: say.out → tell.out")
    steps = differences.get_by_role("list", name="Steps of use")
    expect(steps.get_by_role("cell", name="tell.out")).to_be_visible()
    expect(steps.get_by_role("link", name="B", exact=True)).to_have_attribute(
        "href", f"/jobs/{b}?node=use"
    )
    assert axe() == []

    # Into what both have, by keyboard, and the address leads there again.
    graph.get_by_role("group", name="inner;").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}&graph=inner")
    expect(graph.locator('[data-outline="deep"]')).to_have_text("changed")
    expect(graph.locator("[data-outline]")).to_have_count(1)
    page.goto(f"{address}&graph=inner&node=deep")
    differences = page.get_by_role("region", name="Differences of deep")
    expect(differences.get_by_role("cell", name="echo high")).to_be_visible()
    page.get_by_role("navigation", name="Nested pipelines").get_by_role(
        "button", name="Both jobs"
    ).click()
    expect(page).to_have_url(address)
    expect(graph.get_by_role("group", name="same;")).to_be_visible()

    # The wheel scrolls the page, also over the graph; with Ctrl it zooms the graph.
    same = graph.get_by_role("group", name="same;")
    placed, before = graph.bounding_box(), same.bounding_box()
    assert placed and before
    page.mouse.move(placed["x"] + 20, placed["y"] + 20)
    page.mouse.wheel(0, 40)
    page.wait_for_function(
        "([graph, top]) => graph.getBoundingClientRect().top === top - 40",
        arg=[graph.element_handle(), placed["y"]],
    )
    moved = same.bounding_box()
    assert moved and (moved["y"], moved["width"]) == (before["y"] - 40, before["width"])
    page.keyboard.down("Control")
    page.mouse.wheel(0, -40)
    page.keyboard.up("Control")
    page.wait_for_function(
        "([card, width]) => card.getBoundingClientRect().width > width * 1.1",
        arg=[same.element_handle(), before["width"]],
    )

    page.goto(f"{live_studio.url}/compare?a={a}&b={a}")
    expect(page.get_by_text("All 4 nodes are the same.")).to_be_visible()


def tuned_job(title: str, rate: float, **more: Any) -> dict[str, Any]:
    """``train`` logs a loss of the rate; beside it a step that all have, and ``more``."""
    train = {
        "command": f"echo ${{{{inputs.rate}}}}; {logging({'loss': [2, rate]})}",
        "inputs": {"rate": "${{parent.inputs.rate}}"},
        "environment": ENVIRONMENT,
    }
    always = {"command": "echo same", "environment": ENVIRONMENT}
    return {
        "type": "pipeline",
        "display_name": title,
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "inputs": {"rate": rate, "seed": 7},
        "jobs": {"train": train, "always": always, **more},
    }


@pytest.fixture(scope="module")
def tuned(live_studio: LiveStudio) -> list[str]:
    extra = {"command": "echo more", "environment": ENVIRONMENT}
    return ran(
        live_studio,
        tuned_job("Tuned one", 0.5),
        tuned_job("Tuned two", 0.25),
        tuned_job("Tuned three", 0.5, extra=extra),
    )


def cells(page: Page, table: str, row: str) -> list[str]:
    found = page.get_by_role("table", name=table).get_by_role("row").filter(has_text=row)
    return [one.strip() for one in found.first.get_by_role("cell").all_inner_texts()]


def test_three_jobs_stand_in_columns_against_a_baseline(
    page: Page, live_studio: LiveStudio, tuned: list[str], axe: Callable[[], list[str]]
) -> None:
    address = f"{live_studio.url}/compare?jobs={'%2C'.join(tuned)}"
    page.goto(address)
    jobs = page.get_by_role("table", name="Jobs")
    for letter, title in zip("ABC", ("Tuned one", "Tuned two", "Tuned three"), strict=True):
        head = jobs.get_by_role("columnheader").filter(has_text=title)
        expect(head).to_contain_text(letter)
    values = page.get_by_role("table", name="Inputs and settings")
    # The job's rate, the step's, and the command that logs it.
    expect(values.get_by_role("row")).to_have_count(4)
    assert cells(page, "Inputs and settings", "rate Parameter") == ["0.5", "0.25", "0.5"]
    expect(values.get_by_text("seed")).to_have_count(0)
    expect(page.get_by_role("table", name="Last values")).to_be_visible()
    assert cells(page, "Last values", "loss") == ["0.5", "0.25 \N{MINUS SIGN}0.25", "0.5"]
    chart = page.get_by_role("region", name="Metrics").get_by_role("figure")
    expect(chart).to_contain_text("C: Tuned three")
    steps = page.get_by_role("table", name="Steps of each job")
    expect(steps.get_by_role("row")).to_have_count(3)
    assert cells(page, "Steps of each job", "extra")[:2] == ["no such step", "no such step"]
    expect(steps.get_by_role("link", name="Completed").last).to_have_attribute(
        "href", f"/jobs/{tuned[2]}?node=extra"
    )
    assert axe() == []

    # What is the same shows on demand.
    page.get_by_role("switch", name="Show what is the same").click()
    expect(page).to_have_url(f"{address}&all=true")
    expect(values.get_by_role("rowheader", name="seed")).to_be_visible()
    expect(steps.get_by_role("rowheader", name="always")).to_be_visible()


def test_the_pair_of_the_graph_is_chosen_among_them(
    page: Page, live_studio: LiveStudio, tuned: list[str]
) -> None:
    page.goto(f"{live_studio.url}/compare?jobs={'%2C'.join(tuned)}")
    page.get_by_label("Graph and steps against").select_option(label="C: Tuned three")
    graph = page.get_by_role("group", name="Graph of Tuned one and Tuned three")
    expect(graph.locator('[data-outline="extra"]')).to_have_text("C only")
    expect(page.get_by_role("heading", name="What differs between A and C")).to_be_visible()
    page.get_by_label("Baseline").select_option(label="B: Tuned two")
    expect(page).to_have_url(re.compile(f"a={tuned[1]}&b={tuned[2]}"))
    assert cells(page, "Last values", "loss") == ["0.5 +0.25", "0.25", "0.5 +0.25"]
    # The address says it all.
    page.reload()
    expect(page.get_by_role("heading", name="Graph of B and C")).to_be_visible()
    page.get_by_role("button", name="Leave A out").click()
    expect(page).to_have_url(f"{live_studio.url}/compare?a={tuned[1]}&b={tuned[2]}")
    page.get_by_role("button", name="Add a job").click()
    dialog = page.get_by_role("dialog", name="Add a job to the comparison")
    dialog.get_by_role("searchbox", name="Search jobs").fill(tuned[0])
    dialog.get_by_role("link", name=tuned[0]).click()
    expect(page.get_by_role("table", name="Jobs").get_by_role("columnheader")).to_have_count(3)
    expect(dialog).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("table", name="Jobs").get_by_role("columnheader")).to_have_count(2)


def test_columns_scroll_together_where_there_are_many(
    page: Page, live_studio: LiveStudio, tuned: list[str], commands: list[str]
) -> None:
    page.set_viewport_size({"width": 700, "height": 768})
    page.goto(f"{live_studio.url}/compare?jobs={'%2C'.join([*tuned, *commands])}")
    metrics = page.get_by_role("group", name="Last values")
    metrics.scroll_into_view_if_needed()
    box = metrics.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.wheel(90, 0)
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-columns]')]
            .every(one => one.scrollLeft === 90)"""
    )
    label, before = metrics.get_by_role("rowheader").first.bounding_box(), box["x"]
    assert label and label["x"] == before, "what the rows are about stays in sight"
