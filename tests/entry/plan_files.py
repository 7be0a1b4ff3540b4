"""Small made-up files of a plan, as an office would have them."""

from pathlib import Path

from tests.core.allocation.reference import Person
from tests.core.planner.plans import table

FUNDS = """
year: 2026
funds:
  - id: bkbk
    name: {id: BKBK contoh, en: Made-up aid}
    source: special_transfer
    group_kind: SA
    owner: Provinsi contoh
    area: "15"
    per: village
    grant: 100_000_000
    earmark_percent: 10
  - id: zakat
    name: {id: Zakat contoh, en: Made-up zakat}
    source: zakat
    group_kind: SL
    owner: Badan amil contoh
    area: "1504"
    per: area
    amount: 1_000_000
    who: [mustahik]
"""
SCENARIOS = """
scenarios:
  - id: setengah
    name: {id: Anggaran setengah, en: Half the budget}
    funds:
      "*": {budget_percent: 50}
  - id: lanjut
    name: {id: Diteruskan 2027, en: Carried on in 2027}
    again: {from: 2027-01}
"""
UNIVERSE = """
name: {id: pekerja contoh, en: made-up workers}
counted_on: 2025-08-31
source: contoh
covered_on: 2025-08-31
covered_source: contoh
areas:
  "15": {workers: 200, covered: 60}
  "1504022002": {workers: 100, covered: 20}
"""
VILLAGES = (1504022001, 1504022002)


def write(folder: Path, people: int = 50) -> dict[str, str]:
    """Files of two villages with ``people`` each; name of the option -> path."""
    listed = [
        Person(number, VILLAGES[number // people], number % people, 2**12 - 1, 1 << 10 if number % 9 == 0 else 0)
        for number in range(2 * people)
    ]
    table(listed).write_parquet(folder / "people.parquet")
    texts = {"funds": FUNDS, "scenarios": SCENARIOS, "universe": UNIVERSE}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return {f"--{path.stem}": str(path) for path in folder.iterdir()}
