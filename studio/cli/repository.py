"""Code that lies in Git: one commit of a repository in a folder that is gone afterwards.

Whoever wrote a YAML file says where Git goes, so it is kept on a short lead: https to addresses
that inputs may be fetched from, too (plain http only where STUDIO_FETCH_NETWORKS allows it by
name), no redirects, no proxy, nobody's credentials or settings, no submodules, no hooks, no
links, a limit of bytes and of seconds.
"""

import ipaddress
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from designer.graph.git_address import GitAddress
from studio.lib.errors import Denied, Invalid, StudioError, Unavailable
from studio.lib.guarded_http import Network, is_permitted

LOOK_SECONDS = 0.1
# The setting that holds Git to the address that was checked came with this version.
PINS_SINCE = (2, 37)
_SETTINGS = (
    "protocol.allow=never",
    "http.followRedirects=false",
    "http.proxy=",
    "credential.helper=",
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "core.autocrlf=false",
    "submodule.recurse=false",
    "fetch.fsckObjects=true",
    "gc.auto=0",
)


@dataclass(frozen=True, slots=True)
class Limits:
    networks: tuple[Network, ...] = ()
    most_bytes: int = 1024**3
    seconds: float = 300.0


@contextmanager
def cloned(address: GitAddress, limits: Limits) -> Iterator[Path]:
    """The folder of ``address``. Raises StudioError: Invalid, Denied or Unavailable."""
    _require_git()
    pinned = _pinned(address, limits.networks)
    with tempfile.TemporaryDirectory(prefix="studio-git-") as scratch:
        git = _Git(Path(scratch), pinned, limits, time.monotonic() + limits.seconds)
        git.run("init", "--quiet", "--template=", str(git.tree))
        wanted = address.ref or "HEAD"
        git.run(
            *("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules"),
            *("--", address.url, wanted),
        )
        git.run("checkout", "--quiet", "--detach", "FETCH_HEAD")
        shutil.rmtree(git.tree / ".git")
        yield _inside(git.tree, address)


def _require_git() -> None:
    if shutil.which("git") is None:
        raise Invalid("no-git", "Code comes from Git, and git is not installed here.")
    answer = subprocess.run(["git", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)\.(\d+)", answer.stdout)
    if found is None or (int(found[1]), int(found[2])) < PINS_SINCE:
        raise Invalid("git-too-old", "Code comes from Git; that needs git 2.37 or newer.")


def _pinned(address: GitAddress, networks: tuple[Network, ...]) -> Sequence[str]:
    """Settings that hold Git to an address of the host that may be asked."""
    parts = urlsplit(address.url)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Unavailable("no-answer", f"There is no machine {host}.") from None
    numbers = [str(one[4][0]) for one in found if is_permitted(str(one[4][0]), networks)]
    if not numbers:
        raise Denied(
            "address-refused",
            f"{host} is an address of a private network or of this machine; no code comes from"
            " there.",
            hint="STUDIO_FETCH_NETWORKS, set where the command runs, can allow it.",
        )
    if parts.scheme != "https" and not _is_named(numbers[0], networks):
        raise Denied("address-refused", f"{address.url}: code comes over https only.")
    number = f"[{numbers[0]}]" if ":" in numbers[0] else numbers[0]
    return (f"protocol.{parts.scheme}.allow=always", f"http.curloptResolve={host}:{port}:{number}")


def _is_named(number: str, networks: tuple[Network, ...]) -> bool:
    found = ipaddress.ip_address(number.partition("%")[0])
    return any(found.version == one.version and found in one for one in networks)


@dataclass(frozen=True, slots=True)
class _Git:
    scratch: Path
    settings: Sequence[str]
    limits: Limits
    until: float

    @property
    def tree(self) -> Path:
        return self.scratch / "tree"

    def run(self, *words: str) -> None:
        told = [part for one in (*_SETTINGS, *self.settings) for part in ("-c", one)]
        where = () if words[0] == "init" else ("-C", str(self.tree))
        with tempfile.TemporaryFile() as said:
            running = subprocess.Popen(
                ["git", *where, *told, *words],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
            try:
                self._watch(running)
            finally:
                running.kill()
                running.wait()
            said.seek(0)
            text = said.read().decode(errors="replace")
        if running.returncode != 0:
            raise Unavailable("code-not-cloned", f"git {words[0]} failed: {_last_line(text)}")

    def _watch(self, running: "subprocess.Popen[bytes]") -> None:
        while True:
            try:
                running.wait(LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                self._check()
            else:
                self._check()
                return

    def _check(self) -> None:
        if time.monotonic() > self.until:
            raise _too_much(f"took more than {self.limits.seconds:g} seconds")
        if _size(self.scratch) > self.limits.most_bytes:
            raise _too_much(f"has more than {self.limits.most_bytes // 1024**2} MB")

    def _environment(self) -> dict[str, str]:
        """Nothing of the person's own but where programs are."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.scratch),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "true",
            "GIT_LFS_SKIP_SMUDGE": "1",
            "LC_ALL": "C",
        }


def _too_much(what: str) -> StudioError:
    return Invalid("code-too-large", f"The code's repository {what}.")


def _size(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).lstat().st_size
            except FileNotFoundError:
                continue  # git moves files while we look
    return total


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].removeprefix("fatal: ") if lines else "it said nothing."


def _inside(tree: Path, address: GitAddress) -> Path:
    place = tree / address.folder
    if not place.resolve().is_relative_to(tree.resolve()) or not place.exists():
        raise Invalid(
            "code-not-found",
            f'"{address.folder}" is not in {address.url} at {address.ref or "its default branch"}.',
        )
    return place
