"""Pipelines to begin from: folders with a pipeline.yml and what it uses.

They ship with the studio (designer/templates and its samples); STUDIO_TEMPLATES names a folder
with more. They are read as an upload would be.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.conf import settings

from designer.graph import references
from designer.graph.diagnostics import has_errors
from designer.graph.document import PipelineDocument
from designer.graph.git_address import GitAddress
from designer.graph.load import load_pipeline
from designer.graph.package import pack_file, plain
from designer.operations import import_files
from designer.operations.import_files import ImportedPipeline
from designer.operations.uploaded_files import Upload
from studio.lib.errors import NotFound
from studio.models import Workspace

FILE = "pipeline.yml"


@dataclass(frozen=True, slots=True)
class Template:
    """``name`` is its folder's. The document's components are written inside, so that its graph
    can be drawn; nothing of it is uploaded yet."""

    name: str
    folder: Path
    document: PipelineDocument


class Folder(Upload):
    """A folder on this machine, as if somebody had uploaded it."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root
        self._paths = [
            path.relative_to(root).as_posix()
            for path in sorted(root.rglob("*"))
            if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts
        ]

    def paths(self) -> Collection[str]:
        return self._paths

    def _read(self, path: str) -> bytes:
        return (self._root / path).read_bytes()


def templates() -> Sequence[Template]:
    """Those that can be read, in the order of their folders' names within each place."""
    found: dict[str, Template] = {}
    for place in settings.TEMPLATE_FOLDERS:
        for file in sorted(Path(place).glob(f"*/{FILE}")):
            template = _read(file.parent, file.stat().st_mtime_ns)
            if template is not None:
                found.setdefault(template.name, template)
    return list(found.values())


def instantiate(workspace: Workspace, name: str) -> ImportedPipeline:
    """The template's pipeline with its code uploaded, ready to be a draft. Raises NotFound."""
    for template in templates():
        if template.name == name:
            return import_files.pipeline(workspace, template.name, Folder(template.folder))
    raise NotFound("template-not-found", f'There is no template "{name}".')


@lru_cache(maxsize=200)
def _read(folder: Path, _changed: int) -> Template | None:
    packed = pack_file(PurePosixPath(FILE), Folder(folder), _Nowhere(), {})
    if packed.wire is None:
        return None
    document, found = load_pipeline(plain(packed.wire), packed.source)
    if document is None or has_errors(found):
        return None
    return Template(folder.name, folder, document)


class _Nowhere:
    """Uploads nothing: for looking at a template."""

    def code(self, folder: PurePosixPath | None, includes: Sequence[PurePosixPath]) -> str:
        return f"azureml:snapshot:{'0' * 64}"

    def repository(self, address: GitAddress, includes: Sequence[PurePosixPath]) -> str:
        return f"azureml:snapshot:{'0' * 64}"

    def data(self, path: PurePosixPath, kind: str, datastore: str | None = None) -> str:
        return references.NOT_UPLOADED
