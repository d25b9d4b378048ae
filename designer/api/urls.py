"""Addresses of what can be composed, below /api/workspaces/<workspace>/."""

from django.urls import URLPattern, URLResolver, path

from designer.api import (
    archiving,
    component_files,
    components,
    computes,
    data,
    datastores,
    draft_revisions,
    drafts,
    environments,
    language,
    snapshots,
    templates,
    validate,
)
from designer.operations import versions

_COMPONENT = "components/<str:name>/versions/<str:version>"
_REVISION = "drafts/<int:draft>/revisions/<int:number>"
_DATA = "data/<str:name>/versions/<str:version>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("components", components.ComponentList.as_view()),
    path("components/upload", component_files.ComponentUploadView.as_view()),
    path("components/lookup", components.ComponentLookupView.as_view()),
    path("components/<str:name>", archiving.view_of(versions.COMPONENTS)),
    path(_COMPONENT, components.ComponentVersionView.as_view()),
    path(f"{_COMPONENT}/edited", components.ComponentEdited.as_view()),
    path(f"{_COMPONENT}/download", component_files.ComponentDownload.as_view()),
    path("markdown", validate.MarkdownView.as_view()),
    path("documents/yaml", language.DocumentYamlView.as_view()),
    path("documents/import", language.DocumentImport.as_view()),
    path("documents/pipelines", language.DocumentPipelines.as_view()),
    path("documents/pipelines/import", language.DocumentPipelinesImport.as_view()),
    path("schemas/<str:kind>", language.LanguageSchema.as_view()),
    path("templates", templates.TemplateListView.as_view()),
    path("validate", validate.ValidateView.as_view()),
    path("snapshots", snapshots.SnapshotList.as_view()),
    path("snapshots/missing", snapshots.SnapshotMissing.as_view()),
    path("snapshots/<str:digest>", snapshots.SnapshotView.as_view()),
    path("snapshots/<str:digest>/highlighted", snapshots.SnapshotHighlighted.as_view()),
    path("snapshots/<str:digest>/file", snapshots.SnapshotFileView.as_view()),
    path("blobs/<str:sha256>", snapshots.Blob.as_view()),
    path("uploads", snapshots.UploadList.as_view()),
    path("data", data.DataList.as_view()),
    path("data/upload", data.DataUpload.as_view()),
    path("data/<str:name>", archiving.view_of(versions.DATA)),
    path(_DATA, data.DataVersionView.as_view()),
    path(f"{_DATA}/files", data.DataFiles.as_view()),
    path(f"{_DATA}/preview", data.DataPreview.as_view()),
    path(f"{_DATA}/table", data.DataTable.as_view()),
    path(f"{_DATA}/file", data.DataFile.as_view()),
    path(f"{_DATA}/zip", data.DataZip.as_view()),
    path("environments", environments.EnvironmentList.as_view()),
    path("environments/<str:name>", archiving.view_of(versions.ENVIRONMENTS)),
    path(
        "environments/<str:name>/versions/<str:version>",
        environments.EnvironmentVersionView.as_view(),
    ),
    path("computes", computes.ComputeList.as_view()),
    path("computes/<str:name>", computes.ComputeView.as_view()),
    path("datastores", datastores.DatastoreList.as_view()),
    path("datastores/<str:name>", datastores.DatastoreView.as_view()),
    path("drafts", drafts.DraftList.as_view()),
    path("drafts/import", drafts.DraftImport.as_view()),
    path("drafts/<int:draft>", drafts.DraftView.as_view()),
    path("drafts/<int:draft>/copy", drafts.DraftCopy.as_view()),
    path("drafts/<int:draft>/places", drafts.DraftPlacesView.as_view()),
    path("drafts/<int:draft>/yaml", drafts.DraftYamlView.as_view()),
    path("drafts/<int:draft>/revisions", draft_revisions.DraftRevisionList.as_view()),
    path(_REVISION, draft_revisions.DraftRevisionView.as_view()),
    path(f"{_REVISION}/restore", draft_revisions.DraftRestore.as_view()),
]
