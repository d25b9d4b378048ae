"""Lists and one job at 100 and at 100,000 jobs: the cost should be that of what is shown."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Result

ROOT = Path(__file__).resolve().parents[2]


def measure() -> Result:
    few, many = _asked(100), _asked(100_000)
    found: Result = {}
    for name, cost in many.items():
        found[f"{name} at 100,000 jobs, ms"] = cost
        found[f"{name}, 100,000 jobs / 100 jobs"] = cost / few[name]
    return found


def _asked(jobs: int) -> Result:
    return in_a_home_of_its_own("lists_worker", str(jobs))


def in_a_home_of_its_own(module: str, *arguments: str) -> Result:
    """In a process of its own, too, since Django's settings belong to a process. What it measures
    it prints, a line each."""
    with tempfile.TemporaryDirectory(prefix="studio-bench-") as home:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{module}", *arguments],
            cwd=ROOT,
            env=os.environ | {"STUDIO_HOME": home, "DJANGO_SETTINGS_MODULE": "studio.settings"},
            check=True,
            capture_output=True,
            text=True,
        )
    rows = (line.rpartition(" ") for line in done.stdout.splitlines())
    return {name: float(cost) for name, _, cost in rows}
