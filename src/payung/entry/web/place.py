"""Where the store of this server is."""

from pathlib import Path

from django.conf import settings

from payung.actions.at_store import Place


def place_of_server() -> Place:
    """As the settings say it."""
    return Place(settings.STORE_ADDRESS, Path(settings.STORE_KEYS))
