"""What the web server runs: the published pages, without Django and without a database.

For staff, WhiteNoise and Django follow behind the pack, below `STAFF_PATH` and
`/static/` alone. They are loaded when somebody first asks for them; with
`SITE_ROLE=public` never.
"""

import os
import sys
from typing import TYPE_CHECKING

from safety_site.delivery.app import PublicSite
from safety_site.delivery.headers import CACHE_CONTROL
from safety_site.delivery.log import configure_logging
from safety_site.delivery.when_asked import WhenAsked
from safety_site.environment import (
    data_folder,
    site_env,
    site_role,
    staff_path,
    text,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def staff_application() -> "WSGIApplication":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safety_site.settings")
    from safety_site.staff.serving import staff_beside

    return staff_beside(application.not_found)


configure_logging()
try:
    production = site_env() == "production"
    role = site_role()
    paths = (f"/{staff_path()}", "/static/")
except ValueError as error:
    # The log withholds the text of errors; this one holds nothing of a visitor.
    sys.exit(str(error))
name = text("SITE_NAME", "Clear Guide")
staff = WhenAsked(staff_application, name=name, production=production)
application = PublicSite(
    data_folder() / "site.pack",
    production=production,
    cache_control=text("PUBLIC_CACHE_CONTROL", CACHE_CONTROL),
    staff=None if role == "public" else staff,
    staff_paths=paths,
)
