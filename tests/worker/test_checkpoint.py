"""SQLite's log of changes is copied into its file by the keeper, not by whoever writes."""

from pathlib import Path

import pytest
from django.db import connection

from runs import keeper
from runs.operations.running import registry
from studio import transaction
from studio.models import Workspace
from studio.transaction import checkpoint, writing

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own log."),
]


def test_what_is_written_stays_in_the_log_until_the_checkpoint() -> None:
    checkpoint()
    before = database().stat().st_mtime_ns
    _write(1_500)
    assert database().stat().st_mtime_ns == before
    checkpoint()
    assert database().stat().st_mtime_ns > before


def test_the_keeper_sees_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "RECONCILE_SECONDS", 0.0)
    monkeypatch.setattr(registry, "is_closed", False)
    _write(100)
    before = database().stat().st_mtime_ns
    keeper.Order().look()
    assert database().stat().st_mtime_ns > before


def test_a_long_log_starts_anew_though_others_write_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copies: list[int] = []
    copy = transaction._copy_log

    def copy_while_others_write() -> int:
        copies.append(copy())
        if len(copies) == 1:
            _write(20)
        return copies[-1]

    monkeypatch.setattr(transaction, "LONG_LOG_PAGES", 100)
    monkeypatch.setattr(transaction, "_copy_log", copy_while_others_write)
    _write(200)
    checkpoint()
    assert len(copies) == 2
    _write(1)
    assert copy() < 20


def database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _write(pages: int) -> None:
    with writing():
        Workspace.objects.create(name="w", display_name="x" * 4096 * pages)
        Workspace.objects.filter(name="w").delete()
