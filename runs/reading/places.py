"""Where on this machine the files of a job's inputs, outputs and artifacts lie."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from runs.models import SHOWN, Job
from runs.plan import states, stored
from studio.lib.errors import Invalid, NotFound
from studio.storage import confine, datastores, home
from studio.storage.home import ARTIFACTS


def place(job: Job, source: str) -> Path:
    """``source`` is ``output:NAME``, ``input:NAME`` or ``artifacts``. The path exists, but that of
    artifacts: a job that left none has no folder for them.

    job: with its workspace, inputs, outputs and reused_from.
    """
    kind, _, name = source.partition(":")
    if source == ARTIFACTS:
        return home.job_folder(job.workspace_id, job.ran_id) / ARTIFACTS
    if kind == "output":
        found = _of_output(job, _named(job, job.outputs, name, "output"), "")
    elif kind == "input":
        found = _of_input(job, _named(job, job.inputs, name, "input"))
    else:
        raise Invalid(
            "bad-source",
            f'source: "{source}" is none of output:NAME, input:NAME, artifacts.',
            place="source",
        )
    if not found.exists():
        raise NotFound(
            "files-gone", f'The files of {kind} "{name}" are not there.', hint=_way_out(job)
        )
    return found


def _way_out(job: Job) -> str:
    if job.status not in states.ENDED:
        return "They are written while the step runs, and are here once it has finished."
    return "They were not written, or were deleted since. Resubmit the job to have them made anew."


def _named(job: Job, given: Mapping[str, Any], name: str, kind: str) -> Mapping[str, Any]:
    found = given.get(name)
    if found is None:
        raise NotFound(
            f"{kind}-not-found",
            f'Job "{job.name}" has no {kind} "{name}".',
            hint=f"It has: {', '.join(given) or 'none'}.",
            place="source",
        )
    return dict(found)


def _of_output(job: Job, output: Mapping[str, Any], below: str) -> Path:
    if output.get("deleted_at"):
        raise NotFound(
            "files-cleaned-up",
            f"These files were cleaned up on {str(output['deleted_at'])[:10]}.",
            hint="The step runs again when its job is resubmitted.",
        )
    root = datastores.locate(job.workspace, output["uri"])
    return confine.inside(root, below) if below else root


def _of_input(job: Job, given: Mapping[str, Any]) -> Path:
    """Follows a step's output, or ``azureml://jobs/…``, to where the data lies."""
    uri = given.get("uri") or ""
    made = stored.earlier_job(uri)
    if made is None and given.get("from"):
        made = {"from": given["from"], "output": given.get("from_output") or "", "below": ""}
    if made is not None:
        jobs = Job.objects.select_related("workspace").filter(SHOWN, workspace=job.workspace_id)
        producer = jobs.filter(name=made["from"]).first()
        if producer is None:
            raise NotFound(
                "job-not-found",
                f'There is no job "{made["from"]}".',
                hint="It was deleted. Submit the pipeline again to have its outputs made anew.",
            )
        output = _named(producer, producer.outputs, str(made["output"]), "output")
        return _of_output(producer, output, str(made["below"]))
    if not uri:
        raise NotFound("no-files", "This input is a value; it has no files.")
    if datastores.parse(uri) is None:
        raise NotFound("not-here", f'"{uri}" does not lie in a datastore of the studio.')
    return datastores.locate(job.workspace, uri)
