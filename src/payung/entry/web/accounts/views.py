"""The list of accounts and their duties; who has none yet is seen by every administrator."""

from django.http import HttpRequest, HttpResponse

from payung.actions.list_user import user_lines
from payung.core.access.areas import lies_in
from payung.core.access.roles import ROLES
from payung.core.basis.text import Text
from payung.entry.web.language import said
from payung.entry.web.listing import Listing, listed
from payung.entry.web.parts import Column
from payung.entry.web.render import shown
from payung.entry.web.visitor import Visitor, today

TITLE = Text(id="Akun", en="Accounts")
LEAD = Text(
    id="Akun dibuat dan perannya diberikan dengan: payung user add, duty, end, password, disable.",
    en="Accounts are made and given duties by: payung user add, duty, end, password, disable.",
)
STATES = {
    "now": Text(id="berlaku", en="holds"),
    "later": Text(id="belum mulai", en="not yet"),
    "over": Text(id="lewat", en="over"),
    "ended": Text(id="diakhiri", en="ended"),
}
NO_DUTY, SHUT = Text(id="belum berperan", en="no duty yet"), Text(id="ditutup", en="refused")
COLUMNS = (
    Column(Text(id="Akun", en="Account"), sort="akun"),
    Column(Text(id="Nama", en="Name"), sort="nama"),
    Column(Text(id="Peran", en="Role"), sort="peran"),
    Column(Text(id="Wilayah atau wadah", en="Region or group"), sort="wilayah"),
    Column(Text(id="Sampai", en="Until"), sort="sampai"),
    Column(Text(id="Keadaan", en="State"), sort="keadaan"),
)


def accounts(request: HttpRequest, who: Visitor) -> HttpResponse:
    """A line a duty within the regions of the administrator."""
    rows = []
    for user in user_lines(today()):
        held = [duty for duty in user.duties if not duty.group and lies_in(duty.area, who.areas)]
        for duty in held:
            state = STATES[duty.state] if user.active else SHUT
            until = duty.until.isoformat() if duty.until else ""
            rows.append((user.username, user.name, said(ROLES[duty.role]), duty.area, until, said(state)))
        if not user.duties:
            rows.append((user.username, user.name, "", "", "", said(NO_DUTY if user.active else SHUT)))
    listing = Listing("akun", TITLE, COLUMNS, rows, usual="akun")
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    return shown(request, who, "accounts/list.html", {"title": TITLE, "lead": LEAD, "table": table})
