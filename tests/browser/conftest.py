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
# A change of theme reaches the page a moment after the system asked for it, the end of one
# transition may be the start of another, and a page that began to move while axe read it was not
# at rest. A page that never rests is looked at as it is. Long animations move nothing: the time
# that a message stays is one.
AXE_AT_REST = """async () => {
  // Chromium may tell nobody of a theme that changes in the same moment as the size of the window:
  // the page then rests in the old one.
  const MOST_FRAMES = 300;
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isWorn = () => {
    const choice = localStorage.getItem('studio.theme') ?? 'system';
    const asked = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
    return (document.documentElement.dataset.theme ?? asked) === asked;
  };
  const moving = () => document.getAnimations().filter(
    one => one.playState === 'running' && one.effect.getComputedTiming().endTime < 1000);
  let found;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    let frames = 0;
    do {
      await Promise.allSettled(moving().map(one => one.finished));
      await new Promise(requestAnimationFrame);
      frames += 1;
    } while ((!isWorn() || moving().length > 0) && frames < MOST_FRAMES);
    let moved = false;
    const onMove = () => { moved = true; };
    document.addEventListener('transitionrun', onMove);
    found = await axe.run(document, { runOnly });
    document.removeEventListener('transitionrun', onMove);
    if (!moved) break;
  }
  return found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html).slice(0, 2)}`);
}"""
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
    """Runs axe on the page at rest: what fades from one colour to another has no contrast yet.

    Gives one line a violation, with its first elements.
    """

    def run() -> list[str]:
        found = page.evaluate(AXE_AT_REST)
        return [str(line) for line in found]

    return run
