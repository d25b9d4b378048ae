"""Where logs lie and whether their jobs have ended, asked once for all logs that want to know.

A hint about a root wakes each log of it that a socket follows, all at nearly the same moment.
"""

import asyncio

from runs.live.threads import in_thread
from runs.reading import logs
from runs.reading.logs import Source
from studio.lib.errors import NotFound

GATHER_SECONDS = 0.005


class Sources:
    """Of one socket; belongs to the loop that serves it."""

    def __init__(self) -> None:
        self._asked: dict[int, list[asyncio.Future[Source | None]]] = {}
        self._answering: set[asyncio.Task[None]] = set()

    async def of(self, job_id: int) -> Source:
        """Raises NotFound once the job is gone."""
        future: asyncio.Future[Source | None] = asyncio.get_running_loop().create_future()
        self._asked.setdefault(job_id, []).append(future)
        if len(self._asked) == 1 and len(self._asked[job_id]) == 1:
            # A task of its own: whoever asked first may leave before there is an answer.
            task = asyncio.create_task(self._answer())
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        found = await future
        if found is None:
            raise NotFound(
                "job-not-found", "The job is gone.", hint="`studio job list` lists those there are."
            )
        return found

    async def _answer(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        asked, self._asked = self._asked, {}
        waiting = [(pk, future) for pk, them in asked.items() for future in them]
        try:
            found = await in_thread(logs.sources, list(asked))
        except Exception as error:  # noqa: BLE001  (each of those who asked gets it)
            for _, future in waiting:
                if not future.done():
                    future.set_exception(error)
            return
        for pk, future in waiting:
            if not future.done():
                future.set_result(found.get(pk))
