"""The token that a step's process carries: signed, not stored (decision 3).

It opens the MLflow addresses of one job and only while the attempt it names is current; whether
that is so is for ``runs.mlflow.caller`` to look up. Here only the signature is made and checked.
"""

from functools import cache

from django.core import signing

from studio.lib.errors import Denied

PREFIX = "step."


def issue(job_id: int, attempt: int) -> str:
    """The token of attempt ``attempt`` of the job ``job_id``."""
    return PREFIX + _signer().sign(f"{job_id}.{attempt}")


def read(token: str) -> tuple[int, int]:
    """(job id, attempt) of a token that this studio signed; Denied for every other text."""
    try:
        text = _signer().unsign(token.removeprefix(PREFIX))
    except signing.BadSignature:
        raise Denied("bad-step-token", "This is not a token of this studio.") from None
    job_id, _, attempt = text.partition(".")
    return int(job_id), int(attempt)


@cache
def _signer() -> signing.Signer:
    return signing.Signer(salt="pipeline-studio.step-token")
