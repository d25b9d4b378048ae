"""Tables that every part stands on: people, workspaces, tokens, datastores."""

from studio.models.access import (
    ApiToken,
    Member,
    Role,
    SignInLink,
    SignInTry,
    User,
    Workspace,
)
from studio.models.datastore import Datastore
from studio.models.ordered_json import OrderedJSONField

__all__ = [
    "ApiToken",
    "Datastore",
    "Member",
    "OrderedJSONField",
    "Role",
    "SignInLink",
    "SignInTry",
    "User",
    "Workspace",
]
