"""Somebody edits what may be edited of a component: tags and the Markdown description."""

import re

import httpx
from playwright.sync_api import Page, expect

from tests.browser import jobs
from tests.browser.designer_steps import prepare
from tests.support.live_studio import LiveStudio

HOSTILE = """# A **bold** title

| a | b |
| --- | --- |
| 1 | 2 |

- [x] done

<script>window.hacked = true</script>
<img src=x onerror="window.hacked = true">
[link](javascript:window.hacked=true)
"""


def test_tags_are_added_removed_and_found(page: Page, live_studio: LiveStudio) -> None:
    prepare(live_studio)
    page.goto(f"{live_studio.url}/components/make_text")
    tags = page.get_by_role("region", name="Tags")
    tags.get_by_role("textbox", name="Tag").fill("owner")
    tags.get_by_role("textbox", name="Value").fill("alice")
    tags.get_by_role("button", name="Add tag").click()
    expect(tags.get_by_text("owner: alice")).to_be_visible()

    page.goto(f"{live_studio.url}/components")
    page.get_by_role("searchbox").first.fill("alice")
    expect(page.get_by_role("link", name="Make text")).to_be_visible()
    expect(page.get_by_role("link", name="Show text")).to_have_count(0)

    page.get_by_role("link", name="Make text").click()
    tags.get_by_role("button", name="Remove tag owner").click()
    expect(tags.get_by_text("owner: alice")).to_have_count(0)


def test_a_hostile_description_is_rendered_safely(page: Page, live_studio: LiveStudio) -> None:
    prepare(live_studio)
    page.goto(f"{live_studio.url}/components/show_text")
    description = page.get_by_role("region", name="Description")
    description.get_by_role("button").first.click()
    description.get_by_role("textbox").fill(HOSTILE)
    description.get_by_role("button", name="Save").click()
    expect(description.get_by_role("heading", name="A bold title")).to_be_visible()
    expect(description.get_by_role("table")).to_be_visible()
    assert page.evaluate("window.hacked") is None
    html = description.inner_html().lower()
    assert "<script" not in html
    assert "onerror" not in html
    assert 'href="javascript:' not in html

    page.reload()
    expect(description.get_by_role("heading", name="A bold title")).to_be_visible()
    with live_studio.client() as client:
        assert stored(client) == HOSTILE


def stored(client: httpx.Client) -> str:
    answer = client.get("/api/workspaces/default/components/show_text/versions/latest")
    return str(answer.json()["description"])


def test_the_list_leads_to_the_jobs_that_use_a_component(
    page: Page, live_studio: LiveStudio
) -> None:
    spec = {
        "name": "used_once",
        "display_name": "Used once",
        "type": "command",
        "command": "echo used",
        "environment": {"image": "python:3.11"},
    }
    step = {"component": "azureml:used_once:1"}
    compute = {"default_compute": "azureml:cpu-cluster"}
    with live_studio.client() as client:
        answer = client.post(f"{jobs.API}/components", json={"spec": spec})
        assert answer.status_code < 300, answer.text
        job = {"type": "pipeline", "display_name": "The only user", "settings": compute}
        jobs.submitted_spec(client, job | {"jobs": {"a": step, "b": step}})
    page.goto(f"{live_studio.url}/components?search=used_once")
    row = page.get_by_role("row").filter(has_text="Used once")
    row.get_by_role("link", name="1 job").click()
    expect(page).to_have_url(re.compile(r"/jobs\?component=used_once"))
    rows = page.get_by_role("grid", name="Jobs").get_by_role("row")
    expect(rows.filter(has_text="The only user")).to_have_count(1)
    expect(page.get_by_role("button", name="Remove the filter Component used_once")).to_be_visible()
