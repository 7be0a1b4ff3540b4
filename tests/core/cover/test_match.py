"""Three lists laid side by side: every person-month once, in the right pile, every rupiah where it belongs."""

from datetime import date

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.cover.match import pile_totals, strangers, to_explain
from payung.core.cover.piles import LIST_ONLY, LISTED, PILES, REASONS, SHOWN
from tests.core.cover.matching import Sides, by_hand, matched, side, sides
from tests.table import table

OCTOBER = 202510
PRICE = 16_800


def totals(found: pl.DataFrame) -> dict[str, dict[str, int]]:
    rows = nw.to_native(pile_totals(nw.from_native(found.lazy()))).collect()
    return {row.pop("pile"): row for row in rows.iter_rows(named=True)}


def explained(found: pl.DataFrame) -> tuple[int, ...]:
    return nw.to_native(to_explain(nw.from_native(found.lazy()))).collect().row(0)


PRECEDENCE = """
 decreed | bill_lines | before | gone | pile        | reason             | overpaid
       y |          0 |      n |    n | not_billed  | not_billed         |        0
       y |          0 |      n |    y | not_billed  | rightly_not_billed |        0
       y |          0 |      y |    n | not_billed  | paid_before        |        0
       y |          0 |      y |    y | ended       | died               |        0
       y |          1 |      n |    n | agrees      | agrees             |        0
       y |          1 |      n |    y | ended       | died               |    16800
       y |          1 |      y |    n | twice       | in_two_bills       |    16800
       y |          1 |      y |    y | ended       | died               |    16800
       y |          2 |      n |    n | twice       | twice_in_bill      |    16800
       y |          2 |      n |    y | ended       | died               |    33600
       y |          2 |      y |    n | twice       | in_two_bills       |    33600
       y |          2 |      y |    y | ended       | died               |    33600
       n |          1 |      n |    n | not_decreed | not_decreed        |    16800
       n |          1 |      n |    y | ended       | died               |    16800
       n |          1 |      y |    n | twice       | in_two_bills       |    16800
       n |          1 |      y |    y | ended       | died               |    16800
       n |          2 |      n |    n | twice       | twice_in_bill      |    33600
       n |          2 |      n |    y | ended       | died               |    33600
       n |          2 |      y |    n | twice       | in_two_bills       |    33600
       n |          2 |      y |    y | ended       | died               |    33600
       n |          0 |      n |    n | list_only   | list_only          |        0
       n |          0 |      n |    y | list_only   | list_ended         |        0
       n |          0 |      y |    n | list_only   | list_paid_before   |        0
       n |          0 |      y |    y | ended       | died               |        0
"""


def test_every_meeting_of_the_facts_has_one_pile():
    drawn = table(
        PRECEDENCE, decreed="bool", bill_lines="int64", before="bool", gone="bool", pile="string", reason="string",
        overpaid="int64",
    )  # fmt: skip
    assert drawn.height == len(drawn.select("decreed", "bill_lines", "before", "gone").unique()) == 24
    for on_list in (True, False):
        facts = list(drawn.with_row_index("person").iter_rows(named=True))
        asked = [row for row in facts if on_list or row["decreed"] or row["bill_lines"]]
        given = sides(
            decree=[(row["person"], OCTOBER, PRICE, "bkbk") for row in asked if row["decreed"]],
            billed=[
                (10 * row["person"] + line, row["person"], OCTOBER, PRICE)
                for row in asked
                for line in range(row["bill_lines"])
            ],
            listed=[(row["person"], row["person"], OCTOBER) for row in asked if on_list],
            ended=[(row["person"], "died", date(2025, 9, 30)) for row in asked if row["gone"]],
            earlier=[(row["person"], OCTOBER, "B-1", PRICE) for row in asked if row["before"]],
        )
        found = matched(given)
        wanted = [(row["person"], row["pile"], row["reason"], row["overpaid"]) for row in asked]
        assert found.select("person", "pile", "reason", "overpaid").rows() == wanted
        assert set(found["listed"]) == {"on_list" if on_list else "not_on_list"}


@pytest.mark.parametrize(
    ("day", "gone"), [("2025-09-30", True), ("2025-10-01", False), ("2025-10-31", False), ("2024-12-31", True)]
)
def test_the_month_of_death_itself_is_due(day, gone):
    given = sides(
        decree=[(1, OCTOBER, PRICE, "a")], billed=[(1, 1, OCTOBER, PRICE)], ended=[(1, "died", date.fromisoformat(day))]
    )
    assert matched(given)["pile"].to_list() == ["ended" if gone else "agrees"]


def test_of_several_endings_the_first_counts_and_on_one_day_death():
    ended = """
    person | why   | on
         1 | moved | 2025-08-10
         1 | died  | 2025-09-10
         2 | left  | 2025-08-10
         2 | died  | 2025-08-10
         2 | moved | 2025-08-10
    """
    found = matched(sides(billed=[(1, 1, OCTOBER, PRICE), (2, 2, OCTOBER, PRICE)], ended=ended))
    assert found.select("ended_why", "ended_on").rows() == [("moved", 20250810), ("died", 20250810)]


def test_parts_of_one_contribution_are_one_payment_and_a_rupiah_more_is_two():
    decree = [(person, OCTOBER, PRICE, "bkbk") for person in (1, 2, 3, 4, 5)]
    billed = """
    line | person | month  | amount
       1 |      1 | 202510 |  10000
       2 |      1 | 202510 |   6800
       3 |      2 | 202510 |  10000
       4 |      2 | 202510 |   6801
       5 |      3 | 202510 |  33600
       6 |      4 | 202510 |   8400
       7 |      5 | 202510 |   8400
       8 |      5 | 202510 |   8000
    """
    found = matched(sides(decree=decree, billed=billed))
    assert found.select("pile", "reason", "overpaid").rows() == [
        ("agrees", "in_parts", 0),
        ("twice", "twice_in_bill", 1),
        ("agrees", "above_price", 16_800),
        ("agrees", "below_price", 0),
        ("agrees", "below_price", 0),
    ]


def test_a_list_that_was_not_received_says_nothing():
    billed = [(1, 1, 202510, PRICE), (2, 1, 202511, PRICE)]
    given = sides(billed=billed, listed=[(1, 1, 202511)])
    assert matched(given, ())["listed"].to_list() == ["list_missing", "on_list"]
    assert matched(given, (202510,))["listed"].to_list() == ["not_on_list", "on_list"]
    assert explained(matched(given, ())) == (0, 0, 0)


def test_lines_of_nobody_are_strangers_each_for_itself():
    billed = "line | person | month | amount\n 1 | | 202510 | 16800\n 2 | | 202510 | 16800\n 2 | | 202511 | 16800"
    given = sides(billed=billed, listed="line | person | month\n 1 | | 202510")
    found = matched(given)
    assert found["pile"].value_counts().sort("pile").rows() == [("list_only", 1), ("not_decreed", 3)]
    assert set(found["reason"]) == {"unknown_person", "list_unknown"}
    assert found["person"].n_unique() == 3
    assert nw.to_native(strangers(nw.from_native(found.lazy()))).collect().height == 4


def test_594_paid_for_three_months_and_557_enrolled():
    """Bandung Barat regency: Rp29,937,600 paid, 557 realised; Rp1,864,800 to explain."""
    months = (202510, 202511, 202512)
    decree = [(person, month, PRICE, "dbhcht") for person in range(594) for month in months]
    given = sides(
        decree=decree,
        billed=[(person, person, month, price) for person, month, price, _ in decree],
        listed=[(person, person, month) for person in range(557) for month in months],
    )
    found = matched(given, months)
    assert explained(found) == (37, 111, 1_864_800)
    (pile,) = totals(found).items()
    assert pile == (
        "agrees",
        {"people": 594, "person_months": 1782, "on_list": 1671, "not_on_list": 111, "list_missing": 0,
         "decreed": 29_937_600, "amount": 29_937_600, "overpaid": 0},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("people", "months", "amount"),
    [(2829, 12, 570_326_400), (15_000, 12, 3_024_000_000), (22_100, 5, 1_856_400_000), (112_538, 12, 22_687_660_800)],
)
def test_published_programmes_match_to_the_rupiah(people, months, amount):
    who = pl.DataFrame({"person": range(people)}, schema={"person": pl.Int64})
    all_months = pl.DataFrame({"month": [202601 + at for at in range(months)]}, schema={"month": pl.Int64})
    decree = who.join(all_months, how="cross").with_columns(price=pl.lit(PRICE, pl.Int64), fund=pl.lit("apbd"))
    billed = decree.select(pl.col("person").alias("line"), "person", "month", pl.col("price").alias("amount"))
    given = sides() | {"decree": decree, "billed": billed, "listed": billed.select("line", "person", "month")}
    found = totals(matched(given, tuple(all_months["month"])))
    assert set(found) == {"agrees"}
    assert (found["agrees"]["people"], found["agrees"]["amount"]) == (people, amount)
    assert found["agrees"]["on_list"] == people * months


def test_a_whole_province_beyond_32_bits():
    found = matched(sides(billed=[(1, 1, OCTOBER, 10**15), (2, 2, OCTOBER, 10**15)]))
    assert totals(found)["not_decreed"]["amount"] == 2 * 10**15


# What always holds

MONTHS = st.sampled_from((202511, 202512, 202601))
PEOPLE = st.integers(0, 5)
SOMEBODY = st.none() | PEOPLE
LINES = st.integers(1, 30)
AMOUNTS = st.sampled_from((0, 6800, 10_000, 16_800, 33_600))


@st.composite
def worlds(draw: st.DrawFn) -> Sides:
    decreed = draw(st.dictionaries(st.tuples(PEOPLE, MONTHS), st.sampled_from((16_800, 8_400)), max_size=8))
    dates = st.dates(date(2025, 9, 1), date(2026, 2, 28))
    whys = st.sampled_from(("died", "moved", "age", "left"))
    return sides(
        decree=[(*key, price, draw(st.sampled_from(("add", "bkbk", "zakat")))) for key, price in decreed.items()],
        billed=draw(st.lists(st.tuples(LINES, SOMEBODY, MONTHS, AMOUNTS), max_size=10)),
        listed=draw(st.lists(st.tuples(LINES, SOMEBODY, MONTHS), max_size=8)),
        ended=draw(st.lists(st.tuples(PEOPLE, whys, dates), max_size=4)),
        earlier=draw(st.lists(st.tuples(PEOPLE, MONTHS, st.sampled_from(("B1", "B2")), AMOUNTS), max_size=4)),
    )


LIST_MONTHS = st.sets(MONTHS).map(sorted)


@settings(max_examples=300)
@given(worlds(), LIST_MONTHS)
def test_the_columns_say_what_each_row_says_by_hand(given, list_months):
    assert matched(given, list_months).to_dicts() == by_hand(given, list_months)


@settings(max_examples=25)
@given(given=worlds(), list_months=LIST_MONTHS)
@pytest.mark.parametrize("engine", ["local", "check"])
def test_every_engine_says_the_same(engine, given, list_months, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sides")
    assert matched(given, list_months, engine=engine, folder=folder).to_dicts() == by_hand(given, list_months)


@given(worlds(), LIST_MONTHS)
def test_each_person_month_is_in_one_pile_and_the_bill_is_the_sum_of_its_lines(given, list_months):
    found = matched(given, list_months)
    assert found.select("person", "month").is_unique().all()
    known = {
        tuple(row) for name in ("decree", "billed", "listed") for row in given[name].select("person", "month").rows()
    }
    assert {key for key in known if key[0] is not None} == {
        key for key in found.select("person", "month").rows() if key[0] >= 0
    }
    piles = totals(found)
    assert set(piles) <= set(SHOWN)
    assert sum(pile["person_months"] for pile in piles.values()) == found.height
    assert sum(pile["amount"] for pile in piles.values()) == given["billed"]["amount"].sum()
    assert sum(pile["decreed"] for pile in piles.values()) == given["decree"]["price"].sum()
    assert sum(found["lines"]) == given["billed"].height
    for name, pile in piles.items():
        assert pile["on_list"] + pile["not_on_list"] + pile["list_missing"] == pile["person_months"], name
    assert all(REASONS[reason][0] == pile for reason, pile in found.select("reason", "pile").rows())


@given(worlds(), LIST_MONTHS, st.randoms())
def test_the_order_of_the_rows_is_no_matter(given, list_months, draw):
    shuffled = {}
    for name, frame in given.items():
        rows = frame.rows()
        draw.shuffle(rows)
        shuffled[name] = side(name, rows)
    assert matched(shuffled, list_months).equals(matched(given, list_months))


@given(worlds(), LIST_MONTHS, worlds())
def test_other_people_change_nothing_for_these(given, list_months, others):
    moved = {
        name: frame.with_columns(pl.col("person") + 100, *([pl.col("line") + 100] if "line" in frame.columns else []))
        for name, frame in others.items()
    }
    alone, both = (
        matched(given, list_months),
        matched({name: pl.concat([frame, moved[name]]) for name, frame in given.items()}, list_months),
    )
    assert both.join(alone, on=["person", "month"], how="semi").sort("person", "month").equals(alone)
    assert both.height == alone.height + matched(moved, list_months).height


@given(worlds())
def test_the_list_moves_nothing_between_the_piles(given):
    without = matched(given | {"listed": side("listed")}, ())
    with_list = matched(given, (202511, 202512, 202601)).filter(pl.col("pile") != LIST_ONLY)
    same = ["person", "month", "pile", "overpaid", "amount"]
    ended_only = with_list.filter((pl.col("lines") == 0) & (pl.col("price") == 0))  # brought in by the list alone
    rest = with_list.join(ended_only, on=["person", "month"], how="anti").sort("person", "month")
    assert rest.select(same).equals(without.select(same))


def test_words_stand_for_every_pile_and_reason():
    assert len(PILES) == 5 and set(LISTED) == {"on_list", "not_on_list", "list_missing"}
    assert all(text.id and text.en and text.id != text.en for _, text in REASONS.values())
