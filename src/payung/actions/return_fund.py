"""Money of a fund that nothing is meant for any more, given back to whose it is."""

from dataclasses import dataclass
from typing import Any

from payung.actions.as_shown import as_shown
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.receive_fund import MoneyForNobody, areas_of
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Fund, Purse


@dataclass(frozen=True)
class Returned:
    """From how many purses how much went back, whole rupiah."""

    purses: int
    amount: int


def return_fund(place: Place, asked: Asked, fund: str | None, expected: int | None = None) -> Returned:
    """Give back what is free in every purse of ``fund`` (None: of all), booked in the month of ``asked.on``.

    ``expected``: whole rupiah that whoever asked was shown; None where nothing was.
    Raises: AmountChanged; MoneyForNobody where the fund is not open; MonthClosed, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "money.record") as sight:
            for area in areas_of(fund):
                sight.area(area)
            if fund is not None and not Fund.objects.filter(code=fund).exists():
                raise MoneyForNobody(Text(id=f"dana '{fund}' belum dibuka", en=f"the fund '{fund}' is not open"))
            purses = (
                Purse.objects.filter(free__gt=0) if fund is None else Purse.objects.filter(free__gt=0, fund__code=fund)
            )
            free = dict(purses.order_by("id").values_list("id", "free"))
            with Ledger(doing, asked.on.year * 100 + asked.on.month) as ledger:
                for purse, amount in free.items():
                    ledger.give_back(purse, amount)
            return {"purses": len(free), "amount": sum(free.values())}

    def sure(doing: Doing, keys: Keys) -> dict[str, Any]:
        went = work(doing, keys)
        as_shown(expected, went["amount"])
        return went

    return Returned(**act_at(place, asked, "fund.return", {"fund": fund}, sure))
