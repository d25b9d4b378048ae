"""Every pair of statuses: allowed or not, and never out of an end."""

import pytest

from runs.models import Status
from runs.plan import states

ALLOWED = {
    ("NotStarted", "Queued"),
    ("NotStarted", "Running"),
    ("NotStarted", "Completed"),
    ("NotStarted", "Failed"),
    ("NotStarted", "CancelRequested"),
    ("NotStarted", "Canceled"),
    ("Queued", "Preparing"),
    ("Queued", "Failed"),
    ("Queued", "Canceled"),
    ("Preparing", "Running"),
    ("Preparing", "Queued"),
    ("Preparing", "Failed"),
    ("Preparing", "CancelRequested"),
    ("Preparing", "Canceled"),
    ("Running", "Finalizing"),
    ("Running", "Queued"),
    ("Running", "Completed"),
    ("Running", "Failed"),
    ("Running", "CancelRequested"),
    ("Running", "Canceled"),
    ("Finalizing", "Queued"),
    ("Finalizing", "Completed"),
    ("Finalizing", "Failed"),
    ("Finalizing", "CancelRequested"),
    ("Finalizing", "Canceled"),
    ("CancelRequested", "Canceled"),
}


@pytest.mark.parametrize("to", states.ALL)
@pytest.mark.parametrize("old", states.ALL)
def test_every_pair(old: str, to: str) -> None:
    assert (old in states.sources(to)) == ((old, to) in ALLOWED)


def test_the_statuses_are_those_of_the_model() -> None:
    assert set(states.ALL) == set(Status.values)


def test_nothing_leaves_an_end() -> None:
    assert all(not states.ALLOWED[one] for one in states.ENDED)
