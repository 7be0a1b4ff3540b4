"""Made-up money for a year from July to June, in which the price of private money doubles; a second source joins in."""

from pathlib import Path

ZAKAT, SPONSOR = 2, 2
"""People a village whom the funds of the whole area pay, as long as they pay."""

FIRST = """\
# Dana karangan Juli 2026 – Juni 2027. Tahap kedua dijanjikan untuk Januari.
# Made-up funds; the second tranches are promised for January. Public money pays Rp16.800 all year, zakat half of it
# until the relief ends in December.
months: {{from: 2026-07, to: 2027-06}}
ranked_by: [welfare_decile, occupation_risk, oldest_first, draw]
seed: 2026
funds:
  - id: desa
    name: {{id: APBDes, en: Village budget}}
    source: village_budget
    group_kind: SD
    owner: Pemerintah desa
    area: "{province}"
    per: village
    tranches:
      - {{from: 2026-07, amount: 604_800}}   # 6 orang / people
      - {{from: 2027-01, amount: 604_800}}
    on_leaving: swap
  - id: bkbk
    name: {{id: BKBK provinsi, en: Special-purpose aid of the province}}
    source: special_transfer
    group_kind: SA
    owner: Pemerintah provinsi
    area: "{province}"
    per: village
    tranches:
      - {{from: 2026-07, amount: 1_512_000}}   # 15 orang / people
      - {{from: 2027-01, amount: 1_512_000}}
    on_leaving: credit
  - id: zakat
    name: {{id: Zakat, en: Zakat}}
    source: zakat
    group_kind: SL
    owner: Baznas provinsi
    area: "{province}"
    per: area
    tranches:
      - {{from: 2026-07, amount: {alms}}}
      - {{from: 2027-01, amount: {alms_later}}}
    on_leaving: none
"""

SECOND = """\
# Sumber kedua, karangan, sejak bulan keenam. / A second source, made up, from the sixth month on.
months: {{from: 2026-12, to: 2027-06}}
ranked_by: [draw]
seed: 2026
funds:
  - id: csr
    name: {{id: CSR perusahaan perkebunan, en: Sponsorship of plantation companies}}
    source: sponsorship
    group_kind: SC
    owner: Forum CSR
    area: "{province}"
    per: area
    amount: {sponsor}
    on_leaving: credit
"""


def write_year_funds(province: str, villages: int, first: Path, second: Path) -> None:
    """Write the funds of the year and those of its second source; amounts of areas grow with ``villages``."""
    alms, later = (ZAKAT * villages * 6 * price for price in (8_400, 16_800))
    sponsor = SPONSOR * villages * (8_400 + 6 * 16_800)
    first.write_text(FIRST.format(province=province, alms=alms, alms_later=later), "utf-8", newline="\n")
    second.write_text(SECOND.format(province=province, sponsor=sponsor), "utf-8", newline="\n")
