"""Records with known truth: as many as asked, the same for the same seed, and wrong only in the ways they say."""

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from payung.core.linkage.record import COLUMNS
from payung.core.linkage.record import SOURCES as KNOWN_SOURCES
from payung.core.people.nik import nik_parts
from payung.core.places.places import Gazetteer
from payung.synth.linkage import name_slips
from payung.synth.linkage.make import LinkageData, make_linkage
from payung.synth.linkage.mistakes import KINDS
from payung.synth.linkage.mixes import MIXES, OLD_PAPERS, SOURCES, TRAINING, TYPISTS, drawn_mix
from payung.synth.people import PERSON_SERIALS

SIZE, SEED, AREA = 30_000, 11, "1509"
TYPES = {"int64": pl.Int64, "string": pl.String, "date": pl.Date}


@pytest.fixture(scope="module", params=sorted(MIXES))
def data(request: pytest.FixtureRequest) -> LinkageData:
    return make_linkage(MIXES[request.param], SIZE, seed=SEED, area=AREA)


def with_truth(data: LinkageData) -> pl.DataFrame:
    """Every record beside its person, whose columns begin with true_."""
    people = data.people.rename({name: f"true_{name}" for name in data.people.columns if name != "person"})
    return data.records.join(data.truth, on="position").join(people, on="person")


def test_as_many_records_as_asked_in_the_columns_that_linkage_reads(data):
    assert dict(data.records.schema) == {name: TYPES[kind] for name, kind in COLUMNS.items()}
    counts = dict(data.records["source"].value_counts().iter_rows())
    assert counts == {"roster": 15000, "register": 4800, "members": 7200, "deaths": 600, "programme": 2400}
    assert set(SOURCES) == set(KNOWN_SOURCES)
    assert data.records["position"].to_list() == list(range(SIZE)) == data.truth["position"].to_list()
    assert data.truth["person"].is_in(data.people["person"].to_list()).all()


def test_nobody_stands_twice_on_a_list_but_on_rosters(data):
    stands = with_truth(data).group_by("source", "person").len()
    assert stands.filter(pl.col("source") != "roster")["len"].max() == 1
    again = (
        stands.filter(pl.col("source") == "roster")["len"].sum() - stands.filter(pl.col("source") == "roster").height
    )
    assert 500 < again < 700


def test_numbers_are_given_once_and_hold_birth_and_sex(data):
    people = data.people
    assert people["nik"].n_unique() == people.height
    assert people.group_by("family").agg(pl.col("family_card").n_unique()).to_series(1).max() == 1
    assert people["family_card"].n_unique() == people["family"].n_unique()
    agree = 0
    for nik, born, sex in people.select("nik", "birth_date", "sex").iter_rows():
        parts = nik_parts(nik)
        assert parts and parts.sex == sex and PERSON_SERIALS[0] <= parts.serial <= PERSON_SERIALS[1]
        agree += (parts.day, parts.month, parts.year) == (born.day, born.month, born.year % 100)
    assert 0.98 < agree / people.height < 1
    ages = (date(2026, 11, 1) - people["birth_date"]).dt.total_days() / 365.25
    assert ages.min() > 16 and ages.max() < 87


def test_everybody_lives_in_a_real_village_of_the_area(data):
    real = {village.code for village in Gazetteer.read(AREA).villages}
    assert set(data.people["village_code"]) <= real
    assert set(data.records["village_code"].drop_nulls()) <= real


def test_every_kind_of_mistake_happens(data):
    assert set(";".join(data.truth["kinds"].unique()).split(";")) - {""} == set(KINDS)


def test_what_has_no_mistake_says_the_truth(data):
    clean = with_truth(data).filter(pl.col("kinds") == "")
    assert clean.height > SIZE / 2
    for name in ("nik", "birth_date", "sex", "village_code", "family_card"):
        assert clean.filter(pl.col(name) != pl.col(f"true_{name}")).is_empty(), name
    for name in ("name", "mother_name"):
        differs = pl.col(name).str.to_lowercase() != pl.col(f"true_{name}").str.to_lowercase()
        assert clean.filter(differs).is_empty(), name
    assert clean["nik"].null_count() == 0


CHANGES = {
    "nik": "nik",
    "birth": "birth_date",
    "sex": "sex",
    "moved": "village_code",
    "card": "family_card",
    "mother": "mother_name",
    "name": "name",
}


def test_one_mistake_changes_one_thing(data):
    wrong = with_truth(data).filter((pl.col("kinds") != "") & ~pl.col("kinds").str.contains(";"))
    for kind in KINDS:
        rows = wrong.filter(pl.col("kinds") == kind)
        assert rows.height, kind
        changed = CHANGES[kind.partition("_")[0]]
        for name in set(CHANGES.values()) - {"name", "mother_name"}:
            differs = rows.filter(pl.col(name) != pl.col(f"true_{name}")).height
            assert differs == (rows.height if name == changed and not kind.endswith("_missing") else 0), (kind, name)
        said = pl.col("name").str.to_lowercase() != pl.col("true_name").str.to_lowercase()
        assert rows.filter(said).height == (rows.height if changed == "name" else 0), kind


def pairs_of(data: LinkageData, kind: str) -> pl.DataFrame:
    one = data.people.rename({name: f"{name}_1" for name in data.people.columns})
    other = data.people.rename({name: f"{name}_2" for name in data.people.columns})
    pairs = data.alike.filter(pl.col("kind") == kind)
    return pairs.join(one, left_on="one", right_on="person_1").join(other, left_on="other", right_on="person_2")


def same(*names: str) -> pl.Expr:
    return pl.all_horizontal(pl.col(f"{name}_1") == pl.col(f"{name}_2") for name in names)


def test_twins_are_of_one_family_day_and_mother_and_have_serials_in_a_row(data):
    twins = pairs_of(data, "twins")
    assert twins.height > 50
    assert twins.select(same("family", "birth_date", "mother_name", "family_card").all()).item()
    assert twins.filter(same("name")).is_empty()
    girls_or_boys = twins.filter(same("sex"))
    apart = girls_or_boys["nik_2"].cast(pl.Int64) - girls_or_boys["nik_1"].cast(pl.Int64)
    assert girls_or_boys.height > twins.height / 2 and set(apart) == {1}


def test_no_record_bears_the_very_name_of_a_twin(data):
    twins = data.alike.filter(pl.col("kind") == "twins")
    other = pl.concat([twins.select(person="one", twin="other"), twins.select(person="other", twin="one")])
    named = data.people.select(twin="person", twin_name="name")
    said = data.records.join(data.truth, on="position").join(other, on="person").join(named, on="twin")
    assert said.height > 50
    assert said.filter(pl.col("name").str.to_lowercase() == pl.col("twin_name").str.to_lowercase()).is_empty()


@pytest.mark.parametrize("kind", ["namesakes_year", "namesakes_date", "first_of_july"])
def test_namesakes_are_strangers_with_one_name(data, kind):
    pairs = pairs_of(data, kind)
    assert pairs.height > 20
    assert pairs.select(same("name", "sex").all()).item()
    assert pairs.filter(same("family")).is_empty() and pairs.filter(same("nik")).is_empty()
    if kind == "namesakes_date":
        assert pairs.select(same("birth_date").all()).item()
        assert not (pairs["nik_1"].str.head(6) == pairs["nik_2"].str.head(6)).any()
        assert 0.3 < pairs.filter(same("village_code")).height / pairs.height < 0.75
    else:
        assert pairs.select(same("village_code").all()).item()
        assert pairs.select((pl.col("birth_date_1").dt.year() == pl.col("birth_date_2").dt.year()).all()).item()
        july = (pl.col("birth_date_1").dt.month() == 7) & (pl.col("birth_date_1").dt.day() == 1)
        assert pairs.filter(july).height == (pairs.height if kind == "first_of_july" else 0)


def test_fathers_and_sons_brothers_and_spouses_are_what_they_are_called(data):
    fathers = pairs_of(data, "father_and_son")
    assert fathers.height > 20 and fathers.select(same("name", "family", "sex").all()).item()
    years = fathers.select((pl.col("birth_date_2") - pl.col("birth_date_1")).dt.total_days() / 365.25).to_series()
    assert years.min() > 12 and set(fathers["sex_1"]) == {"L"}
    siblings = pairs_of(data, "siblings")
    assert siblings.select(same("family", "mother_name").all()).item()
    spouses = pairs_of(data, "spouses")
    assert spouses.select(same("family").all()).item() and spouses.filter(same("sex")).is_empty()


def test_a_lent_number_belongs_to_somebody_else_of_the_village(data):
    lent = with_truth(data).filter(pl.col("kinds") == "nik_of_neighbour")
    owners = lent.join(data.people, on="nik", suffix="_owner")
    assert owners.height == lent.height > 20
    assert owners.filter(pl.col("family") == pl.col("true_family")).is_empty()
    assert owners.filter(pl.col("village_code_owner") != pl.col("true_village_code")).is_empty()


def test_the_training_mix_knows_no_unusual_forms():
    training = make_linkage(TRAINING, SIZE, seed=SEED, area=AREA)
    titles = {*name_slips.TITLES_MEN_UNUSUAL, *name_slips.TITLES_WOMEN_UNUSUAL}
    known = {*name_slips.TITLES_MEN, *name_slips.TITLES_WOMEN}
    unusual = [way.replace("{}", "").strip(" ,").lower() for way in titles - known if "." in way]
    names = training.records["name"].str.to_lowercase()
    assert not [one for one in unusual if names.str.contains(one, literal=True).any()]
    other = make_linkage(OLD_PAPERS, SIZE, seed=SEED, area=AREA).records["name"].str.to_lowercase()
    assert [one for one in unusual if other.str.contains(one, literal=True).any()]


def test_the_same_seed_makes_the_same_and_another_seed_others():
    one, again = (make_linkage(TYPISTS, 3000, seed=4, area=AREA) for _ in range(2))
    for name in ("records", "truth", "people", "alike"):
        assert_frame_equal(getattr(one, name), getattr(again, name))
    assert not make_linkage(TYPISTS, 3000, seed=5, area=AREA).records.equals(one.records)


@pytest.mark.parametrize("sizes", [{"roster": 500, "members": 4000}, {"members": 300}, {"roster": 7}, {}])
def test_any_sizes_can_be_asked_for(sizes):
    made = make_linkage(TRAINING, sizes, seed=1, area=AREA)
    assert dict(made.records["source"].value_counts().iter_rows()) == sizes


def test_drawn_mixes_differ_and_are_drawn_again_alike():
    mixes = [drawn_mix(seed) for seed in range(8)]
    assert mixes[3] == drawn_mix(3) and len({tuple(mix.weights.values()) for mix in mixes}) == 8
    for mix in mixes:
        assert sum(mix.several) == pytest.approx(1) and min(mix.several) > 0
        assert all(0 < share < 0.95 for fields in mix.absent.values() for share in fields.values())
    made = make_linkage(mixes[0], 2000, seed=1, area=AREA)
    assert made.records.height == 2000
