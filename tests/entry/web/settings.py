"""Settings with which the shell is tested alone: a gallery of its components, no accounts."""

from payung.entry.web.shell_settings import *  # noqa: F403
from payung.entry.web.shell_settings import AFTER, BEFORE, SHELL_APPS

SECRET_KEY = "for tests only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
INSTALLED_APPS = [*SHELL_APPS, "payung.store"]
MIDDLEWARE = [*BEFORE, "django.contrib.sessions.middleware.SessionMiddleware", *AFTER]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
ROOT_URLCONF = "tests.entry.web.gallery"
USE_TZ = True
TIME_ZONE = "UTC"
