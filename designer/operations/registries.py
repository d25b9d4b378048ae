"""Registries: names of workspaces whose components and environments everybody may use."""

from collections.abc import Mapping

from django.conf import settings

from studio.models import Workspace


def workspaces(asking: Workspace) -> Mapping[str, Workspace]:
    """Where registries lead; those to a workspace that does not exist lead nowhere."""
    wanted: Mapping[str, str] = settings.REGISTRIES
    rows = Workspace.objects.filter(name__in={one for one in wanted.values() if one})
    by_name = {one.name: one for one in rows} | {"": asking}
    return {name: by_name[to] for name, to in wanted.items() if to in by_name}
