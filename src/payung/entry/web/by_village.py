"""Lists of people in a large region: village by village, each read as if its region were that village."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.http import Http404, HttpRequest

from payung.core.access.areas import lies_in
from payung.core.basis.text import Text
from payung.entry.web.listing import Listing
from payung.entry.web.parts import Cell, Column
from payung.entry.web.places import name_of
from payung.store.scope import Scope, scope_now, scoped

VILLAGE, ROWS = Text(id="Desa", en="Village"), Text(id="Jumlah", en="Number")
CHOOSE = Text(
    id="Wilayah Anda besar: pilih desa untuk melihat orangnya. Angka per desa dihitung di latar.",
    en="Your region is large: choose a village to see its people. Numbers by village are counted in the background.",
)
ALL_VILLAGES = Text(id="Semua desa", en="All villages")
UNKNOWN = Text(id="Desa tidak diketahui", en="Village not known")
_CODE = 10


def village_asked(said: str) -> str:
    """The village of ``?desa=``, "" where none is asked for. Raises: Http404 for what is none of the scope."""
    scope = scope_now()
    known = len(said) == _CODE and said.isascii() and said.isdigit()
    if said and (scope is None or not known or not lies_in(said, scope.areas)):
        raise Http404
    return said


@contextmanager
def in_village(code: str) -> Iterator[None]:
    """Inside, nothing but the village is seen; it must lie in the scope (``village_asked``)."""
    now = scope_now()
    with scoped(Scope((code,), account=now.account if now else None)):
        yield


def villages(request: HttpRequest, file: str, caption: Text, counts: Mapping[str, int]) -> Listing:
    """How many rows each village has (code, "" not known -> rows), each leading to ``?desa=`` of the same page."""
    asked = request.GET.copy()
    for name in ("hal", "urut", "unduh", "daftar"):
        asked.pop(name, None)

    def drawn(rows: Sequence[Any]) -> list[list[Any]]:
        found = []
        for _, many, code in rows:
            asked["desa"] = code
            found.append([Cell(name_of(code), f"?{asked.urlencode()}") if code else UNKNOWN, many])
        return found

    rows = [(name_of(code) if code else "", many, code) for code, many in sorted(counts.items()) if many]
    columns = (Column(VILLAGE, sort="desa"), Column(ROWS, number=True, sort="jumlah"))
    foot = ["", sum(many for _, many, _ in rows)] if rows else []
    return Listing(file, caption, columns, rows, drawn=drawn, said=CHOOSE, foot=foot)
