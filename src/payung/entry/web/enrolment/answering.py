"""BPJS's answer to a group taken in, its result, and the words that nobody has explained yet."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.answer_enrolment import answer_enrolment
from payung.actions.at_store import Asked
from payung.actions.enrolment_table import enrolment_table
from payung.actions.map_enrolment import map_enrolment
from payung.core.cover.answer_changes import CHANGES, CONFIRM
from payung.core.cover.answer_words import STATES
from payung.core.cover.answers import KINDS, WHY
from payung.core.cover.rejections import APART, UNKNOWN, rejections
from payung.entry.web.enrolment import words
from payung.entry.web.enrolment.group import called, group_of
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily, said
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Page, Sum, acted, done, filled, told
from payung.entry.web.parts import Cell, Column, Item
from payung.entry.web.uploads import SHEETS, OneFile, on_disk
from payung.entry.web.visitor import Visitor
from payung.entry.web.whole import of_group, whole_books
from payung.gateways.file_digest import sha256_of
from payung.gateways.group_list import GroupSaid
from payung.store.models import ROWS_AN_ACT, Act, Answer, AnswerFile, Group, UnknownLine
from payung.store.scope import Scope, scope_now
from payung.store.seen import seen

LOST = (Column(words.LINE, number=True, sort="baris"), Column(words.WHY, sort="alasan"))
UNCLEAR = (Column(words.WORDS, sort="kata"), Column(words.PEOPLE, number=True, sort="orang"), Column(words.EXPLAIN))
MOST_WORDS = 500


class AnswerForm(Form):
    """The file that came."""

    file = OneFile(label=lazily(words.ANSWER_FILE), help_text=lazily(words.FILE_HINT), kinds=SHEETS)


class WordsForm(Form):
    """What some words of BPJS mean."""

    phrase = forms.CharField(label=lazily(words.WORDS), max_length=MOST_WORDS)
    code = forms.ChoiceField(label=lazily(words.MEANS))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        means = [(state, lazily(words.STATES[state])) for state in STATES]
        means += [(code, lazily(one.says)) for code, one in rejections().items()]
        self.fields["code"].choices = [("", ""), *means]


def answer(request: HttpRequest, who: Visitor, number: int) -> HttpResponse:
    """Take the answer of a group."""
    one = group_of(number)
    form = AnswerForm(request.POST or None, request.FILES or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        with on_disk(held["file"]) as (path,):
            made = answer_enrolment(who.place, asked, path, GroupSaid(one.kind, one.number))
            taken = AnswerFile.objects.get(sha256=sha256_of(path))
        href = reverse("enrolment_answered", kwargs={"number": one.id, "answer": taken.id})
        return done(request, words.KNOWN if made.known else filled(words.TAKEN, lines=made.lines), href)

    back = reverse("enrolment_group", kwargs={"number": one.id})
    page = Page(words.ANSWER, words.ANSWER_LEAD, (called(one), back), button=words.READ, cancel=back)
    return acted(request, who, page, form, act, field="file")


def answered(request: HttpRequest, who: Visitor, number: int, answer: int) -> HttpResponse:
    """What an answer came to when it was taken, and every line of it that was not used."""
    one = group_of(number)
    file = seen(AnswerFile).filter(id=answer, group=one).first()
    if file is None:
        raise Http404
    rows = UnknownLine.objects.filter(file=file).order_by("number").values_list("number", "why")
    listing = Listing(
        f"baris tak terpakai {file.file}", words.LOST, LOST, [(line, WHY[why]) for line, why in rows],
        said=file.file, empty=words.NONE_LOST,
    )  # fmt: skip
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    back = reverse("enrolment_group", kwargs={"number": one.id})
    title, above = filled(words.RESULT, file=file.file), (called(one), back)
    if not of_group(scope_now() or Scope(), one.id):
        return told(request, who, Page(title, back=above, sums=[_seen_of(file)], tables=[table]))
    outcome = json.loads(Act.objects.values_list("outcome", flat=True).get(number=file.id // ROWS_AN_ACT))
    page = Page(
        title,
        back=above,
        notes=[filled(words.CONFIRM, what=CONFIRM[kind], count=count) for kind, count in _of(outcome, "confirm")],
        sums=_sums(outcome),
        items=_new(outcome),
        tables=[table],
    )
    return told(request, who, page)


def reasons(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Words that nobody has explained yet, and the form to explain them."""
    unclear: Counter[str] = Counter()
    for number in seen(Group).order_by("id").values_list("id", flat=True):
        for codes, told_so in enrolment_table(number).select("codes", "said").iter_rows():
            if UNKNOWN in codes.split(APART):
                unclear[told_so] += 1
    each = [text for text, _ in unclear.most_common()]
    at = request.GET.get("ke", "0")
    chosen = each[int(at)] if at.isdecimal() and int(at) < len(each) else ""
    form = WordsForm(request.POST or None, initial={"phrase": chosen})

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        if not who.groups:  # a branch knows its own words
            whole_books(who)
        made = map_enrolment(who.place, asked, held["phrase"], held["code"])
        return done(request, filled(words.EXPLAINED, answers=made.answers), reverse("enrolment_reasons"))

    rows = [[text, unclear[text], Cell(words.EXPLAIN, f"?ke={place}#id_code")] for place, text in enumerate(each)]
    table = listed(request, who, Listing("alasan", words.REASONS, UNCLEAR, rows, empty=words.NO_REASONS))
    if isinstance(table, HttpResponse):
        return table
    page = Page(
        words.REASONS, words.REASONS_LEAD, (words.TITLE, reverse("enrolments")), tables=[table], button=words.EXPLAIN
    )
    return acted(request, who, page, form if unclear or request.method == "POST" else None, act, field="phrase")


def _sums(outcome: Mapping[str, Any]) -> list[Sum]:
    states = [(words.STATES[state], count) for state, count in outcome["states"].items()]
    kinds = [(KINDS[kind], count) for kind, count in _of(outcome, "kinds")]
    return [Sum((words.EXPORTED, outcome["exported"]), states), Sum((words.LINES, outcome["lines"]), kinds)]


def _seen_of(file: AnswerFile) -> Sum:
    """What the file answers about people who may be seen: what its act told is of everybody on it."""
    counts = seen(Answer).filter(file=file).order_by("state").values_list("state").annotate(Count("id"))
    parts = [(words.STATES[state], count) for state, count in counts]
    return Sum((words.YOURS, sum(count for _, count in parts)), parts)


def _new(outcome: Mapping[str, Any]) -> list[Item]:
    changed = "; ".join(f"{said(CHANGES[change])} {count}" for change, count in _of(outcome, "changed"))
    return [Item(words.NEW, changed or words.NOTHING_NEW)]


def _of(outcome: Mapping[str, Any], name: str) -> list[tuple[str, int]]:
    return list(outcome[name].items())
