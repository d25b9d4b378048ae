"""A draft without places is arranged for the first who may change it, and for nobody after."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Worker, expect

from tests.browser import designer_steps as steps
from tests.browser.conftest import WAIT_MS
from tests.support.live_studio import LiveStudio

Opener = Callable[[str], Page]


@pytest.fixture
def opener(browser: Browser, live_studio: LiveStudio) -> Iterator[Opener]:
    """Each in a browser of their own, which keeps nothing from before."""
    steps.prepare(live_studio)
    contexts: list[BrowserContext] = []

    def signed_in(link: str) -> Page:
        context = browser.new_context(reduced_motion="reduce")
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(link)
        page.get_by_role("navigation").first.wait_for()
        return page

    yield signed_in
    for context in contexts:
        context.close()


def test_the_first_places_are_kept_for_everybody(opener: Opener, live_studio: LiveStudio) -> None:
    unplaced = steps.two_steps("placed once") | {"layout": {"nodes": {}}}
    with live_studio.client() as client:
        draft = steps.new_draft(client, "Placed by whoever comes first", unplaced)
    reader_link = live_studio.studio("admin", "create-user", "renata", "--role", "reader").stdout
    writes: list[str] = []

    def on_request(request: Request) -> None:
        if request.method == "PUT":
            writes.append(request.url)

    def opened(link: str) -> tuple[Page, list[Worker]]:
        page = opener(link)
        workers: list[Worker] = []
        page.on("worker", lambda worker: workers.append(worker))
        page.on("request", on_request)
        steps.open_draft(page, live_studio, draft)
        expect(steps.node(page, "show_text")).to_be_visible()
        steps.wait_still(page, "show_text")
        return page, workers

    _, workers = opened(reader_link.split()[-1])
    assert len(workers) == 1
    assert writes == []

    page = opener(live_studio.new_sign_in_link())
    with page.expect_response(lambda one: one.request.method == "PUT") as answered:
        steps.open_draft(page, live_studio, draft)
    assert answered.value.status == 204
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    _, workers = opened(live_studio.new_sign_in_link())
    assert workers == []
    assert writes == []
    with live_studio.client() as client:
        found = client.get(steps.api(f"drafts/{draft}")).json()
        saves = client.get(steps.api(f"drafts/{draft}/revisions")).json()["items"]
    assert {"make_text", "show_text"} <= set(found["document"]["layout"]["nodes"])
    assert (found["revision"], [one["action"] for one in saves]) == (1, ["create"])
