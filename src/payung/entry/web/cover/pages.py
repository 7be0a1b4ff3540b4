"""Slips of a village, and coverage counted in three ways that are never mixed."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.actions.count_cover import CountAsked, count_cover
from payung.actions.slip_cover import SlipsWanted, slip_cover
from payung.core.access.areas import lies_in
from payung.core.basis.days import long_day
from payung.core.basis.text import Text
from payung.core.planner.reached import WAYS
from payung.entry.web.ending.words import TITLE as ENDINGS
from payung.entry.web.fields import DayField, MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed, look
from payung.entry.web.page import Page, acted, filled, told
from payung.entry.web.parts import Cell, Column
from payung.entry.web.places import name_of
from payung.entry.web.tags import period
from payung.entry.web.things import FROM_MONTH, UNTIL_MONTH
from payung.entry.web.uploads import as_download, out_folder
from payung.entry.web.visitor import Visitor, today
from payung.gateways.slip_pdf import SlipOffice
from payung.store.models import PersonMonth, Village
from payung.store.seen import seen

SLIPS = Text(id="Bukti perlindungan {village}", en="Slips of {village}")
SLIPS_LEAD = Text(
    id="Satu bukti bertanda tangan untuk setiap orang yang terlindungi hari ini, sebagai PDF untuk dicetak.",
    en="A signed slip for everybody who is covered today, as a PDF to print.",
)
PRINT = Text(id="Buat PDF", en="Make the PDF")
OFFICE = Text(id="Kantor yang dapat ditanya", en="The office to ask")
PHONE = Text(id="Telepon kantor", en="Phone of the office")
BPJS_PHONE = Text(id="Telepon cabang BPJS", en="Phone of the BPJS branch")

COVERAGE = Text(id="Cakupan perlindungan", en="Coverage")
COVERAGE_LEAD = Text(
    id="Tiga hitungan yang tidak pernah dicampur. Masa {months}; sumber: {source}.",
    en="Three counts that are never mixed. Period {months}; source: {source}.",
)
DAY = Text(id="Pada tanggal", en="On the day")
LEVEL = Text(id="Per", en="By")
COUNTS = Text(id="Bulan yang dihitung", en="Months that count")
COVERED = Text(id="sampai daftar BPJS", en="up to BPJS's list")
PAID = Text(id="yang dibayar", en="those that are paid")
AREA = Text(id="Wilayah", en="Area")
NONE = Text(id="Tidak seorang pun terhitung dalam masa ini.", en="Nobody counts in this period.")
OF_GROUPS = Text(
    id="Yang dihitung hanya orang yang terdaftar pada wadah Anda.",
    en="Only people enrolled in your groups are counted.",
)
LEVELS = {
    2: Text(id="provinsi", en="province"),
    4: Text(id="kabupaten/kota", en="regency"),
    6: Text(id="kecamatan", en="district"),
    10: Text(id="desa/kelurahan", en="village"),
}
COUNTED = ("people_on_day", "person_months", "bpjs_count")
COLUMNS = (Column(AREA, sort="wilayah"), *(Column(WAYS[way], number=True, sort=way) for way in COUNTED))  # type: ignore[index]


class SlipForm(Form):
    """Who is named on the slips."""

    office = forms.CharField(label=lazily(OFFICE), max_length=80)
    phone = forms.CharField(label=lazily(PHONE), max_length=30, required=False)
    bpjs_phone = forms.CharField(label=lazily(BPJS_PHONE), max_length=30, required=False)


class CoverageForm(Form):
    """The day, the period, and by which areas."""

    pada = DayField(label=lazily(DAY))
    dari = MonthField(label=lazily(FROM_MONTH))
    sampai = MonthField(label=lazily(UNTIL_MONTH))
    per = forms.TypedChoiceField(label=lazily(LEVEL), coerce=int)
    hitung = forms.ChoiceField(label=lazily(COUNTS), choices=[("covered", lazily(COVERED)), ("paid", lazily(PAID))])

    def __init__(self, levels: Sequence[int], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["per"].choices = [(digits, lazily(LEVELS[digits])) for digits in levels]


def slips(request: HttpRequest, who: Visitor, village: str) -> HttpResponse:
    """The slips of a village as one PDF."""
    if not lies_in(village, who.areas) or not Village.objects.filter(code=village).exists():
        raise Http404
    name = name_of(village)
    form = SlipForm(request.POST or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        held_by = seen(PersonMonth).filter(person__village__code=village).order_by("person_id")
        look(who, "slips", village, list(held_by.values_list("person_id", flat=True).distinct()))
        with out_folder() as out:
            office = SlipOffice(held["office"], held["phone"], held["bpjs_phone"])
            slip_cover(who.place, asked, SlipsWanted(out / "slip.pdf", office, village=village))
            content = (out / "slip.pdf").read_bytes()
        return as_download(content, f"bukti {village} {asked.on.isoformat()}.pdf")

    back = (filled(ENDINGS, days=60), reverse("endings"))
    page = Page(filled(SLIPS, village=name), SLIPS_LEAD, back, place=village, button=PRINT, cancel=reverse("endings"))
    return acted(request, who, page, form, act, field="office")


def coverage(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Coverage by area of one level, three counts beside each other."""
    on, month = today(), today().year * 100 + today().month
    usual = {"pada": f"{on:%d-%m-%Y}", "dari": f"01-{on.year}", "sampai": f"{month % 100:02d}-{month // 100}"}
    levels = [digits for digits in LEVELS if who.groups or digits >= _own_level(who)]
    usual |= {"per": str(levels[0] if min(levels) > 4 else 4), "hitung": "covered"}
    given = {name: request.GET.get(name, value) for name, value in usual.items()}
    if given["per"] not in map(str, levels):
        given["per"] = usual["per"]
    form = CoverageForm(levels, given)
    if not form.is_valid():
        form = CoverageForm(levels, usual)
        form.is_valid()
    held = form.cleaned_data
    first, last = sorted((held["dari"], held["sampai"]))
    figures = count_cover(who.place, CountAsked(held["pada"], first, last, counts=held["hitung"]))
    rows = _rows(figures, held["per"], who)
    title = Text(f"{LEVELS[held['per']].id}, {long_day(held['pada'])}", f"{LEVELS[held['per']].en}, {held['pada']}")
    listing = Listing(
        f"cakupan {held['pada']}", COVERAGE, COLUMNS, rows, drawn=_areas, said=title, usual="wilayah", empty=NONE,
        foot=["", *(sum(row[at] or 0 for row in rows) for at in (1, 2)), ""] if rows else [],
    )  # fmt: skip
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    source = str(figures["counted_source"][0]) if figures.height else "–"
    lead = filled(COVERAGE_LEAD, months=period(first, last), source=source)
    notes = [OF_GROUPS] if who.groups else []
    return told(request, who, Page(COVERAGE, lead, notes=notes, filters=form, tables=[table]))


def _rows(figures: pl.DataFrame, digits: int, who: Visitor) -> list[list[Any]]:
    here = figures.filter(pl.col("place").str.len_chars() == digits)
    found: dict[str, dict[str, int | None]] = {}
    for place, way, people in here.select("place", "way", "people").iter_rows():
        found.setdefault(place, {})[way] = people
    mine = [place for place in found if who.groups or lies_in(place, who.areas)]
    return [[place, *(found[place].get(way) for way in COUNTED)] for place in sorted(mine)]


def _own_level(who: Visitor) -> int:
    """Digits of the widest region of the visitor: of what lies above they see a part, which is not its coverage."""
    return min((len(area) for area in who.areas), default=0)


def _areas(rows: Sequence[Any]) -> list[list[Any]]:
    return [[Cell(name_of(place)), *counts] for place, *counts in rows]
