"""The gallery of components: pages as the workbench answers them, without accounts."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from payung.entry.web.shell_settings import AFTER, BEFORE

TEMPLATES = Path(__file__).parent / "templates"


def of_the_gallery() -> dict[str, object]:
    """The settings of the workbench, with the gallery's pages and without whoever signs in."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [TEMPLATES, *templates[0]["DIRS"]]
    return {
        "TEMPLATES": templates,
        "MIDDLEWARE": [*BEFORE, "django.contrib.sessions.middleware.SessionMiddleware", *AFTER],
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "ROOT_URLCONF": "tests.entry.web.shell.gallery",
        "ALLOWED_HOSTS": ["testserver", "127.0.0.1"],
        "SECURE_SSL_REDIRECT": False,
    }


@pytest.fixture
def gallery(sqlite_moulds, tmp_path):
    """A client of the gallery, on an empty store."""
    sqlite_moulds.copy("empty", tmp_path)
    with override_settings(**of_the_gallery()):
        yield Client(raise_request_exception=False)
