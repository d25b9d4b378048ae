"""Data that a step reads from the web: fetched once, kept by content, asked for anew by ETag.

fetched/<hash of the address>/ holds ``known.json`` (what the server said of it) and a folder for
each content with the one file in it. Nothing is ever changed there, so that a step which still
reads yesterday's content is not disturbed.
"""

import hashlib
import json
import math
import os
import shutil
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from filelock import FileLock, Timeout
from urllib3.exceptions import HTTPError

from runs.execution.order import Input, Order, Remote, StepFailed
from runs.execution.stopping import StopSignal
from studio.lib import guarded_http
from studio.lib.errors import StudioError
from studio.lib.guarded_http import Answer, Network, shown

CHUNK_BYTES = 256 * 1024
SAY_SECONDS = 5.0
LOOK_SECONDS = 0.2
UNUSED_SECONDS = 7 * 24 * 3600.0
NAME_MAX = 200
KNOWN = "known.json"
# How much lies in the whole cache, as far as was counted, and when to look through it at earliest.
ROOM = ".room.json"
LOOK_AGAIN_SECONDS = 600.0
INCOMING = ".incoming-"
UNKNOWN = "unknown:"
# What a server may refuse to a request for the head alone.
_HEAD_REFUSED = (403, 405, 501)
_PLAIN = {"Accept-Encoding": "identity", "User-Agent": "pipeline-studio"}

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Policy:
    """networks: what may be fetched from beside public addresses; cache_bytes: over that, what
    has not been used for a week goes."""

    networks: tuple[Network, ...] = ()
    max_bytes: int = 2 * 1024**3
    seconds: float = 3600.0
    cache_bytes: int = 20 * 1024**3


@dataclass(frozen=True, slots=True)
class Fetched:
    """is_as_planned: no input has changed since the job was submitted."""

    order: Order
    is_as_planned: bool


def fetched(order: Order, cache: Path, policy: Policy, say: Say, stop: StopSignal) -> Fetched:
    """``order`` with its addresses replaced by local files; raises StepFailed."""
    inputs, is_as_planned = [], True
    for one in order.inputs:
        if one.remote is None:
            inputs.append(one)
            continue
        known = _Fetch(one.remote, cache, policy, say, stop).run()
        is_as_planned = is_as_planned and known["identity"] == one.remote.identity
        inputs.append(replace(one, remote=None, source=_place(one, cache, known)))
    return Fetched(replace(order, inputs=tuple(inputs)), is_as_planned)


def identity_of(url: str, policy: Policy) -> str:
    """What tells the content at ``url`` from another, as far as the server says.

    One that no other content ever has where it says nothing, or cannot be reached.
    """
    for method in ("HEAD", "GET"):
        try:
            with guarded_http.request(method, url, _PLAIN, policy.networks) as answer:
                status = answer.response.status
                if status < 300:
                    return _identity(url, answer.response.headers)
        except StudioError:
            break
        if status not in _HEAD_REFUSED:
            break
    return f"{UNKNOWN}{uuid.uuid4().hex}"


def _identity(url: str, headers: Mapping[str, str]) -> str:
    tag, changed = headers.get("etag"), headers.get("last-modified")
    if not tag and not changed:
        return f"{UNKNOWN}{uuid.uuid4().hex}"
    said = [urldefrag(url)[0], tag or [changed, headers.get("content-length")]]
    return f"web:{hashlib.sha256(json.dumps(said).encode()).hexdigest()}"


def _folder(cache: Path, url: str) -> Path:
    return cache / hashlib.sha256(urldefrag(url)[0].encode()).hexdigest()


def _place(one: Input, cache: Path, known: Mapping[str, Any]) -> Path:
    """A folder input gets a folder with the file in it."""
    assert one.remote is not None  # noqa: S101  (the caller has looked)
    content = _folder(cache, one.remote.url) / str(known["folder"])
    return content / str(known["name"]) if one.type == "uri_file" else content


@dataclass(slots=True)
class _Fetch:
    """One address, from asking to a file that is there."""

    remote: Remote
    cache: Path
    policy: Policy
    say: Say
    stop: StopSignal

    @property
    def folder(self) -> Path:
        return _folder(self.cache, self.remote.url)

    def run(self) -> dict[str, Any]:
        """What is known of the content that is there now."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / ".lock")
        self._acquire(lock)
        try:
            return self._up_to_date()
        except StudioError as error:
            raise StepFailed(error.code, error.message, error.hint) from error
        finally:
            lock.release()

    def _acquire(self, lock: FileLock) -> None:
        """Others who want the same wait until it is there."""
        is_told = False
        while True:
            try:
                lock.acquire(timeout=LOOK_SECONDS)
            except Timeout:
                if not is_told:
                    self.say(f"{shown(self.remote.url)}: another step fetches it already.")
                is_told = True
                self._heed()
            else:
                return

    def _up_to_date(self) -> dict[str, Any]:
        known = self._known()
        name = shown(self.remote.url)
        if known is not None and known["identity"] == self.remote.identity:
            self.say(f"{name}: nothing has changed since it was fetched, {_size(known)}.")
            return self._used(known)
        url, networks = self.remote.url, self.policy.networks
        with guarded_http.request("GET", url, self._headers(known), networks) as answer:
            status = answer.response.status
            if status == 304 and known is not None:
                self.say(f"{name}: not changed since it was fetched, {_size(known)}.")
                return self._used(known)
            if status != 200:
                raise StepFailed(
                    "remote-not-there",
                    f"{name} answered {status} {answer.response.reason or ''}".rstrip() + ".",
                    hint="Is the address right, and may everybody read it?",
                )
            known = self._received(answer)
        self.say(f"{name}: fetched, {_size(known)}.")
        _write(self.folder / KNOWN, known)
        _make_room(self.cache, self.policy.cache_bytes, self.folder, int(known["size_bytes"]))
        return known

    def _headers(self, known: Mapping[str, Any] | None) -> dict[str, str]:
        if known is None:
            return dict(_PLAIN)
        asked = {"If-None-Match": known["etag"], "If-Modified-Since": known["last_modified"]}
        return {**_PLAIN, **{name: text for name, text in asked.items() if text}}

    def _known(self) -> dict[str, Any] | None:
        try:
            known: dict[str, Any] = json.loads((self.folder / KNOWN).read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        is_there = (self.folder / known["folder"] / known["name"]).is_file()
        return known if is_there else None

    def _used(self, known: dict[str, Any]) -> dict[str, Any]:
        os.utime(self.folder / KNOWN)
        return known

    def _received(self, answer: Answer) -> dict[str, Any]:
        name = _file_name(self.remote.url, answer.url)
        unfinished = self.folder / f"{INCOMING}{uuid.uuid4().hex}"
        unfinished.mkdir()
        try:
            digest, size = self._stream(answer, unfinished / name)
            folder = hashlib.sha256(f"{digest}/{name}".encode()).hexdigest()
            if not (self.folder / folder).exists():
                (unfinished / name).chmod(0o444)
                unfinished.rename(self.folder / folder)
                (self.folder / folder).chmod(0o555)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        headers = answer.response.headers
        return {
            "url": shown(self.remote.url),
            "folder": folder,
            "name": name,
            "digest": digest,
            "size_bytes": size,
            "etag": headers.get("etag"),
            "last_modified": headers.get("last-modified"),
            "identity": _identity(self.remote.url, headers),
        }

    def _stream(self, answer: Answer, target: Path) -> tuple[str, int]:
        sha256, size, length = hashlib.sha256(), 0, answer.response.headers.get("content-length")
        total = int(length) if length and length.isdecimal() and len(length) < 19 else None
        self._limit(total or 0)
        began = told = time.monotonic()
        try:
            with target.open("xb") as file:
                for chunk in answer.response.stream(CHUNK_BYTES, decode_content=True):
                    size += len(chunk)
                    self._limit(size)
                    self._heed()
                    sha256.update(chunk)
                    file.write(chunk)
                    now = time.monotonic()
                    if now - began > self.policy.seconds:
                        raise self._too_slow(size)
                    if now - told > SAY_SECONDS:
                        told = now
                        of = f" of {_bytes(total)}" if total else ""
                        self.say(f"{shown(self.remote.url)}: {_bytes(size)}{of}")
        except HTTPError as error:
            raise StepFailed(
                "remote-broken-off",
                f"{shown(self.remote.url)} broke off after {_bytes(size)}: "
                f"{guarded_http.reason(error)}.",
                hint="Run the step again.",
            ) from None
        return sha256.hexdigest(), size

    def _limit(self, size: int) -> None:
        if size > self.policy.max_bytes:
            raise StepFailed(
                "remote-too-large",
                f"{shown(self.remote.url)} has more than {_bytes(self.policy.max_bytes)}.",
                hint="STUDIO_FETCH_MAX_MB sets the limit.",
            )

    def _too_slow(self, size: int) -> StepFailed:
        return StepFailed(
            "remote-too-slow",
            f"{shown(self.remote.url)}: {_bytes(size)} came in {self.policy.seconds:g} seconds, "
            "and that was not all.",
            hint="STUDIO_FETCH_SECONDS sets the limit.",
        )

    def _heed(self) -> None:
        if self.stop.reason is not None:
            raise StepFailed("interrupted", "The step was stopped while its data was fetched.")


def _file_name(*urls: str) -> str:
    """The last part of the first address that has one."""
    for url in urls:
        name = unquote(PurePosixPath(urlsplit(url).path).name).replace("\0", "").strip()
        name = name.replace("/", "_").replace("\\", "_").lstrip(".")
        if name:
            return name.encode()[-NAME_MAX:].decode(errors="ignore")
    return "data"


def _write(path: Path, known: Mapping[str, Any]) -> None:
    partial = path.with_name(f"{INCOMING}{uuid.uuid4().hex}")
    partial.write_text(json.dumps(known))
    partial.replace(path)


def _make_room(cache: Path, most: int, but: Path, added: int) -> None:
    """Looks through everything only where that can help: a count of the bytes is kept beside it."""
    with FileLock(cache / f"{ROOM}.lock"):
        room, now = _room(cache), time.time()
        total = room["bytes"] + added
        if total > most and now >= room["look_at"]:
            total = _cleared(cache, most, but)
        # What may not go yet is not looked at again by each step that fetches something.
        look_at = now + LOOK_AGAIN_SECONDS if total > most else 0.0
        _write(cache / ROOM, {"bytes": total, "look_at": look_at})


def _room(cache: Path) -> dict[str, Any]:
    """Unknown is too much, so that what is there is counted."""
    try:
        room: dict[str, Any] = json.loads((cache / ROOM).read_bytes())
    except (FileNotFoundError, ValueError):
        return {"bytes": math.inf, "look_at": 0.0}
    return room


def _cleared(cache: Path, most: int, but: Path) -> int:
    """Drop what has been unused longest, and for a week at least, while there is too much.

    How many bytes are left.
    """
    found = []
    for folder in cache.iterdir():
        with suppress(FileNotFoundError, NotADirectoryError):
            files = [one for one in folder.rglob("*") if one.is_file()]
            size = sum(one.stat().st_size for one in files)
            found.append(((folder / KNOWN).stat().st_mtime, size, folder))
    total = sum(size for _, size, _ in found)
    for used, size, folder in sorted(found):
        if total <= most or used > time.time() - UNUSED_SECONDS:
            break
        if folder != but:
            for inner in folder.glob("*/"):
                inner.chmod(0o755)
            shutil.rmtree(folder, ignore_errors=True)
            total -= size
    return total


def _size(known: Mapping[str, Any]) -> str:
    return _bytes(int(known["size_bytes"]))


def _bytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count:,} bytes"
