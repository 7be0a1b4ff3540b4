"""What a best plan of money is to reach: a word, and what it counts."""

from dataclasses import dataclass
from typing import Literal, get_args

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

Kind = Literal["person_months", "people", "benefit", "continuity", "coverage"]
UNITS: dict[Kind, Text] = {
    "person_months": Text(id="orang-bulan", en="person-months"),
    "people": Text(id="orang dengan bulan berturut-turut yang cukup", en="people with enough months in a row"),
    "benefit": Text(
        id="rupiah manfaat kematian yang terlindungi, dijumlahkan per bulan",
        en="rupiah of death benefit in force, summed over months",
    ),
    "continuity": Text(
        id="orang yang mencapai manfaat penuh, syarat beasiswa, atau tidak terputus",
        en="people who reach the full benefit, the months of the scholarship, or do not lapse",
    ),
    "coverage": Text(id="orang menuju target desanya", en="people towards their village's target"),
}


class AimWrong(PayungError):
    """An aim of a plan of money that is unknown, or asks for what no plan can mean."""

    code = "aim-wrong"
    exit_code = 121

    def __init__(self, says: Text) -> None:
        super().__init__(says, Text(id=f"Pilih: {', '.join(UNITS)}.", en=f"Choose one of: {', '.join(UNITS)}."))


@dataclass(frozen=True)
class Aim:
    """``least``: months one after the other that make a person count ("people", "coverage"). ``percent``: share of a
    village's listed people that "coverage" is to reach. ``floor``: person-months every village gets first, or all that
    may be paid there where that is less. Raises: AimWrong."""

    kind: Kind
    least: int = 3
    percent: int = 100
    floor: int = 0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise AimWrong(Text(id=f"Tujuan '{self.kind}' tidak dikenal.", en=f"There is no aim '{self.kind}'."))
        if not (1 <= self.least <= 24 and 0 <= self.percent <= 100 and self.floor >= 0):
            raise AimWrong(
                Text(
                    id="Bulan berturut-turut 1-24, persen 0-100, batas bawah desa tidak negatif.",
                    en="Months in a row are 1-24, the percentage 0-100, a village's floor not negative.",
                )
            )
