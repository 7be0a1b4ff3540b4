"""Files that come in through a form: on the disk for as long as they are read, where nobody else can read them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from payung.core.basis.text import Text
from payung.entry.web.language import lazily

MOST_BYTES = 64 * 2**20
TOO_LARGE = Text(id="Berkas ini lebih dari {most} MB", en="This file is over {most} MB")
OTHER_KIND = Text(id="Pakai berkas {kinds}", en="Use a file of {kinds}")

MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
SHEETS = (".xlsx", ".xls", ".ods", ".csv")
PROOFS = (".pdf", ".jpg", ".jpeg", ".png")


class OneFile(forms.FileField):
    """A file of one of the ``kinds`` (".xlsx", …), neither empty nor above ``most`` bytes."""

    def __init__(self, *, kinds: Sequence[str], most: int = MOST_BYTES, **usual: Any) -> None:
        self.kinds, self.most = tuple(kinds), most
        widget = forms.FileInput(attrs={"accept": ",".join(kinds)})
        super().__init__(**{"widget": widget} | usual)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises: ValidationError."""
        given = super().clean(data, initial)
        if not given:
            return given
        if given.size > self.most:
            raise forms.ValidationError(lazily(TOO_LARGE.filled(most=self.most // 2**20)), code="large")
        if Path(str(given.name)).suffix.lower() not in self.kinds:
            raise forms.ValidationError(lazily(OTHER_KIND.filled(kinds=", ".join(self.kinds))), code="kind")
        return given


@contextmanager
def on_disk(*given: UploadedFile) -> Iterator[list[Path]]:
    """Each file in a folder of its own, readable by this server alone; gone when the block ends."""
    with TemporaryDirectory(prefix="payung-") as folder:
        paths = []
        for at, one in enumerate(given):
            (Path(folder) / str(at)).mkdir(mode=0o700)
            path = Path(folder) / str(at) / plain_name(str(one.name))
            with path.open("xb") as held:
                path.chmod(0o600)
                for chunk in one.chunks():
                    held.write(chunk)
            paths.append(path)
        yield paths


@contextmanager
def out_folder() -> Iterator[Path]:
    """A folder that does not exist yet, for what an action writes; gone when the block ends."""
    with TemporaryDirectory(prefix="payung-") as folder:
        yield Path(folder) / "out"


def plain_name(name: str) -> str:
    """A name of a file without anything that means something to a system; its ending stays.

    >>> plain_name("../../Daftar Hadir\\n2027.XLSX")
    'Daftar Hadir 2027.xlsx'
    """
    last = re.split(r"[/\\\\]", name)[-1]
    stem, dot, ending = last.rpartition(".")
    stem, ending = (stem, ending) if dot else (last, "")
    kept = re.sub(r"[^\w .()+-]+", " ", stem).strip(" .")[:120] or "berkas"
    tail = re.sub(r"\W", "", ending)[:8].lower()
    return f"{kept}.{tail}" if tail else kept


def as_download(content: bytes, name: str) -> HttpResponse:
    """``content`` as a file to keep; the browser neither shows nor guesses it."""
    media = MEDIA.get(Path(name).suffix.lower(), "application/octet-stream")
    return HttpResponse(
        content,
        content_type=media,
        headers={
            "Content-Disposition": str(content_disposition_header(True, plain_name(name))),
            "Cache-Control": "no-store",
        },
    )
