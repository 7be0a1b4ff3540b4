"""What whoever approves must know of a proposal: figures, the law it stands on, and what is not settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from payung.actions.proposals import subject_of
from payung.core.basis.rupiah import in_words, number
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.values import shown_amount
from payung.core.programmes.case import case_on
from payung.core.programmes.catalogue import read_programme
from payung.gateways.problem_words import kind_called
from payung.gateways.workbooks.problems import PROBLEMS
from payung.store.intakes import READ, REPLACED
from payung.store.models import Pair, PairAnswer, Proposal, Run, RunFile, SourceRow
from payung.store.problems import open_problems
from payung.store.scope import whole_of
from payung.store.seen import in_scope

LAW = ("bpu/jkk/contribution_percent", "bpu/jkm/contribution", "bpu/age/minimum", "bpu/age/limit")
"""The values every list stands on."""

UNDECIDED = Text(
    id="{n} baris dikembalikan ke desa dan belum diperbaiki", en="{n} rows were sent back and not corrected"
)
UNREAD = Text(id="{n} berkas desa tidak terbaca", en="{n} files of villages could not be read")
OPEN_PAIRS = Text(
    id="{n} pasangan yang mungkin orang yang sama belum diputus", en="{n} pairs that may be one person are not decided"
)
FINDINGS = Text(id="{n} baris: {what}", en="{n} rows: {what}")
OF_FILES = Text(id="{n} berkas: {what}", en="{n} files: {what}")


@dataclass(frozen=True)
class Rule:
    """A value of the law in force, with its article. ``doubt``: what is not certain about it; None: compared."""

    name: Text
    value: Text
    article: str
    doubt: Text | None


@dataclass(frozen=True)
class Facts:
    """``regencies``: code, villages, people, person-months, rupiah. Amounts whole rupiah, ``words`` as decrees print.

    ``warnings`` are of the lists, ``open`` what no source of the programme says.
    """

    people: int
    person_months: int
    amount: int
    words: str
    waiting: int
    regencies: Sequence[tuple[str, int, int, int, int]]
    rules: Sequence[Rule]
    warnings: Sequence[Text]
    open: Sequence[Text]


UNCHECKED = Text(id="belum dicocokkan dengan naskah resmi", en="nobody has compared it with the official text yet")


def facts_of_proposal(proposal: Proposal) -> Facts:
    """Everything the approver sees before the step. Raises: NoValueInForce."""
    said = subject_of(proposal)
    programme = read_programme(proposal.cycle.programme.code) if proposal.cycle else None
    on = proposal.cycle.on if proposal.cycle else date.fromisoformat(said["dated"])
    return Facts(
        people=said["people"],
        person_months=said["person_months"],
        amount=said["amount"],
        words=in_words(said["amount"]),
        waiting=said.get("waiting", 0),
        regencies=[_regency(row) for row in said.get("regencies", [])],
        rules=rules_on(programme.id, on) if programme else [],
        warnings=warnings_of(proposal.plan.run) if proposal.plan and proposal.plan.run else [],
        open=programme.open if programme else [],
    )


def rules_on(programme: str, on: date) -> list[Rule]:
    """The values of the law on a day that a programme's list stands on. Raises: NoValueInForce."""
    book = LawBook.read()
    case = case_on(read_programme(programme), on=on, law=book, seed=1)
    found = []
    for key in LAW:
        parameter = book.parameters[key]
        value = parameter.on(on)
        shown = value.shown() if key != "bpu/age/minimum" else shown_amount(case.age_minimum, value.unit)
        found.append(Rule(parameter.name, shown, value.article, None if parameter.checked else UNCHECKED))
    return found


def warnings_of(run: Run) -> list[Text]:
    """What is not settled in the lists of a run: no personal data, most first.

    Whoever has a duty in the whole area of the programme is told all of it, also what is of no village.
    """
    with whole_of(run.programme.area_code):
        return _warnings(run)


def _warnings(run: Run) -> list[Text]:
    found = []
    undecided = in_scope(SourceRow).filter(run=run, decision="correct").count()
    files = in_scope(RunFile).filter(run=run).exclude(status__in=(READ, REPLACED)).order_by()
    left = dict(files.values_list("status").annotate(Count("id")))
    unread = sum(many for status, many in left.items() if status in PROBLEMS)
    answered = PairAnswer.objects.filter(cycle_id=run.cycle_id).values("key")
    doubtful = in_scope(Pair).filter(run=run, outcome="doubtful").exclude(key__in=answered).count()
    for count, words in ((undecided, UNDECIDED), (unread, UNREAD), (doubtful, OPEN_PAIRS)):
        if count:
            found.append(words.filled(n=number(count)))
    told = [(many, code, OF_FILES) for code, many in left.items() if code not in PROBLEMS]
    # A file that gave no rows is counted above; what else is found of whole lists is counted by its files.
    problems = open_problems(run).exclude(code__in=left).order_by()
    counted = {
        "rows": Count("id", filter=Q(row__isnull=False)),
        "files": Count("file", distinct=True, filter=Q(row__isnull=True)),
    }
    for code, of_rows, of_files in problems.values_list("code").annotate(**counted):
        told += [(of_rows, code, FINDINGS), (of_files, code, OF_FILES)]
    for many, code, words in sorted(told, key=lambda one: (-one[0], one[1], one[2].id)):
        if many:
            found.append(words.filled(n=number(many), what=kind_called(code)))
    return found


def _regency(row: list[Any]) -> tuple[str, int, int, int, int]:
    code, villages, people, months, amount = row
    return code, villages, people, months, amount
