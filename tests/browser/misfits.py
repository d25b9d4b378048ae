"""What does not fit on a page: lies outside of it, or is covered though it can be pressed."""

from contextlib import suppress

from playwright.sync_api import Page, ViewportSize
from playwright.sync_api import TimeoutError as Late

SIZES = (ViewportSize(width=1440, height=900), ViewportSize(width=1024, height=768))
SETTLED_MS = 10_000
MISFITS = """
() => {
  const found = []
  const say = (what, one) =>
    found.push(`${what}: ${one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 40)}`)
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways')
  for (const one of document.querySelectorAll('button, a, input, select, textarea, [role=tab]')) {
    const box = one.getBoundingClientRect()
    const x = box.left + box.width / 2, y = box.top + box.height / 2
    if (!one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue
    if (box.width < 2 || box.height < 2) continue  // for screen readers only
    if (box.right > innerWidth + 1 || box.left < -1) say('outside', one)
    if (getComputedStyle(one).pointerEvents === 'none' || isScrolledAway(one, x, y)) continue
    const top = document.elementFromPoint(x, y)
    const isIt = top && (one.contains(top) || top.contains(one))
    const isItsLabel = top?.closest('label')?.control === one || one.closest('span')?.contains(top)
    if (!isIt && !isItsLabel) say('covered', one)
  }
  return found

  function isScrolledAway(one, x, y) {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return true
    for (let around = one.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === 'visible') continue
      const box = around.getBoundingClientRect()
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) return true
    }
    return false
  }
}
"""


def at_each_size(page: Page) -> list[str]:
    """One line for each that stays once the page has settled; the page keeps the last size."""
    found: list[str] = []
    for size in SIZES:
        page.set_viewport_size(size)
        with suppress(Late):
            page.wait_for_function(f"() => ({MISFITS})().length === 0", timeout=SETTLED_MS)
        found += [f"{size['width']}: {line}" for line in page.evaluate(MISFITS)]
    return found
