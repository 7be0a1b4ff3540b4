"""A folder as one archive, and back: the same folder is the same bytes."""

import zipfile
from io import BytesIO
from pathlib import Path

MEDIA = "application/zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED = (".parquet", ".xlsx")
"""Files that are compressed already."""


def packed(folder: Path) -> bytes:
    """The files of ``folder``, which holds no folders, by name."""
    bytes_ = BytesIO()
    with zipfile.ZipFile(bytes_, "w") as archive:
        for path in sorted(folder.iterdir()):
            kind = zipfile.ZIP_STORED if path.suffix in _STORED else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(path.name, _EPOCH), path.read_bytes(), kind)
    return bytes_.getvalue()


def unpacked(archive: bytes, folder: Path) -> Path:
    """``folder``, made anew and readable by its owner alone, with the files that ``packed`` put in."""
    folder.mkdir(mode=0o700)
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        for name in opened.namelist():
            (folder / Path(name).name).write_bytes(opened.read(name))
    return folder
