"""What the web server runs: the published pages, without Django and without a database.

The admin brings Django here: WhiteNoise and Django then follow behind the pack, for
whatever the pack does not answer, and only where the node has the role for it.
"""

import os
from pathlib import Path

from safety_site.delivery.app import PublicSite
from safety_site.delivery.headers import CACHE_CONTROL
from safety_site.delivery.log import configure_logging

DATA_DIR = os.environ.get("DATA_DIR", "").strip() or str(
    Path(__file__).resolve().parent.parent / "var"
)

configure_logging()
application = PublicSite(
    Path(DATA_DIR) / "site.pack",
    production=os.environ.get("SITE_ENV", "").strip() == "production",
    cache_control=os.environ.get("PUBLIC_CACHE_CONTROL", "").strip() or CACHE_CONTROL,
)
