"""A browser without a browser: Django's client on the gallery of components."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings as live
from django.test import Client, override_settings

from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.entry.web import settings
from tests.store.servers import own_postgres, postgres, postgres_server

__all__ = ["moulds", "own_postgres", "place", "postgres", "postgres_moulds", "postgres_server", "sqlite_moulds"]

if not getattr(live._wrapped, "SECRET_KEY", ""):  # the store alone needs none, and an override could not be undone
    live.SECRET_KEY = settings.SECRET_KEY
TEMPLATES = Path(__file__).parent / "templates"


NOT_SETTINGS = ("AFTER", "BEFORE", "SHELL_APPS", "SELF", "NONE", "SECRET_KEY", "STATIC")


def of_the_gallery() -> dict[str, object]:
    """The settings of the gallery, as an override."""
    given = {name: deepcopy(getattr(settings, name)) for name in dir(settings) if name.isupper()}
    own = {name: held for name, held in given.items() if name not in NOT_SETTINGS}
    own["TEMPLATES"][0]["DIRS"].append(TEMPLATES)
    return own


@pytest.fixture
def gallery(sqlite_moulds, tmp_path):
    """A client of the gallery, on an empty store."""
    sqlite_moulds.copy("empty", tmp_path)
    with override_settings(**of_the_gallery()):
        yield Client(raise_request_exception=False)
