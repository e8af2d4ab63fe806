"""Who may change the site."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Its own model from the first migration, so that it can grow without a new
    table.
    """
