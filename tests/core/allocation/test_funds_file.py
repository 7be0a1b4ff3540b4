"""A funds file becomes a plan priced by the law of each month; whatever is wrong in it is named with its line."""

from pathlib import Path

import pytest
import yaml

from payung.core.allocation.fund import Tranche
from payung.core.allocation.funds_file import FundsContradict, FundsFile, FundsFileWrong, read_funds
from payung.core.law.book import LawBook

LAW = LawBook.read()
GOOD = """\
months: {from: 2026-11, to: 2027-10}
seed: 7
funds:
  - id: bkbk
    name: {id: BKBK, en: Aid}
    source: special_transfer
    group_kind: SA
    owner: Provinsi
    area: "15"
    per: village
    grant: 100_000_000
    earmark_percent: 10
    tranches:
      - {from: 2026-12-20, percent: 30}
      - {from: 2027-06, percent: 70}
    villages:
      "1501012001": {amount: 5_000_000}
    first: [perangkat_desa]
    people_per_village: 50
    on_leaving: swap
  - id: zakat
    name: {id: Zakat, en: Zakat}
    source: zakat
    group_kind: SL
    owner: Baznas
    area: "1501"
    per: area
    amount: 1_000_000_000_000_000
    who: [mustahik, decile_at_most_2]
    months: {from: 2026-11, to: 2027-03}
"""


def read(folder: Path, text: str) -> FundsFile:
    path = folder / "funds.yaml"
    path.write_text(text, "utf-8")
    return read_funds(path, LAW)


def test_a_plan_with_the_prices_of_the_law_of_each_month(tmp_path):
    file = read(tmp_path, GOOD)
    aid, alms = file.plan.funds
    assert file.seed == 7 and file.ranked_by[-1] == "draw"
    assert file.plan.months[:3] == (202611, 202612, 202701) and len(file.plan.months) == 12
    assert aid.tranches == (Tranche(202612, 3_000_000), Tranche(202706, 7_000_000))
    assert aid.village_tranches == {"1501012001": (Tranche(202611, 5_000_000),)}
    assert aid.first == ("village_official",) and aid.months == file.plan.months
    assert alms.who == ("mustahik", "decile_at_most_2") and alms.months == (202611, 202612, 202701, 202702, 202703)
    assert file.plan.prices[0] == (16_800,) * 12
    assert file.plan.prices[1] == (8_400,) * 2 + (16_800,) * 10  # the relief of 2026 ends with the year


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("grant: 100_000_000", "grant: -1", 11, "funds.1.grant"),
        ("amount: 1_000_000_000_000_000", "amount: 1_000_000_000_000_001", 28, "funds.2.amount"),
        ("    amount: 1_000_000_000_000_000\n", "", 21, "funds.2.amount"),
        ("amount: 5_000_000", "amount: 1.5", 17, "funds.1.villages.1501012001.amount"),
        ("from: 2027-06", "from: 2027-11", 15, "funds.1.tranches.2.from"),
        ("from: 2027-06", "from: 2027-13", 15, "funds.1.tranches.2.from"),
        ("percent: 70", "percent: 60", 13, "funds.1.tranches"),
        ("mustahik", "mustahiq", 29, "funds.2.who"),
        ("decile_at_most_2]", "penerima_zakat]", 29, "funds.2.who"),
        ('    area: "1501"\n', "", 21, "funds.2.area"),
        ('area: "1501"', "area: 1501", 26, "funds.2.area"),
        ('area: "1501"', 'area: "15.01"', 26, "funds.2.area"),
        ("id: zakat\n", "id: bkbk\n", 21, "funds.2.id"),
        ("per: area", "per: desa", 27, "funds.2.per"),
        ("seed: 7", "sead: 7", 2, "sead"),
        ("owner: Baznas\n", "owner: Baznas\n    relief: maybe\n", 26, "funds.2.relief"),
        ("to: 2027-03", "to: 2027-12", 30, "funds.2.months.to"),
        ("from: 2026-11, to: 2027-10", "from: 2026-11, to: 2029-10", 1, "months"),
        ("people_per_village: 50", "people_per_village: 0", 19, "funds.1.people_per_village"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, old, new, line, words):
    assert old in GOOD
    with pytest.raises(FundsFileWrong) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert caught.value.line == line and f"'{words}'" in caught.value.says.en and "funds.yaml" in caught.value.says.id


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("who: [mustahik, decile_at_most_2]", "who: [farmer, mustahik, fisher]", ("who.1", "who.3")),
        ("who: [mustahik, decile_at_most_2]", "who: [fisher, palm_worker, farmer]", ("who.1", "who.2")),
        ("who: [mustahik, decile_at_most_2]", "who: [mustahik, fisher]\n    first: [builder]", ("who.2", "first.1")),
        ("who: [mustahik, decile_at_most_2]", "people: 3\n    people_per_village: 4", ("people", "people_per_village")),
        (
            "amount: 1_000_000_000_000_000",
            "tranches: [{from: 2026-11, amount: 99000}, {from: 2027-04, amount: 99000}]",
            ("months.to", "tranches.2.from"),
        ),
        ("amount: 1_000_000_000_000_000", "amount: 8_399", ("",)),
    ],
)
def test_rules_that_contradict_each_other_are_the_smallest_set_that_does(tmp_path, old, new, fields):
    with pytest.raises(FundsContradict) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert caught.value.places == tuple(f"funds.2.{field}".rstrip(".") for field in fields)
    assert "line " in caught.value.says.en and "baris " in caught.value.says.id


def test_a_village_outside_the_area_contradicts_it(tmp_path):
    with pytest.raises(FundsContradict) as caught:
        read(tmp_path, GOOD.replace("1501012001", "1601012001"))
    assert caught.value.places == ("funds.1.area", "funds.1.villages.1601012001")


def test_each_field_of_the_smallest_set_is_needed(tmp_path):
    values = yaml.safe_load(GOOD)
    values["funds"][1]["who"] = ["fisher", "mustahik", "palm_worker"]
    for left_out in (0, 2):
        one_less = [word for at, word in enumerate(values["funds"][1]["who"]) if at != left_out]
        text = yaml.safe_dump({**values, "funds": [values["funds"][0], {**values["funds"][1], "who": one_less}]})
        assert read(tmp_path, text)


@pytest.mark.parametrize("text", ["", "funds: [", "- 1", "year: 2027", "year: 2027\nfunds: []"])
def test_what_is_no_funds_file_is_refused(tmp_path, text):
    with pytest.raises(FundsFileWrong):
        read(tmp_path, text)
