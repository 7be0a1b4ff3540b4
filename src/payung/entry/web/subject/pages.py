"""Requests of people about their data: the list with due days, one person's, each with its answer and its file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.answer_subject import answer_subject, may_correct, request_seen
from payung.actions.at_store import Asked
from payung.actions.export_subject import export_subject
from payung.actions.record_subject import NewRequest, record_subject
from payung.actions.right_of import RightMissing
from payung.actions.show_person import seen_person
from payung.actions.status_cover import PersonUnknown
from payung.actions.subject_errors import GONE, SubjectUnknown
from payung.core.access.personal_data import ASKERS, FIELDS, HOLDS, KINDS, MENDED, OUTCOMES, PROOFS, basis
from payung.core.basis.text import Text
from payung.entry.web import tags
from payung.entry.web.fields import DayField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Go, Page, acted, done, filled, told
from payung.entry.web.parts import Cell, Column, Item, Table
from payung.entry.web.person.words import RESTRICTED
from payung.entry.web.places import name_of
from payung.entry.web.subject import words
from payung.entry.web.uploads import as_download
from payung.entry.web.visitor import Visitor, today
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import SubjectRequest
from payung.store.people import numbers_of_the_same
from payung.store.restricted import restricted
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import seen
from payung.store.subjects import free_from, holds_of, said_in, standing_requests

COLUMNS = (
    Column(words.NUMBER, sort="nomor"), Column(words.KIND, sort="jenis"), Column(words.VILLAGE, sort="desa"),
    Column(words.CAME, sort="diterima"), Column(words.DUE, sort="batas"), Column(words.LEFT, number=True, sort="sisa"),
    Column(words.STATE, sort="keadaan"),
)  # fmt: skip


class RequestForm(Form):
    """What somebody asks, who it is, and how that was made sure."""

    kind = forms.ChoiceField(label=lazily(words.KIND), widget=forms.RadioSelect)
    asker = forms.ChoiceField(label=lazily(words.ASKER), widget=forms.RadioSelect)
    proof = forms.ChoiceField(label=lazily(words.PROOF), widget=forms.RadioSelect)
    on = DayField(label=lazily(words.ON))
    field = forms.ChoiceField(label=lazily(words.FIELD), help_text=lazily(words.FIELD_HINT), required=False)
    after = forms.CharField(label=lazily(words.AFTER), required=False, max_length=300)
    note = forms.CharField(label=lazily(words.NOTE), help_text=lazily(words.NOTE_HINT), required=False, max_length=1000)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, known in (("kind", KINDS), ("asker", ASKERS), ("proof", PROOFS)):
            self.fields[name].choices = [(code, lazily(text)) for code, text in known.items()]
        self.fields["field"].choices = [("", "–"), *((code, lazily(text)) for code, text in FIELDS.items())]


class AnswerForm(Form):
    """Whether the request is granted, and why or why not."""

    grant = forms.ChoiceField(label=lazily(words.ANSWER), widget=forms.RadioSelect)
    note = forms.CharField(
        label=lazily(words.REASON), help_text=lazily(words.REASON_HINT), required=False, max_length=1000
    )  # fmt: skip

    def __init__(self, *given: Any, grants: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        both = [("yes", lazily(words.GRANT)), ("no", lazily(words.REFUSE))]
        self.fields["grant"].choices = both if grants else both[1:]


def subjects(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every request of the regions, the next due first; nobody's name."""
    rows = []
    for one in seen(SubjectRequest).select_related("answer", "person__village").order_by("due", "id"):
        answer = _answer(one)
        left = None if answer else (one.due - today()).days
        state = OUTCOMES[answer.outcome] if answer else words.LATE if left is not None and left < 0 else words.OPEN
        village = one.person.village.code if one.person.village else ""
        rows.append((one.pk, KINDS[one.kind], name_of(village) if village else "", one.on, one.due, left, state))
    shown = [row for row in rows if row[5] is not None] + [row for row in rows if row[5] is None]
    opens = who.may("subject.answer")
    table = listed(request, who, Listing("hak-atas-data", words.TITLE, COLUMNS, shown, empty=words.NONE,
                                         drawn=lambda some: [_line(row, opens) for row in some]))  # fmt: skip
    if isinstance(table, HttpResponse):
        return table
    return told(request, who, Page(words.TITLE, words.LEAD, notes=[_unsure("answer_days")], tables=[table]))


def person_rights(request: HttpRequest, who: Visitor, person: int) -> HttpResponse:
    """One person's requests, and a form for a new one."""
    try:
        found = seen_person(person)
    except PersonUnknown:
        raise Http404 from None
    looked(who.account.pk, "person_rights", "", "subject", datetime.now(UTC), person=found.pk)
    held = list(standing_requests(numbers_of_the_same([found.pk])))
    rows = [_line(_row(one), True) for one in held]
    back = reverse("person", kwargs={"person": found.pk})

    def act(asked: Asked, given: Mapping[str, Any]) -> HttpResponse:
        number = record_subject(who.place, asked, NewRequest(found.pk, **given))
        due = request_seen(number).due
        return done(
            request, words.RECORDED.filled(due=tags.tanggal(due)), reverse("subject", kwargs={"number": number})
        )

    page = Page(
        words.RECORD,
        words.RECORD_LEAD,
        (Text(found.name, found.name), back),
        place=found.village.code if found.village else "",
        warning=RESTRICTED if restricted([found.pk]) else None,
        notes=[_unsure("answer_days")],
        facts=[Table(words.TITLE, COLUMNS, rows, empty=words.NONE)],
        button=words.RECORD,
        cancel=back,
    )
    return acted(request, who, page, RequestForm(_sent(request)), act, field="kind")


def subject(request: HttpRequest, who: Visitor, number: int) -> HttpResponse:
    """One request: what was asked, what stands against it, its answer or the form for one."""
    found = _found(number)
    looked(who.account.pk, "subject", "", "subject", datetime.now(UTC), person=found.person_id)
    answer, back = _answer(found), reverse("person_rights", kwargs={"person": found.person_id})
    page = Page(
        KINDS[found.kind],
        back=(words.TITLE, back),
        place=found.person.village.code if found.person.village else "",
        items=_items(who, found),
        notes=_notes(who, found) if answer is None else [],
        does=[Go(words.FETCH, reverse("subject_file", kwargs={"number": number}))] if found.kind == "access" else [],
        button=words.SEND,
        cancel=back,
    )
    if answer is not None:
        if request.method == "POST":
            return _again(request, who, number, back)
        return told(request, who, page)

    def act(asked: Asked, given: Mapping[str, Any]) -> HttpResponse:
        made = answer_subject(who.place, asked, number, grant=given["grant"] == "yes", note=given["note"])
        text = words.DONE.filled(outcome=OUTCOMES[made.outcome])
        return done(request, text, reverse("subject", kwargs={"number": number}))

    form = AnswerForm(_sent(request), grants=_grants(who, found))
    return acted(request, who, page, form, act, field="grant")


def subject_file(request: HttpRequest, who: Visitor, number: int) -> HttpResponse:
    """Everything about the person as a file, for a request of access."""
    try:
        content = export_subject(who.place, who.asked(str(uuid4())), number)
    except (SubjectUnknown, RightMissing):
        raise Http404 from None
    return as_download(content, f"data-permintaan-{number}.zip")


def _again(request: HttpRequest, who: Visitor, number: int, back: str) -> HttpResponse:
    """The same answer sent twice is told once more; another is refused."""
    page = Page(words.ANSWER, back=(words.TITLE, back))

    def act(asked: Asked, given: Mapping[str, Any]) -> HttpResponse:
        answer_subject(who.place, asked, number, grant=given["grant"] == "yes", note=given["note"])
        return done(request, words.ANSWER, reverse("subject", kwargs={"number": number}))

    return acted(request, who, page, AnswerForm(_sent(request)), act, field="grant")


def _items(who: Visitor, found: SubjectRequest) -> list[Item]:
    keys = Keys.read(who.place.keys)
    said, answer = said_in(keys, found), _answer(found)
    items = [
        Item(words.PERSON, found.person.name),
        Item(words.CAME, found.on),
        Item(words.DUE, found.due),
        Item(words.ASKER, ASKERS[found.asker]),
        Item(words.PROOF, PROOFS[found.proof]),
    ]
    if said.get("field"):
        items += [Item(words.FIELD, FIELDS[said["field"]]), Item(words.AFTER, said.get("after", ""))]
    items += [Item(words.NOTE, said["note"])] if said.get("note") else []
    if answer is not None:
        told_ = said_in(keys, answer)
        items += [Item(words.ANSWER, OUTCOMES[answer.outcome])]
        items += [Item(words.HOLDS, HOLDS[code]) for code in answer.reasons.split(";") if code]
        items += [Item(words.BEFORE, told_["before"])] if told_.get("before") else []
        items += [Item(words.REASON, told_["note"])] if told_.get("note") else []
        count = found.erasures.count()
        items += [Item(words.ERASED, count)] if count else []
    return items


def _grants(who: Visitor, found: SubjectRequest) -> bool:
    return found.kind != "correction" or may_correct(Keys.read(who.place.keys), found)


def _notes(who: Visitor, found: SubjectRequest) -> list[Text]:
    if not _grants(who, found):
        return [GONE[0]]
    if found.kind == "correction":
        field = said_in(Keys.read(who.place.keys), found).get("field")
        return [words.AT_ONCE if field in MENDED else words.BY_NEXT_LIST]
    if found.kind != "erasure":
        return []
    with scoped(EVERYTHING):  # as when it is answered: a duty of another regency forbids as well
        numbers = numbers_of_the_same([found.person_id])
        holds = {code: free_from(numbers, code) for code in holds_of(numbers, today())}
    if not holds:
        return [words.NO_HOLDS, words.STAYS]
    told_ = [
        filled(words.FREE_FROM if day else words.FREE_NEVER, hold=HOLDS[code], day=tags.tanggal(day) if day else "")
        for code, day in holds.items()
    ]
    sides = ["; ".join(one.in_(side) for one in told_) for side in ("id", "en")]
    return [Text(f"{words.HOLDS.id}: {sides[0]}.", f"{words.HOLDS.en}: {sides[1]}."), _unsure("exceptions")]


def _unsure(name: str) -> Text:
    one = basis(name)
    return Text(f"{one.article}. {one.doubt.id}", f"{one.article}. {one.doubt.en}")


def _row(one: SubjectRequest) -> tuple[Any, ...]:
    answer = _answer(one)
    left = None if answer else (one.due - today()).days
    return (one.pk, KINDS[one.kind], "", one.on, one.due, left, OUTCOMES[answer.outcome] if answer else words.OPEN)


def _line(row: Any, opens: bool) -> list[Any]:
    colour = "red" if row[5] is not None and row[5] < 0 else ""
    href = reverse("subject", kwargs={"number": row[0]}) if opens else ""
    return [Cell(str(row[0]), href), *row[1:6], Cell(row[6], tag=colour)]


def _answer(found: SubjectRequest) -> Any:
    return getattr(found, "answer", None)


def _found(number: int) -> SubjectRequest:
    try:
        return request_seen(number)
    except SubjectUnknown:
        raise Http404 from None


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
