"""What Django needs to know to serve the workbench: the store's settings, and whoever signs in."""

import os
import secrets
from datetime import timedelta
from typing import Any

from payung.entry.web.shell_settings import *  # noqa: F403 - what every page shares
from payung.entry.web.shell_settings import AFTER, BEFORE, SHELL_APPS
from payung.store.addresses import DEFAULT, as_web, database_at
from payung.store.key_errors import KeyFileMissing
from payung.store.keys import Keys, keys_path

STORE_ADDRESS = os.environ.get("DATABASE_URL") or DEFAULT
if os.environ.get("PAYUNG_SERVER") == "1":
    STORE_ADDRESS = as_web(STORE_ADDRESS)
STORE_KEYS = keys_path(os.environ)


def _secret() -> str:
    """Of the key file, so that sessions and second factors outlive a restart; where there is none yet, of now."""
    try:
        return Keys.read(STORE_KEYS).secret("payung web")
    except KeyFileMissing:
        return secrets.token_hex()


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = (os.environ.get("PAYUNG_HOSTS") or "localhost,127.0.0.1,[::1]").split(",")
SECURE = os.environ.get("PAYUNG_INSECURE") != "1"
"""Cookies and redirects for HTTPS. PAYUNG_INSECURE=1: a demonstration on this machine alone."""
DEMO = os.environ.get("PAYUNG_DEMO") == "1"
"""No second factor is asked for: for made-up people alone."""

INSTALLED_APPS = [
    "payung.store",
    "payung.entry.web",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # templates of allauth ask for it
    *SHELL_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    *BEFORE,
    "payung.entry.web.sessions.Sessions",
    "payung.entry.web.body.limited",
    "django.middleware.common.CommonMiddleware",
    *AFTER,
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "payung.entry.web.refusing.Refusing",
]
ROOT_URLCONF = "payung.entry.web.urls"
WSGI_APPLICATION = "payung.entry.web.wsgi.application"
DATABASES = {"default": database_at(STORE_ADDRESS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Who signs in
AUTH_USER_MODEL = "store.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "payung.entry.web.access.rule.PasswordRule"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "payung.entry.web.access.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the session at hand stays, under a new key; all others end
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Never by the name alone: whoever knows a name could keep its owner out. A key of "login_failed" is name and address
# (``Accounts``), or, past the password, the account whose code is asked for: wherever from, it is guessed ten times.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,10/15m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "payung.entry.web.access.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Payung"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
USERSESSIONS_TRACK_ACTIVITY = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "payung.entry.web.failures.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]

# Sessions end half an hour after the last page (to the minute), and with the browser.
SESSION_ENGINE = "payung.entry.web.sessions"
SESSION_COOKIE_NAME = "sesi"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # browsers that restore their tabs keep it; half an hour ends it all the same
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE and os.environ.get("PAYUNG_BEHIND_PROXY") != "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("PAYUNG_BEHIND_PROXY") == "1" else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE

if os.environ.get("PAYUNG_BEHIND_PROXY") == "1":  # else every visitor would have the proxy's address
    AXES_CLIENT_IP_CALLABLE = "payung.entry.web.proxied.address_of"
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Files
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"nobody": {"()": "payung.entry.web.log.Nobody"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "nobody"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}, "axes": {"level": "CRITICAL"}},
}
