"""Settings under which the check of links may ask servers on this machine."""

from tests.settings import *  # noqa: F403

LINKS_MAY_BE_PRIVATE = True
