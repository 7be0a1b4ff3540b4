"""After a breach: for a span of days or an account, whose data was seen, by village; and drafts of the letters."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from payung.actions.breach_store import Span, breach_store, letters
from payung.core.access.personal_data import basis
from payung.core.basis.errors import PayungError
from payung.core.basis.office_day import WIB
from payung.core.basis.text import Text
from payung.entry.web.fields import DayField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Go, Page, filled, told
from payung.entry.web.parts import Column, Table, Tile
from payung.entry.web.places import name_of
from payung.entry.web.render import refused
from payung.entry.web.uploads import as_download
from payung.entry.web.visitor import Visitor, today

TITLE = Text(id="Kegagalan pelindungan data", en="Breach of personal data")
LEAD = Text(
    id="Data siapa yang dilihat atau diambil dalam rentang hari, oleh satu akun atau semua; tanpa nama.",
    en="Whose data was seen or taken in a span of days, by one account or all; without names.",
)
SINCE, UNTIL = Text(id="Dari tanggal", en="From"), Text(id="Sampai dengan tanggal", en="Until and with")
ACCOUNT = Text(id="Nama akun", en="Username")
ACCOUNT_HINT = Text(id="Kosong: semua akun.", en="Empty: every account.")
LOOKS = Text(id="catatan melihat", en="looks")
PEOPLE = Text(id="orang", en="people")
VILLAGES = Text(id="desa", en="villages")
BY_VILLAGE = Text(id="Orang menurut desa", en="People by village")
VILLAGE, CODE = Text(id="Desa", en="Village"), Text(id="Kode", en="Code")
COUNT = Text(id="Orang", en="People")
LISTS = Text(id="Daftar dan berkas yang dibuka tanpa nama orang", en="Lists and files that name nobody by one")
WHAT, OF, TIMES = Text(id="Apa", en="What"), Text(id="Wilayah", en="Region"), Text(id="Kali", en="Times")
MOST = Text(id="Paling banyak orang", en="People at most")
UNSEALED = Text(
    id="{count} catatan belum disegel ke dalam rantai.", en="{count} looks are not sealed into the chain yet."
)
BROKEN = Text(
    id="Segel catatan rusak: daftar ini mungkin tidak lengkap. Jalankan payung store verify.",
    en="Seals of looks do not hold: this may not be all. Run payung store verify.",
)
TO_PEOPLE = Text(id="Rancangan surat kepada orangnya", en="Draft of the letter to people")
TO_AUTHORITY = Text(id="Rancangan surat kepada lembaga", en="Draft of the letter to the authority")
DUE = Text(
    id="Pemberitahuan tertulis paling lambat {hours} jam sejak diketahui ({article}). {doubt}",
    en="Notice in writing within {hours} hours after it is known ({article}). {doubt}",
)
COLUMNS = (Column(CODE, sort="kode"), Column(VILLAGE, sort="desa"), Column(COUNT, number=True, sort="orang"))
TAKEN = (Column(WHAT), Column(OF), Column(TIMES, number=True), Column(MOST, number=True))
LETTERS = {"orang": "surat-orang.txt", "lembaga": "surat-lembaga.txt"}


class SpanForm(Form):
    """Which days, and whose account."""

    dari = DayField(label=lazily(SINCE))
    sampai = DayField(label=lazily(UNTIL))
    akun = forms.CharField(label=lazily(ACCOUNT), help_text=lazily(ACCOUNT_HINT), required=False, max_length=60)


def page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """The form; with days, the figures, and with ``?surat=`` a letter as a file."""
    usual = {"dari": today() - timedelta(days=7), "sampai": today()}
    form = SpanForm(request.GET if "dari" in request.GET else None, initial=usual)
    empty = Page(TITLE, LEAD, notes=[_due()], filters=form)
    if not form.is_bound:
        return told(request, who, empty)
    if not form.is_valid():
        return refused(request, who, None, "ledger/page.html", {"page": empty, "form": None, "place": ""}, form=form)
    span = _span(form.cleaned_data)
    try:
        found = breach_store(who.place, span)
    except PayungError as error:
        return refused(
            request, who, error, "ledger/page.html", {"page": empty, "form": None, "place": ""}, field="akun"
        )
    wanted = LETTERS.get(request.GET.get("surat", ""))
    if wanted:
        return as_download(letters(span, found)[wanted].encode(), wanted)
    rows = [(code, name_of(code) if code else "–", count) for code, count in found.by_village.items()]
    table = listed(request, who, Listing("kebocoran", BY_VILLAGE, COLUMNS, rows, usual="kode"))
    if isinstance(table, HttpResponse):
        return table
    asked = f"?dari={span.since:%d-%m-%Y}&sampai={form.cleaned_data['sampai']:%d-%m-%Y}&akun={span.account}"
    taken = [[one.what, one.of, one.times, one.people] for one in found.taken]
    notes = [filled(UNSEALED, count=found.unsealed)] if found.unsealed else []
    shown_ = Page(
        TITLE,
        LEAD,
        warning=BROKEN if found.broken else None,
        notes=[_due(), *notes],
        tiles=[Tile(found.looks, LOOKS), Tile(len(found.people), PEOPLE), Tile(len(found.by_village), VILLAGES)],
        filters=form,
        does=[Go(TO_PEOPLE, f"{asked}&surat=orang"), Go(TO_AUTHORITY, f"{asked}&surat=lembaga")],
        tables=[table, Table(LISTS, TAKEN, taken)],
    )
    return told(request, who, shown_)


def _span(held: dict[str, Any]) -> Span:
    since, until = (datetime.combine(held[name], datetime.min.time(), WIB) for name in ("dari", "sampai"))
    return Span(since, until + timedelta(days=1), held["akun"].strip())


def _due() -> Text:
    law = basis("breach_hours")
    return DUE.filled(hours=law.amount, article=law.article, doubt=law.doubt)
