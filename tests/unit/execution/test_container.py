"""Steps in real containers; skipped where no engine works."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

from runs.execution import process
from runs.execution.engine import Engine
from runs.execution.order import Input
from runs.execution.process import container_name
from runs.execution.stopping import Reason
from runs.plan.processes import Processes
from tests.unit.execution import engines
from tests.unit.execution.conftest import Bench, box_of
from tests.unit.execution.engines import IMAGE

OWN = {"image": IMAGE}


@pytest.fixture(scope="module")
def engine() -> Engine:
    found = engines.working()
    if found is None:
        pytest.skip(engines.WHY_NONE)
    return found


@pytest.fixture
def contained(tmp_path: Path, engine: Engine) -> Iterator[Bench]:
    bench = Bench(tmp_path / "studio", box_of("none"), engine=engine)
    yield bench
    assert container_of(bench) == ""
    assert not process.container_record(bench.folders.work).exists()


def container_of(bench: Bench) -> str:
    """The state of the step's container, empty for none."""
    assert bench.engine is not None
    name = container_name(bench.folders.work)
    code, text = bench.engine.call("inspect", "--format", "{{.State.Status}}", name)
    return text if code == 0 else ""


def until_ready(bench: Bench, reason: Reason) -> None:
    def look(size: int) -> None:
        if size and "ready" in bench.log:
            bench.stop.request(reason)

    bench.on_log = look


def test_a_command_reads_inputs_and_writes_outputs(contained: Bench) -> None:
    source = contained.data("in")
    source.mkdir()
    (source / "a,b.txt").write_text("hello")
    code = contained.data("code")
    code.mkdir()
    (code / "beside.txt").write_text("beside")
    out, number = contained.output("model"), contained.output("n", "integer", "value")
    done = contained.run(
        "cat {data}/* {file} beside.txt > {model}/copy && printf 42 > {n}; touch {data}/no; id -u",
        Input("data", "uri_folder", source=source),
        Input("file", "uri_file", source=source / "a,b.txt"),
        out,
        number,
        code=code,
        environment=OWN,
    )
    assert done.ending == "completed", contained.log
    assert (out.target / "copy").read_text() == "hellohellobeside"
    assert (out.target / "copy").stat().st_uid == os.geteuid()
    assert done.outputs["n"]["value"] == "42"
    assert "Read-only file system" in contained.log
    assert contained.log.endswith(f"\n{os.geteuid()}\n")
    assert "Container: " in contained.system_log
    assert not contained.folders.work.exists()


def test_variables_reach_the_command_and_nothing_of_the_machine(
    contained: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_SECRET_KEY", "hush")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    lines = {"ONE": 'x "y" #z', "TWO": "a\nb", "PATH_LIKE": "$HOME"}
    contained.run(f"env; ls {contained.home}", environment=OWN, variables=lines)
    assert 'ONE=x "y" #z\n' in contained.log
    assert "TWO=a\nb\n" in contained.log
    assert "PATH_LIKE=$HOME\n" in contained.log
    assert "hush" not in contained.log
    assert "secret.key" not in contained.log


def test_both_streams_come_in_the_order_they_were_written(contained: Bench) -> None:
    contained.run("for i in $(seq 300); do echo out $i; echo err $i >&2; done", environment=OWN)
    expected = [f"{kind} {i}" for i in range(1, 301) for kind in ("out", "err")]
    assert contained.log.splitlines() == expected


@pytest.mark.parametrize(("command", "code"), [("exit 3", 3), ("nonsense-program", 127)])
def test_an_exit_code_fails_the_step(contained: Bench, command: str, code: int) -> None:
    done = contained.run(command, environment=OWN)
    assert (done.ending, done.exit_code) == ("failed", code)
    assert done.failure is not None
    assert done.failure.code == "command-failed"


def test_a_service_of_this_machine_is_reached(contained: Bench, tmp_path: Path) -> None:
    """As the MLflow address is."""
    (tmp_path / "page").write_text("from the studio")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/page"
        contained.run(f"wget -q -O - {address}", environment=OWN)
        server.shutdown()
    assert contained.log == "from the studio"


def test_shared_memory_has_the_size_that_is_asked(contained: Bench) -> None:
    contained.run("df /dev/shm", environment=OWN, resources={"shm_size": "64m"})
    assert "65536" in contained.log


@pytest.mark.parametrize("given", ["--hostname there", ["--hostname", "there"]])
def test_harmless_docker_args_are_passed_on(contained: Bench, given: object) -> None:
    arguments = {"docker_args": given}
    done = contained.run("cat /etc/hostname", environment=OWN, resources=arguments)
    assert done.ending == "completed"
    contained.folders.user_log.unlink()
    contained.run("cat /proc/sys/kernel/hostname", environment=OWN)
    assert contained.log != "there\n"


@pytest.mark.parametrize("reason", ["canceled", "stopped", "lost"])
def test_a_stop_ends_the_container(contained: Bench, reason: Reason) -> None:
    contained.grace_seconds = 0.5
    until_ready(contained, reason)
    command = "trap '' TERM; setsid sleep 61 & echo ready; sleep 60 & wait; sleep 60"
    done = contained.run(command, environment=OWN)
    assert (done.ending, done.failure) == (reason, None)


def test_a_canceled_step_may_tidy_up_but_starts_nothing_more(contained: Bench) -> None:
    contained.grace_seconds = 60
    until_ready(contained, "canceled")
    inner = "sh -c 'trap \"echo tidied; exit 0\" TERM; echo ready; sleep 60 & wait'"
    done = contained.run(f"{inner}; echo next", environment=OWN)
    assert done.ending == "canceled"
    assert contained.log.endswith("ready\ntidied\n")


def test_a_step_over_its_time_is_ended(contained: Bench) -> None:
    contained.grace_seconds = 0.3
    done = contained.run("trap '' TERM; sleep 60", environment=OWN, timeout_seconds=1.0)
    assert done.failure is not None
    assert done.failure.code == "timeout"


def test_what_a_killed_worker_left_is_ended(contained: Bench) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.unit.execution import engines\n"
        "from tests.unit.execution.conftest import Bench, box_of\n"
        "bench = Bench(Path(sys.argv[1]), box_of('none'), engine=engines.working())\n"
        f"bench.run('echo ready; sleep 66', environment={OWN!r})\n"
    )
    root = Path(__file__).resolve().parents[3]
    worker = psutil.Popen([sys.executable, "-c", script, str(contained.home)], cwd=root)
    deadline = time.monotonic() + 60
    while not (contained.folders.user_log.exists() and "ready" in contained.log):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert container_of(contained) == "running"
    process.end_leftovers({}, contained.folders.work)
    while container_of(contained):  # the engine's own supervisor removes it
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_long_step_is_monitored_from_inside_its_container(contained: Bench) -> None:
    contained.run("echo ready; sleep 1.5", environment=OWN)
    lines = contained.folders.monitor(1).read_text().splitlines()
    assert len(lines) >= 2
    assert int(lines[1].split(",")[2]) > 0


def test_an_image_that_cannot_be_had_fails_the_step_with_the_reason(contained: Bench) -> None:
    done = contained.run("true", environment={"image": "localhost/no-such-image:9"})
    assert done.failure is not None
    assert done.failure.code == "image-failed"
    told = done.failure.message
    assert told.startswith('The image "localhost/no-such-image:9" could not be pulled: ')
    assert "\n" not in told
    assert told.count("no-such-image") > 1  # in the cause, too
    assert "Pulling the image." in contained.system_log
    assert "pull localhost/no-such-image:9" in contained.system_log
    assert not contained.started.is_set()


def build_of(bench: Bench, dockerfile: str, **more: Any) -> dict[str, Any]:
    context = bench.data("context")
    context.mkdir(exist_ok=True)
    (context / "Dockerfile").write_text(dockerfile)
    return {"environment": {"build": {"path": "x", **more}}, "build_context": context}


def test_a_build_context_is_built_once(contained: Bench) -> None:
    built = build_of(contained, f"FROM {IMAGE}\nRUN echo building-{time.time_ns()} > /made\n")
    done = contained.run("cat /made", **built)
    assert done.ending == "completed", contained.system_log
    assert contained.log.startswith("building-")
    assert "Building the image" in contained.system_log
    assert "RUN echo building-" in contained.system_log
    contained.folders.system_log.unlink()
    contained.run("cat /made", **built)
    assert "Building" not in contained.system_log


def test_steps_at_once_build_once(tmp_path: Path, engine: Engine) -> None:
    dockerfile = f"FROM {IMAGE}\nRUN sleep 0.5; echo {time.time_ns()} > /made\n"
    benches = [Bench(tmp_path / str(i), box_of("none"), engine=engine) for i in range(4)]
    for bench in benches:
        bench.envs = tmp_path / "envs"
    runs = [(bench, build_of(bench, dockerfile)) for bench in benches]
    threads = [
        threading.Thread(target=bench.run, args=("cat /made",), kwargs=built)
        for bench, built in runs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({bench.log for bench in benches}) == 1
    told = [bench.system_log for bench in benches]
    assert sum("The image is built." in one for one in told) == 1


def test_a_build_that_fails_fails_the_step_with_its_log(contained: Bench) -> None:
    dockerfile = f"FROM {IMAGE}\nRUN echo so-far-so-good-{time.time_ns()}; exit 7\n"
    done = contained.run("true", **build_of(contained, dockerfile))
    assert done.failure is not None
    assert done.failure.code == "image-failed"
    assert "so-far-so-good" in contained.system_log
    assert not contained.started.is_set()


def test_a_stop_ends_the_build(contained: Bench) -> None:
    contained.stop.request("canceled")
    done = contained.run("true", **build_of(contained, f"FROM {IMAGE}\nRUN sleep 60\n"))
    assert done.ending == "canceled"


def test_an_image_without_python_cannot_run_several_processes_and_says_so(
    contained: Bench,
) -> None:
    done = contained.run("echo hi", environment=OWN, processes=Processes("pytorch", 1, 2))
    assert (done.ending, done.exit_code) == ("failed", 127)
    assert "The image has no Python, which steps of several processes need." in contained.log
