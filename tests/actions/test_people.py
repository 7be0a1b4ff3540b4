"""Linking lists: keys that stay, lists that are broken, results of another kind."""

import json

import polars as pl
import pytest

from payung.actions.ask_people import BookThere, ask_people
from payung.actions.decide_people import decide_people
from payung.actions.gather_people import Given
from payung.actions.link_people import LATE, NothingToLink, Request, link_people
from payung.actions.model_people import model_people
from payung.actions.people_folder import PeopleFolderWrong
from payung.actions.staging import FolderNotOurs
from payung.core.linkage.decisions import DecisionUnreadable
from payung.core.linkage.model import ModelUnreadable
from payung.gateways.registers import RegisterUnreadable
from payung.synth.linkage.make import make_linkage
from payung.synth.linkage.mixes import TYPISTS
from tests.actions.linking import ON, again, asked, fill, linked, number_of, people, request
from tests.actions.lists import ANI, ANI_SLIP, BORROWED, BUDI, CITRA, CITRA_AGAIN, TWO_DOUBTS, write

__all__ = ["linked"]


def test_each_row_has_a_person_and_each_doubt_a_number(linked):
    keys = people(linked)
    assert keys[2] == keys[3] and len(set(keys.values())) == 5
    assert [rows for _, rows in asked(linked)] == [{4, 5}, {6, 7}]
    assert [number for number, _ in asked(linked)] == [1, 2]
    assert [one.facts["suggestion"] for one in ask_people(linked).pairs] == ["different", "same"]


def test_the_same_lists_give_the_same_bytes(linked, tmp_path):
    link_people(request(tmp_path / "other", tmp_path / "a.csv"))
    for path in linked.iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name


def test_a_new_list_against_a_result_leaves_the_register_as_it_was(linked, tmp_path):
    new = write(
        tmp_path / "new.csv",
        [ANI.replace("ANI LESTARI", "ANI LESTRI"), CITRA_AGAIN, "1505010101800001,SLAMET,1980-01-01,L,1505012009,,"],
    )  # noqa: E501
    told = link_people(request(tmp_path / "more", new, against=linked))
    table = pl.read_parquet(tmp_path / "more" / "people.parquet")
    old, fresh = table.filter(file="a.csv"), table.filter(file="new.csv")
    assert dict(old.select("row", "person_key").rows()) == people(linked)
    assert told.new == 3 and fresh["person_key"][0] == people(linked)[2]
    assert fresh["person_key"][2] not in set(old["person_key"])
    decide_people(tmp_path / "more", on=ON, pair=1, verdict="different", by="Ani")
    assert pl.read_parquet(tmp_path / "more" / "people.parquet").height == 9


@pytest.mark.parametrize("rows", [TWO_DOUBTS, ()])
def test_a_list_that_brings_nobody_new_changes_nobody(linked, tmp_path, rows):
    new = write(tmp_path / "new.csv", rows)
    told = link_people(request(tmp_path / "more", new, against=linked))
    assert told.new == 0 and not told.left and any("new.csv" in note.id for note in told.notes)
    for name in ("people.parquet", "pairs.parquet", "records.parquet", "ask.xlsx"):
        assert (tmp_path / "more" / name).read_bytes() == (linked / name).read_bytes(), name


def test_against_finds_as_much_as_linking_everything(tmp_path):
    made = make_linkage(TYPISTS, 1500, seed=3, area="1505")
    person = dict(made.truth.select("position", "person").iter_rows())
    columns = ("nik", "name", "birth_date", "sex", "village_code", "mother_name", "family_card")
    parts = {"old": made.records.filter(pl.col("source") != "roster"), "new": made.records.filter(source="roster")}
    for name, part in parts.items():
        part.select(columns).write_csv(tmp_path / f"{name}.csv")
    old, new = (tmp_path / f"{name}.csv" for name in parts)
    link_people(request(tmp_path / "all", old, new))
    link_people(request(tmp_path / "base", old))
    link_people(request(tmp_path / "step", new, against=tmp_path / "base"))
    truth = [person[at] for part in parts.values() for at in part["position"]]
    counts = []
    for out in ("all", "step"):
        table = pl.read_parquet(tmp_path / out / "people.parquet").with_columns(person=pl.Series(truth))
        mixed = table.group_by("person_key").agg(pl.col("person").n_unique())["person"].max()
        assert mixed == 1
        counts.append(table["person_key"].n_unique())
    assert abs(counts[0] - counts[1]) <= counts[0] // 100


def test_nothing_given(tmp_path):
    with pytest.raises(NothingToLink):
        link_people(Request(Given(on=ON), tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("rows", [(), (",,,,,,", ",,,,,,")])
def test_lists_of_nobody_are_named_and_can_be_asked(tmp_path, rows):
    told = (
        again(tmp_path / "out", *rows)
        if rows
        else link_people(request(tmp_path / "out", write(tmp_path / "a.csv", [])))
    )
    assert told.persons == 0 and not told.left and "a.csv" in told.notes[0].id
    assert not ask_people(tmp_path / "out").pairs
    assert model_people(tmp_path / "out").costs


@pytest.mark.parametrize(("head", "rows"), [("foo,bar", ["1,2"]), ("", [])])
def test_a_list_without_a_usable_column_is_refused(tmp_path, head, rows):
    with pytest.raises(RegisterUnreadable):
        link_people(request(tmp_path / "out", write(tmp_path / "a.csv", rows, head)))
    assert not (tmp_path / "out").exists()


def test_a_list_given_twice_is_read_once_and_said(tmp_path):
    one, other = (write(tmp_path / name, TWO_DOUBTS) for name in ("a.csv", "b.csv"))
    told = link_people(request(tmp_path / "out", one, other))
    assert sum(told.records.values()) == 6 and "b.csv" in (said := told.notes[-1].id) and "a.csv" in said


def test_a_value_on_ten_thousand_rows_is_named_with_its_place_and_skipped(tmp_path):
    names = [f"{one}{two}{three}" for one in "BDGKLMPRST" for two in ("A", "I", "U", "E", "O") for three in
             (f"{c}{v}{d}" for c in "BDGKLMPRST" for v in "AI" for d in "NKRST")]  # fmt: skip
    rows = [f"1571010101700001,{names[at % 10]} {names[at * 7 % len(names)]},1970-01-01,,1505012006,,"
            for at in range(10_000)]  # fmt: skip
    told = again(tmp_path / "out", *rows)
    (shared,) = [left for left in told.left if left.code == "nik"]
    assert (shared.records, shared.place.file) == (10_000, "a.csv")
    assert any(left.blocks and left.records == 10_000 and left.place for left in told.left)
    assert told.compared < 400_000


def test_lists_without_a_name_join_nobody_unasked_but_by_the_same_nik(tmp_path):
    rows = [f"15050101017{at:05d},,,,,," for at in range(20)] * 2
    told = again(tmp_path / "out", *rows)
    assert "name" in [left.code for left in told.left] and told.persons == 20


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("run.json", "{}", PeopleFolderWrong),
        ("run.json", '{"people": 2}', PeopleFolderWrong),
        ("run.json", "[1]", PeopleFolderWrong),
        ("run.json", "\x00", PeopleFolderWrong),
        ("model.json", "{}", ModelUnreadable),
        ("model.json", None, ModelUnreadable),
        ("decisions.csv", "left,right\n1,2\n", DecisionUnreadable),
        ("pairs.parquet", "PAR1", PeopleFolderWrong),
    ],
)
def test_a_result_of_another_kind_or_version_is_refused_and_left(linked, name, content, error):
    path = linked / name
    if content is None:
        model = json.loads(path.read_text())
        content = json.dumps(model | {"version": model["version"] + 1})
    path.write_text(content)
    before = {path.name: path.read_bytes() for path in linked.iterdir()}
    with pytest.raises(error):
        decide_people(linked, on=ON, pair=1, verdict="same", by="Ani")
    if name != "pairs.parquet":
        with pytest.raises(error):
            ask_people(linked)
        with pytest.raises(error):
            model_people(linked)
    assert {path.name: path.read_bytes() for path in linked.iterdir()} == before


def test_a_folder_of_something_else_is_not_replaced(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "foto.jpg").write_text("mine")
    with pytest.raises(FolderNotOurs):
        again(tmp_path / "out")
    with pytest.raises(PeopleFolderWrong):
        ask_people(tmp_path / "out")


def test_a_model_of_another_version_is_refused(linked, tmp_path):
    model = json.loads((linked / "model.json").read_text())
    (tmp_path / "old.json").write_text(json.dumps(model | {"version": 0}))
    with pytest.raises(ModelUnreadable):
        again(tmp_path / "other", model=tmp_path / "old.json")


def test_a_workbook_that_is_there_is_not_written_over(linked, tmp_path):
    (tmp_path / "b.xlsx").write_text("mine")
    with pytest.raises(BookThere):
        ask_people(linked, book=tmp_path / "b.xlsx")
    assert (tmp_path / "b.xlsx").read_text() == "mine"
    ask_people(linked, book=tmp_path / "new" / "b.xlsx")
    fill(tmp_path / "new" / "b.xlsx", {0: ("sama", "Ani", "")})
    assert len(decide_people(linked, on=ON, book=tmp_path / "new" / "b.xlsx").added) == 1


def test_people_who_say_the_same_and_have_no_nik_can_each_be_named(tmp_path):
    told = again(tmp_path / "out", CITRA, CITRA_AGAIN, CITRA_AGAIN)
    keys = pl.read_parquet(tmp_path / "out" / "people.parquet")["record_key"]
    assert keys.n_unique() == 3 and told.persons >= 2


def test_a_record_that_left_the_lists_takes_its_decision_along(linked):
    decide_people(linked, on=ON, pair=number_of(linked, 4, 5), verdict="different", by="Ani")
    told = again(linked, ANI, ANI_SLIP, BUDI)
    assert (told.decided, told.lost) == (1, 1)
    again(linked)
    assert {4, 5} not in [rows for _, rows in asked(linked)] and BORROWED in TWO_DOUBTS


def test_a_new_row_that_would_make_one_person_of_two_is_asked_about(tmp_path):
    """What speaks against those two is only weighed when everything is compared."""
    out, bare = tmp_path / "out", "1505015208870001,ANI LESTARI,,P,,,"
    again(out, bare, ANI.removeprefix("1505015208870001"))
    before = people(out)
    assert before[2] != before[3]
    told = link_people(request(tmp_path / "more", write(tmp_path / "new.csv", [ANI]), against=out))
    table = pl.read_parquet(tmp_path / "more" / "people.parquet")
    assert dict(table.filter(file="a.csv").select("row", "person_key").rows()) == before
    assert table.filter(file="new.csv")["person_key"][0] in before.values()
    pairs = pl.read_parquet(tmp_path / "more" / "pairs.parquet").filter(pl.col("right") == 2)
    joined = pairs.filter(outcome="same")
    assert joined.height == 1 and any("--against" in note.id for note in told.notes)
    assert pairs.filter(outcome="ask").height == 1


def test_a_verdict_about_the_register_waits_for_a_full_run_and_that_is_said(linked, tmp_path):
    pair = number_of(linked, 6, 7)
    decide_people(linked, on=ON, pair=pair, verdict="same", by="Ani", settle=False)
    (tmp_path / "told.csv").write_bytes((linked / "decisions.csv").read_bytes())
    again(tmp_path / "base")
    new = write(tmp_path / "new.csv", ["1505010101800001,SLAMET,1980-01-01,L,1505012009,,"])
    told = link_people(request(tmp_path / "more", new, against=tmp_path / "base", decisions=tmp_path / "told.csv"))
    assert LATE in told.notes
    more = link_people(request(tmp_path / "again", tmp_path / "new.csv", against=linked))
    assert LATE not in more.notes and more.decided == 1
    assert len((tmp_path / "more" / "decisions.csv").read_text().splitlines()) == 2
