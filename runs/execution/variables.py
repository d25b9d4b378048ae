"""The environment of a step's process: built from nothing, so that nothing of the studio leaks."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from runs.execution.order import Order
from runs.execution.process import MARK, mark_of
from runs.execution.workdir import WorkFolder

# What a process needs of its machine. Nothing that begins with STUDIO_ is ever passed on.
PASSED_ON = (
    "LANG",
    "LC_ALL",
    "TZ",
    "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "CUDA_HOME",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "OMP_NUM_THREADS",
)
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def build(order: Order, work: WorkFolder, bin_folder: Path) -> dict[str, str]:
    """PATH begins with the step's Python; the step's own variables never hide the studio's."""
    defaults = {"LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    defaults |= {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    ours = {
        "PATH": f"{bin_folder}:{os.environ.get('PATH', SYSTEM_PATH)}",
        "HOME": str(work.tmp),
        "TMPDIR": "/tmp" if work.sandboxed else str(work.tmp),  # noqa: S108
        MARK: mark_of(work.root),
    }
    places = work.inputs | {name: str(place) for name, place in work.outputs.items()}
    for name, text in places.items():
        ours[f"AZUREML_PARAMETER_{_safe(name)}"] = text
    data = [one.name for one in order.inputs if one.source is not None]
    for name in (*data, *work.outputs):
        ours[f"AZUREML_DATAREFERENCE_{_safe(name)}"] = places[name]
    return _usable(defaults | dict(order.own_variables) | ours | dict(order.variables))


def _safe(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _usable(variables: Mapping[str, str]) -> dict[str, str]:
    """Names and values that an operating system takes: no NUL, no "=" in a name."""
    return {
        name: text.replace("\0", "")
        for name, text in variables.items()
        if name and "=" not in name and "\0" not in name
    }
