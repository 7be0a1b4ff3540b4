"""What a made-up province could do otherwise with its money, and how many workers it has: files for ``payung plan``."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from payung.synth.lists import VillageList
from payung.synth.people import ON

SCENARIOS = """\
# Andai-andai untuk dana provinsi contoh; rencana sebagaimana adanya selalu dihitung lebih dahulu.
# What if, for the funds of the sample province; the plan as it stands always comes first.
scenarios:
  - id: setengah
    name: {{id: Uang setengah, en: Half the money}}
    funds:
      "*": {{budget_percent: 50}}
  - id: enam-bulan
    name: {{id: BKBK 6 bulan, en: Aid 6 months}}
    funds:
      bkbk: {{months: 6}}
  - id: bkbk-oktober
    name: {{id: BKBK Oktober, en: Aid in October}}
    funds:
      bkbk: {{starts: {year}-10}}
  - id: desil-4
    name: {{id: Desil 1-4, en: Deciles 1-4}}
    funds:
      "*": {{also_who: [decile_at_most_4]}}
  - id: lanjut
    name: {{id: Terus {after}, en: Carried on}}
    again: {{from: {after}-01}}
  - id: jeda
    name: {{id: {after} dari Juli, en: {after} from July}}
    again: {{from: {after}-07}}
"""

UNIVERSE = """\
# Semesta pekerja karangan: sekian kali orang dalam daftar. Made-up workers: so many times the people on the lists.
name: {{id: pekerja karangan, en: made-up workers}}
counted_on: {day}
source: karangan / made up
covered_on: {day}
covered_source: karangan / made up
areas:
"""

WORKERS, COVERED = 5, 2
"""For each line on the lists of an area: workers who could be covered, and those covered without the plan."""


def write_scenarios(path: Path) -> None:
    """Write scenarios for the funds that ``budget.write_funds`` writes."""
    path.write_text(SCENARIOS.format(year=ON.year + 1, after=ON.year + 2), encoding="utf-8", newline="\n")


def write_universe(province: str, lists: Sequence[VillageList], names: Mapping[str, str], path: Path) -> None:
    """Write how many workers the province and its regencies have; ``names``: code of 4 digits -> name."""
    lines = {province: sum(len(listed.lines) for listed in lists)}
    for listed in sorted(lists, key=lambda one: one.village.code):
        regency = listed.village.code[:4]
        lines[regency] = lines.get(regency, 0) + len(listed.lines)
    areas = [
        f'  "{code}": {{workers: {count * WORKERS}, covered: {count * COVERED}}}'
        + (f"   # {names[code]}" if code in names else "")
        for code, count in lines.items()
    ]
    text = UNIVERSE.format(day=ON.isoformat()) + "\n".join(areas) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
