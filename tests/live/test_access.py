"""Who may open a socket, and how long."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from django.test import Client

from runs.live import access
from studio.api.errors import Unauthenticated
from studio.models import ApiToken, Member, User, Workspace
from tests.live.conftest import Connect, Socket, open_socket
from tests.support.job_rows import make_job

pytestmark = pytest.mark.django_db(transaction=True)
TokenOf = Callable[[User], Awaitable[str]]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look asks for access anew, and looks come often."""
    monkeypatch.setattr(access, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr("runs.live.topics.LOOK_SECONDS", 0.05)


async def test_a_reader_may_listen(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="ping")
        assert await socket.receive() == {"kind": "pong"}


async def test_without_a_right_the_socket_is_closed_with_4401(
    connect: Connect, workspace: Workspace
) -> None:
    for token in (None, "made-up"):
        async with connect(token) as socket:
            assert await socket.closed_with() == 4401


async def test_a_stranger_is_closed_with_4404(
    connect: Connect, token_of: TokenOf, workspace: Workspace, charlie: User
) -> None:
    async with connect(await token_of(charlie)) as socket:
        assert await socket.closed_with() == 4404


async def test_a_page_of_another_site_gets_no_socket(workspace: Workspace) -> None:
    headers = [(b"origin", b"https://evil.example"), (b"host", b"127.0.0.1:8000")]
    assert not await Socket(open_socket("/ws/default", headers)).is_accepted()


async def test_our_own_page_gets_one(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    headers = (("origin", "http://studio.local:9000"), ("host", "studio.local:9000"))
    async with connect(await token_of(bob), headers=headers) as socket:
        await socket.send(action="ping")
        assert await socket.receive() == {"kind": "pong"}


async def test_a_revoked_token_ends_the_subscription(
    impatient: None, connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    job = await asyncio.to_thread(make_job, workspace)
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="job", job=job.name)
        await socket.until("subscribed")
        await asyncio.to_thread(ApiToken.objects.all().delete)
        error = await socket.until("error")
        assert (error["id"], error["code"]) == ("a", "unauthenticated")


async def test_a_removed_member_loses_the_subscription(
    impatient: None, connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="jobs")
        await socket.until("subscribed")
        await asyncio.to_thread(Member.objects.filter(user=bob).delete)
        error = await socket.until("error")
        assert (error["id"], error["code"]) == ("a", "workspace-not-found")


async def test_jobs_of_other_workspaces_are_not_found(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    other = await asyncio.to_thread(Workspace.objects.create, name="other")
    await asyncio.to_thread(make_job, other, "secret-job")
    async with connect(await token_of(bob)) as socket:
        for topic in ("job", "log"):
            await socket.send(action="subscribe", id=topic, topic=topic, job="secret-job")
            error = await socket.receive()
            assert (error["id"], error["kind"], error["code"]) == (topic, "error", "job-not-found")


def test_a_session_ends_with_a_sign_out_and_with_the_password(
    client: Client, workspace: Workspace, bob: User
) -> None:
    for end in (client.logout, partial(change_password, bob)):
        client.force_login(bob)
        caller = access.Caller("default", None, client.session)
        assert caller._look() == workspace
        end()
        with pytest.raises(Unauthenticated):
            caller._look()


def change_password(user: User) -> None:
    user.set_password("another one")
    user.save()
