"""Nothing is lost: a reload in the middle, a lost connection, another tab that saved first.

These pages are not watched for console errors: the browser itself logs refused requests.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

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


def test_the_revision_is_that_of_the_last_save(
    context: BrowserContext, live_studio: LiveStudio
) -> None:
    page = opened(context, live_studio, draft_of(live_studio, "Counted"))
    for number in (2, 3):
        type_title(page, f"title {number}")
        expect(page.get_by_role("button", name=f"Revision {number}", exact=True)).to_be_visible()


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


def test_a_refused_save_says_why_and_is_tried_again(
    context: BrowserContext, live_studio: LiveStudio
) -> None:
    draft = draft_of(live_studio, "Refused")
    page = context.new_page()
    page.set_viewport_size({"width": 1024, "height": 768})
    steps.open_draft(page, live_studio, draft)
    reason = 'Your role in "default" is reader; this needs contributor.'

    def refuse(route: Route) -> None:
        if route.request.method != "PUT":
            return route.continue_()
        return route.fulfill(status=403, json={"code": "denied", "message": reason})

    page.route(f"**/api/**/drafts/{draft}", refuse)
    type_title(page, "kept here")
    page.get_by_role("button", name="Not saved").click()
    why = page.get_by_label("Why this draft is not saved")
    expect(why.get_by_text(reason)).to_be_visible()
    page.unroute_all()
    why.get_by_role("button", name="Save again").click()
    steps.wait_saved(page)
    assert saved_title(live_studio, draft) == "kept here"


def type_words(page: Page, text: str) -> None:
    steps.node(page, "make_text").click()
    page.get_by_role("textbox", name="words").fill(text)


def test_work_survives_a_closed_tab_and_a_studio_that_starts_again(
    context: BrowserContext, live_studio: LiveStudio
) -> None:
    """And merges with what somebody else saved meanwhile."""
    draft = draft_of(live_studio, "Restart")
    page = opened(context, live_studio, draft)
    live_studio.stop()
    type_title(page, "kept over the restart")
    expect(page.get_by_text("Offline: kept in this browser")).to_be_visible()
    page.close()
    live_studio.start()
    with live_studio.client() as client:
        found = client.get(steps.api(f"drafts/{draft}")).json()
        found["document"]["nodes"]["make_text"]["values"]["words"] = "theirs"
        body = {"name": found["name"], "document": found["document"]}
        match = {"If-Match": f'"{found["revision"]}"'}
        client.put(steps.api(f"drafts/{draft}"), json=body, headers=match).raise_for_status()
    page = opened(context, live_studio, draft)
    steps.wait_saved(page)
    steps.node(page, "show_text").click()
    expect(page.get_by_role("textbox", name="title")).to_have_value("kept over the restart")
    assert saved_title(live_studio, draft) == "kept over the restart"
    assert saved_words(live_studio, draft) == "theirs"


def saved_words(studio: LiveStudio, draft: int) -> str:
    with studio.client() as client:
        document = client.get(steps.api(f"drafts/{draft}")).json()["document"]
    return str(document["nodes"]["make_text"]["values"]["words"])


def test_changes_of_different_nodes_in_two_tabs_merge(
    context: BrowserContext, live_studio: LiveStudio
) -> None:
    draft = draft_of(live_studio, "Two tabs")
    first = opened(context, live_studio, draft)
    second = opened(context, live_studio, draft)
    type_title(first, "first")
    type_words(second, "second")
    for page in (first, second):
        steps.wait_saved(page)
    words = "You changed step show_text in another tab"
    expect(second.get_by_role("status").filter(has_text=words)).to_be_visible()
    steps.node(second, "show_text").click()
    expect(second.get_by_role("textbox", name="title")).to_have_value("first")
    steps.node(first, "make_text").click()
    expect(first.get_by_role("textbox", name="words")).to_have_value("second")
    assert (saved_title(live_studio, draft), saved_words(live_studio, draft)) == ("first", "second")
    steps.undo_button(second).click()
    steps.wait_saved(second)
    expect(second.get_by_role("textbox", name="title")).to_have_value("first")
    assert saved_title(live_studio, draft) == "first", "undo takes back one's own step only"


@pytest.mark.parametrize(("choice", "kept"), [("This tab", "second"), ("other tab", "first")])
def test_changes_of_the_same_node_ask(
    context: BrowserContext, live_studio: LiveStudio, choice: str, kept: str
) -> None:
    draft = draft_of(live_studio, f"Same node, {kept}")
    first = opened(context, live_studio, draft)
    second = opened(context, live_studio, draft)
    second.route("**/drafts/*", lambda route: route.abort())
    type_title(second, "second")
    expect(second.get_by_text("Offline: kept in this browser")).to_be_visible()
    type_title(first, "first")
    steps.wait_saved(first)
    second.unroute("**/drafts/*")
    dialog = second.get_by_role("alertdialog")
    expect(dialog).to_contain_text("first")
    expect(dialog).to_contain_text("second")
    dialog.get_by_role("radio", name=choice).check()
    dialog.get_by_role("button", name="Save the merged draft").press("Enter")
    expect(dialog).to_have_count(0)
    expect(second.get_by_role("textbox", name="title")).to_be_focused()
    steps.wait_saved(second)
    expect(second.get_by_role("textbox", name="title")).to_have_value(kept)
    assert saved_title(live_studio, draft) == kept
