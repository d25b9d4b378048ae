"""Which status may follow which. ``runs.operations.move`` asks here and nobody moves without it.

Steps go NotStarted -> Queued -> Preparing -> Running -> Finalizing -> Completed or Failed; a
reused step goes from NotStarted to Completed at once. Going back to Queued is what a step does
whose worker was lost or whose studio was stopped. Pipelines go NotStarted -> Running -> an end.
"""

from collections.abc import Mapping

NOT_STARTED = "NotStarted"
PREPARING = "Preparing"
QUEUED = "Queued"
RUNNING = "Running"
FINALIZING = "Finalizing"
COMPLETED = "Completed"
FAILED = "Failed"
CANCEL_REQUESTED = "CancelRequested"
CANCELED = "Canceled"

ALL = (
    NOT_STARTED,
    PREPARING,
    QUEUED,
    RUNNING,
    FINALIZING,
    COMPLETED,
    FAILED,
    CANCEL_REQUESTED,
    CANCELED,
)
ENDED = frozenset((COMPLETED, FAILED, CANCELED))
# A worker holds the step: it takes instances of its compute.
HELD = frozenset((PREPARING, RUNNING, FINALIZING, CANCEL_REQUESTED))

ALLOWED: Mapping[str, frozenset[str]] = {
    NOT_STARTED: frozenset((QUEUED, RUNNING, COMPLETED, FAILED, CANCEL_REQUESTED, CANCELED)),
    QUEUED: frozenset((PREPARING, FAILED, CANCELED)),
    PREPARING: frozenset((RUNNING, QUEUED, FAILED, CANCEL_REQUESTED, CANCELED)),
    RUNNING: frozenset((FINALIZING, QUEUED, COMPLETED, FAILED, CANCEL_REQUESTED, CANCELED)),
    FINALIZING: frozenset((QUEUED, COMPLETED, FAILED, CANCEL_REQUESTED, CANCELED)),
    CANCEL_REQUESTED: frozenset((CANCELED,)),
    COMPLETED: frozenset(),
    FAILED: frozenset(),
    CANCELED: frozenset(),
}


def sources(to: str) -> list[str]:
    """The statuses that ``to`` may follow."""
    return [old for old in ALL if to in ALLOWED[old]]
