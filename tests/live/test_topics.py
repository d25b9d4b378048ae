"""Live subscriptions: nothing missed, nothing twice, whatever the reader already has."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runs.live.messages import SubscribeJobs
from runs.live.topics import JobsTopic
from runs.models import Job
from runs.operations import delete
from runs.operations.edit import edit
from runs.reading import logs
from studio import live
from studio.lib import clock
from studio.models import User, Workspace
from tests.live.conftest import Connect
from tests.support.job_rows import end_job, log_file, make_events, make_job, make_step

pytestmark = pytest.mark.django_db(transaction=True)
TokenOf = Callable[[User], Awaitable[str]]
in_thread = asyncio.to_thread


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    before=st.lists(st.integers(1, 5), max_size=3),
    during=st.lists(st.integers(1, 5), max_size=5),
    data=st.data(),
)
def test_replay_from_any_number_and_live_give_each_event_once(
    connect: Connect,
    token_of: TokenOf,
    workspace: Workspace,
    bob: User,
    before: list[int],
    during: list[int],
    data: st.DataObject,
) -> None:
    Job.objects.all().delete()
    job = make_job(workspace)
    for count in before:
        make_events(job, count)
    after = data.draw(st.integers(0, sum(before)))
    total = sum(before) + sum(during)

    async def story() -> list[int]:
        seen: list[int] = []
        async with connect(await token_of(bob)) as socket:
            await socket.send(action="subscribe", id="a", topic="job", job=job.name, after=after)
            writing = asyncio.gather(*(in_thread(make_events, job, count) for count in during))
            while not seen or seen[-1] < total:
                if after + len(seen) >= total:
                    break
                message = await socket.until("events")
                seen += [event["sequence"] for event in message["events"]]
                assert message["last"] == seen[-1]
            await writing
        return seen

    assert asyncio.run(story()) == list(range(after + 1, total + 1))


async def test_an_event_says_whose_it_is(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    job = await in_thread(make_job, workspace)
    step = await in_thread(make_step, job, "train")
    await in_thread(make_events, job, 1, step)
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="job", job=step.name)
        event = (await socket.until("events"))["events"][0]
        assert event["kind"] == "metric"
        assert event["data"] == {
            "name": "job-1-train",
            "key": "train",
            "path": "train",
            "type": "command",
            "metrics": {"n": 0},
        }


async def test_a_log_is_followed_from_an_offset_until_its_job_has_ended(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    job = await in_thread(make_job, workspace)
    step = await in_thread(make_step, job, "train", status="Running")
    file = log_file(step)
    file.write_text("one\ntwo\n")
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="log", job=step.name, offset=4)
        assert await socket.receive() == {"id": "a", "kind": "subscribed", "size_bytes": 8}
        first = await socket.receive()
        assert (first["text"], first["offset"], first["next_offset"]) == ("two\n", 4, 8)
        with file.open("ab") as log:
            log.write("drei €".encode()[:-1])
        live.publish(f"log.{step.pk}", size=15)
        assert (await socket.receive())["text"] == "drei "
        with file.open("ab") as log:
            log.write("€".encode()[-1:] + b"\n")
        live.publish(f"log.{step.pk}", size=17)
        assert (await socket.receive())["text"] == "€\n"
        await in_thread(end_job, step)
        last = await socket.receive()
        assert (last["ended"], last["text"], last["next_offset"]) == (True, "", 17)


async def test_a_log_that_is_not_there_yet_is_waited_for(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    job = await in_thread(make_job, workspace)
    step = await in_thread(make_step, job, "train", status="Queued")
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="log", job=step.name)
        await socket.until("subscribed")
        log_file(step).write_text("hello\n")
        live.publish(f"log.{step.pk}", size=6)
        message = await socket.receive()
        assert (message["text"], message["ended"]) == ("hello\n", False)


async def test_without_any_hint_the_file_is_looked_at_by_itself(
    monkeypatch: pytest.MonkeyPatch,
    connect: Connect,
    token_of: TokenOf,
    workspace: Workspace,
    bob: User,
) -> None:
    monkeypatch.setattr("runs.live.topics.LOOK_SECONDS", 0.05)
    job = await in_thread(make_job, workspace)
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="log", job=job.name)
        await socket.until("subscribed")
        log_file(job).write_text("hello\n")
        assert (await socket.until("log"))["text"] == "hello\n"


async def test_a_reused_step_shows_the_log_of_the_step_that_ran(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    ran = await in_thread(make_job, workspace, "first", status="Completed")
    log_file(ran).write_text("I ran\n")
    again = await in_thread(make_job, workspace, "second", status="Completed", reused_from=ran)
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="log", job=again.name)
        message = await socket.until("log")
        assert (message["text"], message["ended"]) == ("I ran\n", True)


async def test_a_long_log_comes_in_pieces_of_64_kb(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    job = await in_thread(make_job, workspace, status="Completed")
    text = "0123456789 äöü\n" * 20_000
    log_file(job).write_text(text)
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="log", job=job.name)
        got, ended = "", False
        while not ended:
            message = await socket.until("log")
            assert message["next_offset"] - message["offset"] <= 64 * 1024
            got, ended = got + message["text"], message["ended"]
        assert got == text


async def test_the_list_of_jobs_hears_of_changes_and_of_edits(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    job = await in_thread(make_job, workspace, display_name="Old")
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="jobs")
        await socket.until("subscribed")
        await in_thread(make_events, job, 3)
        items = (await socket.until("jobs"))["items"]
        assert [one["name"] for one in items] == [job.name]
        await in_thread(edit, job, {"display_name": "New"})
        items = (await socket.until("jobs"))["items"]
        assert items[0]["display_name"] == "New"


async def test_a_deleted_job_is_told_to_be_gone(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    job = await in_thread(make_job, workspace, status="Completed")
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="jobs")
        await socket.until("subscribed")
        await in_thread(delete.delete, job)
        message = await socket.until("jobs")
        assert (message["items"], message["gone"]) == ([], [job.name])


async def test_logs_that_are_woken_together_ask_together(
    monkeypatch: pytest.MonkeyPatch,
    connect: Connect,
    token_of: TokenOf,
    workspace: Workspace,
    bob: User,
) -> None:
    asked: list[int] = []
    sources = logs.sources

    def counted(job_ids: Collection[int]) -> dict[int, logs.Source]:
        asked.append(len(job_ids))
        return sources(job_ids)

    job = await in_thread(make_job, workspace)
    steps = [
        await in_thread(make_step, job, f"s{number}", status="Running") for number in range(20)
    ]
    async with connect(await token_of(bob)) as socket:
        for step in steps:
            await socket.send(action="subscribe", id=step.key, topic="log", job=step.name)
        for _ in steps:
            await socket.until("subscribed")
        monkeypatch.setattr(logs, "sources", counted)
        for step in steps:
            await in_thread(end_job, step)
        ended = {(await socket.until("log"))["id"] for _ in steps}
    assert ended == {step.key for step in steps}
    assert max(asked) > 1, "each asked alone"
    assert len(asked) < len(steps) * 3


async def test_a_change_whose_hint_was_lost_is_found(
    monkeypatch: pytest.MonkeyPatch,
    connect: Connect,
    token_of: TokenOf,
    workspace: Workspace,
    bob: User,
) -> None:
    monkeypatch.setattr("runs.live.topics.LOOK_SECONDS", 0.05)
    job = await in_thread(make_job, workspace, status="Running")
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="jobs")
        await socket.until("subscribed")
        await in_thread(Job.objects.filter(pk=job.pk).update, sequence=7, status="Failed")
        assert (await socket.until("jobs"))["items"][0]["status"] == "Failed"


@dataclass
class Deaf:
    """A socket that carries nothing: what is looked for can be seen without it."""

    workspace: Workspace
    caller: Any = None
    sources: Any = None

    async def tell(self, message: Any) -> None: ...

    async def join(self, group: str, subscription: Any) -> None: ...

    async def send_to(self, group: str, message: Any) -> None: ...


def test_a_look_at_the_list_touches_what_goes_on_and_forgets_what_ended(
    workspace: Workspace,
) -> None:
    long_ago = clock.now() - timedelta(days=1)
    make_job(workspace, "old", created_at=long_ago, status="Completed", ended_at=long_ago)
    job = make_job(workspace, "going-on", created_at=long_ago, status="Running")
    topic = JobsTopic(Deaf(workspace), SubscribeJobs(action="subscribe", topic="jobs", id="a"))
    topic._seen = topic._sequences()
    assert list(topic._seen) == [job.pk]
    end_job(job)
    topic._seen = topic._sequences()
    assert list(topic._seen) == [job.pk], "its end is told, whenever the look comes"
    topic._seen = topic._sequences()
    assert topic._seen == {}
    with CaptureQueriesContext(connection) as asked:
        topic._sequences()
    assert asked.captured_queries
    assert all(" OR " not in one["sql"] for one in asked), "no index serves that"
