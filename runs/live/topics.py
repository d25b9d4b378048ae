"""What one subscription does: read from storage what the client lacks, send it, wait, again.

A hint only wakes it. Every subscription also looks by itself every ``LOOK_SECONDS``, so a lost
hint costs no more than that. It has at most one message under way: a client that reads slowly
slows nobody but its own subscription.
"""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from runs.live.access import LOOK_SECONDS, Caller
from runs.live.messages import SubscribeJob, SubscribeJobs, SubscribeLog
from runs.live.sources import Sources
from runs.live.threads import in_thread
from runs.models import ROOTS, SHOWN, Job
from runs.plan.states import ENDED
from runs.reading import events, logs
from runs.reading.home import NOT_ENDED
from runs.reading.summaries import summaries, summary
from studio.lib import clock
from studio.lib.errors import NotFound
from studio.models import Workspace

JOBS_PACE_SECONDS = 0.25
EVENTS_PACE_SECONDS = 0.03
STATUS_PACE_SECONDS = 0.1
MOST_SUMMARIES = 200


class Socket(Protocol):
    """What a subscription needs of the socket that carries it."""

    caller: Caller
    workspace: Workspace
    sources: Sources

    async def tell(self, message: Mapping[str, Any]) -> None: ...

    async def join(self, group: str, subscription: "Subscription") -> None: ...

    async def send_to(self, group: str, message: Mapping[str, Any]) -> None: ...


class Subscription(ABC):
    """Ends when ``run`` returns or raises a StudioError, or when its task is cancelled."""

    def __init__(self, socket: Socket, name: str) -> None:
        self.id = name
        self._socket = socket
        self._woken = asyncio.Event()

    @abstractmethod
    async def run(self) -> None: ...

    def hint(self, message: Mapping[str, Any]) -> None:
        """Called by the socket for each hint to a group that was joined; never waits."""
        self._woken.set()

    async def _tell(self, kind: str, **message: Any) -> None:
        await self._socket.tell({"id": self.id, "kind": kind, **message})

    async def _wait(self, seconds: float = LOOK_SECONDS) -> bool:
        """Until the next hint or ``seconds``; True when a hint came. Asks for access anew."""
        hinted = await self._is_woken(seconds)
        # Cleared before storage is read: a hint that comes meanwhile wakes us again.
        self._woken.clear()
        await self._socket.caller.still()
        return hinted

    async def _is_woken(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return False
        return True


class JobsTopic(Subscription):
    """Summaries of root jobs that have changed, gathered so that a client is told calmly."""

    def __init__(self, socket: Socket, asked: SubscribeJobs) -> None:
        super().__init__(socket, asked.id)
        self._changed: set[int] = set()
        self._gone: dict[int, str] = {}
        self._seen: dict[int, tuple[int, str]] = {}
        self._since = clock.now()

    def hint(self, message: Mapping[str, Any]) -> None:
        self._changed.add(int(message["job"]))
        if "gone" in message:
            self._gone[int(message["job"])] = str(message["gone"])
        super().hint(message)

    async def run(self) -> None:
        await self._socket.join(f"jobs.{self._socket.workspace.pk}", self)
        self._seen = await in_thread(self._sequences)
        await self._tell("subscribed")
        while True:
            if not await self._wait():
                await self._look()
            if not self._changed:
                continue
            some = set(sorted(self._changed, reverse=True)[:MOST_SUMMARIES])
            self._changed -= some
            gone = [name for pk in some if (name := self._gone.pop(pk, None)) is not None]
            items = await in_thread(self._read, some)
            if items or gone:
                await self._tell("jobs", items=items, gone=gone)
            if self._changed:
                self._woken.set()
            await asyncio.sleep(JOBS_PACE_SECONDS)

    async def _look(self) -> None:
        """Finds what a lost hint would have told: root jobs whose event number has moved."""
        now = await in_thread(self._sequences)
        self._changed |= {pk for pk, state in now.items() if self._seen.get(pk) != state}
        self._seen = now

    def _sequences(self) -> dict[int, tuple[int, str]]:
        """Event numbers of the root jobs that go on, began or ended since the last look."""
        since, self._since = self._since - timedelta(seconds=LOOK_SECONDS), clock.now()
        roots = Job.objects.filter(ROOTS, workspace=self._socket.workspace)
        wanted = (
            roots.filter(status__in=NOT_ENDED),
            roots.filter(created_at__gte=since),
            # What ended went on when we last looked.
            roots.filter(pk__in=[pk for pk, (_, was) in self._seen.items() if was not in ENDED]),
        )
        # Three questions, each with an index of its own: one with "or" would read every job.
        columns = ("pk", "sequence", "status")
        found = (row for rows in wanted for row in rows.values_list(*columns))
        return {pk: (number, status) for pk, number, status in found}

    def _read(self, jobs: set[int]) -> list[dict[str, Any]]:
        rows = Job.objects.filter(ROOTS, workspace=self._socket.workspace, pk__in=jobs)
        found = summaries(rows).order_by("-created_at", "-pk")
        return [summary(job).model_dump() for job in found]


class JobTopic(Subscription):
    """Every event of a root after a number, each exactly once and in order."""

    def __init__(self, socket: Socket, asked: SubscribeJob) -> None:
        super().__init__(socket, asked.id)
        self._job = asked.job
        self._last = asked.after

    async def run(self) -> None:
        _, root_id = await in_thread(find, self._socket.workspace, self._job)
        # The group first, then storage: what is written in between is read or wakes us.
        await self._socket.join(f"job.{root_id}", self)
        await self._tell("subscribed")
        while True:
            found = await in_thread(events.after, root_id, self._last)
            if found.events:
                self._last = found.last
                await self._tell("events", **found.model_dump())
            if len(found.events) < events.PAGE:
                await asyncio.sleep(EVENTS_PACE_SECONDS if found.events else 0)
                await self._wait()


class LogTopic(Subscription):
    """A log's text by byte offset, until the job has ended and everything was sent."""

    def __init__(self, socket: Socket, asked: SubscribeLog) -> None:
        super().__init__(socket, asked.id)
        self._job, self._path, self._offset = asked.job, asked.path, asked.offset
        self._ask_status = False

    def hint(self, message: Mapping[str, Any]) -> None:
        self._ask_status = self._ask_status or str(message["group"]).startswith("job.")
        super().hint(message)

    async def run(self) -> None:
        job_id, root_id = await in_thread(find, self._socket.workspace, self._job)
        await self._socket.join(f"log.{job_id}", self)
        await self._socket.join(f"job.{root_id}", self)
        source = await self._socket.sources.of(job_id)
        file = source.file(self._path)
        asked_at = time.monotonic()
        await self._tell("subscribed", size_bytes=await in_thread(logs.size, file))
        while not await self._send(source):
            due = asked_at + STATUS_PACE_SECONDS - time.monotonic()
            hinted = await self._wait(max(due, 0) if self._ask_status else LOOK_SECONDS)
            due = asked_at + STATUS_PACE_SECONDS - time.monotonic()
            if not hinted or (self._ask_status and due <= 0):
                self._ask_status = False
                source = await self._socket.sources.of(job_id)
                asked_at = time.monotonic()

    async def _send(self, source: logs.Source) -> bool:
        """All that there is; True when nothing can come any more."""
        file = source.file(self._path)
        while True:
            chunk = await in_thread(
                logs.read, file, self._offset, logs.CHUNK_BYTES, whole=source.ended
            )
            ended = source.ended and chunk.is_last
            moved = chunk.next_offset != self._offset
            if moved or ended:
                self._offset = chunk.next_offset
                await self._tell(
                    "log",
                    offset=chunk.offset,
                    next_offset=chunk.next_offset,
                    size_bytes=chunk.size_bytes,
                    text=chunk.text,
                    ended=ended,
                )
            if ended or not moved or chunk.is_last:
                return ended


def find(workspace: Workspace, name: str) -> tuple[int, int]:
    """The ids of a job and of its root. Raises NotFound."""
    row = (
        Job.objects.filter(SHOWN, workspace=workspace, name=name)
        .values_list("pk", "root_id")
        .first()
    )
    if row is None:
        raise NotFound(
            "job-not-found", f'There is no job "{name}".', hint="`studio job list` lists them."
        )
    return row[0], row[1] or row[0]
