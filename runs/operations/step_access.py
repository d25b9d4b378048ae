"""What is remembered of a running step for its MLflow calls, and forgotten when an attempt ends.

A loop of metrics must not look its step up each time. In the embedded form whoever ends the
attempt forgets it here, in the same process; in the server form, where that is another process,
it is good for ``KEPT_SECONDS`` more.
"""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache

KEPT_SECONDS = 3


def remember(job_id: int, attempt: int, what: Any) -> None:
    cache.set(_key(job_id), (attempt, what), KEPT_SECONDS)


def recall(job_id: int, attempt: int) -> Any:
    """None when it is not known, or when another attempt is."""
    known, what = cache.get(_key(job_id)) or (None, None)
    return what if known == attempt else None


def forget(job_ids: Iterable[int]) -> None:
    cache.delete_many([_key(one) for one in job_ids])


def _key(job_id: int) -> str:
    return f"mlflow-step:{job_id}"
