"""Money that came in for a fund."""

import json
from dataclasses import dataclass
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Fund, Purse


class MoneyForNobody(PayungError):
    """No purse takes the money that was named."""

    code = "money-for-nobody"
    exit_code = 112

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Uang tidak dapat dicatat: {why.id}.", en=f"The money cannot be recorded: {why.en}."),
            Text(
                id="Sebut dana yang sudah dibuka, dan jumlah dengan desanya atau bulan tahapnya.",
                en="Name a fund that is open, and an amount with its village or the month of its tranche.",
            ),
        )


@dataclass(frozen=True)
class Money:
    """What came in for the fund ``fund``: ``amount`` whole rupiah for ``village`` (code; empty for the fund of a whole
    area), or, where ``amount`` is None, the tranche that its rules promise for ``booked``, for every purse.

    ``booked`` is the month of the books, yyyymm. Without ``fund`` it is what all funds promise for that month.
    ``promised``: the month (yyyymm) of the tranche where that is an earlier one: the money came late.
    """

    fund: str | None
    booked: int
    amount: int | None = None
    village: str = ""
    promised: int | None = None


@dataclass(frozen=True)
class Came:
    """Into how many purses how much came, whole rupiah."""

    purses: int
    amount: int


def receive_fund(place: Place, asked: Asked, money: Money) -> Came:
    """Record that ``money`` came in. Raises: MoneyForNobody, MonthClosed, and what ``act_at`` raises."""
    said = {
        "fund": money.fund,
        "booked": money.booked,
        "amount": money.amount,
        "village": money.village,
        "promised": money.promised,
    }

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "money.record") as sight:
            for area in areas_of(money.fund):
                sight.area(area)
            amounts = _amounts(money)
            with Ledger(doing, money.booked) as ledger:
                for purse, amount in amounts.items():
                    ledger.receive(purse, amount)
            return {"purses": len(amounts), "amount": sum(amounts.values())}

    return Came(**act_at(place, asked, "fund.receive", said, work))


def areas_of(fund: str | None) -> list[str]:
    """The region of the fund of that code (None: of every fund)."""
    funds = Fund.objects.all() if fund is None else Fund.objects.filter(code=fund)
    return list(funds.values_list("area_code", flat=True).distinct())


def _amounts(money: Money) -> dict[int, int]:
    """Number of each purse -> what comes into it."""
    if money.fund is None:
        return _promised(list(Fund.objects.order_by("id")), money.promised or money.booked)
    fund = Fund.objects.filter(code=money.fund).first()
    if fund is None:
        raise MoneyForNobody(Text(id=f"dana '{money.fund}' belum dibuka", en=f"the fund '{money.fund}' is not open"))
    if money.amount is not None:
        purses = Purse.objects.filter(fund=fund).order_by("id")
        if money.amount <= 0:
            raise MoneyForNobody(Text(id="jumlahnya tidak di atas nol", en="its amount is not above zero"))
        purse = purses.filter(village__code=money.village) if money.village else purses.filter(village=None)
        if (found := purse.first()) is None:
            where = money.village or "-"
            raise MoneyForNobody(Text(id=f"tidak ada dompet untuk desa {where}", en=f"no purse for village {where}"))
        return {found.id: money.amount}
    return _promised([fund], money.promised or money.booked)


def _promised(funds: list[Fund], month: int) -> dict[int, int]:
    coming = {}
    for fund in funds:
        terms = json.loads(fund.terms)
        special = terms["village_tranches"] or {}
        for number, code in Purse.objects.filter(fund=fund).order_by("id").values_list("id", "village__code"):
            tranches = special.get(code, terms["tranches"])
            if amount := sum(one["amount"] for one in tranches if one["month"] == month):
                coming[number] = amount
    if not coming:
        raise MoneyForNobody(
            Text(id=f"aturan dana tidak menjanjikan uang pada {month}", en=f"its rules promise no money in {month}")
        )
    return coming
