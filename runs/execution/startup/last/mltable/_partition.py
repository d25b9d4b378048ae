"""Columns that the paths of a table's files hold: ``extract_columns_from_partition_format``."""

from __future__ import annotations

import re
from typing import Any

from ._errors import MLTableError

NAME = "extract_columns_from_partition_format"
# In a partition format: numbers of a date.
DATES = ("yyyy", "MM", "dd", "HH", "mm", "ss")


def columns(files: list[str], argument: Any) -> list[dict[str, str]]:
    """For each file; all of them must fit."""
    written = str(argument.get("partition_format", "")) if isinstance(argument, dict) else ""
    if not written:
        raise MLTableError(f"{NAME}: partition_format is missing.")
    pattern = re.compile(_pattern(written))
    found = []
    for file in files:
        fits = pattern.search(file)
        if fits is None:
            raise MLTableError(f"{file} does not fit the partition format {written}.")
        found.append(fits.groupdict())
    return found


def _pattern(written: str) -> str:
    """``{Store}/{file_name}.{extension}`` as a regular expression for the end of a path."""
    pattern = ""
    for part in re.split(r"(\{[^{}]+\})", written.lstrip("/")):
        if part.startswith("{"):
            name, _, dates = part[1:-1].partition(":")
            pattern += f"(?P<{name}>{_numbers(dates) if dates else '[^/]+'})"
        else:
            pattern += re.escape(part)
    return f"(?:^|/){pattern}$"


def _numbers(dates: str) -> str:
    parts = re.split("({})".format("|".join(DATES)), dates)
    return "".join(r"\d+" if one in DATES else re.escape(one) for one in parts if one)
