"""``col("temperature") > 32 and col("place") == "UK"`` as a mask over a data frame."""

from __future__ import annotations

import ast
import operator
from typing import Any

from ._errors import MLTableError

COMPARE: dict[type[ast.cmpop], Any] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def mask(frame: Any, expression: str) -> Any:
    """Nothing is run: the expression is read, and only what is known here is done."""
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        raise MLTableError(f"filter: {expression!r} cannot be read.") from None
    return _value(frame, tree.body, expression)


def _value(frame: Any, node: Any, text: str) -> Any:
    if isinstance(node, ast.BoolOp):
        parts = [_value(frame, one, text) for one in node.values]
        found = parts[0]
        for one in parts[1:]:
            found = (found & one) if isinstance(node.op, ast.And) else (found | one)
        return found
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ~_value(frame, node.operand, text)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(frame, node.operand, text)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARE:
        left = _value(frame, node.left, text)
        return COMPARE[type(node.ops[0])](left, _value(frame, node.comparators[0], text))
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Call) and _is_column(node):
        name = node.args[0].value  # type: ignore[attr-defined]
        if name not in frame.columns:
            raise MLTableError(f"filter: there is no column {name!r}.")
        return frame[name]
    raise MLTableError(
        f'filter: {text!r}: write comparisons of col("name"), joined by and, or, not.'
    )


def _is_column(node: ast.Call) -> bool:
    is_named = isinstance(node.func, ast.Name) and node.func.id == "col"
    return is_named and len(node.args) == 1 and isinstance(node.args[0], ast.Constant)
