"""A step's whole life, told by what it leaves behind."""

import os
import pwd
import shutil
import time
from pathlib import Path

import pytest

from runs.execution import homes
from runs.execution.order import Input
from tests.unit.execution.conftest import Bench, box_of


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_command_reads_inputs_and_writes_outputs(bench: Bench) -> None:
    source = bench.data("in")
    source.mkdir()
    (source / "a.txt").write_text("hello")
    ports = [
        Input("data", "uri_folder", source=source),
        Input("file", "uri_file", source=source / "a.txt"),
        Input("n", "integer", value="3"),
    ]
    out = bench.output("model")
    done = bench.run("cat {data}/a.txt {file} > {model}/copy && echo n={n}", *ports, out)
    assert (done.ending, done.exit_code, done.failure) == ("completed", 0, None)
    assert (out.target / "copy").read_text() == "hellohello"
    assert bench.log == "n=3\n"
    made = done.outputs["model"]
    assert (made["size_bytes"], made["files_count"], made["uri"]) == (10, 1, out.uri)
    assert not bench.folders.work.exists()


def test_the_code_runs_in_a_private_copy(bench: Bench) -> None:
    code = bench.data("code")
    (code / "src").mkdir(parents=True)
    (code / "src" / "main.py").write_text("print(open('beside.txt').read())\nopen('new', 'w')")
    (code / "beside.txt").write_text("beside")
    (code / "tool.sh").write_text("#!/bin/sh\necho tool")
    (code / "tool.sh").chmod(0o755)
    bench.run("python src/main.py; ./tool.sh", code=code)
    assert bench.log == "beside\ntool\n"
    assert names_in(code) == ["beside.txt", "src", "tool.sh"]


def test_both_streams_come_in_the_order_they_were_written(bench: Bench) -> None:
    script = (
        "import sys\n"
        "for i in range(500):\n"
        "    print('out', i, flush=True)\n"
        "    print('err', i, file=sys.stderr, flush=True)\n"
    )
    bench.run(f'python -c "{script}"')
    assert bench.log.splitlines() == [f"{kind} {i}" for i in range(500) for kind in ("out", "err")]


def test_a_python_step_is_not_buffered(bench: Bench) -> None:
    seen = []

    def look(size: int) -> None:
        seen.append(bench.log if size else "")
        if "first" in seen[-1]:
            bench.stop.request("canceled")

    bench.on_log = look
    done = bench.run("python -c \"import time; print('first'); time.sleep(60)\"")
    assert done.ending == "canceled"


@pytest.mark.parametrize(
    ("command", "code"), [("exit 3", 3), ("false", 1), ("nonsense-program", 127), ("(", 2)]
)
def test_an_exit_code_fails_the_step(bench: Bench, command: str, code: int) -> None:
    done = bench.run(command)
    assert (done.ending, done.exit_code) == ("failed", code)
    assert done.failure is not None
    assert done.failure.code == "command-failed"
    assert f"exit code {code}" in bench.system_log


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("exit 3", "The end of user_logs/std_log.txt says more."),
        ("nonsense-program", 'no program "nonsense-program"'),
        ("python train.py", 'no file "train.py"'),
        ("python -c 'import nonsense.inner'", 'no module "nonsense"'),
    ],
)
def test_a_failed_step_says_what_to_do(bench: Bench, command: str, hint: str) -> None:
    done = bench.run(command)
    assert done.failure is not None
    assert hint in str(done.failure.hint)


def test_a_killed_command_says_so(bench: Bench) -> None:
    done = bench.run('python -c "import os; os.kill(os.getpid(), 9)"')
    assert (done.ending, done.exit_code) == ("failed", 137)
    assert done.failure is not None
    assert "killed" in done.failure.message


def test_a_missing_output_fails_the_step(bench: Bench) -> None:
    done = bench.run("true", bench.output("table", "uri_file", "table.csv"))
    assert done.ending == "failed"
    assert done.failure is not None
    assert (done.failure.code, "table" in done.failure.message) == ("missing-output", True)


def test_a_step_that_deletes_its_outputs_folder_fails(bench: Bench) -> None:
    out = bench.output("model")
    done = bench.run("rm -r {model}", out)
    assert done.failure is not None
    assert done.failure.code == "missing-output"
    assert not out.target.exists()


def test_outputs_of_a_failed_step_are_not_committed(bench: Bench) -> None:
    out = bench.output("model")
    bench.run("touch {model}/half; exit 1", out)
    assert not out.target.exists()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [("integer", "42\\n", "42"), ("number", "0.5", "0.5"), ("boolean", "true", "true")],
)
def test_a_primitive_output_has_a_value(bench: Bench, kind: str, text: str, value: str) -> None:
    done = bench.run(f"printf '{text}' > {{n}}", bench.output("n", kind, "value"))
    assert done.outputs["n"]["value"] == value


def test_a_primitive_output_of_another_type_fails_the_step(bench: Bench) -> None:
    done = bench.run("echo many > {n}", bench.output("n", "integer", "value"))
    assert done.failure is not None
    assert done.failure.code == "bad-output"


def test_outputs_and_logs_beside_the_code_are_artifacts(bench: Bench) -> None:
    bench.run("mkdir -p outputs/deep logs; echo 1 > outputs/deep/a; echo 2 > logs/b; exit 1")
    kept = bench.folders.artifacts
    assert (kept / "outputs" / "deep" / "a").read_text() == "1\n"
    assert (kept / "logs" / "b").read_text() == "2\n"


def test_outputs_and_logs_are_there_before_the_command(bench: Bench) -> None:
    bench.run("echo 1 > outputs/a && echo 2 > logs/b")
    assert (bench.folders.artifacts / "outputs" / "a").read_text() == "1\n"
    assert (bench.folders.artifacts / "logs" / "b").read_text() == "2\n"


def test_the_output_artifacts_holds_them_too(bench: Bench) -> None:
    done = bench.run("echo 1 > outputs/a", bench.output("artifacts"))
    assert done.outputs["artifacts"]["files_count"] == 1
    assert (bench.data("out/artifacts") / "outputs" / "a").read_text() == "1\n"
    assert (bench.folders.artifacts / "outputs" / "a").exists()


def test_an_input_that_is_gone_fails_the_step(bench: Bench) -> None:
    done = bench.run("true", Input("data", "uri_folder", source=bench.data("gone")))
    assert done.failure is not None
    assert done.failure.code == "input-not-found"


def test_nothing_of_the_studio_is_in_the_environment(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_SECRET_KEY", "hush")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    bench.run("env", variables={"MLFLOW_RUN_ID": "r"}, own_variables={"MINE": "1", "HOME": "/"})
    lines = dict(line.partition("=")[::2] for line in bench.log.splitlines())
    assert "hush" not in bench.log
    assert (lines["MINE"], lines["MLFLOW_RUN_ID"]) == ("1", "r")
    assert lines["HTTPS_PROXY"] == "http://proxy"
    assert lines["HOME"].startswith(str(bench.folders.work))


def test_a_second_attempt_goes_on_in_the_same_log(bench: Bench) -> None:
    bench.run("echo one")
    bench.run("echo two", attempt=2)
    assert bench.log == "one\n\n[Pipeline Studio] Attempt 2\ntwo\n"


def test_a_work_folder_without_rights_is_cleared_away(bench: Bench) -> None:
    bench.run("mkdir -p a/b; touch a/b/c; chmod 000 a/b a")
    assert not bench.folders.work.exists()


def test_a_fault_of_the_studio_is_the_steps_outcome(bench: Bench) -> None:
    done = bench.run("true", code=bench.data("no-such-snapshot"))
    assert done.failure is not None
    assert done.failure.code == "studio-fault"
    assert "Traceback" in bench.system_log


def test_a_sandboxed_step_sees_nothing_else_of_the_studio(sandboxed: Bench) -> None:
    secret = sandboxed.home / "secret.key"
    sandboxed.home.mkdir()
    secret.write_text("hush")
    command = f"ls {sandboxed.home}; cat {secret}; ls /tmp; kill -9 {os.getpid()}; ls -A /run"
    sandboxed.run(command)
    assert sandboxed.log.startswith("envs\nwork\ncat:")
    assert "hush" not in sandboxed.log


def test_a_sandboxed_step_sees_nothing_of_the_home_of_who_runs_the_studio(
    sandboxed: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But a Python that lies there, and what the machine's settings name."""
    home = tmp_path / "service"
    for name in (".ssh/id", ".config/pip/pip.conf", "tools/mine"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / ".ssh" / "id").write_text("hush")
    secret = "[global]\nindex-url = https://me:hush@packages.example/simple\n"
    (home / ".config" / "pip" / "pip.conf").write_text(secret)
    (home / "tools" / "mine").write_text("#!/bin/sh\necho a tool\n")
    (home / "tools" / "mine").chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", f"{home}/tools:{os.environ['PATH']}")
    own = pwd.getpwuid(os.getuid()).pw_dir
    for cached in (homes.hidden, homes.named_by_the_machine):
        cached.cache_clear()
    try:
        command = (
            f"ls -A {home}; cat {home}/.ssh/id {home}/.config/pip/pip.conf; mine;"
            f" touch {home}/x; python -c 'import json; print(1)'; ls -A {own};"
            " echo $PIP_INDEX_URL; env"
        )
        done = sandboxed.run(command)
    finally:
        for cached in (homes.hidden, homes.named_by_the_machine):
            cached.cache_clear()
    assert done.ending == "completed"
    assert sandboxed.log.startswith("tools\n")
    assert "hush" not in sandboxed.log
    assert "\n.config\n" not in sandboxed.log
    assert "a tool\n" in sandboxed.log
    assert "\n1\n" in sandboxed.log
    assert "\nhttps://packages.example/simple\n" in sandboxed.log
    assert not (home / "x").exists()


def test_a_sandboxed_step_cannot_change_its_inputs_or_the_system(sandboxed: Bench) -> None:
    source = sandboxed.data("in")
    source.mkdir()
    for name in "ba":
        (source / name).write_text(name)
    outside = Path.home() / "pipeline-studio-test"
    sandboxed.run(
        f"rm {{data}}/a; touch {{data}}/c; echo x > {{one}}; touch {outside};"
        "touch /tmp/mine && echo ok",
        Input("data", "uri_folder", source=source),
        Input("one", "uri_file", source=source / "b"),
    )
    assert names_in(source) == ["a", "b"]
    assert (source / "b").read_text() == "b"
    assert not outside.exists()
    assert sandboxed.log.endswith("ok\n")


@pytest.mark.parametrize("setting", ["bubblewrap", "none"])
def test_a_home_that_is_not_under_tmp_works_too(setting: str) -> None:
    home = Path.home() / f".pipeline-studio-test-{os.getpid()}"
    bench = Bench(home, box_of(setting))
    try:
        out = bench.output("model")
        done = bench.run("python -c 'import sys; print(sys.prefix)'; touch {model}/x", out)
        assert done.ending == "completed"
        assert (out.target / "x").exists()
    finally:
        while list(home.glob("work/*.gone")):  # cleared meanwhile
            time.sleep(0.01)
        shutil.rmtree(home)


def test_an_input_folder_lists_by_name(sandboxed: Bench) -> None:
    source = sandboxed.data("in")
    (source / "sub").mkdir(parents=True)
    for name in ("z", "b", "k10", "k9", "a"):
        (source / name).write_text(name)
        (source / "sub" / name).write_text(name)
    (source / "link").symlink_to("a")
    sandboxed.run(
        "ls -U {data} && ls -U {data}/sub && cat {data}/link",
        Input("data", "uri_folder", source=source),
    )
    names = ["a", "b", "k10", "k9", "link", "sub", "z"]
    inner = ["a", "b", "k10", "k9", "z"]
    assert sandboxed.log == "\n".join([*names, *inner, "a"])


def test_an_input_folder_of_many_files_is_shown_as_it_is(sandboxed: Bench) -> None:
    source = sandboxed.data("in")
    source.mkdir()
    for number in range(1000):
        (source / str(number)).touch()
    sandboxed.run("ls {data} | wc -l", Input("data", "uri_folder", source=source))
    assert sandboxed.log.strip() == "1000"
