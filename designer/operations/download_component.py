"""A component as files again: its YAML with the code beside it, zipped."""

import tempfile
import zipfile
from collections.abc import Mapping
from typing import IO, Any

from designer.graph.references import SNAPSHOT_PREFIX
from designer.graph.write import component_yaml
from designer.models import ComponentVersion
from studio.storage import blobs

IN_MEMORY_BYTES = 8 * 1024 * 1024
CODE = "code"
_FILE, _SCRIPT = 0o100644, 0o100755


def zipped(version: ComponentVersion) -> IO[bytes]:
    """A temporary file, at its start, with the zip. Registering it again gives this version."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  # handed on
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        text = component_yaml(_local(version.spec))
        archive.writestr(f"{version.asset.name}.yml", text)
        for one in version.snapshot.files if version.snapshot else []:
            _add(archive, one)
    file.seek(0)
    return file


def _local(spec: Mapping[str, Any]) -> dict[str, Any]:
    code = str(spec.get("code") or "")
    return dict(spec) | ({"code": f"./{CODE}"} if code.startswith(SNAPSHOT_PREFIX) else {})


def _add(archive: zipfile.ZipFile, one: Mapping[str, Any]) -> None:
    info = zipfile.ZipInfo(f"{CODE}/{one['path']}", date_time=(1980, 1, 1, 0, 0, 0))
    info.external_attr = (_SCRIPT if one["executable"] else _FILE) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    with blobs.open(one["sha256"]) as source, archive.open(info, "w") as target:
        while chunk := source.read(1024 * 1024):
            target.write(chunk)
