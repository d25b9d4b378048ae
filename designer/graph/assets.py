"""Looks up the data that a value names: an asset, or a place given by URI."""

from collections.abc import Collection
from dataclasses import dataclass

from designer.graph import references
from designer.graph.catalogue import UNKNOWN, Catalogue, Family
from designer.graph.document import MODEL_TYPES, DataValue
from designer.graph.files import BRING_FOLDER
from designer.graph.model import Data
from designer.graph.names import did_you_mean, listed
from designer.graph.ports import may_feed
from designer.graph.report import Report
from designer.graph.unknowns import is_reachable, report_unknown


@dataclass(frozen=True, slots=True)
class AssetLookup:
    catalogue: Catalogue
    report: Report

    def data(self, value: DataValue) -> Data | None:
        """Where the data lies; None after an error."""
        path = value.path
        kind = references.data_kind(path)
        if kind == "asset":
            return self._asset(value)
        if kind == "local" and ("@" in path or ":" in path):
            return self._asset(value.model_copy(update={"path": f"azureml:{path}"}))
        if kind == "run":
            path = references.run_as_job(path)
        is_job = kind in ("run", "job") and not path.startswith(references.NOT_UPLOADED)
        if is_job and not self._has_output(path):
            return None
        if kind == "datastore":
            self._check_datastore(references.datastore_of(path) or "")
        elif kind == "unknown":
            self._unreadable(path)
            return None
        elif kind == "local":
            self.report.error(
                "path-not-uploaded",
                f"{path} does not exist here.",
                hint=f"{BRING_FOLDER}, or name a data asset or a datastore path.",
            )
            return None
        return Data(path, value.type, value.mode)

    def _has_output(self, path: str) -> bool:
        """Whether an earlier job has the output that ``path`` names, or may still make it."""
        job, output = references.job_output_of(path)
        found = self.catalogue.job(job)
        if found is UNKNOWN:
            return True
        if found is None:
            self.report.error("unknown-job", f'Job "{job}" does not exist here.')
            return False
        if not found.has_ended or output in found.outputs or output == references.ARTIFACTS:
            return True
        self.report.error(
            "unknown-job-output",
            f'Job "{job}" has no output "{output}" (it has: {listed(found.outputs)}).'
            f"{did_you_mean(output, found.outputs)}",
        )
        return False

    def _unreadable(self, path: str) -> None:
        if path.startswith("file:"):
            rest = path.removeprefix("file:")
            self.report.error("path-prefix", f"remove the `file:` prefix: `{rest}`.")
        else:
            self.report.error("data-reference", f'"{path}" is not a reference to data.')

    def _asset(self, value: DataValue) -> Data | None:
        found = references.parse(value.path)
        if found is None:
            self._unreadable(value.path)
            return None
        if not found.has_version:
            self.report.error(
                "data-version",
                f"version is missing; write `azureml:{found.name}:<version>` or "
                f"`azureml:{found.name}@latest`.",
            )
            return None
        if found.label not in (None, *references.LABELS):
            message = f'Label "{found.label}" is not defined for "{found.name}"'
            self.report.error("unknown-label", f"{message}; only `latest` can be used.")
            return None
        is_model = value.type in MODEL_TYPES or "/models/" in value.path
        if not is_reachable(self.report, self.catalogue, "model" if is_model else "data", found):
            return None
        ask = self.catalogue.model if is_model else self.catalogue.data
        known = ask(found)
        if known is None and is_model:
            # Outputs of this type were data assets once, and data may be given to such an input.
            known = self.catalogue.data(found)
            is_model = is_model and known is None
        if known is UNKNOWN:
            return Data(value.path, value.type, value.mode, asset=value.path)
        if known is None:
            family: Family = "model" if is_model else "data"
            report_unknown(self.report, self.catalogue, family, found)
            return None
        if may_feed(known.type, value.type) == "warn":
            shown = f"{known.name}:{known.version} is {known.type}"
            message = f"Types differ: {shown}, it is given as {value.type}."
            self.report.warning("types-differ", message)
        prefix = "models/" if is_model else ""
        asset = f"{prefix}{known.name}:{known.version}"
        return Data(known.uri, value.type, value.mode, asset=asset)

    def _check_datastore(self, name: str) -> None:
        known = self.catalogue.datastores()
        if known is not UNKNOWN and name not in known and "${{" not in name:
            self.report.error("unknown-datastore", unknown("Datastore", name, known))


def unknown(what: str, name: str, known: Collection[str]) -> str:
    return f'{what} "{name}" is not defined here. Known: {listed(known)}.' + did_you_mean(
        name, known
    )
