"""Nothing is lost: a reload in the middle, a lost connection, another tab that saved first.

These pages are not watched for console errors: the browser itself logs refused requests.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


@pytest.fixture
def context(browser: Browser, live_studio: LiveStudio) -> Iterator[BrowserContext]:
    steps.prepare(live_studio)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(live_studio.new_sign_in_link())
    page.get_by_role("navigation").first.wait_for()
    page.close()
    yield context
    context.close()


def opened(context: BrowserContext, studio: LiveStudio, draft: int) -> Page:
    page = context.new_page()
    steps.open_draft(page, studio, draft)
    return page


def draft_of(studio: LiveStudio, name: str) -> int:
    with studio.client() as client:
        return steps.new_draft(client, name, steps.two_steps("start"))


def type_title(page: Page, text: str) -> None:
    steps.node(page, "show_text").click()
    page.get_by_role("textbox", name="title").fill(text)


def saved_title(studio: LiveStudio, draft: int) -> str:
    with studio.client() as client:
        document = client.get(steps.api(f"drafts/{draft}")).json()["document"]
    return str(document["nodes"]["show_text"]["values"]["title"])


def test_a_reload_in_the_middle_of_typing_loses_nothing(
    context: BrowserContext, live_studio: LiveStudio
) -> None:
    draft = draft_of(live_studio, "Reload")
    page = opened(context, live_studio, draft)
    type_title(page, "not saved yet")
    page.reload()
    steps.node(page, "show_text").click()
    expect(page.get_by_role("textbox", name="title")).to_have_value("not saved yet")
    steps.wait_saved(page)
    assert saved_title(live_studio, draft) == "not saved yet"


def test_work_waits_in_the_browser_while_the_studio_is_away(
    context: BrowserContext, live_studio: LiveStudio
) -> None:
    draft = draft_of(live_studio, "Offline")
    page = opened(context, live_studio, draft)
    context.set_offline(True)
    type_title(page, "on the train")
    expect(page.get_by_text("Offline: kept in this browser")).to_be_visible()
    context.set_offline(False)
    steps.wait_saved(page)
    assert saved_title(live_studio, draft) == "on the train"


@pytest.mark.parametrize(("choice", "kept"), [("Keep mine", "second"), ("Take theirs", "first")])
def test_another_tab_that_saved_first_is_noticed(
    context: BrowserContext, live_studio: LiveStudio, choice: str, kept: str
) -> None:
    draft = draft_of(live_studio, f"Two tabs, {choice}")
    first = opened(context, live_studio, draft)
    second = opened(context, live_studio, draft)
    type_title(first, "first")
    steps.wait_saved(first)
    type_title(second, "second")
    second.get_by_role("button", name=choice).click()
    steps.wait_saved(second)
    expect(second.get_by_role("textbox", name="title")).to_have_value(kept)
    assert saved_title(live_studio, draft) == kept
