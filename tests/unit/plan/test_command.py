"""Command templates (yaml.md 2.4)."""

import pytest

from runs.plan.command import render

INPUTS = {"data": "/in/data", "g.x": "5", "evil": "${{inputs.data}} $[[x]]", "empty": ""}
OUTPUTS = {"model": "/out/model"}


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("cat ${{inputs.data}} > ${{outputs.model}}", "cat /in/data > /out/model"),
        ("cat ${{ inputs.data }}", "cat /in/data"),
        ("x ${{inputs.g.x}}", "x 5"),
        ("a $[[--s ${{inputs.seed}}]] b", "a  b"),
        ("a $[[--d ${{inputs.data}}]] b", "a --d /in/data b"),
        ("a $[[--d ${{inputs.data}} --s ${{inputs.seed}}]]", "a "),
        ("a $[[--bf16 'true']]", "a --bf16 'true'"),
        ("a $[[--e '${{inputs.empty}}']]", "a --e ''"),
        ("a --s ${{inputs.seed}}.", "a --s ."),
        ("echo ${{inputs.evil}}", "echo ${{inputs.data}} $[[x]]"),
        ("echo $HOME ${HOME} ${{name}}", "echo $HOME ${HOME} ${{name}}"),
        ("${{outputs.zzz}}", "${{outputs.zzz}}"),
        ("line1\nline2 ${{inputs.data}}", "line1\nline2 /in/data"),
    ],
)
def test_render(template: str, line: str) -> None:
    assert render(template, INPUTS, OUTPUTS) == line
