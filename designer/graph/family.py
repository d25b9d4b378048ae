"""Job or component: files of a command or a pipeline may be either (yaml.md 1.2).

What a file gives or declares tells more than a single key: real jobs hold a `version`, real
components hold `settings`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from designer.graph.diagnostics import Diagnostic

ONLY_IN_JOBS: Final = ("experiment_name", "settings", "compute", "services")
ONLY_IN_COMPONENTS: Final = ("version", "is_deterministic", "additional_includes")
_DECLARING: Final = frozenset({"default", "optional", "min", "max", "enum"})
_VALUED: Final = frozenset({"path", "value", "datastore"})
_PRIMITIVES: Final = frozenset({"string", "number", "integer", "boolean"})
_GIVEN_OUTPUT: Final = frozenset({"path", "name", "version"})


@dataclass(frozen=True, slots=True)
class Family:
    """because: the end of "It is read as a job because …". is_sure: False where a command that
    takes the file for the other one is right."""

    word: Literal["job", "component"]
    because: str
    is_sure: bool = True


def family(raw: Mapping[str, Any]) -> Family:
    """What the keys say, whatever ``$schema`` does."""
    if "experiment_name" in raw:
        return Family("job", "it has `experiment_name`")
    of_a_job = [key for key in ONLY_IN_JOBS if key in raw]
    of_a_component = [key for key in ONLY_IN_COMPONENTS if key in raw]
    if "name" in raw and "version" in raw and not of_a_job:
        return Family("component", "it has a name and a version")
    if of_a_job and "name" not in raw and not of_a_component:
        return Family("job", f"it has {_keys(of_a_job)}")
    decided = _by_inputs(raw) or _by_outputs(raw)
    if decided is not None:
        return decided
    if of_a_job and of_a_component:
        # A pipeline component may hold settings, which are ignored there.
        if "name" in raw:
            return Family("component", "it has a name and " + _keys(of_a_component), False)
        return Family("job", f"it has {_keys(of_a_job)} and no name", False)
    if of_a_component:
        return Family("component", f"it has {_keys(of_a_component)}")
    if of_a_job and not raw.get("inputs"):
        return Family("job", f"it has {_keys(of_a_job)}")
    if raw.get("inputs"):
        return Family("component", "its inputs are declared")
    if "name" in raw and "jobs" not in raw:
        return Family("component", "it has a name and no compute", False)
    return Family("job", "nothing in it belongs to a component", False)


def _by_inputs(raw: Mapping[str, Any]) -> Family | None:
    """A job gives values, a component declares."""
    for name, entry in _entries(raw, "inputs"):
        if not isinstance(entry, dict) or _VALUED & set(entry):
            return Family("job", f"its input `{name}` has a value")
        if _DECLARING & set(entry) or str(entry.get("type")) in _PRIMITIVES:
            return Family("component", f"its input `{name}` is declared")
    return None


def _by_outputs(raw: Mapping[str, Any]) -> Family | None:
    """An output of a job may say nothing, or where it goes; that of a component has a type."""
    for name, entry in _entries(raw, "outputs"):
        if entry is None or (isinstance(entry, dict) and _GIVEN_OUTPUT & set(entry)):
            return Family("job", f"its output `{name}` is one of a job")
        if isinstance(entry, dict) and str(entry.get("type")) in _PRIMITIVES:
            return Family("component", f"its output `{name}` is a value")
    return None


def explained(found: Iterable[Diagnostic], raw: Mapping[str, Any], kind: str) -> list[Diagnostic]:
    """Findings about what belongs to the other family say why the file is read as it is."""
    word = kind.rpartition(" ")[2]
    others = ONLY_IN_COMPONENTS if word == "job" else ONLY_IN_JOBS
    return [
        replace(one, hint=" ".join(filter(None, (one.hint, why(raw, kind)))))
        if one.path in others or _is_of_the_other(one)
        else one
        for one in found
    ]


def _is_of_the_other(one: Diagnostic) -> bool:
    """A value where a declaration belongs, or the other way round."""
    if one.code == "key-elsewhere":
        return one.path.startswith("inputs.") and one.path.endswith(".path")
    return one.code in ("declaration-form", "declaration-in-job")


def why(raw: Mapping[str, Any], kind: str) -> str:
    """A sentence: what a file of this kind was taken for, and why."""
    word = kind.rpartition(" ")[2]
    told = family(raw)
    if told.word == word:
        because = told.because
    elif "$schema" in raw:
        because = "its `$schema` says so"
    else:
        because = "it was given as one"
    return f"The file is read as a {word} because {because}; `$schema` says what a file is."


def _entries(raw: Mapping[str, Any], key: str) -> Iterable[tuple[object, Any]]:
    found = raw.get(key)
    return found.items() if isinstance(found, dict) else ()


def _keys(names: Iterable[str]) -> str:
    return " and ".join(f"`{one}`" for one in names)
