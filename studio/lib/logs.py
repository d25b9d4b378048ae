"""What is worth a line on the console."""

import logging


def is_mistake(record: logging.LogRecord) -> bool:
    """Answers of 4xx are the caller's business and 503 says "not now"; the rest is ours."""
    code = getattr(record, "status_code", 500)
    return isinstance(code, int) and code >= 500 and code != 503
