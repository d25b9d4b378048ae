"""Types that a document tells without a catalogue."""

from designer.graph.document import StepNode
from designer.graph.load import load_pipeline


def test_an_inline_output_that_becomes_a_pipeline_output_has_its_type() -> None:
    document, diagnostics = load_pipeline(
        {
            "type": "pipeline",
            "outputs": {"table": {"type": "uri_file"}},
            "jobs": {
                "make": {
                    "command": "echo > ${{outputs.out}}; ls ${{outputs.own}}",
                    "environment": {"image": "python"},
                    "compute": "cpu",
                    "outputs": {"out": "${{parent.outputs.table}}", "own": {}},
                }
            },
        }
    )
    assert diagnostics == []
    assert document is not None
    made = document.nodes["make"]
    assert isinstance(made, StepNode)
    assert isinstance(made.component, dict)
    assert made.component["outputs"] == {"out": {"type": "uri_file"}, "own": {"type": "uri_folder"}}
