"""Settings: one table that is true, and a sentence for what is wrong."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from studio.lib import env
from studio.lib.errors import StudioError
from studio.serve.boot import CLIENT_SETTINGS

ROOT = Path(__file__).resolve().parents[3]


def read_in_code() -> set[str]:
    """Every name that settings.py gives to a reader."""
    tree = ast.parse((ROOT / "studio" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [call.args[0] for call in calls if call.args and isinstance(call.func, ast.Attribute)]
    return {
        str(name.value)
        for name in names
        if isinstance(name, ast.Constant) and str(name.value).startswith("STUDIO_")
    }


def test_the_table_lists_exactly_the_settings_that_there_are() -> None:
    table = (ROOT / "docs" / "settings.md").read_text()
    listed = re.findall(r"^\| `(STUDIO_\w+)`", table, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == read_in_code() | CLIENT_SETTINGS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STUDIO_PORT", "eighty"),
        ("STUDIO_PORT", "0"),
        ("STUDIO_PORT", "70000"),
        ("STUDIO_SANDBOX", "maybe"),
        ("STUDIO_LOG_LEVEL", "LOUD"),
        ("STUDIO_DATABASE_URL", "mysql://x/y"),
        ("STUDIO_DATABASE_URL", "postgres://x:y/z"),
        ("STUDIO_BROKER_URL", "redis://127.0.0.1/0"),
        ("STUDIO_CHANNEL_URL", "http://x"),
        ("STUDIO_PUBLIC_URL", "studio.example.org"),
        ("STUDIO_FILES_OPTIONS", "[]"),
        ("STUDIO_FILES_OPTIONS", "{"),
        ("STUDIO_HOME", "/proc/nobody/can/write/here"),
        ("STUDIO_LEASE_SECONDS", "1"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(
    name: str, value: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "studio.cli.main", "migrate"],
        cwd=ROOT,
        env={**os.environ, "STUDIO_HOME": str(tmp_path / "home"), name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("raw", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_a_flag_is_read_kindly(raw: str, value: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_EXAMPLE", raw)
    assert env.flag("STUDIO_EXAMPLE") is value


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_EXAMPLE", "perhaps")
    with pytest.raises(StudioError):
        env.flag("STUDIO_EXAMPLE")
