"""Steps of several processes, with real ones: they meet, fail together and end together."""

import os
import shutil
import socket
import textwrap
from pathlib import Path

import pytest

from runs.execution import ports
from runs.execution.order import StepFailed
from runs.plan.processes import Processes
from tests.unit.execution.conftest import Bench
from tests.unit.execution.test_ending import left_of, stop_when_ready

# Rank 0 listens where all were told to meet, and counts who comes.
MEET = """
import os, socket, time
rank, world = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
place = (os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]))
if rank == 0:
    with socket.create_server(place) as server:
        server.settimeout(60)
        seen = {0}
        while len(seen) < world:
            client, _ = server.accept()
            seen.add(int(client.recv(16)))
            client.close()
        print("met", sorted(seen), flush=True)
else:
    while True:
        try:
            with socket.create_connection(place, timeout=60) as client:
                client.sendall(str(rank).encode())
            break
        except ConnectionRefusedError:
            time.sleep(0.02)
    print("rank", rank, "was there", flush=True)
"""
FOUR = Processes("pytorch", nodes=2, each=2)


def logs_of(bench: Bench) -> dict[str, str]:
    """Each process's own log; the usual name stands for the first."""
    files = sorted(bench.folders.user_logs.iterdir())
    return {one.name: one.read_text() for one in files if not one.is_symlink()}


def script(bench: Bench, text: str) -> Path:
    code = bench.data("code")
    code.mkdir(exist_ok=True)
    (code / "main.py").write_text(textwrap.dedent(text))
    return code


def test_ranks_meet_at_the_address_that_they_are_told(bench: Bench) -> None:
    done = bench.run("python main.py", code=script(bench, MEET), processes=FOUR)
    assert done.ending == "completed", (bench.system_log, logs_of(bench))
    assert logs_of(bench) == {
        "std_log_process_00.txt": "met [0, 1, 2, 3]\n",
        "std_log_process_01.txt": "rank 1 was there\n",
        "std_log_process_02.txt": "rank 2 was there\n",
        "std_log_process_03.txt": "rank 3 was there\n",
    }
    assert bench.log == "met [0, 1, 2, 3]\n"
    assert "4 processes: 2 on each of 2 instances" in bench.system_log


def test_all_share_code_inputs_outputs_and_the_private_folder(bench: Bench) -> None:
    out = bench.output("made")
    command = (
        "test -d /tmp && touch $TMPDIR/$RANK beside.$RANK && echo $RANK > {made}/$RANK && "
        "while [ $(ls {made} | wc -l) -lt 3 ]; do sleep 0.02; done; ls -d $TMPDIR/[012] | wc -l"
    )
    done = bench.run(command, out, processes=Processes("pytorch", 1, 3))
    assert done.ending == "completed", logs_of(bench)
    assert sorted(one.name for one in out.target.iterdir()) == ["0", "1", "2"]
    assert {text.strip() for text in logs_of(bench).values()} == {"3"}


def test_without_distribution_each_node_runs_the_command(bench: Bench) -> None:
    done = bench.run(
        "echo ${RANK:-none} >> {made}/all",
        bench.output("made"),
        processes=Processes("none", 2),
    )
    assert done.ending == "completed", (bench.system_log, logs_of(bench))
    assert (bench.data("out/made") / "all").read_text() == "none\nnone\n"


def test_a_single_rank_is_an_ordinary_process_with_its_variables(bench: Bench) -> None:
    bench.run("echo $RANK of $WORLD_SIZE", processes=Processes("pytorch"))
    assert logs_of(bench) == {"std_log.txt": "0 of 1\n"}


def test_one_failing_rank_ends_the_others_and_is_named(bench: Bench) -> None:
    command = (
        "if [ $RANK = 2 ]; then until [ -e $TMPDIR/ready ]; do sleep 0.02; done; exit 7; fi;"
        " trap 'echo tidied; exit 0' TERM; [ $RANK = 0 ] && touch $TMPDIR/ready; sleep 60 & wait"
    )
    done = bench.run(command, processes=FOUR)
    assert (done.ending, done.exit_code) == ("failed", 7)
    assert done.failure is not None
    assert done.failure.message == "Rank 2 of 4 ended with exit code 7; the others were ended."
    assert "std_log_process_02.txt" in str(done.failure.hint)
    # bash may tell first of its own child, which got the signal, too: "Terminated".
    assert logs_of(bench)["std_log_process_00.txt"].endswith("tidied\n")
    assert left_of(bench) == []


def test_ranks_that_do_not_listen_are_killed_once_one_has_failed(bench: Bench) -> None:
    bench.grace_seconds = 0.3
    command = "[ $RANK = 1 ] && sleep 0.3 && kill -9 $$; trap '' TERM; sleep 60; sleep 60"
    done = bench.run(command, processes=FOUR)
    assert done.failure is not None
    assert done.failure.message.startswith("Rank 1 of 4 ended with exit code 137;")
    assert left_of(bench) == []


def test_a_rank_that_ends_well_early_ends_nobody(bench: Bench) -> None:
    command = "[ $RANK = 0 ] && exit 0; sleep 0.3; echo done"
    done = bench.run(command, processes=Processes("pytorch", 1, 2))
    assert done.ending == "completed"
    assert logs_of(bench)["std_log_process_01.txt"] == "done\n"


def test_cancel_ends_all_ranks_and_blames_none(bench: Bench) -> None:
    bench.grace_seconds = 0.3
    stop_when_ready(bench, "canceled")
    done = bench.run("echo ready; trap '' TERM; sleep 60; sleep 60", processes=FOUR)
    assert (done.ending, done.failure) == ("canceled", None)
    assert left_of(bench) == []


def test_canceled_ranks_may_tidy_up(bench: Bench) -> None:
    bench.grace_seconds = 30
    stop_when_ready(bench, "canceled")
    command = "trap 'echo tidied; exit 0' TERM; echo ready; sleep 60 & wait"
    done = bench.run(command, processes=Processes("pytorch", 1, 2))
    assert done.ending == "canceled"
    assert "tidied" in logs_of(bench)["std_log_process_00.txt"]


def test_the_time_limit_ends_all_ranks(bench: Bench) -> None:
    bench.grace_seconds = 0.3
    done = bench.run("trap '' TERM; sleep 60; sleep 60", processes=FOUR, timeout_seconds=1.0)
    assert done.failure is not None
    assert done.failure.code == "timeout"
    assert left_of(bench) == []


def test_each_log_is_kept_under_the_limit(bench: Bench) -> None:
    bench.log_bytes = 1000
    bench.run("head -c 5000 /dev/zero | tr '\\0' x", processes=Processes("pytorch", 1, 2))
    for text in logs_of(bench).values():
        assert text.startswith("x" * 1000 + "\n[Pipeline Studio] The log reached its limit")


def test_a_second_attempt_goes_on_in_the_same_logs(bench: Bench) -> None:
    two = Processes("pytorch", 1, 2)
    bench.run("echo first", processes=two)
    bench.run("echo second", processes=two, attempt=2)
    wanted = "first\n\n[Pipeline Studio] Attempt 2\nsecond\n"
    assert set(logs_of(bench).values()) == {wanted}


MPI = 'echo "$OMPI_COMM_WORLD_RANK of $OMPI_COMM_WORLD_SIZE, local $OMPI_COMM_WORLD_LOCAL_RANK"'


def test_mpi_without_mpirun_has_the_same_variables(
    plain: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program of that name that is not Open MPI's comes first on the path."""
    other = plain.data("bin")
    other.mkdir(parents=True)
    (other / "mpirun").write_text("#!/bin/sh\necho HYDRA\n")
    (other / "mpirun").chmod(0o755)
    monkeypatch.setenv("PATH", f"{other}:{os.environ['PATH']}")
    done = plain.run(MPI, processes=Processes("mpi", 2, 2))
    assert done.ending == "completed", logs_of(plain)
    assert logs_of(plain)["std_log_process_03.txt"] == "3 of 4, local 1\n"
    assert "There is no mpirun of Open MPI here" in plain.system_log


def needs_open_mpi() -> None:
    if shutil.which("mpirun") is None:
        pytest.skip("needs mpirun of Open MPI (Debian: openmpi-bin)")


def test_mpi_is_started_by_mpirun_of_open_mpi(bench: Bench) -> None:
    needs_open_mpi()
    done = bench.run(f"{MPI}; echo $PMIX_RANK", processes=Processes("mpi", 2, 2))
    assert done.ending == "completed", logs_of(bench)
    assert logs_of(bench)["std_log_process_03.txt"] == "3 of 4, local 1\n3\n"
    assert "Started by mpirun of Open MPI." in bench.system_log


def test_mpirun_ends_the_others_when_one_rank_fails(bench: Bench) -> None:
    needs_open_mpi()
    bench.grace_seconds = 2
    command = "[ $OMPI_COMM_WORLD_RANK = 1 ] && exit 5; sleep 60; sleep 60"
    done = bench.run(command, processes=Processes("mpi", 1, 3))
    assert done.failure is not None
    assert done.failure.message == "Rank 1 of 3 ended with exit code 5; the others were ended."
    assert left_of(bench) == []


def test_cancel_ends_what_mpirun_started(bench: Bench) -> None:
    needs_open_mpi()
    bench.grace_seconds = 0.5
    stop_when_ready(bench, "canceled")
    done = bench.run("echo ready; sleep 60; sleep 60", processes=Processes("mpi", 1, 2))
    assert (done.ending, done.failure) == ("canceled", None)
    assert left_of(bench) == []


def test_two_steps_at_once_never_get_the_same_port() -> None:
    with ports.reserved(40) as one, ports.reserved(40) as two:
        assert len({*one, *two}) == 80


def test_a_port_on_which_somebody_listens_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("", 0)) as server:
        taken = server.getsockname()[1]
        monkeypatch.setattr(ports, "_candidates", lambda: iter([taken]))
        with pytest.raises(StepFailed) as refused, ports.reserved(1):
            pass
    assert refused.value.failure.code == "no-free-port"


def test_ports_lie_outside_of_those_that_the_system_hands_out() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    with ports.reserved(3) as found:
        assert len(found) == 3
        assert max(found) < lowest
