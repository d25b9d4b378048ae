"""Who there is and what they may do: users, workspaces, members with a role, tokens."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person. The embedded studio makes one, the owner, at its first start."""


class Role(models.TextChoices):
    READER = "reader"
    CONTRIBUTOR = "contributor"
    OWNER = "owner"


class Workspace(models.Model):
    """Holds everything else; a stranger to it does not learn what it holds.

    keep_intermediate_days: days after which the outputs of steps go, once their job completed;
    null keeps them. A pipeline may say otherwise.
    """

    name = models.SlugField(max_length=64, unique=True)
    display_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    keep_intermediate_days = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_role_a_workspace")
        ]


class ApiToken(models.Model):
    """A person's token. Only its SHA-256 is kept. Steps carry signed tokens, not rows."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class SignInLink(models.Model):
    """A link that signs a person in once."""

    user = models.ForeignKey(User, models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SignInTry(models.Model):
    """A try at a password that was not right. ``who``: a hash of name and address, or of the
    address alone."""

    who = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)
