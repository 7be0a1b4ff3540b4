"""A plan as JSON and back: what stands beside the tables of a plan, so that anybody can compute them again."""

from collections.abc import Iterable, Mapping
from typing import Any

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Months, and funds with their prices beside them; whole numbers and texts only."""
    return {
        "months": list(plan.months),
        "funds": [_fund(fund, prices) for fund, prices in zip(plan.funds, plan.prices, strict=True)],
    }


def plan_of_json(said: Mapping[str, Any]) -> Plan:
    """The plan ``plan_as_json`` wrote. Raises: KeyError, TypeError, ValueError where it is not one."""
    return Plan(
        months=tuple(map(int, said["months"])),
        funds=tuple(_read(fund) for fund in said["funds"]),
        prices=tuple(tuple(map(int, fund["prices"])) for fund in said["funds"]),
    )


def _fund(fund: Fund, prices: Iterable[int]) -> dict[str, Any]:
    villages = fund.village_tranches
    return {
        "id": fund.id,
        "name": {"id": fund.name.id, "en": fund.name.en},
        "source": fund.source,
        "group_kind": fund.group_kind,
        "owner": fund.owner,
        "area_code": fund.area_code,
        "per": fund.per,
        "tranches": _tranches(fund.tranches),
        "village_tranches": None if villages is None else {code: _tranches(villages[code]) for code in villages},
        "months": list(fund.months),
        "who": list(fund.who),
        "first": list(fund.first),
        "people": fund.people,
        "people_per_village": fund.people_per_village,
        "payer": fund.payer,
        "sector": fund.sector,
        "on_leaving": fund.on_leaving,
        "prices": list(prices),
    }


def _tranches(tranches: Iterable[Tranche]) -> list[dict[str, int]]:
    return [{"month": tranche.month, "amount": tranche.amount} for tranche in tranches]


def _read(said: Mapping[str, Any]) -> Fund:
    villages = said["village_tranches"]
    return Fund(
        id=said["id"],
        name=Text(id=said["name"]["id"], en=said["name"]["en"]),
        source=said["source"],
        group_kind=said["group_kind"],
        owner=said["owner"],
        area_code=said["area_code"],
        per=said["per"],
        tranches=_read_tranches(said["tranches"]),
        months=tuple(said["months"]),
        who=tuple(said["who"]),
        first=tuple(said["first"]),
        people=said["people"],
        people_per_village=said["people_per_village"],
        payer=said["payer"],
        sector=said["sector"],
        on_leaving=said["on_leaving"],
        village_tranches=(
            None if villages is None else {code: _read_tranches(given) for code, given in villages.items()}
        ),
    )


def _read_tranches(said: Iterable[Mapping[str, Any]]) -> tuple[Tranche, ...]:
    return tuple(Tranche(int(each["month"]), int(each["amount"])) for each in said)
