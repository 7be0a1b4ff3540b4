"""What a worker has in hand, in a file for the worker after it.

The server starts a worker when the one before is dead, and gives both the same file: what stands in it need not wait
until its lease has passed. Of a worker on another machine, or of another server, nothing is known but the lease.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from payung.store.jobs import Held

IN_HAND = "PAYUNG_IN_HAND"
"""The variable that names the file; without it nothing is written."""


@contextmanager
def in_hand(file: Path | None, held: Held) -> Iterator[None]:
    """Inside, ``file`` says that ``held`` is worked on. Where it cannot be written the job waits for its lease."""
    if file is None:
        yield
        return
    with suppress(OSError):
        file.write_text(json.dumps([held.id, held.turn]))
    try:
        yield
    finally:
        with suppress(OSError):
            file.write_text("")


def left_behind(file: Path | None) -> tuple[str, int] | None:
    """The job that the worker before had in hand when it died, and its turn; None where it had none or did not say."""
    try:
        said = json.loads(file.read_text()) if file else None
        return (str(said[0]), int(said[1])) if said else None
    except (OSError, ValueError, TypeError, LookupError):  # it died before it wrote, or while it did
        return None
