"""What the store holds about one person, what forbids to erase it, and what of it can be erased."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from payung.core.basis.days import months_after
from payung.core.law.book import LawBook
from payung.store.acts import canonical
from payung.store.decree_list import place_of
from payung.store.keys import Content, Keys
from payung.store.models import (
    DecreeLine,
    Enrolment,
    Identity,
    Kept,
    Membership,
    Person,
    PersonMonth,
    Sampled,
    SourceRow,
    SubjectAnswer,
    SubjectRequest,
    Waiting,
)
from payung.store.people import standing_leavings
from payung.store.seen import WAYS, Through, seen

_NUMBERS = {"nik_sealed": "nik", "number_sealed": "membership"}
_CONTENTS: Mapping[type[Kept], tuple[str, Content]] = {
    SourceRow: ("values_sealed", "row"),
    SubjectRequest: ("said_sealed", "request"),
    SubjectAnswer: ("said_sealed", "answer"),
}


def holds_of(numbers: Sequence[int], on: date) -> list[str]:
    """Codes of ``HOLDS`` that stand against erasing what is kept of the person with these numbers, on that day."""
    of: dict[str, Any] = {"person__in": numbers}
    running = Q(run__submission__isnull=False, run__cycle__year__gte=on.year)
    found = {
        "decree": DecreeLine.objects.filter(**of),
        "waiting": Waiting.objects.filter(**of),
        "paid": PersonMonth.objects.filter(**of, state__in=("paid", "credited")),
        "enrolled": Enrolment.objects.filter(**of),
        "audit": Sampled.objects.filter(**of),
        "list": SourceRow.objects.filter(running, **of),
    }
    held = [code for code, rows in found.items() if rows.exists()]
    died = standing_leavings().filter(**of, why="died").order_by("on").values_list("on", flat=True).first()
    if died is not None and on <= months_after(died, 12 * LawBook.read().on(died)["jkm/claim_years"].amount):
        held.append("claim")
    return held


def free_from(numbers: Sequence[int], code: str) -> date | None:
    """The first day on which the hold ``code`` does not stand any more; None: as long as what is decided is kept."""
    of: dict[str, Any] = {"person__in": numbers}
    if code == "list":
        rows = SourceRow.objects.filter(**of, run__submission__isnull=False, run__cycle__isnull=False)
        last = rows.order_by("-run__cycle__year").values_list("run__cycle__year", flat=True).first()
        return date(last + 1, 1, 1) if last else None
    if code == "claim":
        died = standing_leavings().filter(**of, why="died").order_by("on").values_list("on", flat=True).first()
        if died is not None:
            return months_after(died, 12 * LawBook.read().on(died)["jkm/claim_years"].amount) + timedelta(days=1)
    return None


def erasable_of(numbers: Sequence[int]) -> dict[type[Kept], list[int]]:
    """Rows that hide something of the person: table -> ids. Of what was put right, what stood before and after, too."""
    mended = SubjectRequest.objects.filter(person__in=numbers, kind="correction")
    found = {
        model: model._default_manager.filter(person__in=numbers) for model in (Identity, Membership, SourceRow)
    } | {SubjectRequest: mended, SubjectAnswer: SubjectAnswer.objects.filter(request__in=mended)}
    return {model: list(rows.order_by("id").values_list("id", flat=True)) for model, rows in found.items()}


def ways_to_person(model: type[models.Model]) -> list[str]:
    """How a row of ``model`` leads to a person, as Django names it; none for what is of nobody."""
    if model is Person:
        return ["pk"]
    direct = [field.name for field in model._meta.concrete_fields if field.related_model is Person]
    if direct:
        return direct
    found = []
    for way in WAYS.get(model, ()):
        if isinstance(way, Through):
            parent: Any = model._meta.get_field(way.column).related_model
            if parent is not model:
                found += [f"{way.column}__{path}" for path in ways_to_person(parent)]
    return found


def tables_of_people() -> list[type[models.Model]]:
    """Every table with rows that are of somebody, by name; all but what is made anew from others (words of names)."""
    found = [model for model in apps.get_app_config("store").get_models() if ways_to_person(model)]
    return sorted((model for model in found if model._meta.db_table != "name_word"), key=lambda one: one._meta.db_table)


def held_about(keys: Keys, numbers: Sequence[int]) -> dict[str, list[dict[str, Any]]]:
    """Everything about the person with these numbers: table -> rows, sealed values opened. Within the whole scope.

    Days and moments are ISO. Indexes and marks are left out: without the keys they say nothing. A rank is ``place_of``.
    """
    told = {}
    for model in tables_of_people():
        which = Q()
        for path in ways_to_person(model):
            which |= Q(**{f"{path}__in": numbers})
        rows = [_plain(keys, model, row) for row in seen(model).filter(which).distinct().order_by("pk")]
        if rows:
            told[model._meta.db_table] = rows
    return told


def standing_requests(numbers: Sequence[int]) -> "models.QuerySet[SubjectRequest]":
    """Requests about the person, the newest first, each with its answer."""
    return seen(SubjectRequest).filter(person__in=numbers).select_related("answer").order_by("-id")


def said_in(keys: Keys, row: SubjectRequest | SubjectAnswer) -> dict[str, str]:
    """What was written down with a request or an answer; nothing where it was erased. Raises: SealBroken."""
    of: Content = "request" if isinstance(row, SubjectRequest) else "answer"
    return json.loads(keys.open_bytes(row.said_sealed, row.pk, of)) if row.said_sealed else {}


def as_said(values: Mapping[str, str]) -> bytes:
    """What ``said_in`` gives, as it is sealed."""
    return canonical({name: value for name, value in values.items() if value}).encode()


def _plain(keys: Keys, model: type[models.Model], row: models.Model) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.BinaryField):
            told |= _opened(keys, model, field.column, row, value)
        elif field.column != "mark":
            told[field.column] = value.isoformat() if isinstance(value, date | datetime) else value
    if isinstance(row, DecreeLine | Waiting):
        told["rank"] = place_of(row)
    return told


def _opened(keys: Keys, model: Any, column: str, row: Any, value: bytes | None) -> dict[str, Any]:
    if column in _NUMBERS:
        of: Any = _NUMBERS[column]
        return {of: keys.open_all([value], [row.person_id], of)[0]}
    if model in _CONTENTS and _CONTENTS[model][0] == column:
        return dict(json.loads(keys.open_bytes(value, row.pk, _CONTENTS[model][1]))) if value else {}
    return {}
