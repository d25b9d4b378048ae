"""Tests on PostgreSQL, in a process of their own: ``python -m tests.support.on_postgres ARGS``.

A process's tests have one database, which settings name before Django is there; so that another
one is tried, pytest is started again. Without ARGS: everything that asks a database a lot.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.support.live_studio import ROOT
from tests.support.server_form import database, postgres_answers

WHOLE = ("tests/api", "tests/worker")
MISSING = "PostgreSQL does not answer here; STUDIO_TEST_POSTGRES says where it is."


def need_postgres() -> None:
    """Skip where it does not answer; fail where CI is set."""
    if postgres_answers():
        return
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def run(arguments: Sequence[str]) -> int:
    """The exit code of pytest. Django makes a database of its own beside the one that is named."""
    with database() as url:
        own = {"STUDIO_DATABASE_URL": url}
        left_out = ("STUDIO_HOME", "PYTEST_ADDOPTS")
        environ = {name: text for name, text in os.environ.items() if name not in left_out}
        words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        return subprocess.run(words, cwd=ROOT, env=environ | own, check=False).returncode


if __name__ == "__main__":
    if not postgres_answers():
        sys.exit(MISSING)
    sys.exit(run(sys.argv[1:] or WHOLE))
