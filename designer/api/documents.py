"""What every body that holds a document goes through before it is read."""

from rest_framework.request import Request

from designer.graph.document import FORMAT
from designer.operations.drafts import DOCUMENT_MAX_BYTES, too_large
from studio.lib.errors import Invalid

ENVELOPE_BYTES = 64 * 1024


def checked_size(request: Request) -> None:
    """Raises TooLarge before a body is parsed that cannot hold a document of allowed size."""
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > DOCUMENT_MAX_BYTES + ENVELOPE_BYTES:
        raise too_large(int(announced))


def refuse_newer(request: Request) -> None:
    """A document of a newer studio is not called wrong: it is said to be newer."""
    document = request.data.get("document") if isinstance(request.data, dict) else None
    found = document.get("format") if isinstance(document, dict) else None
    if isinstance(found, int) and found > FORMAT:
        raise Invalid(
            "document-too-new",
            f"This pipeline was saved by a newer studio: format {found}, here {FORMAT}.",
            hint="Update this studio, or export the pipeline as YAML from the newer one.",
            place="document.format",
        )
