"""The product's settings in English alone: a test that wants more languages says so."""

from safety_site.settings import *  # noqa: F403

LANGUAGES_ENABLED = ["en"]
# The product's takes half a second for each password, on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
