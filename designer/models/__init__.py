"""What can be composed: components, data assets, environments, computes, drafts, snapshots."""

from designer.models.assets import (
    Component,
    ComponentVersion,
    DataAsset,
    DataVersion,
    Environment,
    EnvironmentVersion,
)
from designer.models.compute import Compute
from designer.models.draft import Draft
from designer.models.draft_revision import DraftRevision, RevisionAction
from designer.models.snapshot import HeldBlob, Snapshot

__all__ = [
    "Component",
    "ComponentVersion",
    "Compute",
    "DataAsset",
    "DataVersion",
    "Draft",
    "DraftRevision",
    "Environment",
    "EnvironmentVersion",
    "HeldBlob",
    "RevisionAction",
    "Snapshot",
]
