"""The environment of a step's process: built from nothing, so that nothing of the studio leaks."""

import os
import re
from collections.abc import Mapping

from runs.execution import package_index
from runs.execution.order import Order
from runs.execution.overlay import Overlay
from runs.execution.process import MARK, mark_of
from runs.execution.sandbox import STARTUP
from runs.execution.workdir import WorkFolder

# What a process needs of its machine. Nothing that begins with STUDIO_ is ever passed on.
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
PASSED_ON = (
    *PROXIES,
    "LANG",
    "LC_ALL",
    "TZ",
    "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "CUDA_HOME",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "OMP_NUM_THREADS",
)
DEFAULTS = {"LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
PIP_PLACES = ("TARGET", "PREFIX", "ROOT", "USER", "REQUIRE_VIRTUALENV", "CACHE_DIR", "PYTHON")
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def of_process(order: Order, work: WorkFolder, overlay: Overlay) -> dict[str, str]:
    """PATH begins with the step's Python; the step's own variables never hide the studio's."""
    own = dict(order.own_variables)
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    machine = os.environ.get("PATH", SYSTEM_PATH)
    ours = {
        "PATH": ":".join([*map(str, overlay.path), machine]),
        "VIRTUAL_ENV": str(overlay.folder),
        "PYTHONPATH": _joined(str(STARTUP), own.get("PYTHONPATH", "")),
        "PIPELINE_STUDIO_PACKAGES": str(overlay.packages),
        "HOME": str(work.tmp),
        "TMPDIR": "/tmp" if work.sandboxed else str(work.tmp),  # noqa: S108
    }
    return _usable(DEFAULTS | passed | _of_pip() | own | ours | _places(order, work))


def of_container(order: Order, work: WorkFolder) -> dict[str, str]:
    """Nothing of this machine but proxies: programs and libraries are the image's."""
    own = dict(order.own_variables)
    passed = {name: os.environ[name] for name in PROXIES if name in os.environ}
    ours = {
        "PYTHONPATH": _joined(str(STARTUP), own.get("PYTHONPATH", "")),
        "HOME": "/tmp",  # noqa: S108  (inside the container)
    }
    return _usable(DEFAULTS | passed | own | ours | _places(order, work))


def _places(order: Order, work: WorkFolder) -> dict[str, str]:
    ours = {MARK: mark_of(work.root)}
    places = work.inputs | {name: str(place) for name, place in work.outputs.items()}
    for name, text in places.items():
        ours[f"AZUREML_PARAMETER_{_safe(name)}"] = text
    data = [one.name for one in order.inputs if one.source is not None]
    for name in (*data, *work.outputs):
        ours[f"AZUREML_DATAREFERENCE_{_safe(name)}"] = places[name]
    return ours | dict(order.variables)


def _of_pip() -> dict[str, str]:
    """So that ``pip install`` in a command asks where the machine's pip would.

    Where to install to is not passed on: that is the step's own folder.
    """
    found = {
        name: text
        for name, text in package_index.for_pip().items()
        if name.removeprefix("PIP_") not in PIP_PLACES
    }
    found.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    found.setdefault("PIP_ROOT_USER_ACTION", "ignore")
    return found


def _joined(first: str, second: str) -> str:
    return f"{first}:{second}" if second else first


def _safe(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _usable(variables: Mapping[str, str]) -> dict[str, str]:
    """Names and values that an operating system takes: no NUL, no "=" in a name."""
    return {
        name: text.replace("\0", "")
        for name, text in variables.items()
        if name and "=" not in name and "\0" not in name
    }
