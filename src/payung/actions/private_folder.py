"""A folder of a job's own for what must lie on the disk for a while, gone when the job is, however it ended."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = ".lock"


@contextmanager
def private_folder() -> Iterator[Path]:
    """An empty folder that its owner alone may read, taken away at the end.

    One whose process was killed is taken away by the next: it may hold lists of people. ``TMPDIR`` says where; best is
    a place in memory.
    """
    parent = Path(tempfile.gettempdir()) / f"payung-{os.getuid()}"
    parent.mkdir(mode=0o700, exist_ok=True)
    if parent.is_symlink() or parent.stat().st_uid != os.getuid() or parent.stat().st_mode & 0o077:
        raise PermissionError(f"{parent} is open to others")  # somebody made it before us
    _clear(parent)
    made = Path(tempfile.mkdtemp(prefix="new-", dir=parent))
    held = os.open(made / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    folder = made.rename(parent / made.name.replace("new-", "job-", 1))  # only from now on others look at its lock
    try:
        inside = folder / "in"
        inside.mkdir(mode=0o700)
        yield inside
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _clear(parent: Path) -> None:
    """Take away what killed processes left. A folder that is being made holds nothing yet, and is left alone."""
    for folder in parent.glob("job-*"):
        with suppress(OSError):
            held = os.open(folder / LOCK, os.O_RDWR)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)
