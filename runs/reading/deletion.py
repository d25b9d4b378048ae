"""What goes with a job when it is deleted, as people are told before they agree."""

from collections import Counter

from designer.api.wire import Answer
from runs.operations import delete

MOST_SHOWN = 50
REASONS = {
    "registered": "It is registered as a data asset.",
    "reused": "Another job took these outputs; it keeps them, and the log.",
    "own-address": "It was written to an address that is not this job's own.",
}


class KeptData(Answer):
    """reason: registered, reused or own-address; ``text`` says it in words."""

    path: str
    output: str
    uri: str
    reason: str
    text: str


class JobDeletion(Answer):
    """jobs: itself and all below it. outputs, size_bytes: data that goes. stays: what does not.

    At most some of what stays is listed; ``stays_by_reason`` counts all.
    """

    name: str
    jobs: int
    steps: int
    outputs: int
    size_bytes: int
    stays: list[KeptData]
    stays_by_reason: dict[str, int]


def shown(name: str, found: delete.Deletion) -> JobDeletion:
    return JobDeletion(
        name=name,
        jobs=found.jobs,
        steps=found.steps,
        outputs=len(found.goes),
        size_bytes=sum(one.size_bytes for one in found.goes),
        stays=[
            KeptData(
                path=one.path,
                output=one.output,
                uri=one.uri,
                reason=one.stays,
                text=REASONS[one.stays],
            )
            for one in found.stays[:MOST_SHOWN]
        ],
        stays_by_reason=dict(Counter(one.stays for one in found.stays)),
    )
