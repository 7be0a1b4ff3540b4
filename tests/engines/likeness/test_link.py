"""Linking as a whole: the same answer whatever the order, persons' decisions, keys that stay, lists that are broken."""

from datetime import date

import polars as pl
import pytest

from payung.core.linkage.comparisons import COMPARISONS
from payung.core.linkage.decisions import decide
from payung.core.linkage.outcome import GUARDS
from payung.engines.likeness.link import Linked, link, link_new
from payung.engines.likeness.prepare import prepare
from tests.engines.likeness.people import Mix, World, make_world

DAY = date(2026, 11, 1)
FIELDS = ("source", "nik", "name", "birth_date", "sex", "village_code", "mother_name", "family_card")
ANI = ("1501014107870001", "SITI AMINAH", date(1987, 7, 1), "P", "1501012001", "Rohani", "1501010101100001")
TYPES = {"position": pl.Int64, "birth_date": pl.Date}


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(3, 1500, Mix())


@pytest.fixture(scope="module")
def linked(world: World) -> Linked:
    return link(world.rows, seed=1)


def records(*rows: tuple[object, ...], source: str = "roster") -> pl.DataFrame:
    table = [{"position": at, **dict(zip(FIELDS, (source, *row), strict=True))} for at, row in enumerate(rows)]
    return pl.DataFrame(table, schema_overrides=TYPES | dict.fromkeys(FIELDS[:3], pl.String), infer_schema_length=None)


def together(found: Linked) -> bool:
    return found.clusters["person_key"].n_unique() == 1


def test_the_same_rows_give_the_same_bytes(world: World, linked: Linked) -> None:
    again = link(world.rows, seed=1)
    assert again.pairs.equals(linked.pairs) and again.clusters.equals(linked.clusters)
    assert again.model.written() == linked.model.written()


def test_the_order_of_rows_changes_no_person(world: World, linked: Linked) -> None:
    turned = link(world.rows.reverse(), seed=1)
    assert turned.clusters.sort("position").equals(linked.clusters.sort("position"))
    assert turned.model == linked.model
    columns = ["left_key", "right_key", "weight", "outcome", "why_en"]
    assert turned.pairs.select(columns).sort(columns).equals(linked.pairs.select(columns).sort(columns))


def test_a_kept_model_needs_no_learning(world: World, linked: Linked) -> None:
    assert link(world.rows, seed=99, model=linked.model).clusters.equals(linked.clusters)


def test_every_pair_is_explained_and_its_weight_adds_up(linked: Linked) -> None:
    model = linked.model
    rare = {"name": ("equal", "shorter", "part"), "birth_date": ("equal",)}
    for pair in linked.pairs.head(400).to_dicts():
        total = model.prior + pair["rarity_name"] + pair["rarity_birth"]
        for at, comparison in enumerate(COMPARISONS):
            field = comparison.field
            if pair[field] != "missing":
                table = model.weights_without_chance(at) if pair[field] in rare.get(field, ()) else model.weights(at)
                total += table[comparison.number(pair[field])]
        assert total == pair["weight"]
        assert pair["why_id"] and pair["why_en"]


def test_a_person_separates_and_joins_again(world: World, linked: Linked) -> None:
    pair = linked.pairs.filter(pl.col("outcome") == "same").row(0, named=True)
    apart = decide(pair["left_key"], pair["right_key"], "different", "Ani", DAY)
    keys = dict(link(world.rows, seed=1, decisions=[apart]).clusters.select("position", "person_key").iter_rows())
    assert keys[pair["left"]] != keys[pair["right"]]
    back = decide(pair["left_key"], pair["right_key"], "withdrawn", "Ani", DAY)
    assert link(world.rows, seed=1, decisions=[apart, back]).clusters.equals(linked.clusters)


def test_a_person_joins_what_nothing_else_would(world: World, linked: Linked) -> None:
    one, other = linked.clusters.unique("person_key", maintain_order=True)["record_key"].head(2)
    found = link(world.rows, seed=1, decisions=[decide(one, other, "same", "Ani", DAY)])
    keys = dict(found.clusters.select("record_key", "person_key").iter_rows())
    assert keys[one] == keys[other]


TWINS = (
    ("1501014107870001", "RINI WULANDARI", date(1987, 7, 1), "P", "1501012001", "Rohani", "1501010101100001"),
    ("1501014107870002", "RINA WULANDARI", date(1987, 7, 1), "P", "1501012001", "Rohani", "1501010101100001"),
    (None, "RINI RINA", date(1987, 7, 1), "P", "1501012001", "Rohani", None),
)


def test_persons_may_join_over_a_third_record_what_a_fence_parts() -> None:
    table = records(*TWINS)
    apart = link(table, seed=1)
    one, other, third = apart.clusters.sort("position")["record_key"]
    assert apart.clusters["person_key"].n_unique() == 3
    words = [decide(one, third, "same", "Ani", DAY), decide(third, other, "same", "Ani", DAY)]
    assert together(link(table, seed=1, decisions=words))
    words.append(decide(one, other, "different", "Ani", DAY))
    assert link(table, seed=1, decisions=words).clusters["person_key"].n_unique() == 2


def test_a_fence_stands_between_two_that_fit_the_same_third_record() -> None:
    nik, rest = "1501014107870001", (date(1987, 7, 1), "P", "1501012001", None, None)
    names = ("SITI AMINAH LUBIS", "SITI ROHANI", "SITI")
    found = link(records(*((nik, name, *rest) for name in names)), seed=1)
    keys = dict(found.clusters.select("position", "person_key").iter_rows())
    assert keys[0] != keys[1] and keys[2] in (keys[0], keys[1])


FENCES = {
    "nik_of_another", "shared_nik", "shared_nik_nameless", "zeroed_alike", "shared_nik_births", "shared_nik_families",
    "twins", "another_name", "namesakes", "two_numbers",
}  # fmt: skip
"""Guards over which no third record joins."""


def test_nobody_is_joined_over_a_fence() -> None:
    world = make_world(
        11, 6000, Mix(twins=0.05, namesakes=0.05, shared_nik=0.02, nik_last_zero=0.05, mother_missing=0.6)
    )
    found = link(world.rows, seed=1)
    keys = dict(found.clusters.select("position", "person_key").iter_rows())
    fenced = found.pairs.filter(pl.col("guard").is_in(FENCES))
    assert fenced["guard"].n_unique() > 4
    assert all(keys[left] != keys[right] for left, right in fenced.select("left", "right").iter_rows())
    assert {guard.code for guard in GUARDS if guard.fence} == FENCES


def test_a_doubt_is_asked_once_and_a_decision_settles_it(world: World, linked: Linked) -> None:
    asked = linked.pairs.filter(pl.col("outcome") == "ask")
    assert len(asked)
    told = [
        decide(left, right, "same", "Ani", DAY) for left, right in asked.select("left_key", "right_key").iter_rows()
    ]
    after = link(world.rows, seed=1, decisions=told)
    answered = after.pairs.join(asked, on=["left_key", "right_key"], how="semi")
    assert answered.filter(pl.col("outcome") == "ask").is_empty()


def test_keys_of_an_earlier_run_stay(world: World, linked: Linked) -> None:
    earlier = linked.clusters.select("record_key", person_key=pl.lit("OLD-") + pl.col("person_key"))
    later = link(world.rows, seed=1, persons=earlier)
    assert later.clusters["person_key"].str.starts_with("OLD-").all()
    fewer = link(world.rows.filter(pl.col("source") == "roster"), seed=1, model=linked.model, persons=earlier)
    assert fewer.clusters["person_key"].str.starts_with("OLD-").all()


def test_a_new_list_meets_the_register(world: World, linked: Linked) -> None:
    old = world.rows.filter(pl.col("source") == "register")
    new = world.rows.filter(pl.col("source") == "roster")
    first = link(old, seed=1)
    register, _ = prepare(old)
    added = link_new(new, register, model=linked.model, persons=first.clusters.select("record_key", "person_key"))
    both = pl.concat([first.clusters, added.clusters]).join(world.rows.select("position", "who"), on="position")
    whole = linked.clusters.join(world.rows.select("position", "who"), on="position")
    assert len(both) == len(world.rows)
    right = [table.group_by("person_key").agg(pl.col("who").n_unique())["who"].max() for table in (both, whole)]
    assert right == [1, 1]
    assert both["person_key"].n_unique() <= whole["person_key"].n_unique() * 1.02


def test_identical_files_twice() -> None:
    rows = make_world(5, 300, Mix(), shared=0).rows.filter(pl.col("source") == "roster", pl.col("nik").is_not_null())
    rows = rows.unique("nik", maintain_order=True)
    twice = pl.concat([rows, rows]).with_columns(position=pl.int_range(pl.len()))
    found = link(twice, seed=1)
    counts = found.clusters.group_by("person_key").len()["len"]
    assert counts.min() == 2


def test_name_and_birth_date_alone_twice_are_two_persons_with_two_keys() -> None:
    row = (None, "SITI AMINAH", date(1987, 3, 1), None, None, None, None)
    assert not together(link(records(row, row), seed=1))


def test_one_value_on_ten_thousand_rows_is_named_and_skipped() -> None:
    rows = [
        ("1501014107870001", f"NAMA {chr(65 + at % 26)}{at}", None, None, "1501012001", None, None)
        for at in range(10_000)
    ]
    found = link(records(*rows), seed=1)
    assert found.report.compared < 50_000
    assert [(value.field, value.records) for value in found.report.worthless if value.records] == [("nik", 10_000)]


def test_ten_thousand_equal_rows_do_not_explode() -> None:
    found = link(records(*[ANI] * 10_000), seed=1)
    assert found.report.compared == 0
    assert {block.key for block in found.report.skipped} and max(
        block.largest for block in found.report.skipped
    ) == 10_000


def test_no_names_at_all() -> None:
    nameless = [(*row[:1], None, *row[2:]) for row in (ANI, ANI, ("1501014107870009", *ANI[1:]))]
    found = link(records(*nameless), seed=1)
    assert [value.field for value in found.report.worthless if not value.records] == ["name"]
    keys = found.clusters.sort("position")["person_key"].to_list()
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("rows", [(), (ANI,)])
def test_next_to_nothing(rows: tuple[tuple[object, ...], ...]) -> None:
    table = records(*rows) if rows else records(ANI).clear()
    found = link(table, seed=1)
    assert len(found.clusters) == len(rows) and found.pairs.is_empty()


def test_columns_without_a_value_are_named() -> None:
    bare = [(None, f"NAMA {at}", None, None, None, None, None) for at in range(5)]
    found = link(records(*bare), seed=1)
    empty = {value.field for value in found.report.worthless}
    assert empty == {"nik", "birth_date", "sex", "village_code", "mother_name", "family_card"}


def test_a_list_that_lost_the_last_digits_is_known_by_it() -> None:
    rows = [
        (f"150101410787{at:04d}"[:15] + "0", f"NAMA {at}", None, "P", "1501012001", None, None)
        for at in range(11, 900, 13)
    ]
    prepared, _ = prepare(records(*rows))
    assert prepared["nik"].str.len_chars().unique().to_list() == [15]
