"""A plan as JSON and back: what stands beside the tables of a plan, so that anybody can compute them again."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, get_args

from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.fund import Fund, Leaving, Plan, Tranche
from payung.core.allocation.funds_file import MOST_MONTHS, months_between
from payung.core.basis.text import Text
from payung.core.law.contributions import Payer, Sector
from payung.core.programmes.programme import Scope
from payung.core.programmes.words import FUND_SOURCES, GROUP_KINDS

_CODES = {criterion.code for criterion in CRITERIA}


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Months, and funds with their prices beside them; whole numbers and texts only."""
    return {
        "months": list(plan.months),
        "funds": [_fund(fund, prices) for fund, prices in zip(plan.funds, plan.prices, strict=True)],
    }


def plan_of_json(said: Mapping[str, Any]) -> Plan:
    """The plan ``plan_as_json`` wrote. Raises: KeyError, TypeError, ValueError where it is not one."""
    months = tuple(_whole(month, 201601, 210012) for month in said["months"])
    if not 1 <= len(months) <= MOST_MONTHS or months != months_between(months[0], months[-1]):
        raise ValueError("months")
    funds = tuple(_read(fund, months) for fund in said["funds"])
    if len({fund.id for fund in funds}) < len(funds) or not funds:
        raise ValueError("funds")
    prices = tuple(tuple(_whole(price, 1) for price in fund["prices"]) for fund in said["funds"])
    if any(len(row) != len(months) for row in prices):
        raise ValueError("prices")
    return Plan(months, funds, prices)


def fund_of_json(said: Mapping[str, Any]) -> Fund:
    """One of the funds of ``plan_as_json``, by itself. Raises: KeyError, TypeError, ValueError where it is not one."""
    return _read(said, tuple(_whole(month, 201601, 210012) for month in said["months"]))


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
        **({} if fund.people_taken is None else {"people_taken": dict(fund.people_taken)}),
        "payer": fund.payer,
        "sector": fund.sector,
        "on_leaving": fund.on_leaving,
        "prices": list(prices),
    }


def _tranches(tranches: Iterable[Tranche]) -> list[dict[str, int]]:
    return [{"month": tranche.month, "amount": tranche.amount} for tranche in tranches]


def _read(said: Mapping[str, Any], plan_months: Sequence[int]) -> Fund:
    villages = said["village_tranches"]
    taken = said.get("people_taken")
    who, first = (tuple(_of(word, _CODES) for word in said[name]) for name in ("who", "first"))
    return Fund(
        id=_text(said["id"]),
        name=Text(id=_text(said["name"]["id"]), en=_text(said["name"]["en"])),
        source=_of(said["source"], FUND_SOURCES),
        group_kind=_of(said["group_kind"], ("", *GROUP_KINDS)),
        owner=_text(said["owner"]),
        area_code=_code(said["area_code"], (2, 4, 6, 10)),
        per=_of(said["per"], get_args(Scope)),
        tranches=_read_tranches(said["tranches"]),
        months=tuple(_of(month, plan_months) for month in said["months"]),
        who=who,
        first=first,
        people=_limit(said["people"]),
        people_per_village=_limit(said["people_per_village"]),
        payer=_of(said["payer"], get_args(Payer)),
        sector=_of(said["sector"], get_args(Sector)),
        on_leaving=_of(said["on_leaving"], get_args(Leaving)),
        village_tranches=(
            None
            if villages is None
            else {_code(code, (10,)): _read_tranches(given) for code, given in villages.items()}
        ),
        people_taken=None if taken is None else {_code(code, (10,)): _whole(many, 1) for code, many in taken.items()},
    )


def _read_tranches(said: Iterable[Mapping[str, Any]]) -> tuple[Tranche, ...]:
    return tuple(Tranche(_whole(each["month"], 1), _whole(each["amount"], 0)) for each in said)


def _whole(value: Any, least: int, most: int = 10**15) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("number")
    return value


def _limit(value: Any) -> int | None:
    return None if value is None else _whole(value, 1)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _of(value: Any, known: Collection[Any]) -> Any:
    if value not in known:
        raise ValueError("word")
    return value


def _code(value: Any, digits: Collection[int]) -> str:
    if not re.fullmatch("[0-9]+", _text(value)) or len(value) not in digits:
        raise ValueError("code")
    return _text(value)
