"""What is handed out where cover ends: lists and slips of every village, and the renewal to simulate."""

import io
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse

from payung.actions.ending_cover import RENEWAL, VILLAGES, EndingAsked, ending_cover
from payung.entry.web.by_village import in_village, village_asked
from payung.entry.web.ending.pages import EndingForm
from payung.entry.web.listing import look
from payung.entry.web.page import asked_of
from payung.entry.web.uploads import as_download, out_folder
from payung.entry.web.visitor import Visitor
from payung.store.held import is_at_once
from payung.store.scope import scoped

FOLDERS = {"daftar": VILLAGES, "perpanjangan": RENEWAL}
MADE = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in an archive, so that the same files are the same archive."""


def file(request: HttpRequest, who: Visitor, what: str) -> HttpResponse:
    """The lists and slips of every village ("daftar"), or what a renewal is simulated with ("perpanjangan").

    In a large region of the village that is asked for (``desa``) alone.
    """
    right = {"daftar": "slip.print", "perpanjangan": "plan.make"}.get(what)
    if right is None or request.method != "POST" or not who.may(right):
        raise Http404
    form = EndingForm({"hari": request.POST.get("hari"), "bulan": 0, "pada": request.POST.get("pada", "")})
    if not form.is_valid():
        raise Http404
    on: date = form.cleaned_data["pada"]
    asked = replace(asked_of(request, who), on=on)
    village = village_asked(request.POST.get("desa", ""))
    with scoped(who.scope_of(right)):
        if village_asked(village) == "" and not is_at_once():
            raise Http404  # its people are read village by village
    with scoped(who.scope_of(right)), in_village(village) if village else nullcontext(), out_folder() as out:
        made = ending_cover(who.place, asked, EndingAsked(form.cleaned_data["hari"], out))
        look(who, f"ending {what}", f"berakhir {form.cleaned_data['hari']} hari", made.people)
        content = zipped(out / FOLDERS[what])
    return as_download(content, f"berakhir {what} {on.isoformat()}.zip")


def zipped(folder: Path) -> bytes:
    """Every file below ``folder`` as one archive; the same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), MADE)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())
    return held.getvalue()
