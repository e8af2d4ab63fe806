"""The product's settings in English alone: a test that wants more languages says so."""

from safety_site.settings import *  # noqa: F403

LANGUAGES_ENABLED = ["en"]
