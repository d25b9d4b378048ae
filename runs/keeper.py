"""A worker process's keeper: two threads beside those that run steps.

One renews leases and hears of cancels, and does nothing that could take long. The other puts right
what others left behind and clears away old data, which may take as long as it takes.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from runs.models import Job
from runs.operations import claim, clean_up, reconcile, removal, running
from runs.operations.running import Running, registry
from runs.plan import states
from studio.transaction import checkpoint

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
RECONCILE_SECONDS = 5.0
CLEAN_UP_SECONDS = 60.0


class Keeper:
    """Both threads together. more: what the second one does as well, as often as it reconciles."""

    def __init__(self, *more: Callable[[], None]) -> None:
        tick = min(TICK_SECONDS, settings.LEASE_SECONDS / 6)
        leases, order = Leases(), Order(more)
        self._threads = (
            _Regular("studio-keeper", tick, leases.look, leases.give_up_late),
            _Regular("studio-order", TICK_SECONDS, order.look),
        )

    def start(self) -> None:
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """What the second thread is at may go on a little: whatever it does may be cut short."""
        for one in self._threads:
            one.stop()
        for one in self._threads:
            one.join(5)

    def alive(self) -> bool:
        return all(one.is_alive() for one in self._threads)


class Leases:
    """Keeps this process's attempts alive, and ends those that should not go on.

    When leases cannot be renewed for nearly their length, the steps are ended here before
    anybody else may begin them.
    """

    def __init__(self) -> None:
        self._renewed: dict[int, float] = {}

    def look(self) -> None:
        current = registry.all()
        self._renewed = {one: at for one, at in self._renewed.items() if one in current}
        if not current:
            return
        self._hear_cancels([one.job_id for one in current.values()])
        now = time.monotonic()
        if any(now - self._since(one) >= settings.LEASE_SECONDS / 3 for one in current.values()):
            self._renew(current, now)

    def give_up_late(self) -> None:
        """After each look, whether it went well or not."""
        late = time.monotonic() - settings.LEASE_SECONDS * 0.9
        for one in registry.all().values():
            if self._since(one) < late:
                one.stop.request("lost")

    def _since(self, one: Running) -> float:
        return self._renewed.get(one.attempt_id, one.since)

    def _renew(self, current: Mapping[int, Running], now: float) -> None:
        ours = claim.renew(list(current))
        self._renewed |= dict.fromkeys(ours, now)
        for attempt_id, one in current.items():
            if attempt_id not in ours:
                one.stop.request("lost")

    def _hear_cancels(self, job_ids: list[int]) -> None:
        asked = Job.objects.filter(pk__in=job_ids, status=states.CANCEL_REQUESTED)
        running.stop_jobs(asked.values_list("pk", flat=True), "canceled")


class Order:
    """Looks after what others left behind, and after data whose time is over."""

    def __init__(self, more: Iterable[Callable[[], None]] = ()) -> None:
        self._more = tuple(more)
        self._reconciled = self._cleaned = time.monotonic()

    def look(self) -> None:
        now = time.monotonic()
        if registry.is_closed:
            return
        if now - self._reconciled >= RECONCILE_SECONDS:
            self._reconciled = now
            for call in self._more:
                call()
            reconcile.reconcile()
            removal.go_on_with_what_was_left()
            checkpoint()
        if now - self._cleaned >= CLEAN_UP_SECONDS:
            # While there is more to do it goes on with the next look: a batch is short.
            self._cleaned = now if not clean_up.clean_up() else self._cleaned


class _Regular(threading.Thread):
    """Calls ``look`` every ``seconds`` until told to stop; ``always`` after it, whatever it did."""

    def __init__(
        self,
        name: str,
        seconds: float,
        look: Callable[[], None],
        always: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._seconds = seconds
        self._look = look
        self._always = always
        self._ended = threading.Event()

    def stop(self) -> None:
        self._ended.set()

    def run(self) -> None:
        while not self._ended.wait(self._seconds):
            try:
                self._look()
            except DatabaseError:
                log.warning("The database did not answer; trying again", exc_info=True)
                close_old_connections()
            except Exception:  # without a keeper every lease of this process would lapse
                log.exception("A look of %s failed; the next one follows", self.name)
            self._always()
        connections.close_all()
