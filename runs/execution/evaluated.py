"""Tables as the files that they name: the input modes ``eval_mount`` and ``eval_download``.

The step sees a folder with just these files, each where it lies below the table's folder. Rows are
for the step to read (``import mltable``): what its packages make of them is its own business.
"""

import itertools
from pathlib import Path
from typing import Final

from designer.graph.mltable import Table, is_local
from designer.operations import table_preview
from runs.execution.order import StepFailed
from studio.lib.errors import StudioError

# What still leaves a list of files.
_OF_FILES: Final = ("take", "skip", "extract_columns_from_partition_format")


def files_of(name: str, folder: Path) -> list[Path]:
    """The files, below ``folder``, of the table that input ``name`` is. Raises StepFailed."""
    try:
        table = table_preview.table_of(folder)
    except StudioError as error:
        raise StepFailed("bad-mltable", f'Input "{name}": {error.message}', error.hint) from None
    _check(name, table)
    files = list(dict.fromkeys(table_preview.files_of(folder, table)))
    for step, argument in table.steps:
        if step == "take":
            files = list(itertools.islice(files, argument))
        elif step == "skip":
            files = files[argument:]
    return files


def _check(name: str, table: Table) -> None:
    elsewhere = [text for _, text in table.paths if not is_local(text)]
    rows = [table.reader] if table.reader else [one for one, _ in table.steps]
    rows = [one for one in rows if one not in _OF_FILES]
    if elsewhere:
        why = f"it names {elsewhere[0]}, and only files beside it can be given"
    elif rows:
        why = f"it is a table of rows (`{rows[0]}`), not of files"
    else:
        return
    raise StepFailed(
        "table-not-files",
        f'Input "{name}" cannot be evaluated for the step: {why}.',
        hint="Use the mode ro_mount, and read the table in the step with `import mltable`.",
    )
