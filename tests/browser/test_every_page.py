"""Every page, in both themes and at two sizes: no violation found by axe, nothing that misfits."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import misfits, samples
from tests.support.live_studio import LiveStudio

PAGES = {
    "home": "/",
    "pipelines": "/jobs",
    "experiments": "/jobs?tab=experiments",
    "job": "/jobs/{job}",
    "node panel": "/jobs/{job}?node=train&tab=logs",
    "components": "/components",
    "component": "/components/train_model",
    "drafts": "/drafts",
    "new pipeline": "/drafts/new",
    "new pipeline from YAML": "/drafts/new?from=yaml",
    "new pipeline from a job": "/drafts/new?from=job",
    "designer": "/drafts/{draft}",
    "designer with its YAML": "/drafts/{draft}?yaml=true",
    "history": "/drafts/{draft}?history=1",
    "compare": "/compare?a={job}&b={job}",
    "data": "/data",
    "data asset": "/data/diabetes",
    "models": "/models",
    "model": "/models/diabetes_trees",
    "environments": "/environments",
    "environment": "/environments/sklearn",
    "computes": "/computes",
    "settings": "/settings",
    "people": "/settings?tab=people",
    "datastores": "/settings?tab=datastores",
    "tokens": "/settings?tab=tokens",
    "no such page": "/nothing/here",
}


@pytest.fixture(scope="module")
def names(live_studio: LiveStudio) -> dict[str, str]:
    with live_studio.client() as client:
        job, draft = samples.job(client), samples.draft(client, "Diabetes regression")
        path = "azureml://datastores/workspaceblobstore/paths/LocalUpload/"
        model = {"name": "diabetes_trees", "path": path, "tags": {"kind": "trees"}}
        assert client.post("/api/workspaces/default/models", json=model).status_code < 300
    return {"job": job["name"], "draft": str(draft["id"])}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_accessible(
    page: Page,
    live_studio: LiveStudio,
    axe: Callable[[], list[str]],
    names: dict[str, str],
    address: str,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(live_studio.url + address.format(**names))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.title()
    assert axe() == []
    assert misfits.at_each_size(page) == []


@pytest.mark.parametrize(
    ("typed", "page_of"),
    [("/designer", "/drafts"), ("/pipelines", "/jobs"), ("/compute", "/computes")],
)
def test_the_names_of_the_navigation_are_addresses(
    page: Page, live_studio: LiveStudio, typed: str, page_of: str
) -> None:
    page.goto(live_studio.url + typed)
    expect(page).to_have_url(live_studio.url + page_of)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_what_is_covered_or_outside_is_found(page: Page, live_studio: LiveStudio) -> None:
    page.goto(f"{live_studio.url}/compare")
    button = page.get_by_role("button", name="Go to the pipelines")
    page.evaluate(
        """() => {
          const cover = document.createElement('div')
          cover.style = 'position: fixed; inset: 80px 0 0 0'
          document.body.append(cover)
        }"""
    )
    expect(button.or_(page.get_by_role("link", name="Go to the pipelines"))).to_be_visible()
    assert "1024: covered: Go to the pipelines" in misfits.at_each_size(page)


def test_the_sign_in_page_is_accessible(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/sign-in")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert axe() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_a_page_is_accessible(
    page: Page,
    live_studio: LiveStudio,
    axe: Callable[[], list[str]],
    names: dict[str, str],
    scheme: str,
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{live_studio.url}/jobs/{names['job']}")
    page.get_by_role("group", name="Graph of").wait_for()
    for keys, name in (("Control+k", "Command palette"), ("?", "Keyboard shortcuts")):
        page.keyboard.press(keys)
        expect(page.get_by_role("dialog", name=name)).to_be_visible()
        assert axe() == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate("navigator.clipboard.writeText = () => Promise.resolve()")
    page.keyboard.press("Control+k")
    page.keyboard.type("Copy a link to this view")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Messages").get_by_text("Link copied")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("main")).to_be_visible()  # what was hidden behind the palette is back
    assert axe() == []
