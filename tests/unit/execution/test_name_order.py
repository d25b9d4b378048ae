"""Folders list by name in every Python of a step, whatever their size and without a sandbox."""

import subprocess
from pathlib import Path

import pytest

from runs.execution import pythons
from runs.execution.order import Input
from runs.execution.pythons import Python
from runs.execution.sandbox import STARTUP
from tests.unit.execution.conftest import Bench

SCRIPT = """
import glob, os, pickle, shutil, sys
from pathlib import Path

top = sys.argv[1]
wanted = sorted(f"{number}.txt" for number in range(1500))
with os.scandir(top) as entries:
    scanned = [entry.name for entry in entries]
assert scanned == wanted
assert os.listdir(top) == wanted
assert os.listdir(os.open(top, os.O_RDONLY)) == wanted
assert [os.path.basename(one) for one in glob.glob(top + "/*")] == wanted
assert [one.name for one in Path(top).iterdir()] == wanted
assert sorted(one.name for one in Path(top).glob("**/*.txt")) == wanted
shutil.copytree(top, sys.argv[2])
shutil.rmtree(sys.argv[2])
assert pickle.loads(pickle.dumps(os.listdir)) is os.listdir
assert next(os.walk(top))[2] == wanted
os.chdir(top)
assert os.listdir() == wanted
print("in order")
"""


def test_a_big_input_folder_lists_by_name_in_python(bench: Bench) -> None:
    source = bench.data("in")
    source.mkdir()
    for number in reversed(range(1500)):
        (source / f"{number}.txt").touch()
    code = bench.data("code")
    code.mkdir()
    (code / "main.py").write_text(SCRIPT)
    bench.run("python main.py {data} copy", Input("data", "uri_folder", source=source), code=code)
    assert bench.log == "in order\n"


@pytest.mark.parametrize("python", pythons.installed(), ids=lambda python: python.version)
def test_every_python_takes_it(python: Python, tmp_path: Path) -> None:
    """Each keeps these functions in places of its own."""
    source = tmp_path / "in"
    source.mkdir()
    for number in reversed(range(1500)):
        (source / f"{number}.txt").touch()
    done = subprocess.run(
        [python.program, "-c", SCRIPT, source, tmp_path / "copy"],
        env={"PYTHONPATH": str(STARTUP), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("in order\n", "")


def test_a_sitecustomize_of_the_step_still_runs(bench: Bench) -> None:
    code = bench.data("code")
    (code / "mine").mkdir(parents=True)
    (code / "mine" / "sitecustomize.py").write_text("print('mine')\n")
    place = str(Path(bench.folders.work) / "code" / "mine")
    bench.run("python -c 'print(1)'", code=code, own_variables={"PYTHONPATH": place})
    assert bench.log == "mine\n1\n"
