"""The one settings file: read from the environment, and runs with nothing set."""

import secrets
from functools import partial

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
from ecm.kept import kept
from ecm.relays import layers_of, relays_of
from ecm.watching.logs import keep_words_out, settings_of

DEBUG = env.bool("ECM_DEBUG", False)
DEMO = env.bool("ECM_DEMO", False)
# Set by `ecm repetition` for the copy that it serves, and by nobody else.
REHEARSAL = DEMO and env.bool("ECM_REHEARSAL", False)
if PRODUCTION and (DEMO or DEBUG):
    raise ImproperlyConfigured(
        "ECM_DEMO et ECM_DEBUG sont refusés quand ECM_ENV=production."
    )

if REHEARSAL:  # what it publishes is in its own folder, whatever the environment says
    PUBLIC_DATA = ""

DATA.mkdir(parents=True, exist_ok=True, mode=0o700)


SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY and PRODUCTION:
    raise ImproperlyConfigured(
        "SECRET_KEY ou SECRET_KEY_FILE est requis en production."
    )
# In development: this installation's own key, made at its first start.
SECRET_KEY = SECRET_KEY or kept(DATA, "secret-key", partial(secrets.token_urlsafe, 50))

ALLOWED_HOSTS = env.list("ECM_HOSTS", default=[] if PRODUCTION else ["*"])
# Exact origins of the pages allowed to open a live connection, scheme and port included.
ORIGINS = env.list("ECM_ORIGINS", default=[])
CSRF_TRUSTED_ORIGINS = ORIGINS

INSTALLED_APPS = [
    "daphne",
    "ecm.people",
    "ecm.files",
    "ecm.journal",
    "ecm.worker",
    "ecm.notices",
    "ecm.calendar",
    "ecm.dossiers",
    "ecm.meetings",
    "ecm.public",
    "ecm.followup",
    "ecm.records",
    "ecm.publication",
    "ecm.archive",
    "live",
    "ecm",
    "channels",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    # Before everything: a probe has neither name, nor TLS, nor account.
    "ecm.watching.entrance.entrance",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before any account or language: what it answers knows nobody.
    "ecm.public.serving.entrance",
    "ecm.middleware.policies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ecm.people.views_expired.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ecm.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ecm.urls"
ASGI_APPLICATION = "ecm.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ASSETS / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ecm.templatetags.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ecm.state.identity",
                "ecm.notices.bell.bell",
                "ecm.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env.db("DATABASE_URL", f"sqlite:///{DATA / 'ecm.sqlite3'}"),
}
IS_ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_ON_SQLITE:
    # A request's thread is kept (ecm/lanes.py), and its connection with it.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged survives a power cut; a rehearsal must not.
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous="
        f"{'OFF' if REHEARSAL else 'FULL'};",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # What the address itself asks for (sslmode=verify-full) is kept beside the pool.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": 12,
        "timeout": 10,
    }

REDIS_URL = env.str("REDIS_URL", "")
# What one process tells the others travels by these; none is a single process.
RELAYS = relays_of(REDIS_URL)
CHANNEL_LAYERS = layers_of(RELAYS, SECRET_KEY)

# Which server `ecm serve` runs, and the proxies whose word on addresses uvicorn takes.
SERVER = env.str("ECM_SERVER", "uvicorn")
if SERVER not in ("uvicorn", "daphne"):
    raise ImproperlyConfigured("ECM_SERVER vaut uvicorn ou daphne.")
PROXIES = env.list("ECM_PROXIES", default=["127.0.0.1", "::1"])
# One compressed frame for a whole audience; for lines of 64 kbit/s (docs/performance.md).
COMPRESS_FRAMES = env.bool("ECM_COMPRESS_FRAMES", False)

# Who runs the background tasks: the web process itself, or `ecm worker` (ecm/worker).
WORKER = env.str("ECM_WORKER", "embedded" if IS_ON_SQLITE else "process")
if WORKER not in ("embedded", "process"):
    raise ImproperlyConfigured("ECM_WORKER vaut embedded ou process.")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# What the worker does each minute, in order: functions of the council's time.
EVERY_MINUTE = [
    "ecm.dossiers.actions.opinions.lapse_overdue",
    "ecm.dossiers.renditions.make_forgotten",
    "ecm.files.purging.purge_expired",
    "ecm.followup.files.make_forgotten",
    "ecm.notices.reminders.send_due",
    "ecm.publication.coming_days.tell_the_country",
    "ecm.publication.desk.due.publish_due",
    "ecm.publication.desk.due.hand_over_missing",
    "ecm.publication.delivering.tasks.send_published",
    "ecm.notices.tasks.send_again",
    "ecm.worker.tick.forget_finished",
]
# Who knows what people must be reminded of: functions of the council's time that return
# ecm.notices.reminders.Due, each with a key.
REMINDERS = [
    "ecm.dossiers.consulting.terms.due",
    "ecm.dossiers.reminders.due",
    "ecm.followup.reminders.due",
    "ecm.meetings.before.reminders.due",
]
if REHEARSAL:
    REMINDERS = []

# What carries notices out of the application, one gateway for each channel: ours, or any
# class of the same shape by its dotted name (ecm/notices/gateways).
_SMS = {
    "file": "ecm.notices.gateways.file.FileGateway",
    "http": "ecm.notices.gateways.http.HttpGateway",
}
_sms = "file" if REHEARSAL else env.str("ECM_SMS_GATEWAY", "file")
GATEWAYS = {
    "sms": _SMS.get(_sms, _sms),
    "email": "ecm.notices.gateways.mail.MailGateway",
}
SMS = {
    "url": env.str("ECM_SMS_URL", ""),
    "token": env.str("ECM_SMS_TOKEN", ""),
    "sender": env.str("ECM_SMS_SENDER", ""),
    "format": env.str("ECM_SMS_FORMAT", "form"),
    "repeatable": env.bool("ECM_SMS_REPEATABLE", False),
}
if SMS["format"] not in ("form", "json"):
    raise ImproperlyConfigured("ECM_SMS_FORMAT vaut form ou json.")
# Without a server, mail is written to files: nothing leaves the machine by mistake.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "mail")
if env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
if REHEARSAL:  # whatever the environment says, nothing leaves
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("ECM_MAIL_FROM", "e-CM <conseil@localhost>")
# Octets of a PDF that a mail to the press may carry: a heavier one stays on the site.
PRESS_ATTACHMENT = env.int("ECM_PRESS_ATTACHMENT", 5) * 1_000_000

# Working days that are given to answer, unless who asks says otherwise.
OPINION_DAYS = env.int("ECM_OPINION_DAYS", 5)

# Public age keys of who may open a backup; their private keys are kept elsewhere.
BACKUP_RECIPIENTS = env.list("ECM_BACKUP_RECIPIENTS", default=[])

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation." + name}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "people:sign-in"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ecm.errors.csrf_failure"

# Locking by name and address together: nobody can lock a minister out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ASSETS / "static"]
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = DATA / "files"
# In megaoctets: the largest piece, and what one person may have on the way.
# Milliseconds of rest for each seat between two papers that a tablet keeps: with one
# tablet for each, twenty-five papers leave in a second, and the council goes first.
KEEPING_REST = env.int("ECM_KEEPING_REST", 40)
LARGEST_FILE = env.int("ECM_LARGEST_FILE", 200) * 1_000_000
UPLOAD_QUOTA = env.int("ECM_UPLOAD_QUOTA", 1000) * 1_000_000

# What follows a council: days to deposit a text where the administrator gave no other
# term, and how numbers are printed (decree, ordinance, law).
FINALISATION_DAYS = env.int("ECM_FINALISATION_DAYS", 5)
ACT_NUMBERS = {
    "decree": env.str("ECM_DECREE_NUMBER", "n°{year}-{serial:04d}/{suffix}"),
    "ordinance": env.str("ECM_ORDINANCE_NUMBER", "n°{year}-{serial:03d}/{suffix}"),
    "law": env.str("ECM_LAW_NUMBER", "n°{serial:03d}-{year}/{suffix}"),
}
ASSEMBLY_SIGLE = env.str("ECM_ASSEMBLY_SIGLE", "ALP")
# A PKCS#12 file that signs published papers; without one they bear their seal alone.
SIGNING = {
    "certificate": env.str("ECM_SIGNING_CERTIFICATE", ""),
    "password_file": env.str("ECM_SIGNING_PASSWORD_FILE", ""),
}
if REHEARSAL:
    SIGNING["certificate"] = ""
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "ecm.static.NamedByContent"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-ecm", "__Host-csrf"
    SESSION_COOKIE_PATH = "/"
SECURE_REFERRER_POLICY = "same-origin"
# Papers alone are shown inside the room (ecm.meetings.views.paper says so).
X_FRAME_OPTIONS = "DENY"

# The shape of Django 6's own setting, read by ecm.middleware.policies until then.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "object-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
}

# Who may read the figures of a process (ecm/watching): addresses, or a token.
METRICS_FROM = env.list("ECM_METRICS_FROM", default=["127.0.0.0/8", "::1"])
METRICS_TOKEN = env.str("ECM_METRICS_TOKEN", "")

# In the demonstration the clock of the council starts at this moment (ecm/clock.py).
CLOCK_STARTS_AT = env.str("ECM_CLOCK", "") if DEMO else ""

if PRODUCTION:
    keep_words_out()
LOGGING = settings_of(production=PRODUCTION, level=env.str("ECM_LOG_LEVEL", "WARNING"))
