"""Addresses of code in Git: ``git+https://…@ref``, ``…#ref``, ``https://…/tree/<ref>/<folder>``."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_PREFIXES: Final = ("git+https://", "git+http://", "https://", "http://")
# GitLab writes /-/tree/, GitHub /tree/. A ref with a slash cannot be told from a folder.
_TREE: Final = re.compile(
    r"(?P<repository>/.+?)(?:/-)?/(?:tree|blob)/(?P<ref>[^/]+)(?:/(?P<folder>.*))?"
)
_REF: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+-]*")


@dataclass(frozen=True, slots=True)
class GitAddress:
    """``url`` without credentials; ref: a branch, tag or commit, None for the default branch.

    folder: below the repository's root, "" for all of it.
    """

    url: str
    ref: str | None
    folder: str


def is_git(code: str) -> bool:
    return code.startswith(_PREFIXES)


def parse(code: str) -> GitAddress | str:
    """The address, or a sentence that says what is wrong with it."""
    try:
        parts = urlsplit(code.removeprefix("git+"))
        host = parts.hostname
    except ValueError:
        host = None
    if not host:
        return f'"{code}" is no address of a repository.'
    if parts.username or parts.password or parts.query:
        return "An address of code holds no name, no password and no query."
    return _checked(parts)


def _checked(parts: SplitResult) -> GitAddress | str:
    path, ref = parts.path.rstrip("/"), None
    folder = ""
    tree = _TREE.fullmatch(path)
    if tree is not None:
        path, ref, folder = tree["repository"], unquote(tree["ref"]), unquote(tree["folder"] or "")
    elif "@" in path:
        path, _, ref = path.rpartition("@")
    told = _fragment(parts.fragment)
    ref, folder = told.get("ref") or ref, told.get("folder") or folder
    if ref is not None and (not _REF.fullmatch(ref) or ".." in ref):
        return f'"{ref}" is no name of a branch, tag or commit.'
    if ".." in folder.split("/") or folder.startswith("/"):
        return f'"{folder}" leads out of the repository.'
    return GitAddress(f"{parts.scheme}://{parts.netloc}{path}", ref, folder.strip("/"))


def _fragment(text: str) -> dict[str, str]:
    """``#ref``, ``#ref:folder`` or ``#subdirectory=folder``."""
    if "=" in text:
        given = dict(parse_qsl(text))
        return {"folder": given.get("subdirectory", ""), "ref": given.get("ref", "")}
    ref, _, folder = text.partition(":")
    return {"ref": ref, "folder": folder}
