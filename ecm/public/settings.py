"""The public site alone: no database, no account, no key; a copy that it may only read."""

import secrets

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ecm import newest_sqlite  # noqa: F401  (before anything else imports a SQLite)
from ecm.environment import (  # noqa: F401  (settings of both processes)
    ASSETS,
    DATA,
    PACKAGE,
    PRODUCTION,
    PUBLIC_ADDRESS,
    PUBLIC_BODY,
    PUBLIC_DATA,
    PUBLIC_STAFF_NUMBERS,
    STATE,
    TIME_ZONE,
    env,
)

DEBUG = False
DEMO = REHEARSAL = False
# Nothing is signed here: Django wants a key, and this one opens nothing.
SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = env.list("ECM_HOSTS", default=[] if PRODUCTION else ["*"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ECM_HOSTS est requis en production.")

INSTALLED_APPS = ["ecm.public"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ecm.public.serving.entrance",
]
ROOT_URLCONF = "ecm.public.root"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ASSETS / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {},
    }
]
DATABASES: dict[str, dict[str, str]] = {}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True

CLOCK_STARTS_AT = ""
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("ECM_LOG_LEVEL", "WARNING")},
}
