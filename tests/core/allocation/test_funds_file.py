"""A funds file becomes a plan priced by the law of each month; whatever is wrong in it is named with its line."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from payung.core.allocation.contradictions import _smallest_disjoint
from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.fund import Tranche
from payung.core.allocation.funds_file import FundsContradict, FundsFile, FundsFileWrong, read_funds
from payung.core.basis.errors import PayungError
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
        ("mustahik", "mustahiq", 29, "funds.2.who.1"),
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("who: [mustahik, decile_at_most_2]", "people: 4\n    people_per_village: 4"),
        ("amount: 1_000_000_000_000_000", "amount: 8_400"),  # one person's month while the relief holds
        ("amount: 1_000_000_000_000_000", "tranches: [{from: 2027-03, amount: 99000}]"),  # in its last month
        ("from: 2027-06", "from: 2027-10"),  # in the plan's last month
    ],
)
def test_what_only_just_agrees_is_no_contradiction(tmp_path, old, new):
    assert old in GOOD and len(read(tmp_path, GOOD.replace(old, new, 1)).plan.funds) == 2


@pytest.mark.parametrize(
    ("source", "relief", "prices"),
    [
        ("zakat", None, [8_400, 16_800]),
        ("zakat", "false", [16_800]),
        ("special_transfer", None, [16_800]),
        ("special_transfer", "true", [8_400, 16_800]),
        ("village_fund", None, [16_800]),
        ("village_fund", "true", [8_400, 16_800]),
    ],
)
def test_who_pays_and_whether_relief_is_given_decide_the_price(tmp_path, source, relief, prices):
    more = "" if relief is None else f"\n    relief: {relief}"
    file = read(tmp_path, GOOD.replace("source: zakat", f"source: {source}{more}", 1))
    assert list(dict.fromkeys(file.plan.prices[1])) == prices
    payer = "private" if prices[0] == 8_400 else "village" if source == "village_fund" and not relief else "public"
    assert file.plan.funds[1].payer == payer


@pytest.mark.parametrize("percents", [(30, 69), (30, 71), (1, 1)])
def test_percents_of_tranches_are_the_whole(tmp_path, percents):
    text = GOOD.replace("percent: 30", f"percent: {percents[0]}").replace("percent: 70", f"percent: {percents[1]}")
    assert refused(tmp_path, text).field == "funds.1.tranches"


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


def refused(folder: Path, text: str | bytes) -> FundsFileWrong:
    path = folder / "funds.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(FundsFileWrong) as caught:
        read_funds(path, LAW)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("amount: 5_000_000", "amount: 010_000_000", 17, "funds.1.villages.1501012001.amount"),  # YAML: octal
        ("amount: 5_000_000", "amount: 1:30:00", 17, "funds.1.villages.1501012001.amount"),  # YAML: base 60
        ("amount: 5_000_000", "amount: 0xFFFFFF", 17, "funds.1.villages.1501012001.amount"),
        ("amount: 5_000_000", "amount: 5.000.000", 17, "funds.1.villages.1501012001.amount"),
        ("amount: 5_000_000", f"amount: {'9' * 5_000}", 17, "-"),
        ("owner: Baznas", "owner: 2027-02-30", 25, "-"),
        ("owner: Baznas", 'owner: "a\\ud800"', 25, "funds.2.owner"),
        ("owner: Baznas", 'owner: "a\\x07"', 25, "funds.2.owner"),
        ("owner: Baznas", "owner: Baznas\n    owner: Lain", 26, "owner"),
        ("owner: Baznas", "owner: Baz\0nas", 25, "-"),
        ("seed: 7", "seed: 7\nseed: 8", 3, "seed"),
        ("id: zakat\n", "id: ../zakat\n", 21, "funds.2.id"),
        ("id: zakat\n", "id: '=1+1'\n", 21, "funds.2.id"),
        ("id: zakat\n", "id: '*'\n", 21, "funds.2.id"),
        ("id: zakat\n", f"id: {'z' * 61}\n", 21, "funds.2.id"),
        ("from: 2026-11, to: 2027-10", "from: 9999-11, to: 9999-12", 1, "months.from"),
        ("from: 2026-11, to: 2027-10", "from: 2100-11, to: 2101-01", 1, "months.to"),
        ("months: {from: 2026-11, to: 2027-10}", "months: {from: 2015-12, to: 2016-01}", 1, "months.from"),
        (
            "amount: 1_000_000_000_000_000",
            "tranches: [{from: 2026-11, amount: 1000000000000000}, {from: 2026-12, amount: 1}]",
            28,
            "funds.2.tranches",
        ),
    ],
)
def test_what_yaml_or_a_machine_would_take_otherwise_is_refused(tmp_path, old, new, line, field):
    assert old in GOOD
    wrong = refused(tmp_path, GOOD.replace(old, new, 1))
    assert (wrong.line, wrong.field) == (line, field) and f"baris {line}:" in wrong.says.id


@pytest.mark.parametrize("text", ["[" * 3_000, "".join(" " * deep + "a:\n" for deep in range(1_500))])
def test_a_file_nested_too_deeply_is_refused(tmp_path, text):
    assert "bersarang" in refused(tmp_path, text).do.id


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    assert "8 MB" in refused(tmp_path, "#" * 8_000_001).do.id


def test_more_funds_than_a_plan_holds_are_refused(tmp_path):
    assert "1000" in refused(tmp_path, f"year: 2027\nfunds: [{'{}, ' * 1_001}]").do.id


def test_another_encoding_is_refused_with_its_line(tmp_path):
    assert refused(tmp_path, GOOD.replace("Provinsi", "Pr\xe9v").encode("latin-1")).line == 8
    assert refused(tmp_path, GOOD.encode("utf-16")).line == 1


def test_one_purse_of_all_the_money_there_may_be(tmp_path):
    text = "tranches: [{from: 2026-11, amount: 999999999999999}, {from: 2026-12, amount: 1}]"
    fund = read(tmp_path, GOOD.replace("amount: 1_000_000_000_000_000", text)).plan.funds[1]
    assert sum(tranche.amount for tranche in fund.tranches) == 10**15


def test_criteria_that_go_with_everything_are_not_searched_for_a_conflict():
    """They are so many that looking through their sets would never end."""
    free = [one.code for one in CRITERIA if not one.occupations] * 3
    assert _smallest_disjoint([*free, "farmer", "palm_worker"]) == ()
    assert _smallest_disjoint(["mustahik", "farmer", *free, "fisher"]) == (1, len(free) + 2)


@given(
    st.integers(0, len(GOOD) - 1),
    st.integers(0, 40),
    st.text("0123456789-:{}[]&*!'\"\n\t #,|>%\0\u0660\ud7ff", max_size=8),
)
def test_no_slip_of_the_pen_ends_in_anything_but_a_plan_or_a_named_error(tmp_path_factory, at, much, typed):
    path = tmp_path_factory.getbasetemp() / "slip.yaml"
    path.write_text(GOOD[:at] + typed + GOOD[at + much :], "utf-8")
    try:
        read_funds(path, LAW)
    except PayungError as error:
        assert "slip.yaml" in error.says.id or error.code == "no-value-in-force"
