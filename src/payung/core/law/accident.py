"""What a work accident or an occupational disease pays (JKK), in shares of the member's income base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from payung.core.basis.days import months_after
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part, Step
from payung.core.law.book import Law
from payung.core.law.contributions import whole_percent
from payung.core.law.death import BURIAL, PERIODIC, periodic_grant
from payung.core.law.values import Number, Value, shown_amount

DEATH = Text(id="Santunan kematian karena kecelakaan kerja", en="Benefit for a death by work accident")
DISABILITY = Text(id="Santunan cacat", en="Disability benefit")
TEMPORARY = Text(id="Santunan sementara tidak mampu bekerja (STMB)", en="Benefit while temporarily unable to work")
COSTS = {
    "land": Text(id="Angkutan darat, sungai atau danau", en="Transport by land, river or lake"),
    "sea": Text(id="Angkutan laut", en="Transport by sea"),
    "air": Text(id="Angkutan udara", en="Transport by air"),
    "home_care": Text(id="Perawatan di rumah", en="Home care"),
    "prosthesis": Text(id="Orthosis atau prothesis", en="Orthosis or prosthesis"),
    "dentures": Text(id="Gigi tiruan", en="Dentures"),
    "hearing_aid": Text(id="Alat bantu dengar", en="Hearing aid"),
    "glasses": Text(id="Kacamata", en="Glasses"),
}
"""The costs that are repaid up to a limit. Medical care as needed has no limit and is not counted here."""


class UnknownLoss(PayungError):
    """The table of disabilities has no row of that code."""

    code = "unknown-loss"
    exit_code = 59

    def __init__(self, asked: str) -> None:
        super().__init__(
            says=Text(id=f"Tidak ada cacat berkode '{asked}'.", en=f"There is no disability coded '{asked}'."),
            do=Text(
                id="Lihat `payung law show jkk/disability_table`.", en="See `payung law show jkk/disability_table`."
            ),
            on_page=Text(
                id="Pilih cacatnya dari tabel peraturan.", en="Choose the disability from the table of the law."
            ),
        )


@dataclass(frozen=True)
class Loss:
    """One permanent loss: a row of the table, how many times, and how much of the function is lost.

    ``count``: fingers, or steps of 10 decibel or 10 percent. ``percent``: 100 for the loss of the part itself.
    """

    code: str
    count: int = 1
    percent: int = 100


def death_by_accident(law: Law, base: int) -> Answer:
    """Benefit for a death by work accident; ``base`` is the member's income base, whole rupiah a month.

    Source: parameters jkk/death_permille, jkk/months_of_income, jkm/*. Never less than the death grant of JKM.
    """
    times, share, floor, burial = (
        law["jkk/months_of_income"], law["jkk/death_permille"], law["jkm/lump_sum"], law["jkm/burial"],
    )  # fmt: skip
    counted = _share_of_income(base, times, share.amount)
    how = _how(base, times, shown_amount(share.amount, "permille").id, counted)
    rests: tuple[Value, ...] = (share, times)
    if counted < floor.amount:
        how += f"; paling sedikit / at least {rupiah(floor.amount)}"
        rests = (*rests, floor)
    death = Step(_named(DEATH, how), max(counted, floor.amount), rests)
    periodic = periodic_grant(law)
    buried = Step(_named(BURIAL, rupiah(burial.amount)), burial.amount, (burial,))
    parts = (
        Part("jkk_death", DEATH, max(counted, floor.amount)),
        Part("jkk_periodic", PERIODIC, periodic.amount or 0),
        Part("jkk_burial", BURIAL, burial.amount),
    )
    return Answer(parts, (death, periodic, buried))


def total_disability(law: Law, base: int) -> Answer:
    """Benefit for total permanent disability. Source: parameters jkk/total_disability_permille, jkm/periodic*."""
    times, share = law["jkk/months_of_income"], law["jkk/total_disability_permille"]
    amount = _share_of_income(base, times, share.amount)
    how = _how(base, times, shown_amount(share.amount, "permille").id, amount)
    periodic = periodic_grant(law)
    return Answer(
        (Part("jkk_disability", DISABILITY, amount), Part("jkk_periodic", PERIODIC, periodic.amount or 0)),
        (Step(_named(DISABILITY, how), amount, (share, times)), periodic),
    )


def partial_disability(law: Law, base: int, losses: Sequence[Loss]) -> Answer:
    """Benefit for partial disability, of the part or of its function; several losses add up to a limit.

    Source: parameters jkk/disability_table, jkk/most_disability_permille. Raises: UnknownLoss.
    """
    table, most, times = (
        law.table("jkk/disability_table"),
        law["jkk/most_disability_permille"],
        law["jkk/months_of_income"],
    )
    steps, notes, shares = [], [], 0
    for loss in losses:
        if loss.code not in table.rows:
            raise UnknownLoss(loss.code)
        row = table[loss.code]
        shares += row.amount * loss.count * loss.percent  # permille × percent: hundred-thousandths of the whole
        said = _loss_says(row.amount, loss)
        steps.append(Step(Text(id=f"{row.name.id}: {said}", en=f"{row.name.en}: {said}"), None, (table,)))
        if row.doubt:
            notes.append(Text(id=f"{row.name.id}: {row.doubt.id}", en=f"{row.name.en}: {row.doubt.en}"))
    rests: tuple[Value, ...] = (times,)
    if shares > most.amount * 100:
        shares, rests = most.amount * 100, (times, most)
        limit = shown_amount(most.amount, "permille")
        steps.append(
            Step(Text(id=f"Jumlahnya paling tinggi {limit.id}", en=f"At most {limit.en} together"), None, (most,))
        )
    amount = _whole(base * times.amount * shares, 100_000)
    how = _how(base, times, _percent(shares), amount)
    steps.append(Step(_named(DISABILITY, how), amount, rests))
    return Answer((Part("jkk_disability", DISABILITY, amount),), tuple(steps), tuple(dict.fromkeys(notes)))


def temporary_inability(law: Law, base: int, absent: Sequence[tuple[date, date]]) -> Answer:
    """Benefit for the days unable to work, first and last day of each absence included, month by month.

    Absences are counted together: whole months, then days of a thirtieth of a month each.
    Source: parameters jkk/temporary_percent, jkk/days_a_month, jkk/day_rounding.
    """
    scale, divisor, rounding = (
        law.bands("jkk/temporary_percent"),
        law["jkk/days_a_month"],
        law.reading("jkk/day_rounding"),
    )
    months, days = _absence(absent, divisor.amount)
    steps, total, first = [], 0, 1
    while first <= months:
        band = scale.at(first)
        last = min([months, *(other.starts - 1 for other in scale.bands if other.starts > first)])
        amount = (last - first + 1) * whole_percent(base, band.amount)
        total += amount
        span = f"{first}" if first == last else f"{first}–{last}"
        how = f"{last - first + 1} × {rupiah(base)} × {band.amount} % = {rupiah(amount)}"
        steps.append(Step(Text(id=f"Bulan ke-{span}: {how}", en=f"Month {span}: {how}"), amount, (scale,)))
        first = last + 1
    if days:
        percent = scale.at(months + 1).amount
        amount, exact = _rounded(base * percent * days, divisor.amount * 100, rounding.code)
        total += amount
        how = f"{days}/{divisor.amount} × {rupiah(base)} × {percent} % = {rupiah(amount)}"
        rests = (scale, divisor) if exact else (scale, divisor, rounding)
        steps.append(Step(Text(id=f"{days} hari: {how}", en=f"{days} days: {how}"), amount, rests))
    notes = _COUNTED_TOGETHER if len(absent) > 1 else ()
    return Answer((Part("jkk_temporary", TEMPORARY, total),), tuple(steps), notes)


def repaid_costs(law: Law, costs: Mapping[str, int]) -> Answer:
    """What is repaid of ``costs`` (code of ``COSTS`` -> whole rupiah spent; a prosthesis: the public centre's tariff).

    Source: parameters jkk/transport, jkk/home_care, jkk/prosthesis_markup_percent, jkk/aids.
    """
    parts, steps = [], []
    for code in (code for code in COSTS if code in costs):
        spent = costs[code]
        most, values = _limit(law, code, spent)
        paid = most if code == "prosthesis" else min(spent, most)
        parts.append(Part(f"cost_{code}", COSTS[code], paid))
        limit = Text(id=f"paling banyak {rupiah(most)}", en=f"at most {rupiah(most)}")
        if code == "home_care":
            months = law["jkk/home_care_months"].amount
            limit = Text(id=f"{limit.id}, {months} bulan", en=f"{limit.en}, {months} months")
        steps.append(
            Step(
                Text(
                    id=f"{COSTS[code].id}: {rupiah(spent)}, {limit.id}: {rupiah(paid)}",
                    en=f"{COSTS[code].en}: {rupiah(spent)}, {limit.en}: {rupiah(paid)}",
                ),
                paid,
                values,
            )
        )
    return Answer(tuple(parts), tuple(steps))


_COUNTED_TOGETHER = (
    Text(
        id="Beberapa masa tidak bekerja dihitung bersambung; aturannya tidak ditemukan.",
        en="Several absences are counted as one; no rule was found.",
    ),
)


def _limit(law: Law, code: str, spent: int) -> tuple[int, tuple[Value, ...]]:
    if code == "home_care":
        return law["jkk/home_care"].amount, (law["jkk/home_care"], law["jkk/home_care_months"])
    if code == "prosthesis":
        markup = law["jkk/prosthesis_markup_percent"]
        return spent * (100 + markup.amount) // 100, (markup,)  # a ceiling: rupiah are never rounded up past it
    table = law.table("jkk/aids" if code in ("dentures", "hearing_aid", "glasses") else "jkk/transport")
    return table[code].amount, (table,)


def _absence(absent: Sequence[tuple[date, date]], divisor: int) -> tuple[int, int]:
    """Whole months and left-over days of all absences together."""
    months = days = 0
    for first, last in absent:
        after = last + timedelta(days=1)
        whole = 0
        while months_after(first, whole + 1) <= after:
            whole += 1
        months, days = months + whole, days + min((after - months_after(first, whole)).days, divisor)
    return months + days // divisor, days % divisor


def _rounded(amount: int, divisor: int, how: str) -> tuple[int, bool]:
    down, rest = divmod(amount, divisor)
    up = {"down": 0, "up": 1 if rest else 0, "nearest": 1 if 2 * rest >= divisor else 0}[how]
    return down + up, rest == 0


def _share_of_income(base: int, times: Number, permille: int) -> int:
    return _whole(base * times.amount * permille, 1000)


def _whole(amount: int, divisor: int) -> int:
    whole, rest = divmod(amount, divisor)
    if rest:
        raise ValueError(f"{amount}/{divisor} is not whole rupiah: the law must say how it is rounded")
    return whole


def _loss_says(permille: int, loss: Loss) -> str:
    how = shown_amount(permille, "permille").id
    if loss.count != 1:
        how = f"{loss.count} × {how}"
    return how if loss.percent == 100 else f"{loss.percent} % × {how}"


def _percent(hundred_thousandths: int) -> str:
    whole, rest = divmod(hundred_thousandths, 1000)
    return f"{whole},{rest:03d}".rstrip("0") + " %" if rest else f"{whole} %"


def _how(base: int, times: Number, share: str, amount: int) -> str:
    return f"{share} × {times.amount} × {rupiah(base)} = {rupiah(amount)}"


def _named(name: Text, how: str) -> Text:
    return Text(id=f"{name.id}: {how}", en=f"{name.en}: {how}")
