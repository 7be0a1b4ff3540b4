"""Finding people, one person's page, the whole NIK with a reason, and somebody who left."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.judge_again import judge_again
from payung.actions.left_person import left_person
from payung.actions.show_person import Listed, Shown, find_people, list_people, seen_person, show_person, whole_nik
from payung.actions.status_cover import LOOK_WHYS, PersonUnknown
from payung.core.access.personal_data import FIELDS
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import STATES as MONTH_STATES
from payung.core.cover.reasons_left import REASONS
from payung.core.cover.status import COVERED, COVERS, STATES, Mark, Status
from payung.core.law.book import LawBook
from payung.core.law.first_months import EDGE, MONTHS
from payung.entry.web import tags
from payung.entry.web.fields import DayField
from payung.entry.web.language import lazily, said
from payung.entry.web.page import filled
from payung.entry.web.parts import ROWS_A_PAGE, Cell, Column, Item, Pages, Table
from payung.entry.web.person import words
from payung.entry.web.person.telling import told
from payung.entry.web.places import name_of
from payung.entry.web.render import refused, shown
from payung.entry.web.tags import period
from payung.entry.web.visitor import Visitor, today
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import SourceRow
from payung.store.restricted import restricted
from payung.store.search import MOST
from payung.store.seen import seen

PEOPLE = (
    Column(words.NAME), Column(words.NIK), Column(words.BORN), Column(words.VILLAGE), Column(words.COVER),
)  # fmt: skip


class SearchForm(forms.Form):
    """Whom somebody looks for; sent by POST, so that it is in no address and no log."""

    q = forms.CharField(label=lazily(words.WHOM), help_text=lazily(words.HOW), max_length=100)


class NikForm(forms.Form):
    """Why the whole NIK is asked for."""

    why = forms.ChoiceField(label=lazily(words.NIK_WHY), help_text=lazily(words.NIK_HINT), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["why"].choices = [(code, lazily(text)) for code, text in LOOK_WHYS.items()]


class LeaveForm(forms.Form):
    """What happened to somebody, when, and what says so."""

    why = forms.ChoiceField(label=lazily(words.LEAVE_WHY), widget=forms.RadioSelect)
    on = DayField(label=lazily(words.LEAVE_ON))
    source = forms.CharField(label=lazily(words.LEAVE_SOURCE), help_text=lazily(words.LEAVE_HINT), max_length=100)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["why"].choices = [(code, lazily(text)) for code, text in REASONS.items()]


class DayForm(forms.Form):
    """The day whose rules are asked."""

    hari = DayField(label=lazily(words.BY_RULES_OF))


def search_page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """The form; sent, the people found, fifty a page."""
    form = SearchForm(request.POST or None)
    given: dict[str, Any] = {"words": words, "form": form}
    if request.method != "POST":
        return shown(request, who, "person/search.html", given)
    if not form.is_valid():
        return refused(request, who, None, "person/search.html", given, form=form)
    found = find_people(who.place, form.cleaned_data["q"])
    if found.by == "nothing":
        form.add_error("q", lazily(words.TOO_SHORT))
        return refused(request, who, None, "person/search.html", given, form=form)
    asked = request.POST.get("hal", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    pages = Pages(max(1, min(number, Pages(1, len(found.people)).count)), len(found.people))
    start = (pages.number - 1) * ROWS_A_PAGE
    some = list(found.people[start : start + ROWS_A_PAGE])
    if some:
        looked(who.account.pk, "search", "", "work", datetime.now(UTC), people=some)
    rows = [_line(one) for one in list_people(who.place, some, today(), found.same)]
    table = Table(words.FOUND, PEOPLE, rows, empty=words.NOBODY)
    turns = [at for at in range(1, pages.count + 1) if pages.count > 1]
    more = words.TOO_MANY.filled(most=tags.angka(MOST)) if found.more else None
    return shown(
        request, who, "person/search.html", given | {"table": table, "pages": pages, "turns": turns, "more": more}
    )


def _line(one: Listed) -> list[Any]:
    return [
        Cell(one.name or f"#{one.person}", reverse("person", kwargs={"person": one.person})),
        tags.nik4(one.nik4), one.birth_date, name_of(one.village_code) if one.village_code else None,
        Cell(STATES[one.status.state], tag="green" if one.status.state in COVERED else "grey"),
    ]  # fmt: skip


def person_page(request: HttpRequest, who: Visitor, person: int) -> HttpResponse:
    """All about one person."""
    found = _found(who, person)
    _look(who, "person", found.person)
    return shown(request, who, "person/person.html", {"words": words, **_parts(who, found)})


def _parts(who: Visitor, found: Shown) -> dict[str, Any]:
    at = {"person": found.person}
    return {
        "found": found,
        "place": found.village_code,
        "last": words.PERSON.filled(number=found.person),
        "items": [
            Item(words.NAME, found.name),
            Item(words.NIK, tags.nik4(found.nik4)),
            Item(words.BORN, found.birth_date),
            Item(words.VILLAGE, name_of(found.village_code) if found.village_code else None),
        ],
        "warning": words.RESTRICTED if found.restricted else None,
        "notes": _notes(found),
        "cover": _cover(found),
        "full": _why_not_full(found.status),
        "months": _months(who, found),
        "timeline": _timeline(found),
        "nik_href": reverse("person_nik", kwargs=at) if who.may("nik.full") and found.nik4 else "",
        "rights_href": reverse("person_rights", kwargs=at) if who.may("subject.answer") else "",
        "leave_href": reverse("person_leave", kwargs=at) if who.may("people.leave") else "",
    }


def _notes(found: Shown) -> list[Text]:
    """What of a correction is still to come, and where the last list says otherwise."""
    notes = [filled(words.BY_NEXT_LIST, field=FIELDS[field]) for field in found.waiting]
    return notes + [
        filled(words.LISTS_SAY, field=FIELDS[field], said=value) for field, value in found.lists_say.items()
    ]


def _cover(found: Shown) -> list[Item]:
    status: Status = found.status
    heirs = found.heirs
    return [
        Item(words.STATE, STATES[status.state]),
        Item(words.WHY, found.reason),
        Item(words.ACCIDENT, COVERS[status.jkk]),
        Item(words.DEATH, COVERS[status.jkm]),
        Item(words.SINCE, status.started),
        Item(words.MONTHS_SINCE, status.months),
        Item(words.FULL_MARK, _mark(status.full_mark)),
        Item(words.SCHOLAR_MARK, _mark(status.scholarship_mark)),
        Item(words.HEIRS, _sum(heirs.death_amount, heirs.jkm)),
        Item(words.HEIRS_WORK, _sum(heirs.work_death_amount, heirs.jkk)),
    ]


def _why_not_full(status: Status) -> list[Text]:
    """Why the full death benefit has a day of its own, by the law of the day asked; nothing where it has none."""
    mark, law = status.full_mark, LawBook.read().on(status.on)
    if not (mark.reached_on or mark.expected_on):
        return []
    months, edge = law[MONTHS], law.reading(EDGE)
    law_says = {"months": months.amount, "article": months.article, "reading": edge.readings[edge.code]}
    notes = [filled(words.FULL_NOTE, **law_says)]
    if mark.expected_on:
        not_begun = status.since if status.missing == "start" and status.since else status.on
        first = status.started or not_begun
        month = first.year * 100 + first.month
        notes.append(filled(words.FULL_EXPECTED, month=period(month, month)))
    return notes


def _sum(amount: int, cover: str) -> str:
    return f"{rupiah(amount)} {said(words.PENDING)}" if cover == "pending" else rupiah(amount)


def _mark(mark: Mark) -> Text:
    day, text = (mark.reached_on, words.REACHED) if mark.reached_on else (mark.expected_on, words.EXPECTED)
    return text.filled(day=tags.tanggal(day)) if day else words.NO_MARK


def _months(who: Visitor, found: Shown) -> Table:
    columns = (
        Column(words.MONTH), Column(words.FUND), Column(words.STATE), Column(words.PRICE, money=True),
        Column(words.BILL), Column(words.PAYMENT), Column(words.ON_LIST),
    )  # fmt: skip
    pays = who.may("audit.see")
    rows = [
        [
            tags.bulan(one.month), one.fund, MONTH_STATES[one.state], one.price, one.bill,  # type: ignore[index]
            _payment(one.payment, pays),
            words.YES if one.listed else words.NO,
        ]
        for one in found.months
    ]  # fmt: skip
    return Table(words.MONTHS, columns, rows, close=True, empty=words.NOTHING, quiet=True)


def _payment(payment: int | None, pays: bool) -> Cell:
    return Cell(payment and f"#{payment}", tags.way("audit_payment", payment=payment) if pays and payment else "")


def _timeline(found: Shown) -> Table:
    columns = (Column(words.WHEN), Column(words.WHAT), Column(words.MORE), Column(words.BY))
    rows = []
    for event in found.events:
        title, more, href = told(event, found.person)
        of = tags.tanggal(event.on) if event.on else ""
        rows.append([Cell(event.at, more=of), Cell(title, href), more, event.by])
    return Table(words.TIMELINE, columns, rows, empty=words.NOTHING, head=False, quiet=True)


def row_page(request: HttpRequest, who: Visitor, person: int, row: int) -> HttpResponse:
    """The decision about one of the person's rows, as it is kept and by the rules of any day (``?hari=``)."""
    try:
        root = seen_person(person).pk
    except PersonUnknown:
        raise Http404 from None
    held = seen(SourceRow).select_related("run__programme", "person", "village").filter(id=row).first()
    if held is None or held.person is None or seen_person(held.person.pk).pk != root:
        raise Http404
    _look(who, "person_row", root)
    form = DayForm(request.GET if "hari" in request.GET else None, initial={"hari": held.run.on})
    given: dict[str, Any] = {"words": words, "form": form, "held": held, "person": root}
    given["place"] = held.village.code if held.village else ""
    if form.is_bound and not form.is_valid():
        return refused(request, who, None, "person/row.html", given, form=form)
    try:
        judged = judge_again(Keys.read(who.place.keys), held, form.cleaned_data["hari"] if form.is_bound else None)
    except PayungError as error:
        return refused(request, who, error, "person/row.html", given, form=form, field="hari")
    given["warning"] = words.RESTRICTED if restricted([root]) else None
    given["kept"] = words.DECISIONS.get(held.decision, held.decision)
    if judged is not None:
        rows = [[one.name, Cell(words.YES if one.met else words.NO, tag="green" if one.met else "red"), one.says]
                for one in judged.criteria]  # fmt: skip
        columns = (Column(words.CRITERION), Column(words.MET), Column(words.SAYS))
        given["table"] = Table(words.CRITERION, columns, rows, stack=True)
        given["judged"] = judged
        given["again"] = words.DECISIONS[judged.decision]
        given["same"] = words.SAME if judged.decision == held.decision else words.OTHER
    return shown(request, who, "person/row.html", given)


def nik_page(request: HttpRequest, who: Visitor, person: int) -> HttpResponse:
    """Asks why; then shows the NIK once, in the answer to the form and in no address."""
    found = _known(person)
    form = NikForm(request.POST or None)
    given = {"words": words, "form": form, "person": found.pk, "place": found.village.code if found.village else ""}
    if request.method != "POST":
        return shown(request, who, "person/nik.html", given)
    if not form.is_valid():
        return refused(request, who, None, "person/nik.html", given, form=form)
    looked(who.account.pk, "person_nik", "", form.cleaned_data["why"], datetime.now(UTC), person=found.pk)
    return shown(request, who, "person/nik.html", given | {"nik": whole_nik(who.place, found.pk), "asked": True})


def leave_page(request: HttpRequest, who: Visitor, person: int) -> HttpResponse:
    """Records that somebody died, moved or left."""
    found = _known(person)
    form = LeaveForm(request.POST or None)
    given = {"words": words, "form": form, "found": found, "place": found.village.code if found.village else ""}
    _look(who, "person_leave", found.pk)
    if request.method != "POST":
        return shown(request, who, "person/leave.html", given)
    if not form.is_valid():
        return refused(request, who, None, "person/leave.html", given, form=form)
    asked, told_ = who.asked(request.POST.get("request", "")), form.cleaned_data
    try:
        done = left_person(who.place, asked, found.pk, told_["why"], told_["on"], told_["source"])
    except PayungError as error:
        return refused(request, who, error, "person/leave.html", given, form=form, field="on")
    messages.success(request, said(words.RECORDED.filled(months=done.person_months, rupiah=rupiah(done.released))))
    return HttpResponseRedirect(reverse("person", kwargs={"person": found.pk}), status=303)


def _known(person: int) -> Any:
    try:
        return seen_person(person)
    except PersonUnknown:
        raise Http404 from None


def _found(who: Visitor, person: int) -> Shown:
    try:
        return show_person(who.place, person, today())
    except PersonUnknown:
        raise Http404 from None


def _look(who: Visitor, what: str, person: int) -> None:
    looked(who.account.pk, what, "", "work", datetime.now(UTC), person=person)
