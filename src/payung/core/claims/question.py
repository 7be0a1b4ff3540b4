"""What a claim's estimate needs to know, read from a form, a command, a spreadsheet or a file of cases.

The fields have the same names everywhere; dates, numbers and lists may come typed or as text. Nothing is guessed: a
field that is missing, unknown or impossible is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from payung.core.basis.text import Text
from payung.core.claims import words
from payung.core.claims.answers_given import Given
from payung.core.law.accident import COSTS, Loss
from payung.core.law.heirs import RELATIONS
from payung.core.law.scholarship import LEVELS, MOST_YEARS, Child, Level

Kind = Literal["death", "work-death", "disability", "temporary", "costs"]
KINDS: Mapping[str, Text] = {
    "death": Text(id="meninggal bukan karena kerja (JKM)", en="death not caused by work (JKM)"),
    "work-death": Text(id="meninggal karena kecelakaan kerja (JKK)", en="death by work accident (JKK)"),
    "disability": Text(id="cacat karena kecelakaan kerja (JKK)", en="disability by work accident (JKK)"),
    "temporary": Text(id="sementara tidak mampu bekerja (JKK)", en="temporarily unable to work (JKK)"),
    "costs": Text(id="biaya karena kecelakaan kerja (JKK)", en="costs of a work accident (JKK)"),
}
_MOST_RUPIAH = 10**12
_NEEDS_ACCIDENT = ("work-death", "disability", "temporary", "costs")


@dataclass(frozen=True)
class Question:
    """One event of one member. ``happened``: the death (JKM), the accident or the diagnosis (JKK)."""

    kind: Kind
    happened: date
    outcome: date  # the day of death or of the declared disability; the same day where none is given
    started: date
    paid: tuple[date, ...] | None  # first days of the months paid; None: unbroken from the start to the event
    income: int | None  # whole rupiah a month as registered; None: the lowest band
    total: bool
    losses: tuple[Loss, ...]
    absent: tuple[tuple[date, date], ...]
    costs: Mapping[str, int]
    children: tuple[Child, ...]
    heirs: tuple[str, ...]
    filed: date | None
    memberships: int
    readings: Mapping[str, str]

    @property
    def death(self) -> bool:
        """Whether the member died."""
        return self.kind in ("death", "work-death")

    @property
    def work(self) -> bool:
        """Whether work caused it (JKK)."""
        return self.kind != "death"


def question_from(values: Mapping[str, object]) -> Question:
    """The question that ``values`` ask, by field. Raises: QuestionWrong."""
    given = Given(values)
    kind = cast(Kind, given.word("kind", KINDS, words.KINDS))
    happened, outcome = _days(given, kind)
    question = Question(
        kind=kind,
        happened=happened,
        outcome=outcome,
        started=given.day("started"),
        paid=given.months("paid") if given.has("paid") else None,
        income=given.maybe_whole("income", 0, _MOST_RUPIAH),
        total=given.yes_no("total"),
        losses=tuple(_loss(given, text) for text in given.texts("losses")),
        absent=given.spans("absent"),
        costs=given.amounts("costs", COSTS, words.COSTS, _MOST_RUPIAH),
        children=tuple(_child(given, text) for text in given.texts("children")),
        heirs=given.words("heirs", RELATIONS, words.HEIRS),
        filed=given.maybe_day("filed"),
        memberships=given.maybe_whole("memberships", 1, 9) or 1,
        readings=given.pairs("readings"),
    )
    given.done()
    _fits(given, question)
    return question


def _days(given: Given, kind: Kind) -> tuple[date, date]:
    if kind == "death":
        day = given.day("day")
        return day, day
    if given.has("accident") == given.has("diagnosed"):
        given.wrong("accident", Text(id="diisi, atau diagnosed, salah satu", en="given, or diagnosed, one of them"))
    happened = given.day("accident" if given.has("accident") else "diagnosed")
    outcome = given.maybe_day("day") or happened
    if outcome < happened:
        given.wrong("day", Text(id="tidak sebelum hari kecelakaan", en="not before the day of the accident"))
    return happened, outcome


def _loss(given: Given, text: str) -> Loss:
    """CODE, CODE*COUNT, CODE@PERCENT or CODE*COUNT@PERCENT."""
    head, _, percent = text.partition("@")
    code, _, count = head.partition("*")
    shape = Text(id="KODE, KODE*JUMLAH atau KODE@PERSEN (1–100)", en="CODE, CODE*COUNT or CODE@PERCENT (1–100)")
    numbers = []
    for value, most in ((count, 20), (percent, 100)):
        value = value.strip().removesuffix("%").strip()
        if value and not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= most):
            given.wrong("losses", shape)
        numbers.append(int(value) if value else None)
    return Loss(code.strip(), numbers[0] or 1, numbers[1] or 100)


def _child(given: Given, text: str) -> Child:
    """BIRTH LEVEL [YEAR] [married|working]."""
    shape = Text(
        id=f"TANGGAL-LAHIR JENJANG [TAHUN KE-] [married|working]; jenjang: {', '.join(LEVELS)}",
        en=f"BIRTH LEVEL [YEAR] [married|working]; level: {', '.join(LEVELS)}",
    )
    born, *said = text.split()
    said = [words.STATUS.get(word.casefold(), word.casefold()) for word in said]
    married, working = "married" in said, "working" in said
    said = [word for word in said if word not in ("married", "working")]
    if not 1 <= len(said) <= 2:
        given.wrong("children", shape)
    level = cast(Level, given.known("children", said[0], LEVELS, words.LEVELS))
    year = int(said[1]) if len(said) == 2 and said[1].isascii() and said[1].isdigit() and len(said[1]) < 3 else 1
    if len(said) == 2 and (str(year) != said[1] or not 1 <= year <= MOST_YEARS[level]):
        given.wrong(
            "children",
            Text(id=f"tahun 1–{MOST_YEARS[level]} pada {level}", en=f"a year of 1–{MOST_YEARS[level]} in {level}"),
        )
    return Child(given.day_of("children", born), level, year, married, working)


def _fits(given: Given, asked: Question) -> None:
    """What does not belong to this kind of claim, or cannot be true, is refused."""
    none = Text(id="kosong untuk klaim jenis ini", en="left out for this kind of claim")
    misplaced = {
        "losses": asked.losses and asked.kind != "disability",
        "total": asked.total and asked.kind != "disability",
        "absent": asked.absent and not asked.work,
        "costs": asked.costs and not asked.work,
        "children": asked.children and not (asked.death or asked.total),
        "heirs": asked.heirs and not asked.death,
        "memberships": asked.memberships > 1 and asked.kind != "death",
    }
    for field, wrong in misplaced.items():
        if wrong:
            given.wrong(field, none)
    if asked.kind == "disability" and asked.total == bool(asked.losses):
        given.wrong("losses", Text(id="diisi bila bukan total, kosong bila total", en="given unless total"))
    for kind, field in (("temporary", "absent"), ("costs", "costs")):
        if asked.kind == kind and not getattr(asked, field):
            given.wrong(field, Text(id="diisi", en="given"))
    _days_fit(given, asked)


def _days_fit(given: Given, asked: Question) -> None:
    if asked.filed and asked.filed < asked.outcome:
        given.wrong("filed", Text(id="tidak sebelum peristiwanya", en="not before the event"))
    first_month = asked.started.replace(day=1)
    if asked.paid is not None and (not asked.paid or asked.paid[0] < first_month):
        given.wrong("paid", Text(id=f"bulan sejak {first_month:%Y-%m}", en=f"months from {first_month:%Y-%m} on"))
    if asked.absent and asked.absent[0][0] < asked.happened:
        given.wrong("absent", Text(id="tidak sebelum kecelakaan", en="not before the accident"))
    if any(child.born > asked.happened for child in asked.children):
        given.wrong("children", Text(id="anak yang sudah lahir", en="children already born"))
