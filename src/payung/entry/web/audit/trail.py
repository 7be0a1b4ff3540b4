"""The trail: acts that touched the reader's region or none, with who, when, what was asked and which rows it wrote."""

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from payung.core.basis.office_day import WIB
from payung.entry.web import tags
from payung.entry.web.audit import words
from payung.entry.web.fields import DayField
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.parts import Cell, Column
from payung.entry.web.render import refused, shown
from payung.entry.web.visitor import Visitor
from payung.store.models import Act
from payung.store.trail import acts_seen

COLUMNS = (
    Column(words.ACT, number=True), Column(words.AT), Column(words.BY), Column(words.KIND), Column(words.DAY),
    Column(words.WROTE), Column(words.SAID, long=True), Column(words.OUTCOME, long=True), Column(words.LINK),
)  # fmt: skip


class TrailForm(forms.Form):
    """Which acts."""

    oleh = forms.CharField(label=lazily(words.BY), max_length=100, required=False)
    jenis = forms.CharField(label=lazily(words.KIND), max_length=40, required=False)
    dari = DayField(label=lazily(words.SINCE), required=False)
    sampai = DayField(label=lazily(words.UNTIL), required=False)


def trail_page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Acts, the last first."""
    form = TrailForm(request.GET)
    given: dict[str, Any] = {"words": words, "form": form}
    if not form.is_valid():
        return refused(request, who, None, "audit/trail.html", given, form=form)
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    filters = {}
    for name, column in (("oleh", "by__icontains"), ("jenis", "kind__startswith")):
        if name in asked:
            filters[column] = asked[name]
    if "dari" in asked:
        filters["at__gte"] = datetime.combine(asked["dari"], time(), WIB)
    if "sampai" in asked:
        filters["at__lt"] = datetime.combine(asked["sampai"] + timedelta(days=1), time(), WIB)
    rows: Any = acts_seen(Act.objects.filter(**filters)).order_by("-number")
    said = ", ".join(f"{name} {value}" for name, value in asked.items())
    table = listed(request, who, Listing("jejak", words.TRAIL, COLUMNS, rows, _acts, said, stack=True))
    if isinstance(table, HttpResponse):
        return table
    return shown(request, who, "audit/trail.html", given | {"table": table})


def _acts(rows: Sequence[Any]) -> list[list[Any]]:
    return [
        [Cell(str(one.number)), tags.tanggal(one.at), one.by, one.kind, one.on, _wrote(one), one.said, one.outcome,
         one.link[:16]]
        for one in rows
    ]  # fmt: skip


def _wrote(act: Act) -> str:
    """Table and number of rows."""
    told = json.loads(act.wrote)
    return ", ".join(f"{table}: {tags.angka(held['rows'])}" for table, held in sorted(told.items()))
