"""Settings of what every page shares: templates, forms, language, style, and what a browser may do with a page."""

from typing import Any

from csp.constants import NONE, SELF

from payung.entry.web.assets import STATIC
from payung.entry.web.language import COOKIE

SHELL_APPS = ["django.contrib.messages", "django.forms"]
BEFORE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "payung.entry.web.headers.headers",
]
"""Middleware before the session."""

AFTER = [
    "payung.entry.web.language.in_language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
"""Middleware after the session, before whoever signs in is known."""

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [STATIC.parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "payung.entry.web.render.everywhere",
            ],
            "builtins": ["payung.entry.web.tags", "payung.entry.web.parts_tags"],
        },
    }
]
FORM_RENDERER = "payung.entry.web.form_look.FormLook"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

USE_I18N = True
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = STATIC
LANGUAGE_COOKIE_NAME = COOKIE
WHITENOISE_IMMUTABLE_FILE_TEST = r"/payung/vendor/.+\.[0-9a-f]{12}\.(css|js)$"
WHITENOISE_USE_FINDERS = True  # the scripts of passkeys come with their library
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Nothing but our own files, no inline script or style, nobody may frame a page, and markup gets into a page by one
# named policy only.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["payung"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "payung.entry.web.failures.stale_form"
