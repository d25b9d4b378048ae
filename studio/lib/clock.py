"""Times: aware, UTC, written as ISO 8601 with zone and microseconds."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def iso(moment: datetime | None) -> str | None:
    """``2026-01-31T09:05:00.000000+00:00``, or None."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")
