"""Files of a job's outputs, inputs and artifacts."""

import io
import zipfile
from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from runs.models import Job
from studio.models import Workspace
from studio.storage import datastores, home
from tests.support.job_rows import make_job

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]
STORE = "azureml://datastores/workspaceblobstore/paths"


@pytest.fixture
def job(workspace: Workspace) -> Job:
    """Output ``data``: a folder of a table and a picture; output ``score``: one file."""
    made = make_job(
        workspace,
        "root",
        outputs={
            "data": {"type": "uri_folder", "uri": f"{STORE}/azureml/root/data/"},
            "score": {"type": "uri_file", "uri": f"{STORE}/azureml/root/score"},
        },
        inputs={
            "rows": {"type": "integer", "value": "3"},
            "raw": {"type": "uri_folder", "uri": f"{STORE}/azureml/root/data"},
            "web": {"type": "uri_file", "uri": "https://example.org/x.csv"},
        },
    )
    folder = datastores.locate(workspace, f"{STORE}/azureml/root")
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "table.csv").write_text("a,b\n1,2\n")
    (folder / "data" / "model.bin").write_bytes(bytes(range(10)))
    (folder / "score").write_text("0.9")
    return made


def test_an_output_is_listed_previewed_read_and_zipped(
    as_bob: APIClient, url: Url, job: Job
) -> None:
    items = as_bob.get(url("jobs/root/files?source=output:data")).json()["items"]
    assert [one["path"] for one in items] == ["model.bin", "table.csv"]
    shown = as_bob.get(url("jobs/root/preview?source=output:data&path=table.csv")).json()
    assert (shown["kind"], shown["columns"], shown["rows"]) == ("csv", ["a", "b"], [["1", "2"]])
    address = url("jobs/root/file?source=output:data&path=model.bin")
    part = as_bob.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, b"".join(part)) == (206, b"\x02\x03\x04")
    packed = as_bob.get(url("jobs/root/zip?source=output:data"))
    with zipfile.ZipFile(io.BytesIO(b"".join(packed))) as archive:
        assert sorted(archive.namelist()) == ["model.bin", "table.csv"]
    assert 'filename="root-data.zip"' in packed["Content-Disposition"]


def test_an_output_that_is_one_file(as_bob: APIClient, url: Url, job: Job) -> None:
    items = as_bob.get(url("jobs/root/files?source=output:score")).json()["items"]
    assert [one["name"] for one in items] == ["score"]
    answer = as_bob.get(url("jobs/root/file?source=output:score"))
    assert b"".join(answer) == b"0.9"


@pytest.mark.parametrize(
    ("status", "hint"), [("Running", "once it has finished"), ("Completed", "made anew")]
)
def test_an_output_that_is_not_there_says_what_to_do(
    as_bob: APIClient, url: Url, workspace: Workspace, status: str, hint: str
) -> None:
    gone = {"type": "uri_folder", "uri": f"{STORE}/azureml/gone/data/"}
    make_job(workspace, "gone", status=status, outputs={"data": gone})
    answer = as_bob.get(url("jobs/gone/files?source=output:data"))
    assert (answer.status_code, answer.json()["code"]) == (404, "files-gone")
    assert hint in answer.json()["hint"]


def test_inputs_lead_to_where_the_data_lies(
    as_bob: APIClient, url: Url, workspace: Workspace, job: Job
) -> None:
    make_job(
        workspace,
        "next",
        inputs={
            "step": {"type": "uri_folder", "from": "root", "from_output": "data"},
            "uri": {"type": "uri_file", "uri": "azureml://jobs/root/outputs/data/paths/table.csv"},
            "none": {"type": "uri_file", "from": "root", "from_output": "later"},
        },
    )
    for address, names in (
        ("jobs/root/files?source=input:raw", ["model.bin", "table.csv"]),
        ("jobs/next/files?source=input:step", ["model.bin", "table.csv"]),
        ("jobs/next/files?source=input:uri", ["table.csv"]),
    ):
        found = as_bob.get(url(address)).json()
        assert [one["name"] for one in found["items"]] == names
    for address in ("jobs/next/files?source=input:none", "jobs/root/files?source=input:web"):
        assert as_bob.get(url(address)).status_code == 404
    assert as_bob.get(url("jobs/root/files?source=input:rows")).json()["code"] == "no-files"


def test_artifacts_that_are_not_there_are_an_empty_folder_and_reading_makes_none(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    job = make_job(workspace, "bare", status="Completed")
    listed = as_bob.get(url("jobs/bare/files?source=artifacts"))
    assert listed.json() == {"items": [], "truncated": False}
    packed = as_bob.get(url("jobs/bare/zip?source=artifacts"))
    assert zipfile.ZipFile(io.BytesIO(packed.content)).namelist() == []
    answer = as_bob.get(url("jobs/bare/file?source=artifacts&path=x"))
    assert (answer.status_code, answer.json()["code"]) == (404, "file-not-found")
    assert not home.job_folder(workspace.pk, job.pk).exists()


def test_artifacts_of_a_reused_step_are_those_of_the_step_that_ran(
    as_bob: APIClient, url: Url, workspace: Workspace, job: Job
) -> None:
    folder = home.make_job_folder(workspace.pk, job.pk) / "artifacts" / "outputs"
    folder.mkdir()
    (folder / "note.txt").write_text("kept")
    make_job(workspace, "again", reused_from=job)
    for name in ("root", "again"):
        found = as_bob.get(url(f"jobs/{name}/files?source=artifacts&path=outputs")).json()
        assert [one["path"] for one in found["items"]] == ["outputs/note.txt"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("source=output:none", 404),
        ("source=everything", 422),
        ("source=output:data&path=../score", 422),
        ("source=output:data&path=/etc/passwd", 422),
        ("source=output:data&path=none.txt", 404),
    ],
)
def test_what_is_not_there_or_outside_is_refused(
    as_bob: APIClient, url: Url, job: Job, query: str, code: int
) -> None:
    for view in ("files", "preview", "file", "zip"):
        assert as_bob.get(url(f"jobs/root/{view}?{query}")).status_code == code


def test_a_uri_that_leaves_the_datastore_is_refused(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    make_job(workspace, "root", outputs={"x": {"type": "uri_folder", "uri": f"{STORE}/../../"}})
    answer = as_bob.get(url("jobs/root/files?source=output:x"))
    assert (answer.status_code, answer.json()["code"]) == (422, "path-outside")


def test_strangers_find_nothing(as_charlie: APIClient, url: Url, job: Job) -> None:
    for view in ("files", "preview", "file", "zip"):
        assert as_charlie.get(url(f"jobs/root/{view}?source=output:data")).status_code == 404
