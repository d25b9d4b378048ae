"""What an end means for dependants, pipelines and the job."""

import pytest

from runs.plan import settle


@pytest.mark.parametrize(
    ("status", "go_on", "dependants", "stops_all"),
    [
        ("Completed", False, "count", False),
        ("Completed", True, "count", False),
        ("Failed", False, "doom", True),
        ("Failed", True, "doom", False),
        ("Canceled", False, "doom", False),
        ("Canceled", True, "doom", False),
    ],
)
def test_consequence(status: str, go_on: bool, dependants: str, stops_all: bool) -> None:
    found = settle.consequence(status, go_on)
    assert (found.dependants, found.stops_all) == (dependants, stops_all)


@pytest.mark.parametrize(
    ("children", "cancel_requested", "status"),
    [
        (["Completed", "Completed"], False, "Completed"),
        (["Completed", "Failed", "Canceled"], False, "Failed"),
        (["Completed", "Canceled"], False, "Canceled"),
        (["Failed"], True, "Canceled"),
        (["Completed"], True, "Canceled"),
    ],
)
def test_pipeline_status(children: list[str], cancel_requested: bool, status: str) -> None:
    assert settle.pipeline_status(children, cancel_requested) == status


@pytest.mark.parametrize(
    ("losses", "cancel_requested", "status"),
    [(1, False, "Queued"), (2, False, "Queued"), (3, False, "Failed"), (1, True, "Canceled")],
)
def test_after_loss(losses: int, cancel_requested: bool, status: str) -> None:
    assert settle.after_loss(losses, cancel_requested) == status
