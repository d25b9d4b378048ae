"""The public examples, unchanged, by the command line on a real studio.

They are fetched in development and never committed: set STUDIO_EXAMPLES to a checkout of
azureml-examples. STUDIO_EXAMPLES_LARGE=1 adds those whose environments take gigabytes.
"""

import csv
import json
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples.cases import CASES, Case
from tests.support.live_studio import LiveStudio

HOUR = 3600
EXAMPLES = os.environ.get("STUDIO_EXAMPLES", "")
pytestmark = pytest.mark.skipif(
    not EXAMPLES, reason="Set STUDIO_EXAMPLES to a checkout of azureml-examples to run these."
)


@pytest.fixture(scope="module")
def studio() -> Iterator[LiveStudio]:
    with LiveStudio.started() as running:
        yield running


@pytest.fixture(scope="module")
def iris(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the shape of the public iris.csv."""
    place = tmp_path_factory.mktemp("data") / "iris.csv"
    kinds = (
        ("setosa", 5.0, 3.4, 1.5, 0.2),
        ("versicolor", 5.9, 2.8, 4.3, 1.3),
        ("virginica", 6.6, 3.0, 5.6, 2.0),
    )
    with place.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("sepal_length", "sepal_width", "petal_length", "petal_width", "species"))
        for number in range(150):
            name, *sizes = kinds[number // 50]
            writer.writerow([*(round(size + number % 10 * 0.05, 2) for size in sizes), name])
    return place


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_example(case: Case, studio: LiveStudio, iris: Path, tmp_path: Path) -> None:
    if case.absent:
        pytest.skip(f"It needs {case.absent}.")
    if case.is_large and not os.environ.get("STUDIO_EXAMPLES_LARGE"):
        pytest.skip("Set STUDIO_EXAMPLES_LARGE=1: its environment takes gigabytes.")
    jobs = Path(EXAMPLES) / "cli" / "jobs"
    for line in case.prepare:
        noun, verb, option, file = shlex.split(line)
        studio.studio(noun, verb, option, str(jobs / file))
    sets = [one.format(iris=iris) for one in case.sets]
    if case.pins is not None:
        key, conda_file, line, pinned = case.pins
        copy = tmp_path / "conda.yaml"
        copy.write_text((jobs / conda_file).read_text().replace(line, pinned))
        sets.append(f"{key}={copy}")
    options = [word for one in sets for word in ("--set", one)]
    create = ["job", "create", "-f", str(jobs / case.file), *options, "-o", "json"]
    if case.refused:
        assert studio.studio(*create, check=False).returncode == 1
        report = studio.studio("validate", str(jobs / case.file), "-o", "json", check=False)
        found = json.loads(report.stdout)[0]["diagnostics"]
        assert case.refused in {one["code"] for one in found}
        return
    name = json.loads(studio.studio(*create).stdout)["name"]
    streamed = studio.studio("job", "stream", "-n", name, check=False, timeout=HOUR)
    sys.stdout.write(streamed.stdout[-8000:] + streamed.stderr[-4000:])
    shown = json.loads(studio.studio("job", "show", "-n", name, "--children", "-o", "json").stdout)
    assert shown["status"] == "Completed", shown["error"]
    assert {child["status"] for child in shown["jobs"]} <= {"Completed"}
    for made in shown["outputs"].values():
        assert made["uri"]
