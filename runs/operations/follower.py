"""The step that most likely follows on one that runs, made ready meanwhile (``execution.ahead``).

It only saves time: which step comes next is for the claim to say, and whatever goes wrong in here
means that the next one is made ready when it is its turn, as any other.
"""

import logging
from collections.abc import Callable

from django.conf import settings

from runs.execution import ahead, engine, sandbox
from runs.execution.ahead import Ahead
from runs.execution.order import Outcome
from runs.operations import order
from runs.operations.claim import COLUMNS, AtGate, Claim, Try
from runs.plan import states, stored
from runs.plan.command import render
from studio import sql

log = logging.getLogger(__name__)
IssueToken = Callable[[int, int], str]


class Follower:
    """Of the step in ``claim``. ``discard`` what was not let go."""

    def __init__(self, claim: Claim, issue_token: IssueToken) -> None:
        self._claim = claim
        self._issue_token = issue_token
        self._step: Try | None = None
        self._ahead: Ahead | None = None
        self._is_at_gate = False

    def look(self) -> None:
        """While the step runs: which one follows, and what can be made ready of it now."""
        try:
            self._make()
        except Exception:  # made ready in vain: the step is claimed as any other
            log.debug("No step was made ready after %s", self._claim.job.name, exc_info=True)

    def at_gate(self, outcome: Outcome) -> AtGate | None:
        """Now that the outputs are in their place: the one that waits to be let go."""
        if self._step is None or self._ahead is None or outcome.ending != "completed":
            return None
        try:
            if not self._is_at_gate:
                self._start(self._ahead)
            identity = self._ahead.identity()
        except Exception:  # made ready in vain: the step is claimed as any other
            log.debug("%s was not made ready", self._step.job.name, exc_info=True)
            return None
        if identity is None:
            return None
        return AtGate(self._step.job.id, self._step.attempt, identity)

    def let_go(self, claim: Claim) -> Ahead | None:
        """It runs, and is its claim's from now on, when that is what was claimed."""
        if self._ahead is None or not claim.has_started:
            return None
        try:
            self._ahead.let_go()
        except OSError:
            return None
        mine, self._ahead = self._ahead, None
        return mine

    def discard(self) -> None:
        if self._ahead is not None:
            self._ahead.discard()
            self._ahead = None

    def _make(self) -> None:
        claim = self._claim
        found = sql.rows(_LIKELY, [claim.job.id, claim.compute_id, claim.compute_id])
        if not found or claim.job.name in stored.told(found[0]["plan"]):
            return
        step = Try.next_of(found[0] | {"root": claim.row["root"]})
        expected = order.Expected(claim.job.name, claim.row["plan"]["outputs"])
        made = ahead.make(
            order.build(step, self._issue_token(step.job.id, step.attempt), expected),
            order.folders(step),
            sandbox.choose(settings.SANDBOX),
            has_engine=engine.choose(settings.CONTAINER_ENGINE) is not None,
        )
        self._step, self._ahead = step, made
        if made is not None and made.can_start:
            self._start(made)

    def _start(self, made: Ahead) -> None:
        made.start(render)
        self._is_at_gate = True


# Where others are queued already it is theirs to come next.
_LIKELY = (
    f"{COLUMNS} WHERE job.id = (SELECT id FROM runs_job"
    " WHERE id IN (SELECT downstream_id FROM runs_dependency WHERE upstream_id = %s)"
    f" AND status = '{states.NOT_STARTED}' AND pending = 1 AND attempt = 0"
    " AND type = 'command' AND compute_id = %s ORDER BY ordinal, id LIMIT 1)"
    f" AND NOT EXISTS (SELECT 1 FROM runs_job WHERE compute_id = %s AND status = '{states.QUEUED}')"
)
