"""Rules of one fund that leave nobody and nothing to pay, with the smallest set of them that conflicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from payung.core.allocation.criteria import criterion, disjoint
from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text


@dataclass(frozen=True)
class Contradiction:
    """``fields``: the places in the file; without any one of them the others do not conflict."""

    fields: tuple[str, ...]
    why: Text


def contradictions(plan: Plan) -> Iterator[Contradiction]:
    """Every contradiction of the funds of ``plan``, fund after fund."""
    for at, fund in enumerate(plan.funds):
        place = f"funds.{at + 1}"
        yield from _people(fund, place)
        yield from _months(fund, place)
        yield from _quotas(fund, place)
        yield from _villages(fund, place)
        yield from _too_little(fund, plan, at, place)


def _people(fund: Fund, place: str) -> Iterator[Contradiction]:
    """Criteria that nobody holds together; the smallest set, of equally small ones the first."""
    smallest = _smallest_disjoint(fund.who)
    if smallest:
        names = [criterion(fund.who[at]).name for at in smallest]
        yield Contradiction(
            tuple(f"{place}.who.{at + 1}" for at in smallest),
            Text(
                id=f"Seorang punya satu pekerjaan; tidak ada yang sekaligus {' dan '.join(name.id for name in names)}.",
                en=f"A person has one occupation; nobody is {' and '.join(name.en for name in names)} at once.",
            ),
        )
        return
    for number, word in enumerate(fund.first, 1):
        together = (*fund.who, word)
        smallest = _smallest_disjoint(together)
        if smallest:
            fields = [f"{place}.who.{at + 1}" for at in smallest if at < len(fund.who)]
            yield Contradiction(
                (*fields, f"{place}.first.{number}"),
                Text(
                    id=f"Tidak ada penerima yang {criterion(word).name.id}, jadi tidak ada yang didahulukan.",
                    en=f"Nobody who may be paid is {criterion(word).name.en}, so nobody comes first.",
                ),
            )


def _smallest_disjoint(words: Sequence[str]) -> tuple[int, ...]:
    read = [at for at, word in enumerate(words) if criterion(word).occupations]  # others go with everything
    for size in range(2, len(read) + 1):
        for chosen in combinations(read, size):
            if disjoint([words[at] for at in chosen]):
                return chosen
    return ()


def _months(fund: Fund, place: str) -> Iterator[Contradiction]:
    last = fund.months[-1]
    for number, tranche in enumerate(fund.tranches, 1):
        if tranche.month > last:
            yield Contradiction(
                (f"{place}.months.to", f"{place}.tranches.{number}.from"),
                Text(
                    id="Uang itu datang sesudah bulan terakhir yang boleh dibayarnya.",
                    en="That money comes after the last month it may pay.",
                ),
            )


def _quotas(fund: Fund, place: str) -> Iterator[Contradiction]:
    if fund.people is not None and fund.people_per_village is not None and fund.people_per_village > fund.people:
        yield Contradiction(
            (f"{place}.people", f"{place}.people_per_village"),
            Text(
                id=f"Kuota satu desa ({fund.people_per_village}) melebihi kuota seluruhnya ({fund.people}).",
                en=f"The quota of one village ({fund.people_per_village}) is above that of all ({fund.people}).",
            ),
        )


def _villages(fund: Fund, place: str) -> Iterator[Contradiction]:
    for code in fund.village_tranches or {}:
        if not code.startswith(fund.area_code):
            yield Contradiction(
                (f"{place}.area", f"{place}.villages.{code}"),
                Text(
                    id=f"Desa {code} di luar wilayah {fund.area_code}.",
                    en=f"Village {code} is outside {fund.area_code}.",
                ),
            )


def _too_little(fund: Fund, plan: Plan, at: int, place: str) -> Iterator[Contradiction]:
    """A purse that cannot buy one month for one person."""
    price = min(plan.prices[at][plan.months.index(month)] for month in fund.months)
    purses: dict[str, tuple[Tranche, ...]] = {place: fund.tranches}
    purses.update({f"{place}.villages.{code}": given for code, given in (fund.village_tranches or {}).items()})
    for where, tranches in purses.items():
        amount = sum(tranche.amount for tranche in tranches)
        if amount < price:
            yield Contradiction(
                (where,),
                Text(
                    id=f"{rupiah(amount)} tidak cukup untuk satu bulan iuran satu orang ({rupiah(price)}).",
                    en=f"{rupiah(amount)} does not buy one person one month ({rupiah(price)}).",
                ),
            )
