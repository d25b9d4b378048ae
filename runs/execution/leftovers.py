"""What killed workers left: work folders, which a worker clears away as it starts, and outputs
that were put in place by an attempt whose end was never written.
"""

import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from runs.execution import workdir


def work_folders(work: Path) -> list[Path]:
    """The folders of all attempts in ``work``, and those that were being cleared away.

    "<job>/<attempt>" is what they were called before "<job>-<attempt>".
    """
    gone = list(work.glob(f"*{workdir.GONE}"))
    return gone + [one for one in work.glob("*") if one.name.replace("-", "").isdecimal()]


def clear_meanwhile(folders: Sequence[Path]) -> None:
    """Remove them in a thread of its own: nobody waits for it, and a start must not."""
    if folders:
        threading.Thread(
            target=_clear, args=(folders,), name="studio-leftovers", daemon=True
        ).start()


def remove(output: Path) -> None:
    """Take an output away, whatever it is; nothing happens where there is none."""
    if output.is_dir() and not output.is_symlink():
        shutil.rmtree(output)
    else:
        output.unlink(missing_ok=True)


def _clear(folders: Sequence[Path]) -> None:
    """Another process may clear the same ones away, or take one again that a step has left: what
    is gone already is no error."""
    for folder in folders:
        with suppress(OSError):
            gone = folder if folder.suffix == workdir.GONE else workdir.gone_name(folder)
            if gone != folder:
                folder.rename(gone)
            workdir.clear(gone)
