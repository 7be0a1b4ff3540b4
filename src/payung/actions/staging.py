"""Results appear whole or not at all, however the run ends."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text

MARK = "run.json"
"""The file by which a folder is known as a result of Payung, and may be replaced by a newer one."""


class FolderNotOurs(PayungError):
    """The folder for the results holds something Payung did not make."""

    code = "folder-not-ours"
    exit_code = 70

    def __init__(self, out: Path) -> None:
        super().__init__(
            Text(
                id=f"Folder '{out.name}' berisi berkas lain, bukan hasil Payung.",
                en=f"Folder '{out.name}' holds other files, not results of Payung.",
            ),
            Text(
                id="Pilih folder baru atau kosong untuk --out; tidak ada yang dihapus.",
                en="Choose a new or an empty folder for --out; nothing was deleted.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


class FolderBusy(PayungError):
    """Another run is writing the same results."""

    code = "folder-busy"
    exit_code = 71

    def __init__(self, out: Path) -> None:
        super().__init__(
            Text(
                id=f"Proses lain sedang menulis ke '{out.name}'.",
                en=f"Another run is writing to '{out.name}'.",
            ),
            Text(id="Tunggu sampai selesai, atau pilih --out lain.", en="Wait for it, or choose another --out."),
            on_page=Text(id="Tunggu sebentar, lalu coba lagi.", en="Wait a little and try again."),
        )


class FolderAmongRosters(PayungError):
    """The results would lie among the village lists, and be read as lists the next time."""

    code = "folder-among-rosters"
    exit_code = 72

    def __init__(self, out: Path) -> None:
        super().__init__(
            Text(
                id=f"Folder hasil '{out.name}' berada di dalam folder daftar desa.",
                en=f"The results' folder '{out.name}' lies inside the rosters' folder.",
            ),
            Text(
                id="Pilih --out di luar folder daftar; jika tidak, hasil ini akan terbaca sebagai daftar desa.",
                en="Choose an --out outside of it; else these results would be read as village lists.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


@contextmanager
def staged(out: Path, *, apart_from: Path | None = None, mark: str = MARK) -> Iterator[Path]:
    """Yield an empty folder that becomes ``out`` when the block ends well, replacing an older result.

    After an error nothing under ``out`` has changed. After a kill the next call clears what was left.
    The folder is readable by its owner alone: it holds personal data. ``apart_from`` is a folder of inputs that the
    results must not lie in; ``mark`` is the file by which an older result is known.
    Raises: FolderAmongRosters, FolderNotOurs, FolderBusy.
    """
    out = out.absolute()
    if apart_from is not None and out.resolve().is_relative_to(apart_from.resolve()):
        raise FolderAmongRosters(out)
    partial, older = out.with_name(f".{out.name}.partial"), out.with_name(f".{out.name}.older")
    out.parent.mkdir(parents=True, exist_ok=True)
    with locked(out):
        if older.exists() and not out.exists():  # killed between the two renames below
            older.rename(out)
        if out.exists() and not (out.is_dir() and ((out / mark).exists() or not any(out.iterdir()))):
            raise FolderNotOurs(out)
        for left in (partial, older):
            shutil.rmtree(left, ignore_errors=True)
        partial.mkdir(mode=0o700)
        try:
            yield partial
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        if out.exists():
            out.rename(older)
        partial.rename(out)
        shutil.rmtree(older, ignore_errors=True)


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Nobody else changes the results ``out`` until the block ends. Raises: FolderBusy."""
    path = out.with_name(f".{out.name}.lock")
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not path.exists() or path.stat().st_ino != os.fstat(handle).st_ino:
                raise BlockingIOError  # the run before removed its lock between our two calls
        except BlockingIOError:
            raise FolderBusy(out) from None
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        os.close(handle)
