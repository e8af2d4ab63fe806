"""What the web server runs: the published pages, without Django and without a database.

The admin brings Django here: WhiteNoise and Django then follow behind the pack, for
whatever the pack does not answer, and only where the node has the role for it.
"""

import sys

from safety_site.delivery.app import PublicSite
from safety_site.delivery.headers import CACHE_CONTROL
from safety_site.delivery.log import configure_logging
from safety_site.environment import data_folder, site_env, text

configure_logging()
try:
    production = site_env() == "production"
except ValueError as error:
    # The log withholds the text of errors; this one holds nothing of a visitor.
    sys.exit(str(error))
application = PublicSite(
    data_folder() / "site.pack",
    production=production,
    cache_control=text("PUBLIC_CACHE_CONTROL", CACHE_CONTROL),
)
