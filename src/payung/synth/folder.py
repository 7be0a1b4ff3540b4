"""The folder a made-up province is written to: nobody's files are lost, and it is there whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

MARK = "synth.json"
"""Describes what was made; it appears last, so a folder that has it is complete."""

PARTS = ("rosters", "manifest.csv", "members.parquet", "deaths.csv", "welfare.csv", "facts.csv", "funds.yaml",
         "year.yaml", "second.yaml", "scenarios.yaml", "universe.yaml", "answer_key.csv", "answer_key.parquet",
         "sheets.csv")  # fmt: skip
_UNFINISHED = ".synth-unfinished"


class FolderNotMadeUp(PayungError):
    """The folder for the province holds something that no earlier call made."""

    code = "folder-not-made-up"
    exit_code = 82

    def __init__(self, out: Path) -> None:
        super().__init__(
            Text(
                id=f"Folder '{out.name}' berisi berkas lain, bukan provinsi contoh.",
                en=f"Folder '{out.name}' holds other files, not a made-up province.",
            ),
            Text(
                id="Pilih folder baru atau kosong; tidak ada yang dihapus.",
                en="Choose a new or an empty folder; nothing was deleted.",
            ),
        )


@contextmanager
def fresh(out: Path) -> Iterator[Path]:
    """Yield an empty folder whose files are in ``out`` when the block ends well, in place of an older province.

    After an error ``out`` is as it was; after a kill the next call clears what was left. Only what this package
    makes is ever deleted. Raises: FolderNotMadeUp.
    """
    if not _ours(out):
        raise FolderNotMadeUp(out)
    new = not out.exists()
    unfinished = out / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        _clear(out)
        for part in (*PARTS, MARK):
            if (unfinished / part).exists():
                (unfinished / part).rename(out / part)
    finally:
        shutil.rmtree(unfinished)
        if new and not any(out.iterdir()):
            out.rmdir()


def _ours(out: Path) -> bool:
    if not out.exists():
        return True
    return out.is_dir() and ((out / MARK).is_file() or (out / _UNFINISHED).is_dir() or not any(out.iterdir()))


def _clear(out: Path) -> None:
    """Remove an older province; its mark goes first."""
    (out / MARK).unlink(missing_ok=True)
    for part in PARTS:
        path = out / part
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
