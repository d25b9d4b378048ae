"""What every job needs of its database, on PostgreSQL: `make postgres` runs all of it.

The claim and the end of a step, a loop, its deletion, lists and the upgrade are written in SQL, or
hold rows that others want; SQLite, with its one writer, does not tell whether that is right there.
"""

import pytest

from tests.support import on_postgres

pytestmark = pytest.mark.server
SELECTION = (
    "tests/api/test_job_list.py",
    "tests/api/test_draft_revisions.py",
    "tests/server/test_migrations.py",
    "tests/worker/test_claims.py",
    "tests/worker/test_deletion.py",
    "tests/worker/test_losses.py",
    "tests/worker/test_removal.py",
)


def test_a_selection_of_the_tests_holds_on_postgres() -> None:
    on_postgres.need_postgres()
    assert on_postgres.run(["--quiet", *SELECTION]) == 0
