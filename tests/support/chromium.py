"""Finds the Chromium that browser tests drive, or installs one, or says what to do.

Order: $CHROMIUM, the PATH, Playwright's own, Debian's package (as root, with apt), Playwright's
download. ``python -m tests.support.chromium`` prints the path and exits 1 with one sentence when
there is none: browser tests are never skipped in silence.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The shell first: no window of Chromium's own is drawn behind the pages, so it is quicker.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def flags() -> list[str]:
    """Command-line flags; Chromium refuses its own sandbox as root."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)


def find() -> Path | None:
    given = os.environ.get("CHROMIUM")
    if given:
        return Path(given) if Path(given).is_file() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def install() -> Path | None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        for package in ("chromium-headless-shell", "chromium"):
            done = subprocess.run(["apt-get", "install", "-y", "-qq", package], check=False)
            if done.returncode == 0:
                break
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


def main() -> int:
    path = find() or install()
    if path is None:
        print(
            "Browser tests need Chromium: install it (Debian: apt-get install chromium) "
            "or set CHROMIUM to its path.",
            file=sys.stderr,
        )
        return 1
    print(f"Browser tests use {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
