"""A funds file: whose money pays which months of whom. Read strictly; every refusal names the line.

Prices are those of the law of each month, for the fund's payer and sector: a law that changes in the middle of the
plan changes them there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from payung.core.allocation.contradictions import contradictions
from payung.core.allocation.criteria import NAMED, criterion
from payung.core.allocation.fund import Fund, Leaving, Plan, Tranche
from payung.core.allocation.money import shares
from payung.core.allocation.order import RANKINGS
from payung.core.basis.entry import Entry, FileWrong, read_entry
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.contributions import Payer, Sector, monthly_contribution
from payung.core.programmes.programme import Scope
from payung.core.programmes.words import FUND_SOURCES, GROUP_KINDS, SCOPES

MOST_RUPIAH = 10**15
MOST_PEOPLE = 10**8
MOST_MONTHS = 24
MOST_FUNDS = 1_000
FIRST_YEAR, LAST_YEAR = 2016, 2100
PRIVATE = ("sponsorship", "zakat", "self_pay")
"""Sources that are not public money: the relief of contributions is theirs."""
_TRANCHE = Text(
    id="bulan dalam masa rencana; uang yang datang sesudah bulan terakhir tidak dapat membayar apa pun",
    en="a month of the plan; money that comes after its last month can pay nothing",
)


class FundsFileWrong(FileWrong):
    """A funds file has a field that is missing, unknown or not what it must be."""

    code = "funds-file-wrong"
    exit_code = 100
    kind = Text(id="dana", en="funds")


class FundsContradict(PayungError):
    """Rules of a funds file contradict each other, so that money could never be paid."""

    code = "funds-contradict"
    exit_code = 101

    def __init__(self, file: str, places: Sequence[tuple[str, int | None]], why: Text) -> None:
        self.places = tuple(field for field, _ in places)
        named = ", ".join(f"{field} (baris {line})" if line else field for field, line in places)
        named_en = ", ".join(f"{field} (line {line})" if line else field for field, line in places)
        super().__init__(
            Text(
                id=f"Berkas dana {file}: aturan ini saling bertentangan: {named}. {why.id}",
                en=f"Funds file {file}: these rules contradict each other: {named_en}. {why.en}",
            ),
            Text(
                id="Ubah salah satunya; tanpa salah satu, sisanya tidak bertentangan.",
                en="Change one of them; without any one of them the others do not conflict.",
            ),
        )


@dataclass(frozen=True)
class FundsFile:
    """A plan and how people are ordered in it: words of ``order.RANKINGS`` and the seed of the draw."""

    plan: Plan
    ranked_by: tuple[str, ...]
    seed: int


def read_funds(path: Path, law: LawBook) -> FundsFile:
    """The funds file at ``path``, priced by ``law``. Raises: FundsFileWrong, FundsContradict, NoValueInForce."""
    file = path.name
    top = read_entry(path, file, FundsFileWrong)
    months = _plan_months(top)
    listed = list(top.entries("funds"))
    if not 1 <= len(listed) <= MOST_FUNDS:
        top.wrong("funds", Text(id=f"daftar 1 sampai {MOST_FUNDS} dana", en=f"a list of 1 to {MOST_FUNDS} funds"))
    funds = [_fund(entry, months) for entry in listed]
    ids: set[str] = set()
    for number, fund in enumerate(funds, 1):
        if fund.id in ids:
            top.wrong(f"funds.{number}.id", Text(id="kode yang belum dipakai", en="an id not used before"))
        ids.add(fund.id)
    ranked_by = top.words("ranked_by", (*RANKINGS, "draw")) if top.has("ranked_by") else (*RANKINGS, "draw")
    if "draw" in ranked_by[:-1]:
        top.wrong("ranked_by", Text(id="dengan draw paling akhir", en="with draw as its last word"))
    seed = top.maybe_whole("seed", 0, 2**31) if top.has("seed") else 1
    top.done()
    plan = Plan(months, tuple(funds), prices(months, funds, law))
    for conflict in contradictions(plan):
        raise FundsContradict(file, [(field, top.lines.line_of(field)) for field in conflict.fields], conflict.why)
    return FundsFile(plan, ranked_by, 1 if seed is None else seed)


def prices(months: Sequence[int], funds: Sequence[Fund], law: LawBook) -> tuple[tuple[int, ...], ...]:
    """Per fund and month: whole rupiah of one person-month under the law of that month, for whoever pays.

    Raises: NoValueInForce.
    """
    of_month = {month: law.on(date(month // 100, month % 100, 1)) for month in months}
    return tuple(
        tuple(monthly_contribution(of_month[month], payer=fund.payer, sector=fund.sector).total for month in months)
        for fund in funds
    )


def months_between(first: int, last: int) -> tuple[int, ...]:
    """Every month (yyyymm) from ``first`` to ``last``.

    >>> months_between(202611, 202702)
    (202611, 202612, 202701, 202702)
    """
    numbers = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return tuple(number // 12 * 100 + number % 12 + 1 for number in numbers)


def _plan_months(top: Entry) -> tuple[int, ...]:
    if top.has("year") == top.has("months"):
        top.wrong("year", Text(id="diisi, atau months: {from, to}, salah satu", en="given, or months: {from, to}"))
    if top.has("year"):
        year = top.whole("year", FIRST_YEAR, LAST_YEAR)
        return months_between(year * 100 + 1, year * 100 + 12)
    span = top.entry("months")
    first, last = span.month("from"), span.month("to")
    span.done()
    for key, month in (("from", first), ("to", last)):
        if not FIRST_YEAR <= month // 100 <= LAST_YEAR:
            years = f"{FIRST_YEAR} – {LAST_YEAR}"
            span.wrong(key, Text(id=f"bulan dalam tahun {years}", en=f"a month of the years {years}"))
    months = months_between(first, last)
    if not 1 <= len(months) <= MOST_MONTHS:
        top.wrong(
            "months", Text(id=f"1 sampai {MOST_MONTHS} bulan berurutan", en=f"1 to {MOST_MONTHS} months in a row")
        )
    return months


def _fund(entry: Entry, plan_months: Sequence[int]) -> Fund:
    source = entry.word("source", FUND_SOURCES)
    own = source == "self_pay"
    area = entry.text("area") if entry.has("area") else entry.wrong("area", _AREA)
    if not (area.isascii() and area.isdigit() and len(area) in (2, 4, 6, 10)):
        entry.wrong("area", _AREA)
    per = cast(Scope, entry.word("per", SCOPES))
    fund = Fund(
        id=_id(entry),
        name=entry.both("name"),
        source=source,
        group_kind="" if own and not entry.has("group_kind") else entry.word("group_kind", GROUP_KINDS),
        owner=entry.text("owner"),
        area_code=area,
        per=per,
        tranches=_money(entry, plan_months),
        months=_fund_months(entry, plan_months),
        who=_criteria(entry, "who"),
        first=_criteria(entry, "first"),
        people=entry.maybe_whole("people", 1, MOST_PEOPLE),
        people_per_village=entry.maybe_whole("people_per_village", 1, MOST_PEOPLE),
        payer=_payer(entry, source),
        sector=cast(Sector, entry.word("sector", ("other", "transport"), missing="other")),
        on_leaving=cast(Leaving, entry.word("on_leaving", ("swap", "credit", "none"), missing="none")),
        village_tranches=_villages(entry, per, plan_months),
    )
    entry.done()
    return fund


def _id(entry: Entry) -> str:
    """Stands in tables, file names and scenarios, so only what is safe there."""
    said = entry.text("id")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", said):
        entry.wrong(
            "id",
            Text(
                id="kode 1 sampai 60 huruf, angka, titik, garis bawah atau tanda hubung",
                en="an id of 1 to 60 letters, digits, dots, underscores or hyphens",
            ),
        )
    return said


_AREA = Text(
    id='kode wilayah Kemendagri 2, 4, 6 atau 10 angka tanpa titik, dalam tanda kutip ("15")',
    en='a Kemendagri code of 2, 4, 6 or 10 digits, quoted ("15")',
)


def _payer(entry: Entry, source: str) -> Payer:
    """Whose money it is, as the relief asks; ``relief`` says otherwise where an office knows better."""
    if entry.has("relief"):
        return "private" if entry.yes_no("relief") else "public"
    if source in PRIVATE:
        return "private"
    return "village" if source in ("village_budget", "village_fund") else "public"


def _criteria(entry: Entry, key: str) -> tuple[str, ...]:
    words = entry.words(key, NAMED) if entry.has(key) else ()
    codes = tuple(criterion(word).code for word in words)
    if len(set(codes)) < len(codes):
        entry.wrong(key, Text(id="daftar tanpa syarat yang berulang", en="a list without repeated criteria"))
    return codes


def _fund_months(entry: Entry, plan_months: Sequence[int]) -> tuple[int, ...]:
    """All months of the plan, or those of ``months: {from, to}``."""
    if not entry.has("months"):
        return tuple(plan_months)
    span = entry.entry("months")
    first, last = span.month("from"), span.month("to")
    span.done()
    months = months_between(first, last)
    if not months or not set(months) <= set(plan_months):
        span.wrong(
            "from" if first not in plan_months else "to",
            Text(
                id=f"bulan dalam masa rencana, {_shown(plan_months[0])} sampai {_shown(plan_months[-1])}",
                en=f"months of the plan, {_shown(plan_months[0])} to {_shown(plan_months[-1])}",
            ),
        )
    return months


def _shown(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _money(entry: Entry, plan_months: Sequence[int]) -> tuple[Tranche, ...]:
    """``amount``, or ``grant`` and its earmarked share; at hand from the first month, or in ``tranches``."""
    amount = entry.maybe_whole("amount", 1, MOST_RUPIAH)
    grant = entry.maybe_whole("grant", 1, MOST_RUPIAH)
    percent = entry.maybe_whole("earmark_percent", 1, 100)
    if (grant is None) != (percent is None) or (grant is not None and amount is not None):
        entry.wrong(
            "grant", Text(id="bersama earmark_percent, tanpa amount", en="with earmark_percent, without amount")
        )
    if grant is not None and percent is not None:
        amount = shares(grant, [percent, 100 - percent])[0]
    listed = list(entry.entries("tranches"))
    if not listed:
        if amount is None:
            entry.wrong(
                "amount", Text(id=f"rupiah bulat 1 sampai {MOST_RUPIAH}", en=f"whole rupiah 1 to {MOST_RUPIAH}")
            )
        return (Tranche(plan_months[0], amount),)
    return _in_tranches(entry, listed, amount, plan_months)


def _in_tranches(
    entry: Entry, listed: Sequence[Entry], amount: int | None, plan_months: Sequence[int]
) -> tuple[Tranche, ...]:
    months, amounts = [], []
    by_percent = amount is not None
    for tranche in listed:
        month = tranche.month("from")
        if month > plan_months[-1]:
            tranche.wrong("from", _TRANCHE)
        months.append(month)
        amounts.append(tranche.whole("percent", 1, 100) if by_percent else tranche.whole("amount", 1, MOST_RUPIAH))
        tranche.done()
    if amount is not None:
        if sum(amounts) != 100:
            entry.wrong("tranches", Text(id="dengan percent yang berjumlah 100", en="with percent that sum to 100"))
        amounts = shares(amount, amounts)
    if sum(amounts) > MOST_RUPIAH:
        entry.wrong(
            "tranches",
            Text(id=f"berjumlah paling banyak {MOST_RUPIAH}", en=f"tranches of {MOST_RUPIAH} together at most"),
        )
    return tuple(Tranche(month, share) for month, share in zip(months, amounts, strict=True))


def _villages(entry: Entry, per: Scope, plan_months: Sequence[int]) -> Mapping[str, tuple[Tranche, ...]] | None:
    """Villages whose purse differs from the others': code -> what ``_money`` reads."""
    if not entry.has("villages"):
        return None
    if per != "village":
        entry.wrong("villages", Text(id="hanya bila per: village", en="only where per is village"))
    villages = entry.entry("villages")
    read = {}
    for code in villages.names():
        if not (isinstance(code, str) and code.isascii() and code.isdigit() and len(code) == 10):
            villages.wrong(str(code), Text(id="kode desa 10 angka dalam tanda kutip", en="a quoted village code"))
        village = villages.entry(code)
        read[code] = _money(village, plan_months)
        village.done()
    return read
