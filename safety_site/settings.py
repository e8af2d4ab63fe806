"""Settings come from the environment only; `docs/operators.md` lists each with its
default.

Nothing here may read the database or import a model. modeltranslation's own settings
are never imported: that would freeze Django's list of languages into our tables.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from safety_site.environment import data_folder, site_env, text, words
from safety_site.languages import registry

BASE_DIR = Path(__file__).resolve().parent.parent


try:
    SITE_ENV = site_env()
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from None
PRODUCTION = SITE_ENV == "production"
DEBUG = False

DATA_DIR = data_folder()
PACK_PATH = DATA_DIR / "site.pack"


def secret_key() -> str:
    """The key from the environment, else the one `run.py` wrote beside the database."""
    kept = DATA_DIR / "secret-key"
    key = text("SECRET_KEY") or (kept.read_text().strip() if kept.is_file() else "")
    if not key and PRODUCTION:
        raise ImproperlyConfigured(
            "There is no secret key. Set SECRET_KEY, or start with run.py once."
        )
    return key or "development-only"


SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
ROOT_URLCONF = "safety_site.urls"
MIDDLEWARE: list[str] = []

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "safety_site.languages",
    "safety_site.guide",
    "safety_site.disclosure",
    "safety_site.directory",
    "safety_site.questions",
    "safety_site.translation",
    "safety_site.publishing",
    "safety_site.delivery",
    "safety_site.staff",
    "safety_site.starter",
]
AUTH_USER_MODEL = "staff.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "site.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "builtins": ["safety_site.publishing.tags"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]
STATIC_SOURCES = BASE_DIR / "static"

# Languages: registry first, so that Django knows those it lacks before it reads
# LANGUAGES.
registry.teach_django()
LANGUAGE_CODE = "en"
LANGUAGES = registry.django_languages()
LANGUAGES_BIDI = registry.right_to_left_prefixes()
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_LANGUAGES = registry.SUPERSET
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_ENABLE_FALLBACKS = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# What readers see.
SITE_NAME = text("SITE_NAME", "Clear Guide")
SITE_OPERATOR = text("SITE_OPERATOR")
PUBLIC_ORIGIN = text("PUBLIC_ORIGIN")
LANGUAGES_ENABLED = words("LANGUAGES_ENABLED", "en ur ar bn ps so ti es pl")


def show_drafts() -> list[str]:
    """Languages. `none` is the word for no language, since empty means the default."""
    default = "none" if PRODUCTION else " ".join(registry.SUPERSET)
    named = words("SHOW_DRAFTS", default)
    return [] if [word.lower() for word in named] == ["none"] else named


SHOW_DRAFTS = show_drafts()
# Dull pages to leave for, per language; "" serves languages without a list of their
# own. At least three each: one fixed page for everyone would itself become a sign.
EXIT_DESTINATIONS = {
    "": words(
        "EXIT_DESTINATIONS",
        "https://www.bbc.co.uk/weather https://www.nationalrail.co.uk/"
        " https://www.bbc.co.uk/food/recipes",
    )
}

LOGGING_CONFIG = None
