"""How files beside a YAML file are reached: the disk for the command line, a zip on the server."""

import posixpath
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final, Literal, Protocol

from designer.graph.git_address import GitAddress
from studio.lib.errors import Invalid

# Of what a pipeline names by path and has not with it: what to do on a page of the studio.
BRING_FOLDER: Final = "Import the folder that holds it (or a zip of that folder)"


class Files(Protocol):
    def read(self, path: PurePosixPath) -> bytes:
        """Raises FileNotFoundError, or another OSError when it cannot be read."""
        ...

    def is_file(self, path: PurePosixPath) -> bool: ...

    def is_folder(self, path: PurePosixPath) -> bool: ...


class Uploader(Protocol):
    """Takes local files to where steps can reach them."""

    def code(self, folder: PurePosixPath | None, includes: Sequence[PurePosixPath]) -> str:
        """``azureml:snapshot:<sha256>`` of the folder with ``includes`` beside its content.

        None: of the includes alone. An include ``x.zip`` that is no file is the folder ``x``,
        zipped.
        """
        ...

    def repository(self, address: GitAddress, includes: Sequence[PurePosixPath]) -> str:
        """The same of code in Git. Raises StudioError."""
        ...

    def data(
        self, path: PurePosixPath, kind: Literal["file", "folder"], datastore: str | None = None
    ) -> str:
        """The URI where the file or folder lies now. datastore: None for the default one."""
        ...


def not_cloned() -> Invalid:
    """What the studio says of code in Git: what it can reach, its users may not."""
    return Invalid(
        "code-from-git",
        "Code in Git is cloned by the command line, not by the studio.",
        hint="Use `studio job create` or `studio component create`, or send the folder.",
    )


def beside(folder: PurePosixPath, written: str) -> PurePosixPath:
    """The path that a text in a YAML file of ``folder`` means."""
    return PurePosixPath(posixpath.normpath(posixpath.join(str(folder), written)))


def yaml_in(folder: PurePosixPath, files: Files) -> str | None:
    """The YAML file of a folder that people most likely mean."""
    stems = (folder.name, "component", "pipeline", "spec", "job")
    names = [f"{stem}.{ending}" for stem in stems for ending in ("yml", "yaml")]
    return next((name for name in names if files.is_file(folder / name)), None)
