"""What a claim pays: the cover on the day, the law of the day that decides, the sum, the heirs, the deadlines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from payung.core.basis.days import months_after
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.claims.question import Question
from payung.core.cover.standing import History, Standing, standing
from payung.core.law import accident
from payung.core.law.answer import Answer, Part, Step, doubts
from payung.core.law.book import Law, LawBook
from payung.core.law.death import death_benefit
from payung.core.law.heirs import Receiving, who_receives
from payung.core.law.scholarship import Scholarship, scholarship
from payung.core.law.values import Value

State = Literal["payable", "pending", "nothing"]
STATES: dict[State, Text] = {
    "payable": Text(id="dapat dibayar", en="payable"),
    "pending": Text(id="tertunda sampai tunggakan dilunasi", en="pending until the arrears are settled"),
    "nothing": Text(id="tidak ada yang dibayar", en="nothing is payable"),
}


class EventBeforeCover(PayungError):
    """The event asked about lies before the first day of cover."""

    code = "event-before-cover"
    exit_code = 56

    def __init__(self, happened: date, started: date) -> None:
        super().__init__(
            says=Text(
                id=f"Peristiwa {happened} terjadi sebelum perlindungan mulai {started}.",
                en=f"The event of {happened} happened before cover began on {started}.",
            ),
            do=Text(
                id="Periksa kedua tanggal; sebelum perlindungan mulai tidak ada santunan.",
                en="Check both days; before cover begins nothing is paid.",
            ),
        )


@dataclass(frozen=True)
class Deadline:
    """Until when something must be done, and the values of the law that say so."""

    name: Text
    until: Text
    rests_on: tuple[Value, ...]


@dataclass(frozen=True)
class Estimate:
    """An answer to a ``Question``. ``cash`` is what is paid at once; scholarships are kept apart from it."""

    question: Question
    law_day: date  # the day whose law decides the amounts
    standing: Standing
    state: State
    cash: Answer
    scholarship: Scholarship
    receiving: Receiving | None
    deadlines: tuple[Deadline, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in order."""
        return self.cash.steps + self.scholarship.steps

    @property
    def rests_on(self) -> tuple[Value, ...]:
        """Every value of the law the answer and its deadlines rest on, each once."""
        used = [value for step in self.steps for value in step.rests_on]
        used += [value for deadline in self.deadlines for value in deadline.rests_on]
        return tuple({(value.key, value.since): value for value in used}.values())

    @property
    def notes(self) -> tuple[Text, ...]:
        """What the reader must know: notes of the calculation, then what is doubtful in the values it rests on."""
        return tuple(dict.fromkeys((*self.cash.notes, *self.scholarship.notes, *doubts(self.rests_on))))


def estimate(book: LawBook, question: Question) -> Estimate:
    """The estimate of ``question`` under the law of ``book``, read as the question asks.

    Raises: EventBeforeCover, ChildTooOld, UnknownLoss, NoValueInForce, BelowFirstBand, UnknownParameter,
    UnknownReading.
    """
    for key, code in question.readings.items():
        book = book.read_as(key, code)
    if question.happened < question.started:
        raise EventBeforeCover(question.happened, question.started)
    law, decides = _deciding_law(book, question)
    stands = standing(book.on(question.happened), _history(question), question.happened)
    state, covered = _state(book.on(question.happened), question, stands)
    deadlines, filed = _deadlines(book.on(question.happened), question)
    if filed is not None:
        state, covered = "nothing", covered + filed
    if state == "nothing":
        cash, grants = Answer(), Scholarship(law.day)
    else:
        cash, grants = cash_benefit(law, question, stands), _scholarship(law, question, stands)
    receiving = who_receives(law, question.heirs, cash) if question.heirs and cash.parts else None
    paid = receiving.benefit if receiving else cash
    return Estimate(question, law.day, stands, state, decides + covered + paid, grants, receiving, deadlines)


def _history(question: Question) -> History:
    paid = question.paid
    if paid is None:
        month, until, months = question.started.replace(day=1), question.happened.replace(day=1), []
        while month <= until:
            months.append(month)
            month = months_after(month, 1)
        paid = tuple(months)
    return History(question.started, paid)


def _deciding_law(book: LawBook, question: Question) -> tuple[Law, Answer]:
    """The law that decides amounts: of the day of death; for work accidents as jkk/deciding_day is read."""
    if not question.work:
        said = Text(
            id=f"Ketentuan pada hari meninggal, {question.happened}",
            en=f"The law of the day of death, {question.happened}",
        )
        return book.on(question.happened), Answer((), (Step(said, None),))
    reading = book.on(question.happened).reading("jkk/deciding_day")
    day = question.happened if reading.code == "accident" else question.outcome
    said = Text(id=f"Ketentuan pada {day}", en=f"The law of {day}")
    # The reading is worth a note only where the two days differ.
    rests = (reading,) if question.outcome != question.happened else ()
    return book.on(day), Answer((), (Step(said, None, rests),))


def _state(law: Law, question: Question, stands: Standing) -> tuple[State, Answer]:
    limit, comparison = law["bpu/cover/lapse_after_unpaid_months"], law.reading("bpu/cover/lapse_comparison")
    notes = () if question.paid is not None else (_UNBROKEN,)
    if stands.state == "lapsed":
        said = Text(
            id=f"Kepesertaan berakhir {stands.lapses_on}: {stands.unpaid} bulan menunggak",
            en=f"Membership ended on {stands.lapses_on}: {stands.unpaid} unpaid months",
        )
        return "nothing", Answer((), (Step(said, 0, (limit, comparison)),), notes)
    if stands.state == "grace":
        reading = law.reading("bpu/cover/claim_in_grace")
        states: dict[str, State] = {"pending": "pending", "payable": "payable", "not_payable": "nothing"}
        said = Text(
            id=f"Menunggak {stands.unpaid} bulan pada hari itu: {reading.readings[reading.code].id}",
            en=f"{stands.unpaid} months unpaid on that day: {reading.readings[reading.code].en}",
        )
        return states[reading.code], Answer((), (Step(said, None, (limit, reading)),), notes)
    said = Text(
        id=f"Terlindungi pada hari itu: sejak {stands.started}, {stands.months} bulan iuran",
        en=f"Covered on that day: since {stands.started}, {stands.months} months paid",
    )
    return "payable", Answer((), (Step(said, None),), notes)


_UNBROKEN = Text(
    id="Bulan iuran tidak diberikan: dianggap dibayar tanpa putus sampai bulan peristiwa.",
    en="The months paid were not given: they are taken as paid without a gap up to the month of the event.",
)


def cash_benefit(law: Law, question: Question, stands: Standing) -> Answer:
    """What ``law`` pays at once, whatever the cover; ``estimate`` asks whether it is payable."""
    if not question.work:
        return _death(law, question, stands)
    bands = law.bands("bpu/income_bands")
    band = bands.bands[0] if question.income is None else bands.at(question.income)
    base = Answer((), (Step(_base_says(band.amount), None, (bands,)),))
    pays: dict[str, Callable[[], Answer]] = {
        "work-death": lambda: accident.death_by_accident(law, band.amount),
        "disability": lambda: (
            accident.total_disability(law, band.amount)
            if question.total
            else accident.partial_disability(law, band.amount, question.losses)
        ),
    }
    answer = base + pays[question.kind]() if question.kind in pays else base
    if question.absent:
        answer += accident.temporary_inability(law, band.amount, question.absent)
    if question.costs:
        answer += accident.repaid_costs(law, question.costs)
    return answer + Answer((), (), (_MEDICAL,))


_MEDICAL = Text(
    id="Perawatan medis dibayar sesuai kebutuhan medis tanpa batas dan tidak termasuk jumlah ini.",
    en="Medical care is paid as medically needed, without limit, and is not part of this sum.",
)


def _base_says(base: int) -> Text:
    return Text(id=f"Dasar penghasilan {rupiah(base)}", en=f"Income base {rupiah(base)}")


def _death(law: Law, question: Question, stands: Standing) -> Answer:
    again = law.reading("bpu/jkm/first_months/after_reentry")
    started = stands.started or question.started
    rejoined = started != question.started
    answer = death_benefit(law, started=question.started if rejoined and again.code == "once" else started)
    if rejoined:
        used = again.readings[again.code]
        said = Text(
            id=f"Mendaftar lagi {started} setelah kepesertaan berakhir: bulan-bulan pertama {used.id}",
            en=f"Enrolled again on {started} after membership ended: the first months, {used.en}",
        )
        answer = Answer((), (Step(said, None, (again, law.reading("bpu/cover/reentry"))),)) + answer
    if question.memberships > 1:
        answer = _several(law, question.memberships, answer)
    return answer


def _several(law: Law, memberships: int, one: Answer) -> Answer:
    reading = law.reading("jkm/two_memberships")
    times = memberships if reading.code == "each" else 1
    said = Text(
        id=f"{memberships} kepesertaan: {reading.readings[reading.code].id}",
        en=f"{memberships} memberships: {reading.readings[reading.code].en}",
    )
    parts = tuple(Part(part.code, part.name, part.amount * times) for part in one.parts)
    return Answer(parts, (*one.steps, Step(said, None, (reading,))), one.notes)


def _scholarship(law: Law, question: Question, stands: Standing) -> Scholarship:
    if not question.children:
        return Scholarship(law.day)
    counted = {"since_restart": stands.months, "unbroken": stands.months_unbroken, "ever": stands.months_ever}
    months = counted[law.reading("scholarship/months_counted").code]
    return scholarship(law, question.children, months_paid=months, work=question.work)


def _deadlines(law: Law, question: Question) -> tuple[tuple[Deadline, ...], Answer | None]:
    """Until when to report and to file; and, where the claim was filed too late, the step that says so."""
    years = law["jkk/claim_years" if question.work else "jkm/claim_years"]
    last, days = months_after(question.happened, 12 * years.amount), law["benefits/pay_working_days"]
    file = Deadline(
        Text(id="Ajukan klaim", en="File the claim"), Text(id=f"paling lambat {last}", en=f"by {last}"), (years,)
    )
    paid = Deadline(
        Text(id="BPJS membayar", en="BPJS pays"),
        Text(
            id=f"{days.amount} hari kerja setelah permintaan lengkap",
            en=f"{days.amount} working days after the request is complete",
        ),
        (days,),
    )
    listed = (*(_reports(law, question.happened) if question.work else ()), file, paid)
    if question.filed is None or question.filed <= last:
        return listed, None
    said = Text(
        id=f"Diajukan {question.filed}, sesudah batas {last}: hak mengajukan gugur",
        en=f"Filed on {question.filed}, after the limit {last}: the right to claim is lost",
    )
    return listed, Answer((), (Step(said, 0, (years,)),))


def _reports(law: Law, happened: date) -> tuple[Deadline, Deadline]:
    first, second = law["jkk/report_hours"], law["jkk/report_stage_two_hours"]
    until = happened + timedelta(hours=first.amount)
    return (
        Deadline(
            Text(id="Lapor kecelakaan (tahap I)", en="Report the accident (stage I)"),
            Text(
                id=f"{first.amount} jam setelah kecelakaan, {until} pada jam yang sama",
                en=f"{first.amount} hours after the accident, {until} at the same hour",
            ),
            (first,),
        ),
        Deadline(
            Text(id="Lapor akhir (tahap II)", en="Report the outcome (stage II)"),
            Text(
                id=f"{second.amount} jam setelah dinyatakan sembuh, cacat atau meninggal",
                en=f"{second.amount} hours after healing, disability or death is declared",
            ),
            (second,),
        ),
    )
