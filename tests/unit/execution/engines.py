"""A real container engine for tests, and a tiny image for it, made here: nothing is pulled."""

import io
import os
import shutil
import tarfile
import tempfile
from functools import cache
from pathlib import Path

from runs.execution import engine
from runs.execution.engine import Engine
from studio.lib.errors import StudioError

IMAGE = "localhost/pipeline-studio-test:1"
APPLETS = ("sh", "cat", "df", "env", "id", "kill", "ls", "seq", "setsid", "sleep", "touch", "wget")
# The last one runs as root inside a confined machine, where no daemon and no other runtime does.
CANDIDATES = (
    "docker",
    "podman",
    "podman --runtime runc --cgroup-manager=cgroupfs"
    " -- --ulimit nofile=1024:4096 --ulimit nproc=1000:1000",
)
WHY_NONE = (
    "needs a container engine that runs containers (docker, or podman with runc) and a static "
    "busybox to make an image of"
)


@cache
def working() -> Engine | None:
    """The first that really runs a container, with the image made."""
    busybox = shutil.which("busybox")
    if busybox is None:
        return None
    given = os.environ.get("STUDIO_TEST_CONTAINER_ENGINE")
    for setting in (given,) if given else CANDIDATES:
        try:
            found = engine.choose(setting)
        except StudioError:
            continue
        if found is not None and _works(found, Path(busybox)):
            return found
    return None


def _works(found: Engine, busybox: Path) -> bool:
    if not found.answers():
        return False
    with tempfile.TemporaryDirectory() as top:
        archive = Path(top) / "root.tar"
        _write(archive, busybox)
        if found.call("import", str(archive), IMAGE, seconds=60)[0]:
            return False
    words = ("run", "--rm", "--network", "host", *found.run, IMAGE, "/bin/sh", "-c", "echo works")
    return found.call(*words, seconds=60) == (0, "works")


def _write(archive: Path, busybox: Path) -> None:
    with tarfile.open(archive, "w") as tar:
        tar.add(busybox, "bin/busybox")
        for name in APPLETS:
            link = tarfile.TarInfo(f"bin/{name}")
            link.type, link.linkname = tarfile.SYMTYPE, "busybox"
            tar.addfile(link)
        text = b"root:x:0:0:root:/:/bin/sh\n"
        passwd = tarfile.TarInfo("etc/passwd")
        passwd.size = len(text)
        tar.addfile(passwd, io.BytesIO(text))
