"""A bill of BPJS received: each of its lines in a pile, and the person-months that are due taken as billed."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.named_lines import (
    billed_before,
    collected,
    decreed,
    endings,
    group_number,
    lazy,
    one_number,
    with_people,
)
from payung.actions.record_payment import bill_called, committed_by
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.bill import BillHead
from payung.core.cover.match import STRANGERS_BILLED, match
from payung.core.cover.month_cells import months_from
from payung.core.cover.named_list import UNREADABLE
from payung.core.law.book import LawBook
from payung.core.law.contributions import Payer
from payung.gateways.bills import BillFile, read_bill
from payung.gateways.group_list import GroupSaid
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.leavings import out_from
from payung.store.ledger import Ledger
from payung.store.models import Bill, BillLine, Fund, PersonMonth
from payung.store.reading import rows_of

MOST_TOLD = 200
"""Lines and problems that the outcome names one by one; their number it always says."""


class BillThere(PayungError):
    """The same bill was received before."""

    code = "bill-there"
    exit_code = 84

    def __init__(self, bill: str) -> None:
        super().__init__(
            Text(id=f"Tagihan {bill} sudah diterima.", en=f"The bill {bill} was received already."),
            Text(
                id="Tidak ada yang berubah. Tagihan lain dengan kode yang sama: sebut --code.",
                en="Nothing was changed. For another bill with the same code give --code.",
            ),
            on_page=Text(
                id="Tidak ada yang berubah. Tagihannya ada pada halaman Tagihan; untuk tagihan lain, isi kode "
                "iurannya sendiri.",
                en="Nothing was changed. The bill is on the page Bills; for another bill enter a billing code "
                "of its own.",
            ),
        )


class BillRefused(PayungError):
    """The bill lacks what is needed to book it."""

    code = "bill-refused"
    exit_code = 85

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Tagihan tidak dapat dibukukan: {why.id}.", en=f"The bill cannot be booked: {why.en}."),
            Text(
                id="Minta tagihan yang lengkap dari cabang BPJS, atau sebut --code, --from dan --until.",
                en="Ask the BPJS branch for a whole bill, or give --code, --from and --until.",
            ),
            on_page=Text(
                id="Minta tagihan yang lengkap dari cabang BPJS, atau isi kode iuran, bulan pertama dan bulan "
                "terakhir pada formulir.",
                en="Ask the BPJS branch for a whole bill, or enter the billing code, the first and the last "
                "month in the form.",
            ),
        )


@dataclass(frozen=True)
class BillAsked:
    """The bill in ``file`` for ``group``; ``code`` and months (yyyymm) are needed only where it does not say them.

    ``corrects``: code of the bill that the branch replaces by it.
    """

    file: Path
    group: GroupSaid
    code: str = ""
    first: int | None = None
    last: int | None = None
    corrects: str = ""


@dataclass(frozen=True)
class BillReceived:
    """A bill in the store. ``piles``: pile -> person-months billed; ``nobody``: how many lines fit nobody.

    ``committed`` person-months of ``due`` rupiah are taken as billed; ``short``: billed below their price, so not.
    ``nobody_lines``: the first of those lines; ``problems``: of ``problem_count`` the first, each Indonesian, English.
    ``refused``: months that another bill had taken: its code, how many, and the first lines.
    ``taken_back``: person-months that the corrected bill had taken, ``released`` of them for people who left.
    """

    bill: int
    code: str
    people: int
    person_months: int
    amount: int
    committed: int
    due: int
    short: int
    piles: dict[str, int]
    nobody: int
    nobody_lines: list[int]
    problem_count: int
    problems: list[list[str]]
    refused: list[tuple[str, int, list[int]]]
    taken_back: int
    released: int


def receive_bill(place: Place, asked: Asked, wanted: BillAsked) -> BillReceived:
    """Take the bill into the store as one act: its lines, their piles, and what is due of it as billed.

    A person-month is taken once, where a decree of a fund of the group's kind reserves it, no bill took it before, its
    cover has not ended and the bill asks its price at least. Booked in the month of ``asked.on``. Of a bill that it
    corrects all is taken back first; what was taken for people who left is free again.
    Raises: BillUnreadable, BillWithoutNames, BillRefused, BillThere, BillUnknown, MonthClosed, and what ``act_at``
    raises.
    """
    given = BillHead(billing_code=wanted.code or None, months=_months(wanted))
    open_store(place.address)
    funds, payer = _funds(wanted.group.kind)
    read = read_bill(wanted.file, LawBook.read(), payer=payer, given=given)
    said = {
        "sha256": read.sha256,
        "group": [wanted.group.kind, wanted.group.number],
        "code": wanted.code,
        "months": list(given.months),
        "corrects": wanted.corrects,
    }

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        with in_sight(asked, "money.record") as sight:
            sight.group(wanted.group)
            head = _checked(read)
            if there := Bill.objects.filter(sha256=read.sha256).first():
                raise BillThere(there.code)
            group = group_number(doing, wanted.group)
            corrected = _corrected(wanted.corrects, group)
            head["code"] = _code(head["code"], corrected)
            with Ledger(doing, asked.on.year * 100 + asked.on.month) as ledger:
                back, freed = _take_back(ledger, corrected)
                judged = _judged(with_people(keys, read.billed), funds)
                corrects = corrected.id if corrected else None
                bill = doing.add_one(Bill, group_id=group, corrects_id=corrects, **head)
                taken = _write_lines(doing, bill, judged)
                due = ledger.move("bill", taken, bill=bill)
            moved = {"committed": len(taken), "due": due, "taken_back": back, "released": freed}
            return {"bill": bill, **moved, **_told(read, head, judged)}

    done = act_at(place, asked, "bill.receive", said, work)
    refused = [(code, count, lines) for code, count, lines in done.pop("refused")]
    return BillReceived(refused=refused, **done)


def _corrected(code: str, group: int) -> Bill | None:
    """The bill that is corrected. Raises: BillUnknown, BillRefused."""
    if not code:
        return None
    found = bill_called(code)
    if found.group_id != group:
        raise BillRefused(Text(id="yang dikoreksi milik wadah lain", en="what it corrects is of another group"))
    if found.payments.exists():
        why = Text(
            id="yang dikoreksi sudah dibayar; lebih bayarnya dibukukan sebagai kredit di BPJS",
            en="what it corrects is paid; what was overpaid is booked as a credit at BPJS",
        )
        raise BillRefused(why)
    return found


def _code(code: str, corrected: Bill | None) -> str:
    """The code of the bill; of a corrected one with its number where it is that of the first. Raises: BillThere."""
    if not Bill.objects.filter(code=code).exists():
        return code
    if corrected is None:
        raise BillThere(code)
    return f"{code}/{Bill.objects.filter(code__startswith=f'{code}/').count() + 2}"


def _take_back(ledger: Ledger, corrected: Bill | None) -> tuple[int, int]:
    """How many person-months of a corrected bill are taken back, and how many of them are free again."""
    if corrected is None:
        return 0, 0
    held = committed_by(corrected)["month"].to_list()
    rows = rows_of(PersonMonth.objects.all(), ("id", "person_id", "month"), "id", held)
    of = {id_: (person, month) for id_, person, month in rows}
    since = out_from({person for person, _ in of.values()})
    free = sorted(id_ for id_, (person, month) in of.items() if month >= since.get(person, 999912))
    ledger.move("release", free)
    ledger.move("unbill", sorted(of.keys() - set(free)))
    return len(held), len(free)


def _write_lines(doing: Doing, bill: int, judged: pl.DataFrame) -> list[int]:
    """Write the lines of a bill; gives the person-months that they take."""
    codes = set(judged["paid_by"].drop_nulls())
    numbers = dict(Bill.objects.filter(code__in=codes).values_list("code", "id"))
    names = {"number": "line", "person_id": "known", "person_month_id": "person_month"}
    lines = judged.select(
        "month", "amount", "pile", **names, bill_id=pl.lit(bill, pl.Int64),
        before_id=pl.col("paid_by").replace_strict(numbers, default=None, return_dtype=pl.Int64),
    )  # fmt: skip
    doing.add(BillLine, lines.columns, lines)
    return judged["person_month"].drop_nulls().to_list()


def _months(wanted: BillAsked) -> tuple[int, ...]:
    first, last = wanted.first or wanted.last, wanted.last or wanted.first
    if first is None or last is None:
        return ()
    if first > last:
        raise BillRefused(Text(id="bulan terakhir sebelum bulan pertama", en="its last month is before its first"))
    return months_from(first, last)


def _funds(kind: str) -> tuple[list[str], Payer]:
    """Codes of the funds that enrol under groups of this kind, and who pays: what the law asks depends on it."""
    rows = list(Fund.objects.filter(group_kind=kind).order_by("id").values_list("code", "terms"))
    return [code for code, _ in rows], json.loads(rows[0][1])["payer"] if rows else "public"


def _checked(read: BillFile) -> dict[str, Any]:
    """What the row of the bill says. Raises: BillRefused."""
    lost = sum(found.code in ("month_unreadable", "amount_unreadable") for found in read.problems)
    if lost or UNREADABLE in read.billed["month"]:
        raise BillRefused(Text(id="ada bulan atau iuran yang tidak terbaca", en="a month or an amount cannot be read"))
    if read.sums.amount <= 0:
        raise BillRefused(Text(id="jumlahnya tidak di atas nol", en="its amount is not above zero"))
    if not read.head.billing_code:
        raise BillRefused(Text(id="kode iuran atau VA tidak ada", en="it has no billing code"))
    months = read.billed["month"].to_list()
    first, last = min(months), max(months)
    return {
        "code": f"{read.head.billing_code[:40]}/{first}-{last}",
        "first_month": first,
        "last_month": last,
        "people": read.sums.people,
        "amount": read.sums.amount,
        "sha256": read.sha256,
    }


def _judged(found: pl.DataFrame, funds: list[str]) -> pl.DataFrame:
    """The lines with ``known`` (person or null), ``pile``, ``short``, ``alone`` (first of its person-month), and
    ``person_month``, the one that the line takes."""
    lines = found.with_columns(
        known=pl.when(pl.col("person") >= 0).then("person"),
        person=pl.coalesce("person", STRANGERS_BILLED - pl.col("line")),
    )
    lines = one_number(lines)
    months = set(lines["month"])
    decree = decreed(months, funds)
    nobody = pl.DataFrame(schema={"line": pl.Int64, "person": pl.Int64, "month": pl.Int64})
    sides = [
        decree.select("person", "month", "price", "fund"),
        lines.select("line", "person", "month", "amount"),
        nobody,
        endings(),
    ]
    decree_side, billed, listed, ended, earlier = map(lazy, [*sides, billed_before(months)])
    matched = collected(match(decree_side, billed, listed, ended, earlier, list_months=(), fund=""))
    due = pl.col("billed") - pl.col("overpaid")
    facts = matched.filter(pl.col("lines") > 0).select(
        "person", "month", "pile", "price", "overpaid", "reason", "paid_by", billed="amount"
    )
    # Of two numbers of one person both may hold the month: the bill takes the first that waits for one.
    open_first = decree.sort(pl.col("state") != "reserved", "id").unique(["person", "month"], keep="first")
    joined = (
        lines.sort("line", "month", maintain_order=True)
        .join(facts, on=["person", "month"], how="left", maintain_order="left")
        .join(
            open_first.select("person", "month", "id", "state"),
            on=["person", "month"],
            how="left",
            maintain_order="left",
        )
    )
    alone = pl.int_range(pl.len()).over("person", "month") == 0
    taken = alone & (pl.col("price") > 0) & (due == pl.col("price")) & (pl.col("state") == "reserved")
    return joined.with_columns(
        person_month=pl.when(taken).then("id"), short=alone & (pl.col("reason") == "below_price"), alone=alone
    )


def _told(read: BillFile, head: dict[str, Any], judged: pl.DataFrame) -> dict[str, Any]:
    """What the caller is told of the lines; names nobody."""
    nobody = sorted(set(judged.filter(pl.col("known").is_null())["line"]))
    return {
        "code": head["code"],
        "people": head["people"],
        "person_months": judged.height,
        "amount": head["amount"],
        "short": int(judged["short"].sum()),
        "piles": dict(sorted(Counter(judged.filter("alone")["pile"]).items())),
        "nobody": len(nobody),
        "nobody_lines": nobody[:MOST_TOLD],
        "refused": _refused(judged),
        "problem_count": len(read.problems),
        "problems": [[found.says.id, found.says.en] for found in read.problems[:MOST_TOLD]],
    }


def _refused(judged: pl.DataFrame) -> list[tuple[str, int, list[int]]]:
    """Each bill that had taken months already: its code, how many of them this one asks for again, the first lines."""
    again = judged.filter(pl.col("paid_by").is_not_null()).sort("paid_by", "line")
    found = again.group_by("paid_by", maintain_order=True).agg(pl.len(), pl.col("line").head(MOST_TOLD))
    return [(code, count, lines) for code, count, lines in found.iter_rows()]
