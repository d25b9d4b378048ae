"""A step that is made ready before its turn: nothing of it runs or shows until it is let go."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from runs.execution import ahead
from runs.execution.ahead import Ahead
from runs.execution.environment import prepare
from runs.execution.order import Input, Order, Output
from runs.execution.requirements import Needs
from runs.execution.run_step import Hooks, Limits, run_step
from runs.execution.sandbox import Sandbox
from tests.unit.execution.conftest import Bench, fill


def made(bench: Bench, command: str, *ports: Input | Output) -> Ahead:
    """A step made ready on ``bench``, in an environment that is there."""
    prepare(Needs(), bench.folders.envs, lambda text: None, bench.stop, bench.box)
    order = Order(
        job="step",
        attempt=1,
        command=command,
        code=None,
        inputs=tuple(one for one in ports if isinstance(one, Input)),
        outputs=tuple(one for one in ports if isinstance(one, Output)),
    )
    found = ahead.make(order, bench.folders, bench.box, has_engine=False)
    assert found is not None
    return found


def finish(bench: Bench, step: Ahead) -> str:
    """Lets it go and waits for its end, which is given back."""
    step.let_go()
    hooks = Hooks(fill, lambda identity: True, lambda size: None, lambda: None)
    limits = Limits(bench.log_bytes, bench.grace_seconds)
    return run_step(
        step.order, bench.folders, bench.box, limits, hooks, bench.stop, ahead=step
    ).ending


def left(bench: Bench) -> list[Path]:
    return list((bench.home / "work").glob("*.ahead*"))


def test_it_runs_when_it_is_let_go_and_not_before(sandboxed: Bench) -> None:
    out = sandboxed.output("made", "uri_file", "file")
    step = made(sandboxed, "echo hello | tee {made}; pwd; ls -A /dev/stdin; head -c1", out)
    step.start(fill)
    assert step.identity() is not None
    assert not sandboxed.folders.work.exists()
    assert not sandboxed.folders.job.exists()
    assert finish(sandboxed, step) == "completed"
    assert out.target.read_text() == "hello\n"
    assert sandboxed.log == f"hello\n{sandboxed.folders.work}/code\n/dev/stdin\n"
    assert "Attempt 1" in sandboxed.system_log
    assert left(sandboxed) == []


def test_what_is_discarded_never_runs_and_leaves_nothing(sandboxed: Bench) -> None:
    out = sandboxed.output("made", "uri_file", "file")
    step = made(sandboxed, "echo hello > {made}", out)
    step.start(fill)
    child = step.child
    step.discard()
    assert child.returncode == -signal.SIGKILL
    assert left(sandboxed) == []
    assert not out.target.exists()
    assert not sandboxed.folders.job.exists()


def test_the_end_of_the_studio_lets_nobody_in(sandboxed: Bench, tmp_path: Path) -> None:
    """kill -9 of the process that has made it ready."""
    output = sandboxed.output("made", "uri_file", "file")
    made(sandboxed, "true").discard()
    program = textwrap.dedent(
        f"""
        import os
        from pathlib import Path
        from runs.execution import sandbox
        from tests.unit.execution.conftest import Bench, fill
        from tests.unit.execution.test_ahead import made
        bench = Bench(Path({str(sandboxed.home)!r}), sandbox.choose("auto"))
        out = bench.output("made", "uri_file", "file")
        step = made(bench, "echo ran >> /proc/self/fd/1; echo hello > {{made}}", out)
        step.start(fill)
        step._gate._ours.recv(1)
        print(step.child.pid, flush=True)
        os.kill(os.getpid(), 9)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    log = next(one for one in left(sandboxed) if one.suffix == ".ahead-log")
    waited = int(done.stdout)
    while Path(f"/proc/{waited}").exists() and "Z" not in _state(waited):
        os.sched_yield()
    assert log.read_text() == ""
    assert not output.target.exists()


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return "Z"


def test_a_file_that_is_still_to_come_is_seen_once_it_is_there(sandboxed: Bench) -> None:
    source = sandboxed.data("before") / "file"
    one = Input("x", "uri_file", source=source, coming="alone")
    step = made(sandboxed, "cat {x}; echo more >> {x}; ls $(dirname {x})", one)
    assert step.can_start
    step.start(fill)
    partial = source.with_name(".partial")
    partial.write_text("whole\n")
    partial.rename(source)
    assert finish(sandboxed, step) == "completed"
    assert sandboxed.log.startswith("whole\n")
    assert sandboxed.log.endswith("\nfile\n")
    assert source.read_text() == "whole\n"


def test_what_comes_later_is_waited_for(sandboxed: Bench) -> None:
    source = sandboxed.data("before")
    step = made(sandboxed, "ls {x}", Input("x", "uri_folder", source=source, coming="later"))
    assert not step.can_start
    source.mkdir()
    (source / "inside").touch()
    step.start(fill)
    assert finish(sandboxed, step) == "completed"
    assert sandboxed.log == "inside\n"


def test_who_never_comes_to_the_gate_cannot_be_let_go(sandboxed: Bench) -> None:
    sandboxed.box = Sandbox("/bin/false", "A sandbox that does not work.")
    step = made(sandboxed, "true")
    step.start(fill)
    with pytest.raises(OSError, match="before it came to its gate"):
        step.let_go()
    step.discard()
    assert left(sandboxed) == []


def test_without_a_sandbox_nothing_is_made_ready(plain: Bench) -> None:
    order = Order("step", 1, "true", None, (), ())
    assert ahead.make(order, plain.folders, plain.box, has_engine=False) is None


def test_a_step_whose_environment_is_to_be_built_is_not_made_ready(sandboxed: Bench) -> None:
    order = Order("step", 1, "true", None, (), ())
    assert ahead.make(order, sandboxed.folders, sandboxed.box, has_engine=False) is None
    assert not sandboxed.folders.envs.exists()
