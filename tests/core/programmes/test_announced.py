"""What the news announced stands in the catalogue as its quotes write it, beside the programme it belongs to."""

import re

import pytest

from payung.core.programmes.catalogue import programme_ids, read_programme

TIMES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000}
IN_WORDS = {"dua miliar": 2_000_000_000, "tiga": 3}
DERIVED = {"uang iuran setahun per desa (rupiah)", "pekerja rentan per nagari"}
"""Figures worked out from two numbers of the quote, or quoted beside a number that is not theirs."""

ANNOUNCED = {
    "jambi-bkbk-2022": {78_000, 1_562, 10, 100_000_000, 65, 10_000_000},
    "jambi-bkbk-2023": {117_150, 15_000_000},
    "jambi-dumisake": {55, 41, 1_300_000, 539_000, 117_000, 2_000_000_000, 44, 580_000, 782_000},
    "bungo-apbd": {7_700},
    "sijunjung-1-nagari-100": {100, 17_143, 30_000, 48_838},
    "tangerang-pekerja-rentan": {86_000, 20_000},
    "tangerang-perangkat-desa": {15_800},
}

SHAPE = {
    "bungo-apbd": ("1508", 2024, "SG", "area", 7_700, "area", None),
    "jambi-bkbk-2022": ("15", 2022, "SA", "village", 50, "village", 10_000_000),
    "jambi-bkbk-2023": ("15", 2023, "SA", "village", 75, "village", 15_000_000),
    "kota-jambi-apbd": ("1571", 2024, "SG", "area", None, "area", None),
    "muaro-jambi-apbd": ("1505", 2024, "SG", "area", None, "area", None),
    "sijunjung-1-nagari-100": ("1303", 2023, "SD", "village", 100, "village", None),
    "tangerang-pekerja-rentan": ("3603", 2023, "SG", "area", 86_000, "area", None),
    "tangerang-perangkat-desa": ("3603", 2023, "SG", "area", 15_800, "area", None),
}


def numbers_in(quote: str) -> set[int]:
    """The whole numbers an Indonesian sentence writes: "1,3 juta", "Rp22,68 miliar", "48.838", "78 ribu"."""
    found = set()
    for digits, decimals, times in re.findall(r"(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(?: (ribu|juta|miliar))?", quote):
        size, places = TIMES.get(times, 1), decimals[1:]
        whole = int(digits.replace(".", "")) * size
        found.add(whole + int(places or 0) * size // 10 ** len(places))
    return found | {value for words, value in IN_WORDS.items() if words in quote.lower()}


def said(id_: str) -> list[tuple[str, int, str | None]]:
    programme = read_programme(id_)
    return [
        *((stated.name.id, stated.value, stated.quoted) for stated in programme.stated),
        *((figure.name.id, figure.announced, figure.quoted) for figure in programme.figures),
    ]


def test_numbers_are_read_as_the_news_writes_them():
    assert numbers_in("dari 1,3 juta, 539 ribu, Rp22,68 miliar, 48.838 dan Dua Miliar; tiga, 41 persen") == {
        1_300_000, 539_000, 22_680_000_000, 48_838, 2_000_000_000, 3, 41,
    }  # fmt: skip


@pytest.mark.parametrize("id_", programme_ids())
def test_a_number_stands_in_its_own_quote(id_):
    for name, value, quoted in said(id_):
        if quoted and name not in DERIVED:
            assert value in numbers_in(quoted), f"{name}: {value} is not in: {quoted}"


@pytest.mark.parametrize("id_", sorted(ANNOUNCED))
def test_what_was_announced_stands_beside_its_programme(id_):
    assert {value for _, value, _ in said(id_)} >= ANNOUNCED[id_]


@pytest.mark.parametrize("id_", sorted(SHAPE))
def test_area_year_account_quota_and_money_are_those_of_the_source_or_of_the_named_default(id_):
    entry = read_programme(id_)
    fund = entry.fund
    assert (
        entry.area_code, entry.year, fund.group_kind, fund.group_per, entry.quota, entry.quota_per, fund.amount,
    ) == SHAPE[id_]  # fmt: skip
    assert entry.months == 12 and fund.public_money


@pytest.mark.parametrize("id_", programme_ids())
def test_officials_are_asked_for_where_they_are_covered_and_vulnerable_workers_elsewhere(id_):
    criteria = read_programme(id_).criteria
    covers_officials = id_ == "tangerang-perangkat-desa"
    assert ("village_official" in criteria, "vulnerable_worker" in criteria) == (covers_officials, not covers_officials)


@pytest.mark.parametrize("id_", programme_ids())
def test_the_defaults_for_months_and_order_are_named_among_the_open_points(id_):
    said_open = " ".join(text.en.lower() for text in read_programme(id_).open)
    assert "12 months is used" in said_open and "order" in said_open
