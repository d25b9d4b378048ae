"""Packs what one mapping names: code, environments, data values, component files."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Literal

from designer.graph import flows, git_address, kinds, mltable, references, shape, zipped
from designer.graph.expressions import nearly_bound
from designer.graph.files import Files, Uploader, beside, yaml_in
from designer.graph.ports import is_data
from designer.graph.report import Report
from designer.graph.schedules import job_path
from designer.graph.source import Source, read
from studio.lib.errors import StudioError

_ADDRESSES = ("azureml:", "http://", "https://", "git+", "azureml://")


@dataclass(frozen=True, slots=True)
class Packing:
    """``folder`` is that of the file being packed; ``inside`` the chain of files around it."""

    files: Files
    uploader: Uploader
    report: Report
    folder: PurePosixPath
    inside: tuple[PurePosixPath, ...]
    cache: dict[object, Any] = field(default_factory=dict)

    def at(self, *path: str | int) -> "Packing":
        return replace(self, report=self.report.below(*path))

    def of_file(self, path: PurePosixPath, source: Source, found: Report) -> "Packing":
        """For the content of another file, with findings of its own."""
        report = Report(source, items=found.items)
        return replace(self, report=report, folder=path.parent, inside=(*self.inside, path))

    def component(self, raw: dict[str, Any]) -> dict[str, Any]:
        """A component that is no pipeline, or the body of a command job or an inline step."""
        packed = {key: value for key, value in raw.items() if key != "additional_includes"}
        self.code(raw, packed)
        self.environment(packed)
        for key in ("task", "trial"):
            inner = raw.get(key)
            if isinstance(inner, dict):
                packed[key] = self.at(key).component(inner)
                self.at(key).entry_script(inner)
        return packed

    def entry_script(self, raw: Mapping[str, Any]) -> None:
        """The script of a parallel task lies in its code."""
        script, code = shape.text(raw, "entry_script"), shape.text(raw, "code")
        if not script or not code or code.startswith(_ADDRESSES):
            return
        folder = beside(self.folder, code)
        if self.files.is_folder(folder) and not self.files.is_file(beside(folder, script)):
            message = f"{script} is not in the folder {code}."
            self.report.error("script-not-found", message, "entry_script")

    def code(self, raw: Mapping[str, Any], packed: dict[str, Any]) -> None:
        code = raw.get("code", "")
        includes = self._includes(raw)
        if includes and code == "":
            packed["code"] = self._uploaded_code(None, includes)
            return
        if isinstance(code, str) and git_address.is_git(code):
            self._git(code, includes or (), packed)
            return
        if not isinstance(code, str) or code.startswith(_ADDRESSES):
            return
        if not code or includes is None:
            packed.pop("code", None)
            return
        place = beside(self.folder, code)
        if self.files.is_folder(place) or self.files.is_file(place):
            packed["code"] = self._uploaded_code(place, includes)
            return
        self.report.error(
            "code-not-found",
            f"Folder {code} does not exist (relative to {self.inside[-1].name}).",
            "code",
        )

    def _git(self, code: str, includes: tuple[PurePosixPath, ...], packed: dict[str, Any]) -> None:
        """Code in Git becomes a snapshot like any other."""
        address = git_address.parse(code)
        if isinstance(address, str):
            self.report.error("code-from-git", address, "code")
            return
        key = ("git", address, includes)
        try:
            if key not in self.cache:
                self.cache[key] = self.uploader.repository(address, includes)
        except StudioError as error:
            self.report.error(error.code, error.message, "code", hint=error.hint)
        else:
            message = "Code comes from a Git URL; it will be cloned at submit."
            self.report.warning("code-from-git", message, "code")
            packed["code"] = self.cache[key]

    def _uploaded_code(
        self, place: PurePosixPath | None, includes: tuple[PurePosixPath, ...]
    ) -> str:
        key = ("code", place, includes)
        if key not in self.cache:
            self.cache[key] = self.uploader.code(place, includes)
        return str(self.cache[key])

    def _includes(self, raw: Mapping[str, Any]) -> tuple[PurePosixPath, ...] | None:
        """Files and folders that go beside the code; None after an error."""
        written = raw.get("additional_includes")
        if not isinstance(written, list):
            return ()
        found = []
        for index, item in enumerate(written):
            if not isinstance(item, str):
                kind = shape.kind_of(item)
                message = f"additional_includes: an item must be a path, not {kind}."
                hint = "Items that name a feed (`type: artifact`) are not supported; download it."
                self.report.error("include-form", message, "additional_includes", index, hint=hint)
                continue
            place = beside(self.folder, item)
            if not self._can_be_included(place):
                message = f"additional_includes: {item} does not exist."
                self.report.error("include-not-found", message, "additional_includes", index)
            else:
                found.append(place)
        return tuple(found) if len(found) == len(written) else None

    def _can_be_included(self, place: PurePosixPath) -> bool:
        """``x.zip`` may stand for a folder ``x`` that is to be zipped."""
        if self._kind(place) is not None:
            return True
        return place.suffix == zipped.ENDING and self.files.is_folder(zipped.folder_of(place))

    def environment(self, packed: dict[str, Any]) -> None:
        written = packed.get("environment")
        if isinstance(written, dict):
            self.at("environment").say_nameless("environment", written)
            packed["environment"] = self.at("environment").definition(written)
        elif isinstance(written, str) and written.startswith("file:"):
            found = self.yaml_file(written.removeprefix("file:"), "environment")
            if found is not None:
                source, inner = found
                packed["environment"] = inner.definition(source.data)

    def say_nameless(self, what: str, raw: Mapping[str, Any]) -> None:
        """What is written inside another file cannot be named by a third. What a studio printed
        has names all the same: they come from files of their own."""
        source = self.report.source
        if source is not None and source.has((shape.MADE,)):
            return
        for key in ("name", "version"):
            if key in raw:
                message = f"`{key}` is ignored: an inline {what} has none."
                self.report.warning("name-ignored", message, key)

    def environment_file(self, raw: dict[str, Any]) -> dict[str, Any]:
        return raw if "dependencies" in raw else self.definition(raw)

    def definition(self, raw: dict[str, Any]) -> dict[str, Any]:
        """An environment definition with its conda file inside and its build folder uploaded."""
        packed = dict(raw)
        conda = raw.get("conda_file")
        if isinstance(conda, str):
            found = self.yaml_file(conda, "conda_file")
            if found is not None:
                packed["conda_file"] = found[0].data
        build = shape.mapping(raw, "build")
        path = shape.text(build, "path")
        if path and not path.startswith(_ADDRESSES):
            place = beside(self.folder, path)
            if self.files.is_folder(place):
                self._dockerfile(place, build)
                packed["build"] = {**build, "path": self._uploaded_code(place, ())}
            else:
                message = f"build: folder {path} does not exist."
                self.report.error("build-not-found", message, "build", "path")
        return packed

    def _dockerfile(self, folder: PurePosixPath, build: Mapping[str, Any]) -> None:
        name = shape.text(build, "dockerfile_path") or "Dockerfile"
        if not self.files.is_file(beside(folder, name)):
            key = ("dockerfile_path",) if "dockerfile_path" in build else ("path",)
            message = f"build: there is no {name} in the folder {build['path']}."
            self.report.error("dockerfile-not-found", message, "build", *key)

    def yaml_file(self, written: str, *key: str) -> tuple[Source, "Packing"] | None:
        """Another YAML file (a mapping), grafted at ``key``; None after an error."""
        place = beside(self.folder, written)
        if not self.files.is_file(place):
            self._no_file(place, written, *key)
            return None
        if place in self.inside:
            self.report.error("files-circle", f"{written} leads back to itself.", *key)
            return None
        source = self._parsed(place, written, *key)
        if source is None:
            return None
        if not isinstance(source.data, dict):
            self.report.error("not-a-mapping", f"{written} holds no mapping of keys.", *key)
            return None
        if self.report.source is not None:
            self.report.source.graft((*self.report.prefix, *key), source)
        return source, self.of_file(place, source, self.report)

    def _no_file(self, place: PurePosixPath, written: str, *key: str) -> None:
        if not self.files.is_folder(place):
            self.report.error("file-not-found", f"file not found: {written}.", *key)
            return
        file = yaml_in(place, self.files)
        hint = f"Write {written.rstrip('/')}/{file}." if file else None
        message = f"{written} is a folder; name the YAML file in it."
        self.report.error("file-not-found", message, *key, hint=hint)

    def _parsed(self, place: PurePosixPath, written: str, *key: str) -> Source | None:
        if ("source", place) not in self.cache:
            self.cache["source", place] = self._read(place, written, *key)
        source: Source | None = self.cache["source", place]
        return source

    def _read(self, place: PurePosixPath, written: str, *key: str) -> Source | None:
        try:
            source, found = read(self.files.read(place), str(place))
        except (OSError, ValueError) as error:
            message = f"{written} cannot be read: {error}."
            self.report.error("file-unreadable", message, *key)
            return None
        self.report.items.extend(found)
        return source

    def values(self, raw: dict[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
        """``raw`` with the local data of its ``inputs`` uploaded. ``types``: declared ones."""
        inputs = raw.get("inputs")
        if not isinstance(inputs, dict):
            return raw
        packed = {
            name: self.at("inputs", name).value(entry, types.get(name))
            for name, entry in inputs.items()
        }
        return {**raw, "inputs": packed}

    def value(self, entry: Any, declared: str | None) -> Any:
        """One input's value; text given to a declared data input is a path."""
        if isinstance(entry, dict):
            path = entry.get("path")
            if isinstance(path, str) and path and self._is_place(path):
                store = shape.text(entry, "datastore")
                kind = str(entry.get("type", "uri_folder"))
                uri = self.local_data(path, kind, "path", datastore=store)
                return {**entry, "path": uri} if uri else entry
        elif isinstance(entry, str) and entry and declared is not None and is_data(declared):
            is_file = self._is_place(entry) and not self._may_be_asset(entry)
            uri = self.local_data(entry, declared) if is_file else None
            return {"type": declared, "path": uri} if uri else entry
        return entry

    def _is_place(self, path: str) -> bool:
        """Neither an address nor what was meant to be a binding."""
        return references.is_local_path(path) and not nearly_bound(path)

    def _may_be_asset(self, path: str) -> bool:
        """``name:1`` without prefix, when no such file exists."""
        return (":" in path or "@" in path) and not self._kind(beside(self.folder, path))

    def _kind(self, place: PurePosixPath) -> str | None:
        if self.files.is_file(place):
            return "file"
        return "folder" if self.files.is_folder(place) else None

    def local_data(
        self, path: str, data_type: str, *key: str, datastore: str | None = None
    ) -> str | None:
        """The URI of a local file or folder once uploaded; None when it is not there."""
        if self._may_be_asset(path):
            return None
        place = beside(self.folder, path)
        kind = self._kind(place)
        if kind is None:
            self.report.error("path-not-found", f"{path} does not exist.", *key)
            return None
        wanted = data_type.lower()
        if (wanted == "uri_file") != (kind == "file") and wanted in ("uri_file", "uri_folder"):
            right = f"uri_{kind}"
            message = f"type is {wanted} but {path} is a {kind}; use {right}."
            self.report.error("path-kind", message, *key)
            return None
        if wanted == "mltable" and kind == "folder":
            self._table(place, path, *key)
        store = references.compute_name(datastore) if datastore else None
        cached = ("data", place, store)
        if cached not in self.cache:
            what: Literal["file", "folder"] = "file" if kind == "file" else "folder"
            self.cache[cached] = self.uploader.data(place, what, store)
        return str(self.cache[cached])

    def _table(self, place: PurePosixPath, path: str, *key: str) -> None:
        """Looks into the MLTable file of a folder; findings name its lines."""
        file = place / mltable.FILE
        if not self.files.is_file(file):
            self.report.warning("no-mltable", f"The folder {path} has no MLTable file.", *key)
            return
        source = self._parsed(file, f"{path}/{mltable.FILE}", *key)
        if source is None:
            return
        report = Report(source, items=self.report.items)
        self.table_files(place, report, mltable.read_table(report, source.data))

    def table_files(self, place: PurePosixPath, report: Report, table: mltable.Table) -> None:
        """Whether the files and folders that a table names are in its folder."""
        for index, (kind, text) in enumerate(table.paths):
            there = {"file": self.files.is_file, "folder": self.files.is_folder}.get(kind)
            if there is not None and mltable.is_local(text) and not there(beside(place, text)):
                report.error("mltable-path", f"There is no {kind} {text}.", "paths", index, kind)

    def model(self, raw: dict[str, Any]) -> dict[str, Any]:
        """A model with its local file or folder uploaded, whichever it is."""
        path = raw.get("path")
        if not isinstance(path, str) or not path or not references.is_local_path(path):
            return raw
        place = beside(self.folder, path)
        is_mlflow = str(raw.get("type")).lower() == "mlflow_model" and self.files.is_folder(place)
        if is_mlflow and not self.files.is_file(place / "MLmodel"):
            self.report.error("no-mlmodel", f"The folder {path} has no MLmodel file.", "path")
            return raw
        kind = self._kind(place)
        wanted = f"uri_{kind}" if kind else "uri_folder"
        uri = self.local_data(path, wanted, "path", datastore=shape.text(raw, "datastore"))
        return {**raw, "path": uri} if uri else raw

    def flow_of(self, run: Mapping[str, Any]) -> dict[str, Any] | None:
        """What the YAML of a flow's run runs, where it lies beside it."""
        path = shape.text(run, "flow")
        if not path or not references.is_local_path(path):
            return None
        place = beside(self.folder, path)
        file = place / flows.FILE if self.files.is_folder(place) else place
        source = self._parsed(file, path, "flow") if self.files.is_file(file) else None
        return source.data if source and isinstance(source.data, dict) else None

    def schedule(self, raw: dict[str, Any]) -> dict[str, Any]:
        """A schedule: the file of the job that it names is there, and is one."""
        path = job_path(raw.get("create_job"))
        if path is None:
            return raw
        key = ("create_job", "job") if isinstance(raw["create_job"], dict) else ("create_job",)
        place = beside(self.folder, path)
        if not self.files.is_file(place):
            self.report.error("file-not-found", f"file not found: {path}.", *key)
            return raw
        source = self._parsed(place, path, *key)
        kind = kinds.decide(source.data) if source and isinstance(source.data, dict) else "text"
        if source is not None and not kind.endswith("job"):
            self.report.error("not-a-job", f"{path} holds no job, but this: {kind}.", *key)
        return raw

    def data_asset(self, raw: dict[str, Any]) -> dict[str, Any]:
        path = raw.get("path")
        if (
            raw.get("type") == "mltable"
            and isinstance(path, str)
            and references.is_local_path(path)
        ):
            place = beside(self.folder, path)
            if self.files.is_folder(place) and not self.files.is_file(place / mltable.FILE):
                self.report.error("no-mltable", "The folder has no MLTable file.", "path")
                return raw
        if not isinstance(path, str) or not path or not references.is_local_path(path):
            return raw
        wanted, store = str(raw.get("type", "uri_folder")), shape.text(raw, "datastore")
        uri = self.local_data(path, wanted, "path", datastore=store)
        return {**raw, "path": uri} if uri else raw
