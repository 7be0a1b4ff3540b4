"""What templates may say: texts in the reader's language, amounts and days as papers print them, where a place lies."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse

from payung.core.access.areas import LENGTHS, lies_in
from payung.core.basis import days, months
from payung.core.basis import rupiah as money
from payung.core.basis.office_day import WIB
from payung.core.basis.text import Text
from payung.entry.web import assets, words
from payung.entry.web.language import current
from payung.entry.web.language import said as in_language
from payung.entry.web.of_cycle import OF_CYCLE, kept_by, saying
from payung.entry.web.opening import opens
from payung.entry.web.places import path_of

register = template.Library()
NOTHING = "–"


@register.simple_tag
def say(text: Text | str, **values: object) -> str:
    """``{% say words.title %}``, ``{% say words.found n=5 %}``: in the language of the page, its places filled.

    Whole numbers are filled in as the language writes them.
    """
    filled = {name: angka(value) if type(value) is int else value for name, value in values.items()}
    return in_language(text.filled(**{key: in_language(v) if isinstance(v, Text) else v for key, v in filled.items()})
                       if filled and isinstance(text, Text) else text)  # fmt: skip


@register.filter
def said(text: Text | str) -> str:
    """``{{ text|said }}``: a Text where a filter is handier than a tag."""
    return in_language(text)


@register.filter
def rupiah(amount: int | None) -> str:
    """``{{ 29937600|rupiah }}``: Rp29.937.600, in either language as papers print it."""
    return NOTHING if amount is None else money.rupiah(int(amount))


@register.filter
def angka(count: int | None) -> str:
    """A whole number: 1.562 in Indonesian, 1,562 in English."""
    if count is None:
        return NOTHING
    return f"{int(count):,}" if current() == "en" else money.number(int(count))


@register.filter
def terbilang(amount: int | None) -> str:
    """An amount in Indonesian words, as decrees print it."""
    return NOTHING if amount is None else money.in_words(int(amount))


@register.filter
def tanggal(day: date | datetime | None) -> str:
    """A day in full; a moment with its time in western Indonesia (WIB)."""
    if day is None:
        return NOTHING
    if isinstance(day, datetime):
        here = day.astimezone(WIB)
        return f"{tanggal(here.date())} {here:%H.%M} WIB"
    return f"{day.day} {months.in_english(day.year * 100 + day.month)}" if current() == "en" else days.long_day(day)


@register.filter
def bulan(month: int | None) -> str:
    """A month yyyymm with its year: Desember 2026."""
    if month is None:
        return NOTHING
    return months.in_english(int(month)) if current() == "en" else months.named(int(month))


def period(first: int, last: int) -> Text:
    """Months from one to another, yyyymm: Januari 2027 – Maret 2027."""
    if first == last:
        return Text(id=months.named(first), en=months.in_english(first))
    return Text(
        id=f"{months.named(first)} – {months.named(last)}", en=f"{months.in_english(first)} – {months.in_english(last)}"
    )


def row_place(file: object, sheet: object, row: object) -> str:
    """Where a row stands, by what is known of it: a text file has no sheets, a file as a whole no row.

    >>> row_place("a.csv", "", 32), row_place("a.xlsx", "Desa", 7), row_place(None, None, None)
    ('a.csv · 32', 'a.xlsx · Desa · 7', '–')
    """
    return " · ".join(str(part) for part in (file, sheet, row) if part) or NOTHING


@register.filter
def nik4(nik: str | None) -> str:
    """A NIK of which only the last four digits are shown."""
    return NOTHING if not nik else f"············{str(nik)[-4:]}"


@register.filter
def persen(part: int, whole: int) -> str:
    """``{{ part|persen:whole }}``: whole per cent, rounded down, so that 100 is only said of everything."""
    return NOTHING if not whole else f"{int(part) * 100 // int(whole)}%"


@register.filter
def may(who: Any, right: str) -> bool:
    """``{% if who|may:"pairs.decide" %}``: so that no link leads to a page that says no."""
    return who is not None and bool(who.may(right))


@register.filter
def open_to(href: str, who: Any) -> str:
    """``{{ item.href|open_to:who }}``: the address, or nothing where it leads to a page that says no."""
    return href if href and opens(who, href) else ""


@register.filter
def kept(href: str, request: HttpRequest | None) -> str:
    """``{{ tab.href|kept:request }}``: the address with the cycle that the reader works on, where it is of none."""
    return saying(href, request)


@register.filter
def kept_cycle(request: HttpRequest | None) -> str:
    """``{{ request|kept_cycle }}``: that cycle, for a form whose page is of none; "" where there is none."""
    return "" if request is None or request.path.startswith(OF_CYCLE) else kept_by(request)


@register.simple_tag
def asset(name: str) -> str:
    """Address of a built file."""
    return static(assets.asset(name))


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changes: object) -> str:
    """``{% query hal=2 %}``: the page's own address with some of its ``?…`` changed; None takes one away."""
    request: HttpRequest = context["request"]
    asked: QueryDict = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}" if asked else request.path


@register.simple_tag
def way(name: str, **ids: object) -> str:
    """The address of a page by its name; empty where there is no such page, so that nobody is sent to a wrong one."""
    try:
        return reverse(name, kwargs=ids or None)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("components/jejak.html", takes_context=True)
def jejak(context: Mapping[str, Any], place: str | None, last: Text | str = "") -> dict[str, Any]:
    """``{% jejak place %}``: the nation, province, regency, district and village in which the page is, each a link.

    ``place`` is a region's code ("" the nation). Within a cycle (``cycle`` in the context) they lead to its lists.
    What lies above the reader's own regions is said but leads nowhere. ``last`` names the page itself.
    """
    cycle, who = context.get("cycle"), context.get("who")
    areas = getattr(who, "areas", ())
    steps = []
    for code, name in path_of(place or ""):
        mine = lies_in(code, areas)
        href = _place_page(cycle.code, code) if cycle is not None and mine else ""
        steps.append({"name": name, "href": href})
    home = way("cycle", code=cycle.code) if cycle is not None else way("home")
    here = getattr(context.get("request"), "path", "")
    return {"steps": steps, "home": home, "here": here, "cycle": cycle, "last": last, "shell": words}


def _place_page(cycle: str, place: str) -> str:
    """Where a cycle shows a village, or what lies below a region."""
    if len(place) == max(LENGTHS):
        return way("village", code=cycle, village=place)
    return way("areas", code=cycle, area=place or "0")
