"""What a process that was killed left half done in STUDIO_HOME, cleared away at the next start.

Everything here has a name that nothing refers to: it gets its real one only when it is whole.
What killed workers left is for ``runs.operations.reconcile``.
"""

import os
import shutil
import time
from pathlib import Path

PATTERNS = (
    "blobs/.incoming-*",
    "snapshots/.making-*",
    "trash/*",
    "fetched/*/.incoming-*",
    "datastores/*/*/LocalUpload/.making-*",
    "models/receiving/*",
    "jobs/*/*/*/incoming/*",
    "work/*.ahead",
    "work/*.ahead-log",
    "work/spare/*",
)
DAY_SECONDS = 24 * 3600.0


def clear(home: Path, older_than_seconds: float = 0.0) -> None:
    """``older_than_seconds``: where other processes share the home, and may be at work there."""
    until = time.time() - older_than_seconds
    for pattern in PATTERNS:
        for path in home.glob(pattern):
            if path.lstat().st_mtime <= until:
                _remove(path)


def _remove(path: Path) -> None:
    """It was made by us, for us alone; what does not go now goes at the next start."""
    if path.is_dir() and not path.is_symlink():
        for folder, _, _ in os.walk(path):
            Path(folder).chmod(0o700)
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
