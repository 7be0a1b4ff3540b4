"""Which acts a region's auditor may read: those that touched the region, and those that touch none.

``TOUCHES`` says for each kind of act by which of its rows that is known. A kind that is not there, and an act of which
nothing tells where it belongs, is read by whoever sees the nation alone.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from payung.core.access.areas import LENGTHS
from payung.store import models as tables
from payung.store.among import among
from payung.store.models import ROWS_AN_ACT, Act
from payung.store.scope import EVERYTHING, scope_now, scoped
from payung.store.seen import in_areas

Areas = tuple[str, ...]
Where = Callable[[Areas], Q]


@dataclass(frozen=True)
class Rows:
    """Rows of ``model`` that the act added of the region by ``where``."""

    model: type[models.Model]
    where: Where


def _within(*columns: str, **more: Any) -> Where:
    """The code in one of the ``columns`` lies in the region."""

    def where(areas: Areas) -> Q:
        return _any(in_areas(column, areas) for column in columns) & Q(**more)

    return where


def _around(column: str, **more: Any) -> Where:
    """The code in ``column`` lies in the region, or the region in it: a province touches each regency."""
    return lambda areas: (in_areas(column, areas) | Q(**{f"{column}__in": _above(areas)})) & Q(**more)


def _reaching(column: str, paper: str, **more: Any) -> Where:
    """The paper of BPJS whose number is in ``column`` names somebody of the region."""

    def where(areas: Areas) -> Q:
        reached = tables.Reach.objects.filter(in_areas("village__code", areas), paper=paper)
        return Q(**{f"{column}__in": reached.values("of")}, **more)

    return where


def _of_answered_pair(areas: Areas) -> Q:
    """A pair of the region has the key of the answer."""
    sides = in_areas("left_village__code", areas) | in_areas("right_village__code", areas)
    return Q(Exists(tables.Pair.objects.filter(sides, key=OuterRef("key"), run__cycle=OuterRef("cycle"))))


def _above(areas: Areas) -> list[str]:
    """Codes of the regions around ``areas``, the nation's too."""
    return sorted({area[:length] for area in areas for length in LENGTHS if length <= len(area)})


def _of_accounts(model: type[models.Model], column: str) -> Rows:
    """Accounts and their duties: where the duties are. A branch of BPJS has none anywhere."""
    return Rows(model, _around(f"{column}area_code", **{f"{column}group__isnull": True}))


_PERSON = "person__village__code"
_DECREE_PEOPLE = ("lines__person__village__code", "removals__line__person__village__code")
_CYCLE = "cycle__programme__area_code"
_RUN = "run__programme__area_code"
_LISTED = Rows(tables.IntakeFile, _within("village__code"))
_DECREED = (
    Rows(tables.DecreeLine, _within(_PERSON)),
    Rows(tables.Removal, _within("line__person__village__code")),
    Rows(tables.Waiting, _within(_PERSON)),
)
_STEP = (Rows(tables.Step, _around("proposal__area_code")),)
_ENROLLED = (Rows(tables.Enrolment, _within(_PERSON)),)
_ASKED = (Rows(tables.Question, _within("enrolment__person__village__code")),)
_JOINED = (Rows(tables.Join, _within(_PERSON, "into__village__code")),)
_LEFT = (Rows(tables.Leaving, _within(_PERSON)),)
_MONEY = (
    Rows(tables.Posting, _around("purse__fund__area_code", purse__village__isnull=True)),
    Rows(tables.Posting, _within("purse__village__code")),
)
_PLAN = (Rows(tables.SavedPlan, _around(_CYCLE)),)
_FIX = (Rows(tables.Fix, _around(_RUN)),)
_ACCOUNT = (_of_accounts(tables.AccountState, "account__duties__"),)
_DUTY = (_of_accounts(tables.Duty, ""),)
_FETCH = (Rows(tables.Fetch, _within("village__code")),)

TOUCHES: Mapping[str, tuple[Rows, ...]] = {
    "cycle.open": (Rows(tables.Cycle, _around("programme__area_code")),),
    "cycle.judge": (Rows(tables.Run, _around("programme__area_code")),),
    "register.keep": (Rows(tables.Register, _around(_CYCLE)),),
    "roster.send": (_LISTED,),
    "roster.undo": (Rows(tables.Intake, _within("undoes__files__village__code")),),
    "roster.choose": (Rows(tables.FileChoice, _within("village__code", "intake_file__village__code")),),
    "roster.receive": (Rows(tables.Run, _around("programme__area_code")),),
    "run.submit": (Rows(tables.Submission, _around(_RUN)),),
    "corrections.fetch": _FETCH,
    "enrolment.fetch": _FETCH,
    "fixes.accept": _FIX,
    "fixes.undo": _FIX,
    "pair.decide": (Rows(tables.PairAnswer, _of_answered_pair),),
    "plan.save": _PLAN,
    "simulation.save": _PLAN,
    "decree.propose": (Rows(tables.Proposal, _around("area_code")),),
    "proposal.check": _STEP,
    "proposal.judge": (Rows(tables.Verdict, _around("sampled__proposal__area_code")),),
    "proposal.approve": _STEP,
    "proposal.refuse": _STEP,
    "proposal.withdraw": _STEP,
    "decree.issue": _DECREED,
    "decree.amend": _DECREED,
    "decree.extend": _DECREED,
    "decree.annex": (Rows(tables.AnnexFile, _within(*(f"decree__{column}" for column in _DECREE_PEOPLE))),),
    "decree.sign": (Rows(tables.SignedPaper, _within(*(f"decree__{column}" for column in _DECREE_PEOPLE))),),
    "enrolment.export": _ENROLLED,
    "enrolment.replace": _ENROLLED,
    "enrolment.answer": (Rows(tables.Answer, _within("enrolment__person__village__code")),),
    "enrolment.ask": _ASKED,
    "enrolment.reply": _ASKED,
    "fund.open": (Rows(tables.Fund, _around("area_code")),),
    "fund.receive": _MONEY,
    "fund.return": _MONEY,
    "bill.receive": (Rows(tables.Bill, _reaching("id", "bill")),),
    "payment.record": (Rows(tables.Payment, _reaching("bill", "bill")),),
    "credit.book": (Rows(tables.Credit, _reaching("id", "credit")),),
    "member.receive": (
        Rows(tables.MemberList, _reaching("group", "group")),
        Rows(tables.MemberLine, _within(_PERSON, list__group__isnull=True)),
    ),
    "month.release": (Rows(tables.Posting, _within("person_month__person__village__code")),),
    "person.left": _LEFT,
    "people.left": _LEFT,
    "people.join": _JOINED,
    "people.part": _JOINED,
    "subject.record": (Rows(tables.SubjectRequest, _within(_PERSON)),),
    "subject.answer": (Rows(tables.SubjectAnswer, _within("request__person__village__code")),),
    "user.add": _ACCOUNT,
    "user.password": _ACCOUNT,
    "user.own_password": _ACCOUNT,
    "user.factor": _ACCOUNT,
    "user.own_factor": _ACCOUNT,
    "user.sessions": _ACCOUNT,
    "user.enable": _ACCOUNT,
    "user.disable": _ACCOUNT,
    "user.duty": _DUTY,
    "user.end": _DUTY,
    "village.renumber": (Rows(tables.VillageCode, _within("village__code")),),
}
"""Kind of act -> the rows by which it is known whom it touched."""

OF_NO_REGION: Mapping[str, str] = {
    "month.close": "the books of a month, which are one for all",
    "looks.seal": "how many looks were sealed",
    "enrolment.map": "what BPJS's words mean",
    "store.rotate": "versions of the keys",
    "store.retention": "how many kept things were erased when their time was over",
}
"""Kind of act -> what it is of."""

NATION_ALONE: Mapping[str, str] = {
    "cover.look": "a command at the server's shell; it says numbers of people and adds no row",
    "cover.slip": "the same",
    "cover.ending": "the same, of everybody",
    "synth.office": "makes up a whole office",
}
"""Kind of act -> why no region's auditor reads it."""


MANY = 1_000
"""Rows of an act: more are asked for by their bounds, fewer by their numbers together with those of other acts."""


def acts_seen(acts: "QuerySet[Act, Act]") -> "QuerySet[Act, Act]":
    """Those of ``acts`` that touched the scope or touch no region; none where no scope was said."""
    scope = scope_now()
    if scope is None or not (scope.everything or scope.areas):
        return acts.none()
    if scope.everything:
        return acts
    with scoped(EVERYTHING):  # where a row belongs is asked of the rows themselves; numbers of acts alone go on
        numbers = _touching(acts, scope.areas)
    return acts.filter(Q(kind__in=list(OF_NO_REGION)) | Q(number__in=among(sorted(numbers))))


def _touching(acts: "QuerySet[Act, Act]", areas: Areas) -> set[int]:
    """Numbers of those of ``acts`` that touched the region."""
    found, few = set[int](), dict[Rows, list[int]]()
    told = acts.filter(kind__in=list(TOUCHES)).order_by().values_list("number", "kind", "wrote")
    for number, kind, wrote in told.iterator():
        held = json.loads(wrote)
        for rows in TOUCHES[kind]:
            count = held.get(rows.model._meta.db_table, {}).get("rows", 0)
            ids = range(first := number * ROWS_AN_ACT, first + count)
            if count <= MANY:
                few.setdefault(rows, []).extend(ids)
            elif _is_of(areas, rows, ids):
                found.add(number)
    for rows, wanted in few.items():
        of = rows.model._default_manager.filter(rows.where(areas), id__in=among(wanted))
        found.update(one // ROWS_AN_ACT for one in of.order_by().values_list("id", flat=True))
    return found


def _is_of(areas: Areas, rows: Rows, ids: range) -> bool:
    """Whether one of the many rows ``ids`` of an act is of the region."""
    added = rows.model._default_manager.filter(id__gte=ids.start, id__lt=ids.stop)
    return added.filter(rows.where(areas)).exists()


def _any(parts: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for part in parts:
        found |= part
    return found
