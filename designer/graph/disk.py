"""The user's own disk as ``Files``: the one place in this package that does input and output.

Nothing is refused: whoever runs ``studio validate`` may read what they may read.
"""

from pathlib import Path, PurePosixPath


class Disk:
    def read(self, path: PurePosixPath) -> bytes:
        return Path(path).read_bytes()

    def is_file(self, path: PurePosixPath) -> bool:
        return _answer(Path(path), is_folder=False)

    def is_folder(self, path: PurePosixPath) -> bool:
        return _answer(Path(path), is_folder=True)


def _answer(path: Path, is_folder: bool) -> bool:
    """A name that no file system takes (too long, with a NUL) names nothing."""
    try:
        return path.is_dir() if is_folder else path.is_file()
    except (OSError, ValueError):
        return False
