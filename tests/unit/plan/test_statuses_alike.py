"""The statuses that the database knows are those that the plan knows, in the same words."""

from runs.models import Status
from runs.plan import states


def test_both_lists_of_statuses_are_one() -> None:
    assert tuple(Status.values) == states.ALL
