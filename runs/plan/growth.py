"""What a growing step is asked, and what it answers.

A kind (do_while, parallel_for, if_else, sweep) is one function, ``Growing -> Next``. It is asked
when the step waits for nothing, whenever children of it have ended, and again by the reconciler;
always in one transaction with what made it necessary. What it needs to remember between two
questions it says in ``Next.memory``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from runs.plan.grown import Child

Made = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """The children so far. live: grown, and not ended."""

    grown: int = 0
    live: int = 0
    completed: int = 0
    failed: int = 0
    canceled: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """A child that has ended. outputs: {name: what its row says of it}; error: of its row."""

    key: str
    name: str
    status: str
    outputs: Mapping[str, Made]
    error: Mapping[str, Any] | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Growing:
    """A growing step as its kind sees it.

    path: of the step; a child lies at ``path.KEY``. grows: what the plan says. inputs: texts of its
    own primitive inputs that have a value. ended: children that ended since the last question, in
    order. children: all that have ended, for a kind that needs them once, at the end. go_on:
    ``continue_on_step_failure``. id, name: of the step's own row. found: what the kind's own
    preparation read before the transaction, where it has one and was asked to look.
    """

    path: str
    grows: Mapping[str, Any]
    inputs: Mapping[str, str]
    counts: Counts
    memory: Mapping[str, Any]
    ended: Sequence[Ended]
    children: Callable[[], Sequence[Ended]]
    go_on: bool
    started_at: datetime
    at: datetime
    id: int = 0
    name: str = ""
    found: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gather:
    """An output that is put together from those of children, once the question is over.

    "table": an mltable over all of them, each under its name. "copy": the only one, at the address
    that the plan names.
    """

    how: Literal["table", "copy"]
    members: Sequence[tuple[str, Made]]


@dataclass(frozen=True, slots=True)
class End:
    """outputs: what the step's row will say of each. texts: primitive outputs by their value."""

    status: str
    outputs: Mapping[str, Made] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    gather: Mapping[str, Gather] = field(default_factory=dict)
    error: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """What follows: children to grow, or the end.

    memory: None leaves it as it is. stop: live children are asked to end, and the kind is asked
    again when they have; cancel: the same of some of them, {key: the error that says why}. skip:
    paths of steps that are not to run. look_at: ask again then, even if no child has ended.
    """

    grow: Sequence[Child] = ()
    memory: Mapping[str, Any] | None = None
    stop: bool = False
    cancel: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    skip: Sequence[str] = ()
    end: End | None = None
    look_at: datetime | None = None


def failed(code: str, message: str, hint: str | None = None) -> Next:
    return Next(end=End("Failed", error={"code": code, "message": message, "hint": hint}))
