"""Which rows belong to which region: said once for every table, and made into filters here, into walls in ``walls``.

``WAYS`` names for each walled table the ways in which a row belongs to somebody; one of them is enough. Tables in
``OPEN`` hold nobody's data. A table in neither fails a test.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, Q, QuerySet

from payung.core.cover.ledger import LET_GO
from payung.store import models as tables
from payung.store.scope import Scope, scope_now

Of = TypeVar("Of", bound=models.Model)


@dataclass(frozen=True)
class InVillage:
    """The row's village lies in the areas. A row without one is seen by the nation alone."""

    column: str


@dataclass(frozen=True)
class InArea:
    """The row's own region code lies in the areas."""

    column: str


@dataclass(frozen=True)
class Through:
    """The row that this one hangs on is seen."""

    column: str


@dataclass(frozen=True)
class Without:
    """The row hangs on nobody: seen by whoever has a region; with ``held``, by whoever sees the row it is part of."""

    column: str
    held: str = ""


@dataclass(frozen=True)
class Own:
    """The row is of the account itself."""

    column: str


@dataclass(frozen=True)
class OfGroup:
    """A paper of a group account: seen by the branch of that group."""

    column: str


@dataclass(frozen=True)
class Reaching:
    """A paper that names somebody of the areas, as ``store.reach`` keeps it; ``column`` holds the paper's number."""

    column: str
    paper: str


@dataclass(frozen=True)
class Books:
    """Seen by whoever keeps the books: the regions of every fund are theirs."""


@dataclass(frozen=True)
class Served:
    """A person whom an enrolment of one of the groups names."""


Way = InVillage | InArea | Through | Without | Own | OfGroup | Served | Reaching | Books

_PERSON = (Through("person"),)
_GROUP = (OfGroup("group"), Reaching("group", "group"), Books())
WAYS: Mapping[type[models.Model], tuple[Way, ...]] = {
    tables.Person: (InVillage("village"), Served()),
    tables.NameWord: (InVillage("village"),),
    tables.Figure: (InArea("area_code"),),
    tables.Identity: _PERSON,
    tables.Membership: _PERSON,
    tables.Leaving: _PERSON,
    tables.Join: _PERSON,
    tables.SourceRow: (InVillage("village"),),
    tables.Finding: (InVillage("village"), Through("person")),
    tables.IntakeFile: (InVillage("village"), Through("intake")),
    tables.Intake: (Own("account"),),
    tables.FileChoice: (Through("intake_file"), InVillage("village")),
    tables.RunFile: (InVillage("village"), Through("intake_file")),
    tables.Correction: (InVillage("village"),),
    tables.Fetch: (InVillage("village"), Own("account")),
    tables.Pair: (InVillage("left_village"), InVillage("right_village")),
    tables.DecreeLine: _PERSON,
    tables.Removal: (Through("line"),),
    tables.Waiting: _PERSON,
    tables.Enrolment: _PERSON,
    tables.Answer: (Through("enrolment"),),
    tables.Question: (Through("enrolment"),),
    tables.BillLine: (Through("person"), Without("person", "bill")),
    tables.MemberLine: (Through("person"), Without("person", "list")),
    tables.PersonMonth: _PERSON,
    tables.Posting: (Through("person_month"), Without("person_month", "purse")),
    tables.CreditLine: (Through("person_month"),),
    tables.CreditUse: (Through("person_month"), Without("person_month", "credit")),
    tables.Purse: (InVillage("village"), Without("village")),
    tables.Proposal: (InArea("area_code"),),
    tables.Step: (Through("proposal"),),
    tables.Sampled: _PERSON,
    tables.Verdict: (Through("sampled"),),
    tables.Look: (Through("person"), InArea("of"), Own("account")),
    tables.Group: (OfGroup("id"), Reaching("id", "group"), Books()),
    tables.Batch: _GROUP,
    tables.AnswerFile: _GROUP,
    tables.UnknownLine: (Through("file"),),
    tables.Bill: (OfGroup("group"), Reaching("id", "bill"), Books()),
    tables.Payment: (Through("bill"),),
    tables.PaymentPaper: (Through("payment"),),
    tables.MemberList: (*_GROUP, Without("group")),
    tables.Credit: (OfGroup("group"), Reaching("id", "credit"), Books()),
    tables.SubjectRequest: _PERSON,
    tables.SubjectAnswer: (Through("request"),),
}
"""Model -> the ways in which its rows belong to somebody."""

OPEN: Mapping[type[models.Model], str] = {
    tables.Act: "what was done, without personal data; every act reads the one before",
    tables.Head: "the end of the chain",
    tables.ClosedMonth: "months of the books",
    tables.Account: "asked before anybody is known; its pages filter by duties",
    tables.Duty: "asked to know the scope; its pages filter by region",
    tables.LookSeal: "numbers and a digest",
    tables.AccountState: "numbers and a digest",
    tables.Erasure: "numbers of rows",
    tables.Village: "codes that Kemendagri publishes",
    tables.VillageCode: "codes that Kemendagri publishes",
    tables.Reach: "villages that a paper names people of, without anybody's name",
    tables.Programme: "terms of a programme",
    tables.Cycle: "a year of a programme",
    tables.Run: "what went into a run: files by their hashes",
    tables.Register: "names of lists; their bytes are sealed",
    tables.KeptFile: "sealed bytes, found through the rows that name them",
    tables.Submission: "that a run was handed in",
    tables.Fix: "how many repairs of a kind were accepted",
    tables.PairAnswer: "same or different, for a digest of two records",
    tables.SavedPlan: "figures; its people are in a sealed file",
    tables.SignedPaper: "sealed scans of decrees",
    tables.AnnexFile: "sealed papers of decrees; their pages ask for the right",
    tables.Decree: "number, day and hash of a decree",
    tables.Fund: "funds of an office",
    tables.ReasonWord: "what BPJS's words mean",
    tables.HeldCount: "counts of regions and numbers of people; found by whoever has that scope alone",
    tables.Job: "work asked for, without personal data; its pages filter by account",
}
"""Model -> why its rows are behind no wall."""


def seen(model: type[Of]) -> "QuerySet[Of, Of]":
    """Rows of ``model`` within the scope; none where no scope was said. Raises: KeyError for an undeclared table."""
    return model._default_manager.filter(seen_by(model, scope_now()))


def in_scope(model: type[Of]) -> "QuerySet[Of, Of]":
    """Rows of ``model`` within the scope where one was said; all of them for commands and jobs, which say none."""
    return model._default_manager.all() if scope_now() is None else seen(model)


def near(rows: "QuerySet[Of, Of]") -> "QuerySet[Of, Of]":
    """The same ``rows`` of ``seen``, where many are asked for and the scope is of villages or districts alone.

    Their people are found first, and the rows by them in an index: else PostgreSQL asks row security of every row of
    the nation before it asks for the village.
    """
    scope, column = scope_now(), _HANGS_ON[rows.model]
    if scope is None or scope.groups or not scope.areas or any(len(area) < DISTRICT for area in scope.areas):
        return rows
    villages = tables.Village.objects.filter(in_areas("code", scope.areas))
    people = tables.Person.objects.filter(village__any_of=villages.values("id"))
    if column == "person_month":
        months = tables.PersonMonth.objects.filter(_ANY_STATE, person__any_of=people.values("id"))
        return rows.filter(Q(person_month__any_of=months.values("id")) | Q(person_month=None))
    theirs = Q(person__any_of=people.values("id"))
    return rows.filter(theirs, _ANY_STATE) if rows.model is tables.PersonMonth else rows.filter(theirs | Q(person=None))


DISTRICT = 6
"""Digits of the code of a district."""
_HANGS_ON: Mapping[type[models.Model], str] = {
    **dict.fromkeys((tables.PersonMonth, tables.BillLine, tables.MemberLine), "person"),
    tables.Posting: "person_month",
}
_ANY_STATE = Q(state__in=LET_GO) | ~Q(state__in=LET_GO)
"""Months of a person lie in two indexes, one for each."""


def seen_by(model: type[models.Model], scope: Scope | None, prefix: str = "") -> Q:
    """The filter of ``seen`` for a scope; ``prefix`` leads to ``model`` from the table that is asked."""
    if model in OPEN:
        return Q() if scope is not None else _nothing(prefix)
    ways = WAYS[model]
    if scope is None:
        return _nothing(prefix)
    if scope.everything:
        return Q()
    found = _nothing(prefix)
    for way in ways:
        part = _filter(model, way, scope, prefix)
        if not part:  # everything; joined to what comes before it would add nothing
            return part
        found |= part
    return found


def in_areas(column: str, areas: Iterable[str]) -> Q:
    """Rows whose region code in ``column`` lies in one of ``areas``."""
    found = _nothing()
    for area in areas:
        found |= Q(**{f"{column}__startswith": area}) if area else Q()
        if not area:
            return Q()
    return found


def _nothing(prefix: str = "") -> Q:
    return Q(**{f"{prefix}pk__in": []})


def _filter(model: type[models.Model], way: Way, scope: Scope, prefix: str) -> Q:
    match way:
        case InVillage(column):
            return in_areas(f"{prefix}{column}__code", scope.areas)
        case InArea(column):
            return in_areas(f"{prefix}{column}", scope.areas)
        case Through(column):
            field: Any = model._meta.get_field(column)
            if not field.null and len(WAYS[model]) > 1:
                return _held(field, scope, prefix)
            return seen_by(field.related_model, scope, f"{prefix}{column}__")
        case Without(column, held):
            alone = Q(**{f"{prefix}{column}__isnull": True})
            if held:
                return alone & _held(model._meta.get_field(held), scope, prefix)
            return alone if scope.areas else _nothing()
        case Own(column):
            return Q(**{f"{prefix}{column}_id": scope.account}) if scope.account else _nothing()
        case OfGroup(column):
            return Q(**{f"{prefix}{column}__in": scope.groups})
        case Reaching(column, paper):
            reached = tables.Reach.objects.filter(in_areas("village__code", scope.areas), paper=paper)
            return Q(**{f"{prefix}{column}__in": reached.values("of")})
        case Books():
            elsewhere = tables.Fund.objects.exclude(in_areas("area_code", scope.areas))
            return Q(~Exists(elsewhere)) if scope.areas else _nothing()
        case Served():
            if not scope.groups:
                return _nothing()
            served = tables.Enrolment.objects.filter(batch__group__in=scope.groups)
            return Q(**{f"{prefix}pk__in": served.values("person_id")})


def _held(field: Any, scope: Scope, prefix: str) -> Q:
    """Rows whose parent is seen. Joined, a parent that the wall hides would take away rows seen by another way."""
    rows = field.related_model._default_manager.filter(seen_by(field.related_model, scope))
    return Q(**{f"{prefix}{field.name}__in": rows.values("pk")})
