"""Outputs with a name: registered when their step ends, as what their type says."""

import os
import time
from typing import Any

import pytest

from designer.graph.document import OutputSettings
from designer.graph.model import Graph
from designer.models import DataVersion
from runs.execution.logs import MORE_TO_COME, expect_more
from runs.models import Job, ModelVersion
from runs.operations import delete, find_model, register_outputs
from runs.reading import logs
from studio.storage import datastores, home
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.waiting import step_of, until


def system_log(job: Job) -> str:
    folder = home.job_folder(job.workspace_id, job.pk) / "system_logs"
    return (folder / "lifecycle.log").read_text()


def naming(kind: str, name: str = "churn", version: str | None = None) -> Graph:
    command = "mkdir -p ${{outputs.out}}; echo w > ${{outputs.out}}/w.bin"
    if kind == "uri_file":
        command = "echo w > ${{outputs.out}}"
    settings = {"out": OutputSettings(name=name, version=version)}
    return graph(step("a", command, outputs={"out": kind}, settings=settings))


@pytest.mark.parametrize("kind", ["custom_model", "triton_model"])
def test_a_model_becomes_a_version_of_the_registry(run: Submit, kind: str) -> None:
    root = run(naming(kind))
    made = step_of(root, "a")
    until(lambda: "is registered as" in system_log(made))
    version = ModelVersion.objects.get()
    assert (version.registered.name, version.label, version.type) == ("churn", "1", kind)
    assert (version.run_id, version.path) == (made.pk, made.outputs["out"]["uri"])
    found = find_model.definition(root.workspace, "churn", "1", None)
    assert found is not None
    assert found.uri == made.outputs["out"]["uri"]


@pytest.mark.parametrize("kind", ["uri_file", "uri_folder"])
def test_data_becomes_a_data_asset_that_knows_its_job(run: Submit, kind: str) -> None:
    made = step_of(run(naming(kind, version="7")), "a")
    until(lambda: "is registered as" in system_log(made))
    version = DataVersion.objects.get()
    assert (version.asset.name, version.version, version.type) == ("churn", "7", kind)
    assert version.properties == {"studio.job": made.name, "studio.output": "out"}
    assert "registered as data churn:7" in system_log(made)


def test_what_cannot_be_registered_is_said_and_the_step_has_completed(run: Submit) -> None:
    run(naming("mltable"))
    made = Job.objects.get(key="a")
    until(lambda: "was not registered" in system_log(made))
    assert made.status == "Completed"
    assert "The folder has no MLTable file." in system_log(made)


def test_a_models_files_outlive_the_job_that_made_them(run: Submit) -> None:
    root = run(naming("custom_model"))
    made = step_of(root, "a")
    until(lambda: "is registered as" in system_log(made))
    uri = made.outputs["out"]["uri"]
    told = delete.delete(root)
    assert [one.stays for one in told.stays] == ["registered"]
    assert (datastores.locate(root.workspace, uri) / "w.bin").exists()
    assert ModelVersion.objects.get().run is None


def test_who_reads_along_is_told_of_the_registration_before_the_logs_end(
    run: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, bool]] = []
    plain = register_outputs._registered

    def looked_at(job: Job, *given: Any) -> str:
        seen.append((job.status, logs.source(job.pk).ended))
        return plain(job, *given)

    monkeypatch.setattr(register_outputs, "_registered", looked_at)
    made = step_of(run(naming("uri_file")), "a")
    until(lambda: logs.source(made.pk).ended)
    assert "is registered as" in system_log(made)
    assert seen == [("Completed", False)]


def test_logs_end_when_nobody_is_left_to_say_more(run: Submit) -> None:
    made = step_of(run(graph(step("a"))), "a")
    folder = home.job_folder(made.workspace_id, made.pk)
    expect_more(folder)
    assert not logs.source(made.pk).ended
    long_ago = time.time() - 3600
    os.utime(folder / MORE_TO_COME, (long_ago, long_ago))
    assert logs.source(made.pk).ended
