"""Going through a page with real keys: nothing here gives the focus to an element by itself."""

import re

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 60


def tab_to(page: Page, target: Locator, back: bool = False) -> int:
    """Presses Tab (or Shift+Tab) until the target has the focus; gives how often."""
    expect(target).to_be_visible()
    for presses in range(1, MOST_STOPS + 1):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if is_focused(target):
            return presses
    raise AssertionError(f"{target} is not reached; the focus is on {focused_words(page)}")


def is_focused(target: Locator) -> bool:
    return bool(target.evaluate("one => one === document.activeElement"))


def pane_of_focus(page: Page) -> str | None:
    """The pane of the designer in which the focus is."""
    found = page.evaluate(
        "document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane') ?? null"
    )
    return None if found is None else str(found)


def focused_words(page: Page) -> str:
    """The focused element, for messages: what a screen reader would say of it."""
    return str(
        page.evaluate(
            """() => {
                const one = document.activeElement;
                const name = one.getAttribute('aria-label') || one.textContent.trim().slice(0, 60);
                return `${one.tagName} ${name}`;
            }"""
        )
    )


def to_pane(page: Page, name: str) -> None:
    """F6 from pane to pane of the designer, until the focus is in that one."""
    for _ in range(7):
        if pane_of_focus(page) == name:
            return
        page.keyboard.press("F6")
    raise AssertionError(f"F6 does not lead to {name}; the focus is on {focused_words(page)}")


def to_node(page: Page, node: Locator) -> None:
    """Into the graph of the designer, and from node to node until this one has the focus."""
    expect(node).to_be_visible()
    to_pane(page, "canvas")
    page.keyboard.press("Home")
    for _ in range(MOST_STOPS):
        if is_focused(node):
            return
        page.keyboard.press("PageDown")
    raise AssertionError(f"{node} is not reached; the focus is on {focused_words(page)}")


def choose(page: Page, *names: str | re.Pattern[str]) -> None:
    """Goes through a menu and its submenus with the arrow keys, and takes the last item."""
    for i, name in enumerate(names):
        item = page.get_by_role("menuitem", name=name, exact=isinstance(name, str))
        expect(item).to_be_visible()
        for _ in range(MOST_STOPS):
            if is_focused(item):
                break
            page.keyboard.press("ArrowDown")
        expect(item).to_be_focused()
        page.keyboard.press("Enter" if i == len(names) - 1 else "ArrowRight")
