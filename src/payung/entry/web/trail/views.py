"""The record of looks within the auditor's regions: who, what, whom, why. No NIK and no name of whom it is about."""

from django.http import HttpRequest, HttpResponse

from payung.core.basis.text import Text
from payung.entry.web.listing import Listing, listed
from payung.entry.web.parts import Column
from payung.entry.web.render import shown
from payung.entry.web.tags import JAKARTA
from payung.entry.web.visitor import Visitor
from payung.store.models import Look
from payung.store.seen import seen

MOST = 10_000
TITLE = Text(id="Jejak: siapa melihat data siapa", en="Trail: who saw whose data")
LEAD = Text(
    id=f"{MOST:_} catatan terakhir di wilayah Anda. Orang disebut dengan nomornya saja.".replace("_", "."),
    en=f"The last {MOST:,} entries of your regions. People are named by their numbers alone.",
)
COLUMNS = (
    Column(Text(id="Saat", en="When"), sort="saat"),
    Column(Text(id="Akun", en="Account"), sort="akun"),
    Column(Text(id="Melihat", en="Saw"), sort="apa"),
    Column(Text(id="Orang", en="Person"), number=True, sort="orang"),
    Column(Text(id="Wilayah", en="Region"), sort="wilayah"),
    Column(Text(id="Alasan", en="Reason"), sort="alasan"),
)


def trail(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Newest first."""
    looks = seen(Look).order_by("-id").values_list("at", "account__username", "what", "person_id", "of", "why")[:MOST]
    rows = [(f"{at.astimezone(JAKARTA):%Y-%m-%d %H:%M:%S}", *more) for at, *more in looks]
    table = listed(request, who, Listing("jejak", TITLE, COLUMNS, rows, usual="-saat"))
    if isinstance(table, HttpResponse):
        return table
    return shown(request, who, "accounts/list.html", {"title": TITLE, "lead": LEAD, "table": table})
