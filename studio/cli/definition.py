"""What ``show -o yaml`` prints: a file of the language, which ``create -f`` takes again.

As ``az ml`` does it, what only the studio knows (status, who made it and when) stands in it, too,
under keys that ``create`` passes over.
"""

from collections.abc import Mapping
from typing import Any, Final

import click

from designer.graph import yaml_text
from designer.graph.shape import MADE, READ_ONLY
from studio.lib.errors import StudioError
from studio.sdk.client import Client, name_in_path

_FIRST: Final = ("$schema", "type", "name", "version", "display_name", "description", "tags")
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "data": ("properties", "path"),
    "models": ("stage", "properties", "flavors", "path"),
    "computes": ("min_instances", "max_instances"),
}


def is_wanted(output: str | None, query: str | None) -> bool:
    """A query asks about the shape that scripts rely on."""
    return output == "yaml" and not query


def show(definition: Mapping[str, Any]) -> None:
    click.echo(yaml_text.dump(definition), nl=False)


def of_job(client: Client, job: Mapping[str, Any]) -> dict[str, Any]:
    """Of a job as the API shows it. A step has no file of its own: it is printed as it is."""
    try:
        spec = client.get(f"jobs/{name_in_path(job['name'])}/definition")["spec"]
    except StudioError as error:
        if error.code != "no-graph":
            raise
        return dict(job)
    found = _in_order(spec | {"name": job["name"]})
    return found | {"status": job["status"], **_made(job)}


def of_asset(path: str, asset: Mapping[str, Any]) -> dict[str, Any]:
    """path: where its kind lies ("components", "data", "computes", …)."""
    told = {key: asset.get(key) for key in (*_FIRST, *_KEYS.get(path, ()))}
    if path == "environments":
        told.pop("type")
    spec = {**(asset.get("spec") or {}), **(asset.get("config") or {})}
    return _in_order(spec | {key: one for key, one in told.items() if one}) | _made(asset)


def printed(spec: Mapping[str, Any]) -> bool:
    """Whether the file was written by ``show``."""
    return MADE in spec


def sent(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Without what only the studio knows."""
    return {key: value for key, value in spec.items() if key not in READ_ONLY}


def _in_order(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {key: spec[key] for key in _FIRST if key in spec} | dict(spec)


def _made(found: Mapping[str, Any]) -> dict[str, Any]:
    keys = {
        "created_at": "created_at",
        "created_by": "created_by",
        "modified_at": "last_modified_at",
    }
    return {MADE: {word: found[key] for key, word in keys.items() if found.get(key)}}
