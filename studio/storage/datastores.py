"""Where the data of a datastore lies, and what ``azureml://datastores/…`` means on this machine."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from studio import sql
from studio.lib.errors import Invalid, NotFound
from studio.models import Datastore, Workspace
from studio.storage import confine

LOCAL = "local_folder"
_URI = re.compile(
    r"azureml://"
    r"(?:subscriptions/[^/]+/resourcegroups/[^/]+/(?:providers/[^/]+/)?workspaces/[^/]+/)?"
    r"datastores/(?P<datastore>[^/]+)(?:/paths(?:/(?P<path>.*))?)?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Place:
    """A path within a datastore."""

    datastore: str
    path: str

    def __str__(self) -> str:
        return f"azureml://datastores/{self.datastore}/paths/{self.path}"


def parse(uri: str) -> Place | None:
    """The place that ``uri`` names in its short or long form; None for other kinds of URI."""
    match = _URI.fullmatch(uri)
    return None if match is None else Place(match["datastore"], match["path"] or "")


def default(workspace: Workspace) -> Datastore:
    """The workspace's default datastore; raises NotFound where there is none."""
    found = workspace.datastores.filter(is_default=True).first()
    if found is None:
        raise NotFound(
            "no-default-datastore", f'Workspace "{workspace.name}" has no default datastore.'
        )
    return found


def named(workspace: Workspace, name: str | None) -> Datastore:
    """The datastore of that name, the default one for None; raises NotFound."""
    if name is None:
        return default(workspace)
    found = workspace.datastores.filter(name=name).first()
    if found is None:
        raise NotFound("datastore-not-found", f'There is no datastore "{name}".')
    return found


def folder(datastore: Datastore) -> Path:
    """The folder that holds the data of ``datastore``; it is made when it is the studio's own."""
    if datastore.type != LOCAL:
        raise Invalid(
            "datastore-not-local",
            f'The studio cannot reach datastore "{datastore.name}" ({datastore.type}).',
            hint="Only local folders can be read and written in this version.",
        )
    if given := datastore.config.get("folder"):
        return Path(given)
    own: Path = settings.STUDIO_HOME / "datastores" / datastore.workspace.name / datastore.name
    own.mkdir(parents=True, exist_ok=True)
    return own


def locate(workspace: Workspace, uri: str) -> Path:
    """The path on this machine that ``uri`` means; it need not exist.

    Raises Invalid for other URIs and for paths that leave the datastore, NotFound for a datastore
    that does not exist.
    """
    return Places(workspace.pk).locate(uri)


class Places:
    """Where URIs of one workspace lie, each datastore looked up once."""

    def __init__(self, workspace_id: int) -> None:
        self._workspace_id = workspace_id
        self._folders: dict[str, Path] = {}

    def locate(self, uri: str) -> Path:
        """As ``locate``."""
        place = parse(uri)
        if place is None:
            raise Invalid(
                "not-a-datastore-uri",
                f'"{uri}" is not a path in a datastore.',
                hint="It begins with azureml://datastores/NAME/paths/.",
            )
        return confine.inside(self._folder(place.datastore), place.path)

    def _folder(self, name: str) -> Path:
        if name not in self._folders:
            self._folders[name] = folder(self._datastore(name))
        return self._folders[name]

    def _datastore(self, name: str) -> Datastore:
        """With what ``folder`` wants to know: each step asks for some."""
        found = sql.rows(_PLACED, [self._workspace_id, name])
        if not found:
            raise NotFound("datastore-not-found", f'There is no datastore "{name}".')
        kind, config, workspace = found[0]["type"], found[0]["config"], found[0]["workspace"]
        of = Workspace(pk=self._workspace_id, name=workspace)
        return Datastore(workspace=of, name=name, type=kind, config=config)


_PLACED = (
    "SELECT datastore.type, datastore.config, workspace.name AS workspace"
    " FROM studio_datastore datastore"
    " JOIN studio_workspace workspace ON workspace.id = datastore.workspace_id"
    " WHERE datastore.workspace_id = %s AND datastore.name = %s"
)
