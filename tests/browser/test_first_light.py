"""What somebody meets who has never been here: the way in, and a blank canvas."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import designer_steps as steps
from tests.support.live_studio import LiveStudio


def test_a_used_link_says_how_to_get_another(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    link = live_studio.new_sign_in_link()
    page.goto(link)
    page.goto(link)
    expect(page.get_by_role("heading", name="Home")).to_be_visible()

    # Home asks for more behind what is seen of it: without a session that would be refused.
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto(f"{link}&next=/jobs")
    expect(page.get_by_text("This link works no more")).to_be_visible()
    expect(page.get_by_text("studio admin sign-in-link")).to_be_visible()
    assert axe() == []
    page.get_by_label("Sign-in link").fill(live_studio.new_sign_in_link())
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Pipelines")).to_be_visible()


def test_a_blank_draft_has_no_error(
    page: Page, live_studio: LiveStudio, axe: Callable[[], list[str]]
) -> None:
    page.goto(f"{live_studio.url}/drafts/new")
    page.get_by_role("button", name="Blank").click()
    problems = page.get_by_role("region", name="Problems")
    expect(problems.get_by_role("status")).to_have_text("nothing to check yet")
    problems.get_by_role("button", name="Validate").click()
    expect(problems.get_by_text("Add a first step")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d error"))).to_have_count(0)
    assert axe() == []

    steps.prepare(live_studio)
    page.reload()
    steps.drag_from_library(page, "show_text", 280, 140)
    expect(problems.get_by_role("status")).to_have_text(re.compile("error"))
