"""Scholarships of a dead or totally disabled member's children: what the first year pays, and what may follow."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from payung.core.basis.days import months_after
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.answer import Step
from payung.core.law.book import Law
from payung.core.law.values import Table, Value

Level = Literal["none", "kindergarten", "primary", "junior", "senior", "higher"]
LEVELS: dict[Level, Text] = {
    "none": Text(id="belum sekolah", en="not yet at school"),
    "kindergarten": Text(id="TK", en="kindergarten"),
    "primary": Text(id="SD", en="primary"),
    "junior": Text(id="SMP", en="junior secondary"),
    "senior": Text(id="SMA/SMK", en="senior secondary"),
    "higher": Text(id="pendidikan tinggi atau pelatihan", en="higher education or training"),
}
MOST_YEARS: dict[Level, int] = {"none": 1, "kindergarten": 2, "primary": 6, "junior": 3, "senior": 3, "higher": 5}
"""Years a child can be in at each level; kindergarten and primary share the law's eight."""
_GRANT = {"kindergarten": "kindergarten_primary", "primary": "kindergarten_primary"}
_ORDER = ("kindergarten_primary", "junior", "senior", "higher")


class ChildTooOld(PayungError):
    """A child had reached the age at which scholarships end before the event."""

    code = "child-too-old"
    exit_code = 57

    def __init__(self, number: int, age: int, end: int, article: str) -> None:
        super().__init__(
            says=Text(
                id=f"Anak ke-{number} berusia {age} tahun; beasiswa berhenti pada usia {end} ({article}).",
                en=f"Child {number} is {age} years old; scholarships end at {end} ({article}).",
            ),
            do=Text(
                id="Hapus anak itu dari pertanyaan; ia tetap dapat menjadi ahli waris.",
                en="Leave that child out; the child may still be an heir.",
            ),
        )


@dataclass(frozen=True)
class Child:
    """A child on the day of the event: level of school, year in that level from 1, whether married or working."""

    born: date
    level: Level
    year: int = 1
    married: bool = False
    working: bool = False


@dataclass(frozen=True)
class Instalment:
    """One child's scholarship of one year; ``due`` is the anniversary of the event that opens the year."""

    child: int  # place among the children given, from 1
    due: date
    level: str  # a row of scholarship/amount; "once" for the single payment before December 2019
    amount: int


@dataclass(frozen=True)
class Scholarship:
    """What the first year after ``event`` pays, and every year that may follow if each child goes on."""

    event: date
    instalments: tuple[Instalment, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def first_year(self) -> int:
        """Whole rupiah due on the event itself; a child not yet at school has nothing due then."""
        return sum(part.amount for part in self.instalments if part.due == self.event)

    @property
    def following(self) -> int:
        """Whole rupiah that may follow at most."""
        return sum(part.amount for part in self.instalments if part.due > self.event)


def scholarship(law: Law, children: Sequence[Child], *, months_paid: int, work: bool) -> Scholarship:
    """Scholarships after a death or total disability on ``law.day``.

    ``months_paid``: months of contributions that count; ``work``: by a work accident, where no months are needed.
    A child's level moves on a year each year; a child not yet at school begins at the assumed school age.
    Source: parameters scholarship/*. Raises: ChildTooOld; NoValueInForce.
    """
    needed = law["scholarship/months_needed_jkk" if work else "scholarship/months_needed_jkm"]
    end = law["scholarship/end_age"]
    for number, child in enumerate(children, 1):
        if (age := years_old(child.born, law.day)) >= end.amount:
            raise ChildTooOld(number, age, end.amount, end.article)
    reached = months_paid >= needed.amount
    counted: tuple[Value, ...] = (needed,) if work else (needed, law.reading("scholarship/months_counted"))
    enough = Step(
        Text(
            id=f"Beasiswa: iuran {months_paid} bulan, perlu {needed.amount}: {'berhak' if reached else 'tidak berhak'}",
            en=f"Scholarship: {months_paid} months paid, {needed.amount} needed: {'yes' if reached else 'no'}",
        ),
        None,
        counted,
    )
    if not children or not reached:
        return Scholarship(law.day, (), (enough,) if children else ())
    entitled, refused = _entitled(children)
    plan = _once(law, entitled) if law["scholarship/once"].amount else _yearly(law, entitled)
    return replace(plan, steps=(enough, *refused, *plan.steps))


def years_old(born: date, on: date) -> int:
    """Completed years of age on ``on``."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _entitled(children: Sequence[Child]) -> tuple[dict[int, Child], list[Step]]:
    entitled, refused = {}, []
    for number, child in enumerate(children, 1):
        if child.married or child.working:
            why = ("sudah menikah", "married") if child.married else ("sudah bekerja", "working")
            said = Text(id=f"Anak ke-{number} {why[0]}: tidak berhak", en=f"Child {number} is {why[1]}: not entitled")
            refused.append(Step(said, 0))
        else:
            entitled[number] = child
    return entitled, refused


def _once(law: Law, children: dict[int, Child]) -> Scholarship:
    once, most = law["scholarship/once"], law["scholarship/most_children"]
    chosen = list(children)[: most.amount]
    said = Text(
        id=f"Beasiswa sekaligus {rupiah(once.amount)} untuk {most.amount} anak",
        en=f"Scholarship of {rupiah(once.amount)} at once for {most.amount} child",
    )
    return Scholarship(
        law.day,
        tuple(Instalment(number, law.day, "once", once.amount) for number in chosen),
        (Step(said, once.amount * len(chosen), (once, most)),),
    )


def _yearly(law: Law, children: dict[int, Child]) -> Scholarship:
    amounts, years, most = (
        law.table("scholarship/amount"),
        law.table("scholarship/years"),
        law["scholarship/most_children"],
    )
    plans = {number: _years_of(law, number, child) for number, child in children.items()}
    # With more children than are paid, the family's best choice is shown; children alike stand in the order given.
    chosen = sorted(plans, key=lambda number: -sum(part.amount for part in plans[number]))[: most.amount]
    steps = []
    for number in sorted(chosen):
        total = sum(part.amount for part in plans[number])
        rests: tuple[Value, ...] = (amounts, years, law["scholarship/end_age"])
        if children[number].level == "none":
            rests = (*rests, law.table("scholarship/school_age"))
        level, listed = LEVELS[children[number].level], _listed(plans[number], amounts)
        said = Text(id=f"Anak ke-{number} ({level.id}): {listed.id}", en=f"Child {number} ({level.en}): {listed.en}")
        steps.append(Step(said, total, rests))
    notes: tuple[Text, ...] = ()
    if len(children) > most.amount:
        named = ", ".join(str(number) for number in sorted(chosen))
        steps.append(
            Step(
                Text(id=f"Paling banyak {most.amount} anak: {named}", en=f"At most {most.amount} children: {named}"),
                None,
                (most,),
            )
        )
    if chosen:
        notes = (_CLAIMED_YEARLY,)
    instalments = tuple(part for number in sorted(chosen) for part in plans[number])
    return Scholarship(law.day, instalments, tuple(steps), notes)


_CLAIMED_YEARLY = Text(
    id="Beasiswa diajukan setiap tahun dengan surat sekolah; jumlah sesudah tahun pertama adalah yang paling banyak.",
    en="Scholarships are claimed every year with the school's letter; what follows the first year is a maximum.",
)


def _years_of(law: Law, number: int, child: Child) -> list[Instalment]:
    amounts, years, end = (
        law.table("scholarship/amount"),
        law.table("scholarship/years"),
        law["scholarship/end_age"].amount,
    )
    level: str | None
    waits, level, year = _begins(law, child)
    found: list[Instalment] = []
    while level is not None:
        due = months_after(law.day, 12 * waits)
        if years_old(child.born, due) >= end:
            break
        found.append(Instalment(number, due, level, amounts[level].amount))
        waits, year = waits + 1, year + 1
        if year > years[level].amount:
            level, year = _next(level), 1
    return found


def _begins(law: Law, child: Child) -> tuple[int, str, int]:
    """Years from the event to the first instalment, the level it is for, and the year in that level."""
    if child.level == "none":
        school = law.table("scholarship/school_age")["kindergarten_primary"].amount
        waits = 0
        while years_old(child.born, months_after(law.day, 12 * waits)) < school:
            waits += 1
        return waits, "kindergarten_primary", 1
    level = _GRANT.get(child.level, child.level)
    year = child.year + (MOST_YEARS["kindergarten"] if child.level == "primary" else 0)
    return 0, level, year


def _next(level: str) -> str | None:
    place = _ORDER.index(level) + 1
    return _ORDER[place] if place < len(_ORDER) else None


def _listed(plan: Sequence[Instalment], amounts: Table) -> Text:
    counts = Counter(part.level for part in plan)
    total = rupiah(sum(part.amount for part in plan))
    terms = [(amounts[level].name, f"{count} × {rupiah(amounts[level].amount)}") for level, count in counts.items()]
    return Text(
        id=" + ".join(f"{name.id} {term}" for name, term in terms) + f" = {total}",
        en=" + ".join(f"{name.en} {term}" for name, term in terms) + f" = {total}",
    )
