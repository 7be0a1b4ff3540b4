"""Funds of a plan opened in the store, with a purse for each village or for the whole."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.put_run import villages_by_code
from payung.core.allocation.fund import Fund as FundRules
from payung.core.allocation.funds_file import read_funds
from payung.core.allocation.plan_json import plan_as_json
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.places.places import Gazetteer
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Fund, Purse


class FundThere(PayungError):
    """A fund of that id is open with other rules."""

    code = "fund-there"
    exit_code = 111

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(
                id=f"Dana '{code}' sudah dibuka dengan aturan lain.", en=f"The fund '{code}' is open with other rules."
            ),
            Text(id="Beri dana tahun atau aturan baru id lain.", en="Give a fund of another year or rule another id."),
        )


@dataclass(frozen=True)
class Opened:
    """How many funds and purses were opened; ``there`` were open with the same rules."""

    funds: int
    purses: int
    there: int


def open_fund(place: Place, asked: Asked, funds: Path) -> Opened:
    """Open every fund of the file ``funds`` that is not open yet; no money comes in by this.

    Raises: FundsFileWrong, FundsContradict, NoValueInForce, FundThere, and what ``act_at`` raises.
    """
    plan = read_funds(funds, LawBook.read()).plan
    terms = {fund["id"]: fund for fund in plan_as_json(plan)["funds"]}

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "money.record") as sight:
            for fund in plan.funds:
                sight.area(fund.area_code)
            open_ = dict(Fund.objects.filter(code__in=list(terms)).values_list("code", "terms"))
            for code, said in open_.items():
                if said != _canonical(terms[code]):
                    raise FundThere(code)
            new = [fund for fund in plan.funds if fund.id not in open_]
            columns = ("code", "name", "source", "group_kind", "owner", "area_code", "on_leaving", "terms")
            numbers = doing.add(Fund, columns, (_row(fund, terms[fund.id]) for fund in new))
            codes = {fund.id: _village_codes(fund) for fund in new}
            villages = villages_by_code(doing, sorted({code for each in codes.values() for code in each}), asked.on)
            purses = [
                (number, village)
                for number, fund in zip(numbers, new, strict=True)
                for village in ([villages[code] for code in codes[fund.id]] if fund.per == "village" else [None])
            ]
            accounts = ("received", "free", "reserved", "committed", "paid", "credit", "returned")
            zeros = (0,) * len(accounts)
            doing.add(Purse, ("fund_id", "village_id", *accounts), ((*purse, *zeros) for purse in purses))
            return {"funds": len(new), "purses": len(purses), "there": len(open_)}

    return Opened(**act_at(place, asked, "fund.open", {"funds": sorted(terms)}, work))


def _row(fund: FundRules, terms: dict[str, Any]) -> tuple[str, ...]:
    kind = (fund.id, fund.name.id, fund.source, fund.group_kind, fund.owner, fund.area_code, fund.on_leaving)
    return (*kind, _canonical(terms))


def _canonical(terms: dict[str, Any]) -> str:
    return json.dumps(terms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _village_codes(fund: FundRules) -> list[str]:
    """The villages of a fund that has a purse in each."""
    if fund.per != "village":
        return []
    return [village.code for village in Gazetteer.read(fund.area_code[:6]).within(fund.area_code)]
