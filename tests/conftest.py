"""What holds for every test."""

import os
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import HealthCheck, settings

MEMORY, ROOM = Path("/dev/shm"), 6 * 2**30  # noqa: S108 - pytest makes a folder of its own in it
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK)
    and min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available // 2) > ROOM
):
    # Stores are made and thrown away by the thousand, and nobody waits for a disk where memory can hold them.
    os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None

# One process has one set of settings: those of the workbench, which are the store's and more.
os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"
os.environ["PAYUNG_INSECURE"] = "1"
import payung.store  # noqa: E402, F401 - sets Django up, before any library of its asks for that

settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("busy")
"""A machine that does other work is slow, not wrong. What is drawn is new each time, so that it finds more; where a
change is judged (``CI``), the same code draws the same."""

LONG = ("tests/entry/web/matrix/", "tests/journeys/", "tests/entry/", "tests/generative/", "tests/actions/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: else one core would be left with it at the end."""
    items.sort(key=lambda item: [item.nodeid.startswith(folder) for folder in LONG], reverse=True)


@pytest.fixture(autouse=True, scope="session")
def told_who_closes() -> Iterator[None]:
    """Whoever closes a connection in the middle of a transaction is named where a test fails for it afterwards."""
    close = BaseDatabaseWrapper._close

    def closing(held: BaseDatabaseWrapper) -> None:
        if held.in_atomic_block:
            sys.stderr.write(f"closed within a transaction by {threading.current_thread().name}:\n")
            traceback.print_stack(file=sys.stderr)
        close(held)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "_close", closing)
        yield
