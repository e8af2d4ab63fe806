"""Settings come from the environment only; `docs/operators.md` lists each with its
default.

Nothing here may read the database or import a model. modeltranslation's own settings
are never imported: that would freeze Django's list of languages into our tables.
"""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from safety_site.environment import data_folder, site_env, staff_path, text, words
from safety_site.languages import registry

BASE_DIR = Path(__file__).resolve().parent.parent


try:
    SITE_ENV = site_env()
    STAFF_PATH = staff_path()
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
# No LocaleMiddleware: modeltranslation would write what an editor types into the
# column of the language that their browser asks for.
MIDDLEWARE = [
    "safety_site.staff.headers.StaffHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "safety_site.staff.interface.InterfaceLanguage",
    "axes.middleware.AxesMiddleware",
]

INSTALLED_APPS = [
    "modeltranslation",
    # Registers nothing by itself: the libraries' models are no business of an editor.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "safety_site.languages",
    "safety_site.guide",
    "safety_site.disclosure",
    "safety_site.directory",
    "safety_site.questions",
    "safety_site.translation",
    "safety_site.publishing",
    "safety_site.delivery",
    "safety_site.handouts",
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
            # For the admin. Public pages are drawn without a request, so without these.
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
STATIC_SOURCES = BASE_DIR / "static"
STATIC_URL = "/static/"

# Signing in. No cookie leaves the staff path: public pages neither set nor see any.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"/{STAFF_PATH}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "safety_site.staff.errors.not_from_here"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# How long an enrolment link lives.
PASSWORD_RESET_TIMEOUT = int(timedelta(days=7).total_seconds())

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Otherwise each further try would begin the 15 minutes anew.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "safety_site.staff.sign_in.address_of"
AXES_LOCKOUT_CALLABLE = "safety_site.staff.sign_in.locked"
# It keeps what was sent with a failed try; nothing of it is worth keeping.
AXES_SENSITIVE_PARAMETERS = ["username", "otp_token", "csrfmiddlewaretoken", "next"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Bytes: a recording of 20 minutes and the form around it. A larger request with a file
# is refused before it is read. Nothing that is sent is put on the disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
FILE_UPLOAD_HANDLERS = ["safety_site.staff.uploads.SmallInMemory"]

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
OTP_TOTP_ISSUER = SITE_NAME
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

# The weekly check of links asks no address inside this machine or a private network.
# Only tests may say otherwise, whose servers are there; no variable sets it.
LINKS_MAY_BE_PRIVATE = False

LOGGING_CONFIG = None
