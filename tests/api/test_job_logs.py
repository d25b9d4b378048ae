"""Logs over REST."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from studio.models import Workspace
from tests.support.job_rows import log_file, make_job

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def test_logs_are_listed_with_what_the_command_printed_first(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    job = make_job(workspace, "root")
    assert as_bob.get(url("jobs/root/logs")).json() == {"items": []}
    log_file(job, "system_logs/lifecycle.log").write_text("studio\n")
    log_file(job).write_text("hello\n")
    assert as_bob.get(url("jobs/root/logs")).json()["items"] == [
        {"path": "user_logs/std_log.txt", "size_bytes": 6, "title": None},
        {"path": "system_logs/lifecycle.log", "size_bytes": 7, "title": None},
    ]


def test_each_process_of_a_step_has_a_log_with_its_name_the_first_under_the_usual_one_too(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    plan = {"distribution": {"type": "pytorch"}, "resources": {"instance_count": 2}}
    job = make_job(workspace, "root", type="command", plan=plan)
    for rank in (1, 0):
        log_file(job, f"user_logs/std_log_process_0{rank}.txt").write_text(f"I am {rank}\n")
    log_file(job).symlink_to("std_log_process_00.txt")
    items = as_bob.get(url("jobs/root/logs")).json()["items"]
    assert [(one["path"], one["title"]) for one in items] == [
        ("user_logs/std_log_process_00.txt", "Rank 0"),
        ("user_logs/std_log_process_01.txt", "Rank 1"),
    ]
    assert as_bob.get(url("jobs/root/logs/content")).json()["text"] == "I am 0\n"


def test_a_log_is_read_piece_by_piece(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    job = make_job(workspace, "root", status="Running")
    log_file(job).write_text("één\nzwei\n")
    first = as_bob.get(url("jobs/root/logs/content?limit=4")).json()
    assert first == {
        "path": "user_logs/std_log.txt",
        "offset": 0,
        "next_offset": 4,
        "size_bytes": 11,
        "text": "éé",
        "ended": False,
    }
    rest = as_bob.get(url("jobs/root/logs/content?offset=4")).json()
    assert (rest["text"], rest["next_offset"], rest["ended"]) == ("n\nzwei\n", 11, False)


def test_a_log_has_ended_once_its_job_has(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    ran = make_job(workspace, "ran", status="Completed")
    log_file(ran).write_text("hello\n")
    make_job(workspace, "reused", status="Completed", reused_from=ran)
    make_job(workspace, "silent", status="Failed")
    for name, text in (("ran", "hello\n"), ("reused", "hello\n"), ("silent", "")):
        chunk = as_bob.get(url(f"jobs/{name}/logs/content")).json()
        assert (chunk["text"], chunk["ended"]) == (text, True)


def test_a_log_is_downloaded_as_text(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    job = make_job(workspace, "root")
    log_file(job).write_bytes(b"\x1b[31mred\xff\n")
    answer = as_bob.get(url("jobs/root/logs/download?path=user_logs/std_log.txt"))
    assert b"".join(answer) == b"\x1b[31mred\xff\n"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    gone = as_bob.get(url("jobs/root/logs/download?path=user_logs/other.txt"))
    assert gone.status_code == 404


@pytest.mark.parametrize("view", ["content", "download"])
@pytest.mark.parametrize(
    "path", ["../../secret.key", "user_logs/../../../secret.key", "/etc/passwd", "artifacts/x"]
)
def test_only_logs_are_given_out(
    as_bob: APIClient, url: Url, workspace: Workspace, view: str, path: str
) -> None:
    make_job(workspace, "root")
    answer = as_bob.get(url(f"jobs/root/logs/{view}"), {"path": path})
    assert answer.status_code == 422
    assert answer.json()["code"] in ("not-a-log", "path-outside")


@pytest.mark.parametrize("query", ["offset=-1", "offset=x", "limit=0", "offset=" + "9" * 40])
def test_bad_numbers_are_refused(
    as_bob: APIClient, url: Url, workspace: Workspace, query: str
) -> None:
    make_job(workspace, "root")
    answer = as_bob.get(url(f"jobs/root/logs/content?{query}"))
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-query")


def test_strangers_find_nothing(as_charlie: APIClient, url: Url, workspace: Workspace) -> None:
    make_job(workspace, "root")
    for view in ("logs", "logs/content", "logs/download"):
        assert as_charlie.get(url(f"jobs/root/{view}")).status_code == 404
