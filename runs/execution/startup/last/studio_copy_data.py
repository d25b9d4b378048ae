"""The command of a ``copy_data`` step: several inputs into one output.

``python -m studio_copy_data MODE OUTPUT INPUT…``; an input without a value is empty text. It must
run in any Python from 3.7 on.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OVERWRITES = "merge_with_overwrite"


def main(words: list[str]) -> int:
    mode, target, sources = words[0], Path(words[1]), [Path(one) for one in words[2:] if one]
    if not sources:
        print("There is nothing to copy: no input has a value.", file=sys.stderr)
        return 1
    into_file = not target.is_dir()
    count = size = 0
    for source in sources:
        for path, below in _files(source):
            place = target if into_file else target / below
            if place.exists() and mode != OVERWRITES:
                print(
                    f"{below} is in more than one input, and data_copy_mode is {mode}.",
                    file=sys.stderr,
                )
                return 1
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(path), str(place))
            count, size = count + 1, size + place.stat().st_size
    print(f"Copied {count} files, {size} bytes.")
    return 0


def _files(source: Path) -> Iterator[tuple[Path, Path]]:
    """Each file and its path below the input; a file stands under its own name."""
    if source.is_file():
        yield source, Path(source.name)
        return
    for folder, folders, names in os.walk(str(source)):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            yield path, path.relative_to(source)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
