"""JSON whose key order is kept on every database.

PostgreSQL's jsonb sorts keys, and the order of steps and inputs is the order that people wrote.
Nothing inside such a column can be queried; what is filtered by belongs in a JSONField.
"""

import json
from typing import Any

from django.db import models


class OrderedJSONField(models.JSONField):
    """A text column that reads and writes JSON values."""

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return value if value is None else json.loads(value, cls=self.decoder)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return value
        return json.dumps(value, cls=self.encoder)
