"""A real studio, a real Chromium, and a person who has just signed in.

Every page is watched: an error on the console, or a request that fails on the server, fails the
test at its end.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.support import chromium
from tests.support.live_studio import LiveStudio

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WAIT_MS = 60_000
expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with this package: Playwright's event loop would be in the way of asynchronous tests."""
    path = chromium.find()
    if path is None:
        pytest.fail("No Chromium: run `make test`, which installs one, or set CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, live_studio: LiveStudio) -> Iterator[Page]:
    """A signed-in page at 1440x900 whose console has to stay clean."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    context.add_init_script(path=AXE)
    page = context.new_page()
    troubles: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            troubles.append(f"{message.type}: {message.text} ({message.location})")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            troubles.append(f"{response.status} {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(f"exception: {error}"))
    page.on("response", on_response)
    page.goto(live_studio.new_sign_in_link())
    page.get_by_role("navigation").first.wait_for()
    yield page
    context.close()
    assert troubles == []


@pytest.fixture
def axe(page: Page) -> Callable[[], list[str]]:
    """Runs axe on the page as it is; gives one line a violation, with its first element."""

    def run() -> list[str]:
        found = page.evaluate(
            """async () => (await axe.run(document, {
                 runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
               })).violations.map(v =>
                 `${v.id}: ${v.help}: ${v.nodes.map(n => n.html).slice(0, 2)}`)
            """
        )
        return [str(line) for line in found]

    return run
