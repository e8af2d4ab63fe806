"""Words of other subjects that the screens show, marked for translation here: those
subjects are of pages that readers see, and have catalogues of their own.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

STANDINGS = (
    gettext_noop("Machine Draft"),
    gettext_noop("Draft"),
    gettext_noop("Checked"),
)
# Why a text of a file is left.
LEFT = (
    gettext_noop("somebody is writing it"),
    gettext_noop("somebody else has saved it since this file was written"),
    gettext_noop("somebody else submitted or checked it"),
)
