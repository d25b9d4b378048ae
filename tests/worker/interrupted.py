"""A removal that is cut short, as kill -9 does it: what is not committed is lost."""

from typing import Any

import pytest

from runs.operations import removal


class Killed(Exception):
    """The studio ended here."""


def killed_at(monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> None:
    """``times`` calls of a function of ``removal`` go well; the next one does its work, and all
    that is not committed then is lost."""
    plain, left = getattr(removal, name), [times]

    def stops(*arguments: Any) -> Any:
        result = plain(*arguments)
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return result

    with monkeypatch.context() as patch:
        patch.setattr(removal, name, stops)
        with pytest.raises(Killed):
            removal.go_on()
