"""Typing of defaults and run settings (yaml.md 4.2, 11.2)."""

import pytest

from runs.plan import values


@pytest.mark.parametrize(
    ("kind", "written", "text"),
    [
        ("integer", 3, "3"),
        ("integer", 3.0, "3"),
        ("integer", "3", "3"),
        ("integer", 1000.0, "1000"),
        ("number", 3, "3.0"),
        ("number", "1e-3", "0.001"),
        ("number", 0.5, "0.5"),
        ("boolean", True, "True"),
        ("boolean", "false", "False"),
        ("string", "x", "x"),
        ("string", True, "True"),
        ("string", 3, "3"),
        ("string", 1.1, "1.1"),
    ],
)
def test_default_text(kind: str, written: str | bool | int | float, text: str) -> None:
    assert values.default_text(kind, written) == text


def test_filled_goes_through_mappings_and_lists() -> None:
    known = {"n": "2", "c": "gpu"}
    raw = {"count": "${{parent.inputs.n}}", "list": ["x-${{ parent.inputs.c }}", 3], "k": True}
    assert values.filled(raw, known.get) == {"count": "2", "list": ["x-gpu", 3], "k": True}


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("azureml:cpu", "cpu"),
        ("cpu", "cpu"),
        ("/subscriptions/s/computes/gpu", "gpu"),
        ("azureml:/subscriptions/s/computes/gpu", "gpu"),
    ],
)
def test_resource_name(reference: str, name: str) -> None:
    assert values.resource_name(reference) == name


def test_counts_and_limits_may_be_text() -> None:
    assert values.whole("2", 1) == 2
    assert values.whole("2.5", 1) == 2
    assert values.whole("two", 1) == 1
    assert values.seconds("60") == 60
    assert values.seconds(None) is None
    assert values.seconds(0) is None
