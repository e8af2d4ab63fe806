"""A fair uncached Django view of the page that the others send, for WSGI."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safety_site.settings")
application = get_wsgi_application()
# Its models can only be imported now.
import_module("bench.uncached")
