"""The settings of a parallel step as numbers, with the defaults of the language (yaml.md 3.4)."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import parallel as language
from runs.plan import values

_UNITS: Final = {"": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}
# What changes how the work is shared out, and not what comes of it.
_NOT_IN_THE_KEY: Final = ("workers", "logging_level", "timeout", "max_retries")


def settings(given: Mapping[str, Any], instances: int) -> dict[str, Any]:
    """Empty for a step of another kind.

    {input, append_row_to: names of an input and an output; mini_batch_size, is_bytes;
    partition_keys; workers: in all; error_threshold, mini_batch_error_threshold: -1 is any number;
    max_retries; timeout: seconds for one run(); logging_level}
    """
    if not given:
        return {}
    size, is_bytes = _size(str(given.get("mini_batch_size") or ""))
    retry = given.get("retry_settings") or {}
    return {
        "input": language.input_name(given),
        "append_row_to": language.rows_name(given),
        "mini_batch_size": size,
        "is_bytes": is_bytes,
        "partition_keys": list(given.get("partition_keys") or []),
        "workers": instances * values.whole(given.get("max_concurrency_per_instance", 1), 1),
        "error_threshold": _number(given.get("error_threshold"), -1),
        "mini_batch_error_threshold": _number(given.get("mini_batch_error_threshold"), -1),
        "max_retries": _number(retry.get("max_retries"), 2),
        "timeout": _number(retry.get("timeout"), 60),
        "logging_level": str(given.get("logging_level") or "INFO"),
    }


def part_of_key(found: Mapping[str, Any]) -> dict[str, Any]:
    """What of it belongs into the reuse key."""
    return {key: value for key, value in found.items() if key not in _NOT_IN_THE_KEY}


def log_names(workers: int) -> list[str]:
    """The driver's log, then one for each worker process."""
    width = max(2, len(str(workers - 1)))
    return ["std_log.txt", *(f"std_log_process_{one:0{width}}.txt" for one in range(workers))]


def log_titles(workers: int) -> dict[str, str]:
    driver, *others = log_names(workers)
    return {driver: "Driver"} | {name: f"Worker {one}" for one, name in enumerate(others)}


def _size(written: str) -> tuple[int | None, bool]:
    """A size as the language reads it: units may follow one another ("10kbkb"), the last counts."""
    if not written:
        return None, False
    digits = written.rstrip("kKmMgGbB")
    unit = written[len(digits) :][-2:].lower()
    return max(1, values.whole(digits, 1) * _UNITS[unit]), bool(unit)


def _number(written: object, default: int) -> int:
    try:
        return int(float(str(written)))
    except ValueError:
        return default
