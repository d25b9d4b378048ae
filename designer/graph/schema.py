"""JSON Schema of the pipeline document, for those who write documents by program."""

from typing import Any, Final

from designer.graph.document import FORMAT, PipelineDocument

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def document_schema() -> dict[str, Any]:
    schema = PipelineDocument.model_json_schema()
    return {"$schema": DIALECT, "title": f"Pipeline document, format {FORMAT}"} | {
        key: value for key, value in schema.items() if key != "title"
    }
