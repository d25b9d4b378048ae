"""The list of jobs: chosen columns, tags for many, two jobs side by side."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.live_studio import LiveStudio

API = "/api/workspaces/default"
SMALL = """
type: pipeline
display_name: {name}
experiment_name: side by side
settings: {{default_compute: azureml:cpu-cluster}}
jobs:
  say: {{command: echo {word}, environment: {{image: "python:3.11"}}}}
"""


@pytest.fixture
def pair(live_studio: LiveStudio) -> list[str]:
    with live_studio.client() as client:
        names = []
        for name, word in (("Left", "one"), ("Right", "two")):
            answer = client.post(f"{API}/jobs", json={"yaml": SMALL.format(name=name, word=word)})
            assert answer.status_code == 201, answer.text
            names.append(str(answer.json()["name"]))
    return names


def test_columns_are_chosen_and_remembered(page: Page, live_studio: LiveStudio) -> None:
    page.goto(f"{live_studio.url}/jobs")
    grid = page.get_by_role("grid", name="Jobs")
    expect(grid.get_by_role("columnheader", name="Experiment")).to_be_visible()
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("menuitemcheckbox", name="Experiment").click()
    page.keyboard.press("Escape")
    page.reload()
    expect(grid.get_by_role("columnheader", name="Duration")).to_be_visible()
    expect(grid.get_by_role("columnheader", name="Experiment")).to_have_count(0)


def test_two_jobs_are_tagged_and_compared(
    page: Page, live_studio: LiveStudio, pair: list[str], axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/jobs?experiment=side+by+side")
    grid = page.get_by_role("grid", name="Jobs")
    for name in ("Left", "Right"):
        grid.get_by_role("checkbox", name=name).first.check()
    page.get_by_role("button", name="Tag 2").click()
    dialog = page.get_by_role("dialog", name="Tag 2 jobs")
    dialog.get_by_label("Tag", exact=True).fill("round")
    dialog.get_by_label("Value").fill("1")
    dialog.get_by_role("button", name="Tag", exact=True).click()
    expect(page.get_by_text("2 jobs tagged").last).to_be_visible()
    with live_studio.client() as client:
        found = client.get(f"{API}/jobs?tag=round:1").json()["items"]
    assert {one["name"] for one in found} == set(pair)

    compare = page.get_by_role("button", name="Compare")
    grid.get_by_role("checkbox", name="Left").first.check()
    expect(compare).to_be_disabled()
    grid.get_by_role("checkbox", name="Right").first.check()
    compare.click()
    expect(page).to_have_url(re.compile(f"/compare\\?a={pair[1]}&b={pair[0]}"))
    expect(page.get_by_role("status").filter(has_text="1 step differs")).to_be_visible()
    steps = page.get_by_role("list", name="Compared steps")
    expect(steps.get_by_role("cell", name="echo two")).to_be_visible()
    assert axe() == []
