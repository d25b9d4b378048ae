"""Content identity of data that is given by URI: the same bytes are the same input.

Hashing is remembered by size and time of each file, so that a big input costs once a process.
"""

import hashlib
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from django.conf import settings

from designer.graph.readable import web_address
from runs.execution import outputs as files
from runs.execution import remote
from runs.plan import job_names
from runs.plan.compile import all_steps
from runs.plan.model import DataAt, OutputPlan, Plan
from studio.lib.errors import StudioError
from studio.models import Workspace
from studio.storage import datastores

REMEMBERED = 4096
ASKED_AT_ONCE = 8
DIRECT = "direct"


class _Memory:
    """{listing of a place: digest of its content}, bounded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def digest(self, place: Path) -> str:
        listing = _listing(place)
        with self._lock:
            known = self._known.get(listing)
        if known is None:
            known = files.measure(place).digest
            with self._lock:
                if len(self._known) >= REMEMBERED:
                    self._known.pop(next(iter(self._known)))
                self._known[listing] = known
        return known


_memory = _Memory()


def of_plan(workspace: Workspace, plan: Plan) -> dict[str, str]:
    """{URI: digest} of all local data that the plan's steps are given.

    What lies at an address that several jobs write to is hashed now, too: whether it may be
    reused is asked in a transaction, where there is no time for it.
    """
    steps = list(all_steps(plan.steps))
    shared = {one.path for step in steps for one in step.outputs.values() if is_shared(one)}
    of_uris(workspace, shared)
    uris = {
        given.source.uri
        for step in steps
        for given in step.inputs.values()
        if isinstance(given.source, DataAt)
        and given.mode != DIRECT
        and not job_names.paths_in(given.source)
    }
    return {**of_uris(workspace, uris), **of_addresses(uris)}


def of_addresses(uris: Iterable[str]) -> dict[str, str]:
    """The same of what lies on the web, as far as its servers say: asked all at once."""
    wanted = {uri: address for uri in uris if (address := web_address(uri))}
    if not wanted:
        return {}
    with ThreadPoolExecutor(min(len(wanted), ASKED_AT_ONCE)) as threads:
        found = threads.map(partial(remote.identity_of, policy=fetch_policy()), wanted.values())
        return dict(zip(wanted, found, strict=True))


def fetch_policy() -> remote.Policy:
    """What may be fetched from the web, as the settings say."""
    return remote.Policy(
        networks=settings.FETCH_NETWORKS,
        max_bytes=settings.FETCH_MAX_BYTES,
        seconds=settings.FETCH_SECONDS,
        cache_bytes=settings.FETCH_CACHE_BYTES,
    )


def is_shared(output: OutputPlan) -> bool:
    """The job's name is no part of its address."""
    return "${{name}}" not in output.path.replace(" ", "")


def digest_of(place: Path) -> str:
    """Of the bytes of a file or folder that is there."""
    return _memory.digest(place)


def of_uris(workspace: Workspace, uris: Iterable[str]) -> dict[str, str]:
    """{URI: digest} of those that name something which lies in a datastore here."""
    found = {}
    for uri in uris:
        if not uri.startswith("azureml://datastores/"):
            continue
        try:
            place = datastores.locate(workspace, uri)
        except StudioError:
            continue
        if place.exists():
            found[uri] = digest_of(place)
    return found


def _listing(place: Path) -> str:
    paths = [place] if place.is_file() else sorted(place.rglob("*"))
    hashed = hashlib.sha256(str(place).encode())
    for path in paths:
        stat = path.lstat()
        hashed.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ino}\n".encode())
    return hashed.hexdigest()
