"""A step's own Python is taken again by a later step only where none has changed anything in it."""

import pytest

from tests.unit.execution.conftest import Bench

OWN = "own=$(dirname $(dirname $(command -v python))); lib=$(echo $own/lib/python3*/site-packages)"
SHOW = (
    r"cd $own; find . -printf '%P %y %m %l %n\n' | sort; cat pyvenv.cfg; cat $lib/*.pth;"
    " python -c 'import sys; print(sys.prefix)'"
)


def shown(bench: Bench) -> str:
    """All that a step finds in its own Python, and that it works."""
    bench.folders.user_log.unlink(missing_ok=True)
    done = bench.run(f"{OWN}; {SHOW}")
    assert done.ending == "completed", bench.log
    return bench.log


def spares(bench: Bench) -> set[int]:
    return {one.stat().st_ino for one in (bench.home / "work").glob("spare/*") if not one.suffix}


def test_one_that_is_as_it_was_is_taken_again(bench: Bench) -> None:
    first = shown(bench)
    kept = spares(bench)
    assert len(kept) == 1
    assert shown(bench) == first
    assert spares(bench) == kept


@pytest.mark.parametrize(
    "change",
    [
        "echo x > $own/bin/tool",
        "echo 'import os' > $lib/surprise.pth",
        "echo 'import os' >> $lib/studio_shared.pth",
        "rm $own/pyvenv.cfg",
        "cp $own/pyvenv.cfg x; ln -sf ../code/x $own/pyvenv.cfg",
        "ln $own/pyvenv.cfg kept",
        "ln -sf /bin/true $own/bin/python3",
        "mkdir $own/lib/more",
        "chmod 777 $own/bin",
        "mv $own ../elsewhere; ln -s elsewhere $own",
        "mv $own ../elsewhere",
        "rm -r $own; echo x > $own",
    ],
)
def test_what_a_step_has_changed_no_other_sees(bench: Bench, change: str) -> None:
    first = shown(bench)
    assert bench.run(f"{OWN}; {change}").ending == "completed", bench.log
    assert shown(bench) == first
