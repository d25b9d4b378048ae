"""Where URIs of one workspace lie, each datastore looked up once."""

from pathlib import Path

from studio.lib.errors import NotFound
from studio.models import Datastore
from studio.storage import confine, datastores


class Places:
    """As ``datastores.locate``, for many URIs in a row."""

    def __init__(self, workspace_id: int) -> None:
        self._workspace_id = workspace_id
        self._folders: dict[str, Path] = {}

    def locate(self, uri: str) -> Path:
        place = datastores.parse(uri)
        if place is None:
            raise NotFound("not-a-datastore-uri", f'"{uri}" is not a path in a datastore.')
        return confine.inside(self._folder(place.datastore), place.path)

    def _folder(self, name: str) -> Path:
        if name not in self._folders:
            rows = Datastore.objects.select_related("workspace")
            found = rows.filter(workspace_id=self._workspace_id, name=name).first()
            if found is None:
                raise NotFound("datastore-not-found", f'There is no datastore "{name}".')
            self._folders[name] = datastores.folder(found)
        return self._folders[name]
