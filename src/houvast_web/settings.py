"""Settings of the workbench: the same everywhere; what differs per place comes from `environment`.

There is no debug mode: an error page never shows code, on a developer's computer either. The log does.
"""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from operator import attrgetter
from pathlib import Path

from houvast_web.compat import POLICY_MIDDLEWARE, TASK_APPS, policy_settings
from houvast_web.environment import data_folder, database, hosts, is_https, key_lasts, mail, secret_key, single_sign_on
from houvast_web.static_files import fingerprint, never_changes

HERE = Path(__file__).parent
DATA = data_folder()
HTTPS = is_https()

DEBUG = False
SECRET_KEY = secret_key(DATA)
SECRET_KEY_LASTS = key_lasts(DATA)
ALLOWED_HOSTS = hosts()
ROOT_URLCONF = "houvast_web.urls"
ASGI_APPLICATION = "houvast_web.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    *TASK_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "houvast_web.shell",
    "houvast_web.accounts",
    "houvast_web.policy_desk",
    "houvast_web.workshop",
    "houvast_web.my_work",
    "houvast_web.flex_desk",
    "houvast_web.rounds",
]
# The templates of our own apps go before those of allauth, which they replace.
INSTALLED_APPS.sort(key=lambda name: not name.startswith("houvast_web."))

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    POLICY_MIDDLEWARE,
    "houvast_web.limits.KnownMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "houvast_web.accounts.sessions.BoundedSession",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "houvast_web.limits.StorableAddresses",
    "houvast_web.limits.LimitedSending",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "houvast_web.shell.context.every_page",
            ],
        },
    }
]

# ---------------------------------------------------------------- data
DATABASES = {"default": database(DATA)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "houvast_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---------------------------------------------------------------- languages
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [
    HERE / "accounts" / "texts" / "allauth"
]  # where that library says "je" in Dutch, the workbench says "u"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# ---------------------------------------------------------------- files
STATICFILES_DIRS = [("fonts", str(files("houvast.reports") / "fonts"))]
STATIC_URL = f"/static/{fingerprint([*sorted(HERE.glob('*/static')), Path(STATICFILES_DIRS[0][1])])}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = never_changes
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

# ---------------------------------------------------------------- accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "houvast_web.accounts.passwords.NotOurOwnWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "shell:start"
LOGOUT_REDIRECT_URL = "shell:start"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = attrgetter("email")
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Houvast"
MAIL = mail(DATA)
globals().update(MAIL)
# Without a mail server nobody could confirm an address.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if "EMAIL_HOST" in MAIL else "none"
MFA_ALLOW_UNVERIFIED_EMAIL = "EMAIL_HOST" not in MAIL
# A passkey needs HTTPS, but on this computer itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": single_sign_on()}}
SOCIALACCOUNT_STORE_TOKENS = False

# ---------------------------------------------------------------- safety
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "houvast_web.shell.views.refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Only HTTPS lets a browser accept a name that no other site under the same domain can set.
SESSION_COOKIE_NAME = "__Host-houvast" if HTTPS else "houvast"
CSRF_COOKIE_NAME = "__Host-houvast-csrf" if HTTPS else "houvast-csrf"
SESSION_COOKIE_AGE = int(timedelta(days=7).total_seconds())
# Messages wait in the session: a cookie of their own would have a name that another site under the domain can set.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS] if HTTPS else []
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
globals().update(
    policy_settings(
        {
            "default-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
            "form-action": ["'self'"],
        }
    )
)

# ---------------------------------------------------------------- log
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "houvast_web.log.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "houvast": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
