"""On which level two records fall, as drawn tables: names that twins bear, numbers that lost a digit, mothers."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from payung.core.linkage.comparisons import COMPARISONS, pattern_levels
from payung.core.linkage.situation import FLAGS
from payung.engines.likeness.codes import coded
from payung.engines.likeness.levels import compare, measures
from payung.engines.likeness.prepare import prepare

FIELDS = ("source", "nik", "name", "birth_date", "sex", "village_code", "mother_name", "family_card")
NIK, CARD, BORN = "1501014107870001", "1501010101100001", date(1987, 7, 1)
Row = dict[str, object]


def row(**differs: object) -> Row:
    said = ("roster", NIK, "Rini Wulandari", BORN, "P", "1501012001", "Rohani", CARD)
    return {**dict(zip(FIELDS, said, strict=True)), **differs}


def levels(one: Row, other: Row, *others: Row) -> dict[str, str | bool]:
    """Level codes and flags of the first two of the records."""
    rows = [{"position": at, **said} for at, said in enumerate((one, other, *others))]
    schema = {"position": pl.Int64, **dict.fromkeys(FIELDS, pl.String), "birth_date": pl.Date}
    prepared = prepare(pl.DataFrame(rows, schema=schema))[0]
    found = measures(coded(prepared))
    lines = [prepared["position"].to_list().index(at) for at in (0, 1)]
    number = int(compare(found, np.array(lines[:1]), np.array(lines[1:])).situation[0])
    told: dict[str, str | bool] = {flag: bool(number >> bit & 1) for bit, flag in enumerate(FLAGS)}
    for comparison, level in zip(COMPARISONS, pattern_levels(number >> len(FLAGS)), strict=True):
        told[comparison.field] = comparison.levels[level - 1].code if level else "missing"
    return told


NAMES = [
    ("Rini Wulandari", "Rina Wulandari", "ending"),
    ("Aldo", "Aldi Pratama", "ending"),
    ("Rini Wulandari", "Riini Wulandari", "typo"),
    ("Sutisna", "Sutrisna", "typo"),
    ("A. Fauzi", "Andi Fauzi", "letter"),
    ("K. Lubis", "Khadijah Lubis", "letter"),
    ("R. Rohayati", "R Rohayati", "letter"),
    ("I Wayan Suarta", "I Wayan Suarta", "equal"),
    ("Andi F.", "Andi Fauzi", "shorter"),
    ("Abdul Hadi", "Abdul Zamyadi Hadi", "shorter"),
    ("Nur H.", "Nur Hidayati", "part"),
    ("NOOR HAYATI", "Nurhayati", "equal"),
    ("Abdul Djalil", "ABDULJALIL", "equal"),
    ("Mhd. Ali", "Muhammad Ali", "equal"),
    ("Yas Hariyadi Hariyadi", "Yas Hariyadi Hermawan", "given"),
    ("Yas Hermawan Hariyadi", "Yas Hariyadi Hermawan", "equal"),
    ("Budi Sutisna Karya", "Budi Sutisna Karja", "misspelt"),
]


@pytest.mark.parametrize(("one", "other", "level"), NAMES, ids=[f"{one} / {other}" for one, other, _ in NAMES])
def test_names(one: str, other: str, level: str) -> None:
    apart = row(name=other, nik="1501014107870999")
    assert levels(row(name=one), apart)["name"] == level
    assert levels(apart, row(name=one))["name"] == level


FAINT = [
    ("Nur B.", "Nur Bunriska", "faint"),
    ("M. P. A.", "Muhammad Poyanto Alim", "letter"),
    ("Abdul J", "ABDUL JASMARDI", "faint"),
    ("Jumrsih", "Jumsruh", "faint"),
    ("Dewi Sartika", "Dewi Lestari", "given"),
    ("Hasan", "Ependi", "other"),
    ("E.", "Ependi", "other"),
]


@pytest.mark.parametrize(("one", "other", "level"), FAINT, ids=[f"{one} / {other}" for one, other, _ in FAINT])
def test_names_under_one_nik_are_read_letter_by_letter(one: str, other: str, level: str) -> None:
    assert levels(row(name=one), row(name=other))["name"] == level


def test_third_words_that_are_names_of_their_own_are_no_slip() -> None:
    crowd = [row(name=f"Anu {word}", nik=None) for word in ("Suryana", "Sutisna") for _ in range(6)]
    pair = row(name="Hamkadri Mulyana Sutisna"), row(name="Hamkadri Mulyana Suryana", nik="1501014107870002")
    assert levels(*pair, *crowd)["name"] == "given"
    assert levels(*pair)["name"] == "misspelt"


CUT, ZEROED = NIK[:15], NIK[:15] + "0"


@pytest.mark.parametrize(
    ("one", "other", "others", "sole"),
    [
        (CUT, NIK, (), True),
        (ZEROED, NIK, (), True),
        (CUT, NIK, ("1501014107870005",), False),
        (ZEROED, NIK, ("1501014107870005",), False),
        (ZEROED, NIK, (NIK,), True),
        (ZEROED, ZEROED, (), True),
        (ZEROED, ZEROED, (NIK,), False),
        (NIK, "1501014107870002", (), False),
        (CUT, "1501014107870010", (), False),
    ],
)
def test_sole(one: str, other: str, others: tuple[str, ...], sole: bool) -> None:
    sources = ("register", "members", "deaths")
    rest = [row(nik=nik, source=source) for nik, source in zip(others, sources[1:], strict=False)]
    assert levels(row(nik=one), row(nik=other, source="register"), *rest)["sole"] is sole


def test_two_rows_of_one_list_are_not_sole() -> None:
    assert levels(row(nik=ZEROED), row(nik=NIK))["sole"] is False


def test_a_mother_whose_name_many_bear_says_little() -> None:
    crowd = [row(name=f"Anu {at}", mother_name="Rohani", nik=None) for at in range(10)]
    assert levels(row(), row(), *crowd)["mother_name"] == "common"
    assert levels(row(), row(), *crowd[:7])["mother_name"] == "equal"
    assert levels(row(mother_name="Rohani Sari"), row(), *crowd)["mother_name"] == "common"
    assert levels(row(mother_name="Aisyah"), row(), *crowd)["mother_name"] == "other"
