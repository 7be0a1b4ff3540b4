"""Where a visitor can go from any page: what their rights open and what there is."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from payung.core.basis.text import Text


@dataclass(frozen=True)
class Place:
    """One entry of the menu: name of the page's route, what it is called, the right it needs ("" for anybody)."""

    name: str
    text: Text
    right: str


PLACES = (
    Place("home", Text(id="Beranda", en="Home"), "work.see"),
    Place("search", Text(id="Cari orang", en="Find a person"), "people.search"),
    Place("enrolments", Text(id="Pendaftaran BPJS", en="Enrolment"), "enrolment.see"),
    Place("questions", Text(id="Pertanyaan BPJS", en="Questions"), "rows.ask"),
    Place("funds", Text(id="Dana", en="Funds"), "money.see"),
    Place("bills", Text(id="Tagihan", en="Bills"), "money.see"),
    Place("months", Text(id="Bulan", en="Months"), "money.see"),
    Place("endings", Text(id="Berakhir", en="Ending"), "cover.see"),
    Place("coverage", Text(id="Cakupan", en="Coverage"), "cover.see"),
    Place("figures", Text(id="Angka", en="Figures"), "figures.see"),
    Place("subjects", Text(id="Hak atas data", en="Data rights"), "subject.see"),
    Place("audit", Text(id="Pemeriksaan", en="Audit"), "audit.see"),
    Place("trail", Text(id="Jejak", en="Trail"), "audit.see"),
    Place("accounts", Text(id="Akun", en="Accounts"), "accounts.manage"),
)


def menu_of(request: HttpRequest, who: Any) -> list[dict[str, Any]]:
    """The entries ``who`` may open, each with its address and whether the page lies below it."""
    if who is None:
        return []
    found = []
    for place in PLACES:
        if place.right and not who.may(place.right):
            continue
        try:
            href = reverse(place.name)
        except NoReverseMatch:
            continue
        here = request.path == href if href == "/" else request.path.startswith(href)
        found.append({"text": place.text, "href": href, "here": here})
    return found
