"""The product's settings in English alone: a test that wants more languages says so."""

from safety_site.settings import *  # noqa: F403

LANGUAGES_ENABLED = ["en"]
# A test that asks it to fails on one query for each of many objects.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # noqa: F405
# The product's takes half a second for each password, on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
