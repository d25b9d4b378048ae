"""Parallel steps with real processes: an input is split, tried again, put together in order."""

import textwrap
from pathlib import Path
from typing import Any

import pytest

from runs.execution.order import Input, Outcome
from runs.plan import parallel
from tests.unit.execution.conftest import Bench
from tests.unit.execution.test_ending import left_of

UPPER = """
import os

def run(mini_batch):
    return [os.path.basename(one) + " " + open(one).read().strip().upper() for one in mini_batch]
"""


def settings(workers: int = 2, **given: Any) -> dict[str, Any]:
    written = {"input_data": "${{inputs.data}}", "append_row_to": "${{outputs.rows}}", **given}
    return parallel.settings(written, 1) | {"workers": workers}


def files(bench: Bench, count: int) -> Path:
    folder = bench.data("in")
    folder.mkdir()
    for number in range(count):
        (folder / f"f{number:02}.txt").write_text(f"text {number}\n")
    return folder


def score(bench: Bench, script: str, data: Path, arguments: str = "", **given: Any) -> Outcome:
    code = bench.data("code")
    code.mkdir(exist_ok=True)
    (code / "score.py").write_text(textwrap.dedent(script))
    source = Input("data", given.pop("type", "uri_folder"), source=data)
    rows = bench.output("rows", "uri_file", "rows.txt")
    found = settings(**given)
    return bench.run(f"score.py {arguments}", source, rows, code=code, parallel=found)


def rows_of(bench: Bench) -> list[str]:
    return (bench.data("out/rows") / "rows.txt").read_text().splitlines()


def log_names(bench: Bench) -> list[str]:
    return sorted(one.name for one in bench.folders.user_logs.iterdir())


def why(done: Outcome) -> str:
    assert done.failure is not None
    return done.failure.message


def test_rows_come_in_the_order_of_the_input_whoever_is_first(bench: Bench) -> None:
    script = f"""{UPPER}
import time
_run = run
def run(mini_batch):
    time.sleep(0.2 if "f00" in mini_batch[0] else 0)
    return _run(mini_batch)
"""
    done = score(bench, script, files(bench, 7), mini_batch_size="2")
    assert done.ending == "completed", bench.log
    assert rows_of(bench) == [f"f{n:02}.txt TEXT {n}" for n in range(7)]
    assert "4 mini-batches, 2 workers" in bench.log
    assert "4 of 4 mini-batches" in bench.log
    assert "Done: 7 items, 0 of them failed." in bench.log


def test_a_mini_batch_is_one_file_unless_the_step_says_more(bench: Bench) -> None:
    script = "def run(mini_batch):\n    return [len(mini_batch)] * len(mini_batch)\n"
    assert score(bench, script, files(bench, 3)).ending == "completed", bench.log
    assert rows_of(bench) == ["1", "1", "1"]


def test_a_size_in_bytes_gathers_files_until_they_hold_so_many(bench: Bench) -> None:
    folder = bench.data("in")
    folder.mkdir()
    for name, size in (("a", 600), ("b", 600), ("c", 2000), ("d", 1)):
        (folder / name).write_text("x" * size)
    script = "def run(mini_batch):\n    return [len(mini_batch)] * len(mini_batch)\n"
    score(bench, script, folder, mini_batch_size="1kb")
    assert rows_of(bench) == ["2", "2", "1", "1"]


def test_the_script_is_initialised_once_a_worker_and_gets_its_arguments(bench: Bench) -> None:
    script = """
    import argparse, sys
    def init():
        global word
        parser = argparse.ArgumentParser(allow_abbrev=False)
        parser.add_argument("--word")
        args, rest = parser.parse_known_args()
        word = args.word
        print("init", sys.argv, __file__)
    def run(mini_batch, context):
        return [f"{word} {context.minibatch_index}" for _ in mini_batch]
    def shutdown():
        print("shut down")
    """
    arguments = "--word 'two words' --error_threshold 3 --copy_logs_to_parent True --other 1"
    done = score(bench, script, files(bench, 3), arguments, workers=1)
    assert done.ending == "completed", bench.log
    assert rows_of(bench) == [f"two words {n}" for n in range(3)]
    printed = (bench.folders.user_logs / "std_log_process_00.txt").read_text()
    assert printed.count("init ['score.py', '--word', 'two words', '--other', '1']") == 1
    assert printed.endswith("shut down\n")


def test_the_script_may_import_what_lies_beside_it(bench: Bench) -> None:
    code = bench.data("code")
    code.mkdir()
    (code / "beside.py").write_text("WORD = 'beside'\n")
    script = "import beside\ndef run(mini_batch):\n    return [beside.WORD for _ in mini_batch]\n"
    assert score(bench, script, files(bench, 1)).ending == "completed", bench.log
    assert rows_of(bench) == ["beside"]


def test_each_worker_that_started_has_a_log(bench: Bench) -> None:
    script = "def run(mini_batch):\n    print('seen')\n    return mini_batch\n"
    score(bench, script, files(bench, 1), workers=3)
    assert log_names(bench) == ["std_log.txt", "std_log_process_00.txt"]


FAILS_ON_SECOND = """
import os
def run(mini_batch):
    if "f01" in mini_batch[0]:
        raise ValueError("cannot read this one\\nand here is why")
    return mini_batch
"""


def test_a_failed_mini_batch_is_tolerated_unless_the_step_says_how_many(bench: Bench) -> None:
    done = score(bench, FAILS_ON_SECOND, files(bench, 3), retry_settings={"max_retries": 1})
    assert done.ending == "completed", bench.log
    assert len(rows_of(bench)) == 2
    assert "Mini-batch 1 of 3 (f01.txt) failed on try 1 and is tried again" in bench.log
    assert "failed on try 2, its last:" in bench.log
    assert "ValueError: cannot read this one" in bench.log
    assert "3 of 3 mini-batches, 1 of them failed" in bench.log


def test_too_many_failed_mini_batches_fail_the_step_with_the_first_of_them(bench: Bench) -> None:
    done = score(
        bench,
        FAILS_ON_SECOND,
        files(bench, 3),
        retry_settings={"max_retries": 0},
        mini_batch_error_threshold=0,
    )
    assert (done.ending, done.exit_code) == ("failed", 1)
    assert why(done) == (
        "1 mini-batches failed; mini_batch_error_threshold is 0. "
        "Mini-batch 1 of 3 (f01.txt) failed: ValueError: cannot read this one"
    )
    assert done.failure is not None
    assert done.failure.code == "mini-batches-failed"
    assert left_of(bench) == []


def test_a_failure_names_what_went_wrong_first(bench: Bench) -> None:
    """Later tries fail over what the first one left."""
    script = """
    import os
    def run(mini_batch):
        if os.path.exists("left"):
            raise FileExistsError("left is there already")
        open("left", "w").close()
        raise ValueError("the cause")
    """
    once = {"max_retries": 1}
    data = files(bench, 1)
    done = score(bench, script, data, retry_settings=once, mini_batch_error_threshold=0)
    assert why(done).endswith(
        "Mini-batch 0 of 1 (f00.txt) failed: FileExistsError: left is there already"
        " On its first try: ValueError: the cause"
    )


def test_items_that_are_not_returned_have_failed(bench: Bench) -> None:
    script = "def run(mini_batch):\n    return mini_batch[:-1]\n"
    data = files(bench, 6)
    assert score(bench, script, data, mini_batch_size="3").ending == "completed"
    assert "Done: 6 items, 2 of them failed." in bench.log
    done = score(bench, script, data, mini_batch_size="3", error_threshold=1)
    assert why(done).startswith("2 items failed; error_threshold is 1.")


def test_the_runners_own_options_in_the_arguments_hold(bench: Bench) -> None:
    data = files(bench, 4)
    retry = {"max_retries": 0}
    done = score(bench, FAILS_ON_SECOND, data, "--error_threshold=0", retry_settings=retry)
    assert why(done).startswith("1 items failed; error_threshold is 0.")
    done = score(bench, FAILS_ON_SECOND, data, "--allowed_failed_percent 20", retry_settings=retry)
    assert why(done).startswith("25 % of the mini-batches failed; --allowed_failed_percent is 20.")
    assert score(bench, FAILS_ON_SECOND, data, "--allowed_failed_percent 30").ending == "completed"


def test_a_mini_batch_that_takes_too_long_is_ended_and_tried_again(bench: Bench) -> None:
    script = """
    import os, time
    def run(mini_batch):
        if "f00" in mini_batch[0] and not os.path.exists("tried"):
            open("tried", "w").close()
            time.sleep(60)
        return mini_batch
    """
    done = score(bench, script, files(bench, 2), retry_settings={"timeout": 1})
    assert done.ending == "completed", bench.log
    assert len(rows_of(bench)) == 2
    assert "is tried again: run() did not end within 1 seconds" in bench.log


def test_a_worker_that_crashes_is_replaced(bench: Bench) -> None:
    script = """
    import os
    def run(mini_batch):
        if "f01" in mini_batch[0]:
            os.kill(os.getpid(), 11)
        return mini_batch
    """
    done = score(bench, script, files(bench, 4), retry_settings={"max_retries": 1}, workers=1)
    assert done.ending == "completed", bench.log
    assert len(rows_of(bench)) == 3
    assert "is tried again: the worker process ended with signal 11" in bench.log


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("def init():\n    raise OSError('no model')\ndef run(m):\n    return m\n", "no model"),
        ("import nonsense_module\n", "No module named 'nonsense_module'"),
        ("x = 1\n", "score.py has no function run(mini_batch)"),
    ],
)
def test_a_script_that_cannot_start_fails_the_step(bench: Bench, script: str, reason: str) -> None:
    done = score(bench, script, files(bench, 50), retry_settings={"max_retries": 1})
    assert why(done).startswith("score.py could not be started:")
    assert reason in why(done)
    assert "Traceback" in bench.log
    assert left_of(bench) == []


def test_what_run_returns_must_be_a_list_or_a_frame(bench: Bench) -> None:
    script = "def run(mini_batch):\n    pass\n"
    done = score(
        bench,
        script,
        files(bench, 1),
        mini_batch_error_threshold=0,
        retry_settings={"max_retries": 0},
    )
    assert "run() returned NoneType; it must return a list or a DataFrame" in why(done)


def test_an_empty_input_fails_with_a_sentence(bench: Bench) -> None:
    done = score(bench, UPPER, files(bench, 0))
    assert why(done) == "There is nothing to split: the input holds no files or rows."


def test_cancel_ends_the_driver_and_its_workers(bench: Bench) -> None:
    bench.grace_seconds = 0.3
    script = """
    import subprocess, time
    def run(mini_batch):
        subprocess.Popen(["sleep", "66"])
        open("../studio/batches/ready", "w").close()
        print("ready", flush=True)
        time.sleep(60)
    """

    def look(size: int) -> None:
        log = bench.folders.user_logs / "std_log_process_00.txt"
        if log.exists() and "ready" in log.read_text():
            bench.stop.request("canceled")

    bench.on_log = look
    done = score(bench, script, files(bench, 2))
    assert (done.ending, done.failure) == ("canceled", None)
    assert left_of(bench) == []


def test_a_table_of_files_gives_paths(bench: Bench) -> None:
    data = files(bench, 4)
    (data / "other.csv").write_text("a\n1\n")
    (data / "MLTable").write_text("paths:\n  - pattern: ./f0[12].txt\n  - file: ./f00.txt\n")
    assert score(bench, UPPER, data, type="mltable").ending == "completed", bench.log
    assert [one.split()[0] for one in rows_of(bench)] == ["f01.txt", "f02.txt", "f00.txt"]


def test_files_are_grouped_by_the_keys_in_their_paths(bench: Bench) -> None:
    data = bench.data("in")
    for store, brand in ((1000, "a"), (1000, "b"), (2000, "a")):
        (data / str(store) / brand).mkdir(parents=True)
        (data / str(store) / brand / "part.csv").write_text("x\n1\n")
    (data / "1000" / "a" / "more.csv").write_text("x\n2\n")
    (data / "MLTable").write_text(
        "paths:\n  - pattern: ./**/*.csv\ntransformations:\n"
        "  - extract_columns_from_partition_format:\n"
        "      partition_format: '{Store}/{Brand}/{file_name}.{extension}'\n"
    )
    script = """
    def run(mini_batch, mini_batch_context):
        keys = mini_batch_context.partition_key_value
        return [f"{keys['Store']} {keys['Brand']} {len(mini_batch)}"]
    """
    done = score(bench, script, data, type="mltable", partition_keys=["Store", "Brand"])
    assert done.ending == "completed", bench.log
    assert rows_of(bench) == ["1000 a 2", "1000 b 1", "2000 a 1"]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("paths: [{file: ./nope.csv}]", "mini-batches-failed", "nope.csv, which is not there"),
        ("paths: [{file: 'azureml://x/y'}]", "mini-batches-failed", "only paths beside it"),
        ("transformations: [{summarise: 5}]", "mini-batches-failed", "transformation summarise"),
        ("paths: [", "bad-mltable", "MLTable file of input"),
        ("- a", "bad-mltable", "MLTable file of input"),
    ],
)
def test_a_table_that_cannot_be_split_is_refused(
    bench: Bench, text: str, code: str, message: str
) -> None:
    data = files(bench, 1)
    (data / "MLTable").write_text(text)
    done = score(bench, UPPER, data, type="mltable")
    assert message in why(done)
    assert done.failure is not None
    assert done.failure.code == code


def test_a_folder_without_mltable_is_no_table(bench: Bench) -> None:
    done = score(bench, UPPER, files(bench, 1), type="mltable")
    assert done.failure is not None
    assert done.failure.code == "no-mltable"


def test_without_append_row_to_the_script_writes_for_itself(bench: Bench) -> None:
    out = bench.output("made")
    code = bench.data("code")
    code.mkdir()
    (code / "score.py").write_text(
        "import os, sys\ndef run(m):\n"
        "    open(os.path.join(sys.argv[1], os.path.basename(m[0])), 'w').close()\n    return m\n"
    )
    data = files(bench, 3)
    found = settings(append_row_to=None)
    source = Input("data", "uri_folder", source=data)
    done = bench.run("score.py {made}", source, out, code=code, parallel=found)
    assert done.ending == "completed", bench.log
    assert sorted(one.name for one in out.target.iterdir()) == ["f00.txt", "f01.txt", "f02.txt"]


def test_an_input_whose_text_is_a_uri_is_split_all_the_same(bench: Bench) -> None:
    data = files(bench, 2)
    code = bench.data("code")
    code.mkdir()
    (code / "score.py").write_text(UPPER + "\ndef init():\n    import sys; print(sys.argv[1])\n")
    source = Input("data", "uri_folder", value="azureml://datastores/d/paths/in")
    rows = bench.output("rows", "uri_file", "rows.txt")
    done = bench.run("score.py {data}", source, rows, code=code, parallel=settings(1), split=data)
    assert done.ending == "completed", bench.log
    assert rows_of(bench) == ["f00.txt TEXT 0", "f01.txt TEXT 1"]
    printed = (bench.folders.user_logs / "std_log_process_00.txt").read_text()
    assert printed == "azureml://datastores/d/paths/in\n"
