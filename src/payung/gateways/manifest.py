"""The manifest: which file is which village's, said by whoever collected them."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

COLUMNS = ("file", "village_code", "village_name", "uploaded_at", "version")


class ManifestUnreadable(PayungError):
    """A manifest that is not a CSV with the columns file and village_code."""

    code = "manifest-unreadable"
    exit_code = 19

    def __init__(self, path: Path, why: Text) -> None:
        columns = ",".join(COLUMNS)
        super().__init__(
            Text(id=f"Manifes '{path.name}': {why.id}.", en=f"Manifest '{path.name}': {why.en}."),
            Text(
                id=f"Berikan CSV UTF-8 dengan kolom {columns}; file relatif terhadap folder daftar.",
                en=f"Give a UTF-8 CSV with the columns {columns}; file is relative to the rosters' folder.",
            ),
        )


@dataclass(frozen=True)
class Entry:
    """What the manifest says of one file. Texts are None where the cell is empty."""

    file: str
    village_code: str | None
    village_name: str | None
    uploaded_at: str | None
    version: str | None

    @property
    def age(self) -> tuple[tuple[int, str], str]:
        """Sorts the entries of one village from the oldest version to the newest."""
        version = self.version or ""
        digits = "".join(sign for sign in version if sign.isdigit())
        return (int(digits or 0), version), self.uploaded_at or ""


def read_manifest(path: Path) -> dict[str, Entry]:
    """The manifest's entries by file name (forward slashes, as ``list_rosters`` names files).

    Raises: ManifestUnreadable, also for a file named twice.
    """
    try:
        held = path.read_bytes()
    except OSError as error:
        why = type(error).__name__
        raise ManifestUnreadable(path, Text(id=why, en=why)) from error
    return entries_of(held, path.name)


def entries_of(held: bytes, name: str) -> dict[str, Entry]:
    """The entries of the manifest that has these bytes and that ``name``. Raises: as ``read_manifest``."""
    path = Path(name)
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = type(error).__name__
        raise ManifestUnreadable(path, Text(id=why, en=why)) from error
    heading = text.split("\n", 1)[0]
    mark = max((",", ";", "\t"), key=heading.count)
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    names = {name: (name or "").strip().lower() for name in lines.fieldnames or ()}
    if missing := [name for name in ("file", "village_code") if name not in names.values()]:
        listed = ", ".join(missing)
        raise ManifestUnreadable(path, Text(id=f"tidak ada kolom {listed}", en=f"no column {listed}"))
    entries: dict[str, Entry] = {}
    for line in lines:
        cells = {names[name]: (cell or "").strip() or None for name, cell in line.items() if name in names}
        file = (cells.get("file") or "").replace("\\", "/").removeprefix("./")
        if not file:
            continue
        if file in entries:
            raise ManifestUnreadable(path, Text(id=f"'{file}' disebut dua kali", en=f"'{file}' stands twice"))
        entries[file] = Entry(file, *(cells.get(name) for name in COLUMNS[1:]))
    return entries
