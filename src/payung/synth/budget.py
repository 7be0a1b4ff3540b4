"""Made-up money for a made-up province: a funds file with every source at once, and facts about the people on lists."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from payung.core.allocation.order import lot
from payung.core.places.places import Village
from payung.synth.key import write_table
from payung.synth.lists import VillageList
from payung.synth.people import ON

FACTS = ("nik", "occupation", "mustahik", "miskin_ekstrem", "pekerja_tembakau", "sanggup_mandiri")

TEMPLATE = """\
# Dana karangan untuk provinsi contoh: semua sumber sekaligus. Yang di atas membayar dahulu.
# Made-up funds of the sample province: every source at once. The first pays first.
year: {year}
ranked_by: [welfare_decile, occupation_risk, oldest_first, draw]
seed: {year}
funds:
  - id: desa
    name: {{id: APBDes dan Dana Desa, en: Village budget and village fund}}
    source: village_budget
    group_kind: SD
    owner: Pemerintah desa
    area: "{province}"
    per: village
    amount: 1_100_000
    first: [perangkat_desa, miskin_ekstrem]
    people_per_village: 8
    on_leaving: swap
  - id: bkbk
    name: {{id: BKBK provinsi, en: Special-purpose aid of the province}}
    source: special_transfer
    group_kind: SA
    owner: Pemerintah provinsi
    area: "{province}"
    per: village
    grant: 60_000_000           # rupiah per desa / a village
    earmark_percent: 10         # bagian untuk iuran / the share that pays contributions
    tranches:
      - {{from: {year}-01, percent: 30}}
      - {{from: {year}-06, percent: 70}}   # sesudah SPJ tahap pertama / after the report on the first
    people_per_village: 50
    on_leaving: swap
  - id: sawit
    name: {{id: Dana bagi hasil sawit, en: Palm-oil revenue share}}
    source: revenue_share
    group_kind: SG
    owner: Pemerintah provinsi
    area: "{province}"
    per: area
    tranches:
      - {{from: {year}-03, amount: {palm}}}
      - {{from: {year}-09, amount: {palm}}}
    who: [pekerja_sawit]
  - id: tembakau
    name: {{id: Dana bagi hasil cukai tembakau, en: Tobacco revenue share}}
    source: revenue_share
    group_kind: SG
    owner: Pemerintah {first_name}
    area: "{first}"
    per: area
    amount: {tobacco}
    who: [pekerja_tembakau]
    months: {{from: {year}-04, to: {year}-12}}
  - id: apbd-{last}
    name: {{id: APBD {last_name}, en: Budget of {last_name}}}
    source: regency_budget
    group_kind: SG
    owner: Pemerintah {last_name}
    area: "{last}"
    per: area
    amount: {regency}
    first: [pekerja_angkutan, tukang_bangunan]
    people_per_village: 6
  - id: zakat
    name: {{id: Zakat Baznas, en: Zakat}}
    source: zakat
    group_kind: SL
    owner: Baznas provinsi
    area: "{province}"
    per: area
    amount: {alms}
    who: [mustahik]
  - id: csr
    name: {{id: CSR perusahaan perkebunan, en: Sponsorship of plantation companies}}
    source: sponsorship
    group_kind: SC
    owner: Forum CSR {second_name}
    area: "{second}"
    per: area
    amount: {sponsor}
    first: [pekerja_keagamaan]
    months: {{from: {year}-07, to: {year}-12}}
    on_leaving: credit
  - id: dumisake
    name: {{id: Dumisake, en: Two billion for each district}}
    source: province_budget
    group_kind: SG
    owner: Pemerintah provinsi
    area: "{province}"
    per: area
    tranches:
      - {{from: {year}-02, amount: {province_first}}}
      - {{from: {year}-08, amount: {province_second}}}
    people: {most}
    on_leaving: swap
  - id: mandiri
    name: {{id: Iuran mandiri pekerja, en: Paid by the workers themselves}}
    source: self_pay
    owner: Pekerja
    area: "{province}"
    per: area
    amount: {own}
    who: [sanggup_mandiri]
"""


def write_funds(province: str, villages: Sequence[Village], names: Mapping[str, str], path: Path) -> None:
    """Write a funds file for the year after the lists; amounts grow with the number of villages."""
    regencies = sorted({village.code[:4] for village in villages})
    first, second, last = regencies[0], regencies[len(regencies) // 2], regencies[-1]
    each = len(villages)
    text = TEMPLATE.format(
        year=ON.year + 1,
        province=province,
        first=first,
        first_name=names[first],
        second=second,
        second_name=names[second],
        last=last,
        last_name=names[last],
        palm=each * 90_000,
        tobacco=each * 20_000,
        regency=each * 40_000,
        alms=each * 60_000,
        sponsor=each * 25_000,
        province_first=each * 250_000,
        province_second=each * 350_000,
        most=each * 20,
        own=each * 50_000,
    )
    path.write_text(text, encoding="utf-8")


def write_facts(lists: Sequence[VillageList], path: Path) -> None:
    """Write what offices know of the people on lists: occupation, and who is what with which chance.

    Nothing is drawn here: everything hangs on the made-up NIK, so the rest of the province stays as it was.
    """
    people = {line.person.nik: line.person.occupation for listed in lists for line in listed.lines}
    rows: list[tuple[object, ...]] = [
        (
            nik,
            work,
            _yes(nik, 1, 120),
            _yes(nik, 2, 80),
            "ya" if work in ("Petani", "Buruh Tani", "Tani") and lot(int(nik), 3) % 1000 < 60 else "tidak",
            _yes(nik, 4, 50),
        )
        for nik, work in sorted(people.items())
    ]
    write_table(rows, dict.fromkeys(FACTS, pl.String), path)


def _yes(nik: str, seed: int, per_thousand: int) -> str:
    return "ya" if lot(int(nik), seed) % 1000 < per_thousand else "tidak"
