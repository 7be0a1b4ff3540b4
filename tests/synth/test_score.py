"""The score tells apart what was found, missed, misnamed, refused, unread and invented."""

import json

import polars as pl
import pytest

from payung.synth.key import SCHEMA, write_table
from payung.synth.score import ScoreUnreadable, score

KEY = [
    # file, sheet, row, village, decision, reason, mistake, noise, group, layout, name, nik
    ("a.xlsx", "S", 2, "1", "accept", "", "", "", "", "plain", "SITI", "1"),
    ("a.xlsx", "S", 3, "1", "accept", "", "", "nik_dots", "", "plain", "BUDI", "2"),
    ("a.xlsx", "S", 4, "1", "correct", "nik_is_kk|nik_dob_mismatch", "nik_kk_swapped", "", "", "plain", "ALI", "3"),
    ("a.xlsx", "S", 5, "1", "reject", "age_over", "age_over", "", "", "plain", "UMAR", "4"),
    ("b.csv", "", 2, "2", "accept", "", "", "", "P1", "csv", "ROHANI", "5"),
    ("b.csv", "", 9, "2", "reject", "nik_duplicate_file", "nik_duplicate_file", "", "P1", "csv", "ROHANI", "5"),
]
RIGHT = {
    ("a.xlsx", "S", 2): ("accept", ""),
    ("a.xlsx", "S", 3): ("accept", "waiting_list"),
    ("a.xlsx", "S", 4): ("correct", "nik_dob_mismatch"),
    ("a.xlsx", "S", 5): ("reject", "nik_missing;age_over"),
    ("b.csv", "b", 2): ("accept", ""),
    ("b.csv", "b", 9): ("reject", "nik_duplicate_file"),
}
DUPLICATE = ("reject", "nik_duplicate_file")


def scored(tmp_path, changes=None, drop=(), suffix=".parquet", village=None):
    rows = {place: got for place, got in (RIGHT | (changes or {})).items() if place not in drop}
    villages = {("a.xlsx", "S", 2): village} if village else {}
    table = [(*place, *got, villages.get(place, "1" if place[0] == "a.xlsx" else "2")) for place, got in rows.items()]
    types = {"file": pl.String, "sheet": pl.String, "row": pl.Int64, "decision": pl.String, "reasons": pl.String}
    types["village_code"] = pl.String
    write_table(table, types, tmp_path / f"decisions{suffix}")
    write_table(KEY, SCHEMA, tmp_path / f"answer_key{suffix}")
    return score(result=tmp_path / f"decisions{suffix}", key=tmp_path / f"answer_key{suffix}")


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_all_right(tmp_path, suffix):
    got = scored(tmp_path, suffix=suffix)
    assert got.perfect
    assert (got.rows, got.matched) == (6, 6)
    assert got.found == {"nik_kk_swapped": 1, "age_over": 1, "nik_duplicate": 1}
    assert got.passed == {"": 1, "nik_dots": 1, "nik_duplicate": 1}


def test_missed(tmp_path):
    got = scored(tmp_path, {("a.xlsx", "S", 5): ("accept", "")})
    assert (got.missed, got.perfect) == ({"age_over": 1}, False)
    assert got.examples["missed"] == (("a.xlsx", "S", 5, "age_over"),)


@pytest.mark.parametrize("wrong", [("correct", "age_over"), ("reject", "age_under"), ("reject", "")])
def test_misnamed(tmp_path, wrong):
    got = scored(tmp_path, {("a.xlsx", "S", 5): wrong})
    assert (got.misnamed, got.missed, got.perfect) == ({"age_over": 1}, {}, False)


def test_refused(tmp_path):
    got = scored(tmp_path, {("a.xlsx", "S", 3): ("correct", "nik_length")})
    assert (got.refused, got.perfect) == ({"nik_dots": 1}, False)


def test_either_row_of_a_person_may_stand(tmp_path):
    assert scored(tmp_path, {("b.csv", "b", 2): DUPLICATE, ("b.csv", "b", 9): ("accept", "")}).perfect


def test_a_person_accepted_twice_is_missed(tmp_path):
    assert scored(tmp_path, {("b.csv", "b", 9): ("accept", "")}).missed == {"nik_duplicate": 1}


def test_a_person_refused_twice_is_refused(tmp_path):
    got = scored(tmp_path, {("b.csv", "b", 2): DUPLICATE})
    assert (got.refused, got.found["nik_duplicate"]) == ({"nik_duplicate": 1}, 1)


def test_a_row_nobody_decided(tmp_path):
    got = scored(tmp_path, drop=[("a.xlsx", "S", 2)])
    assert (got.unread, got.matched, got.perfect) == (1, 5, False)


def test_a_row_that_is_no_worker(tmp_path):
    got = scored(tmp_path, {("a.xlsx", "S", 99): ("correct", "nik_missing")})
    assert (got.strangers, got.perfect) == (1, False)
    assert got.examples["strangers"] == (("a.xlsx", "S", 99, ""),)


def test_a_row_given_to_another_village(tmp_path):
    got = scored(tmp_path, village="9")
    assert (got.misplaced, got.perfect) == (1, False)


def test_sheets_of_a_workbook_are_told_apart(tmp_path):
    got = scored(tmp_path, {("a.xlsx", "T", 2): ("accept", "")}, drop=[("a.xlsx", "S", 2)])
    assert (got.unread, got.strangers) == (1, 1)


@pytest.mark.parametrize(("code", "perfect"), [("file_empty", True), ("file_no_list", False)])
def test_bad_files_are_looked_up_in_the_findings(tmp_path, code, perfect):
    scored(tmp_path)
    planted = {"bad_files": [{"file": "x.xlsx", "village_code": "1", "problem": "file_empty"}]}
    (tmp_path / "synth.json").write_text(json.dumps(planted))
    pl.DataFrame({"file": ["x.xlsx"], "code": [code]}).write_parquet(tmp_path / "findings.parquet")
    got = score(result=tmp_path, key=tmp_path / "answer_key.parquet")
    assert got.perfect is perfect
    assert (got.bad_files_named, got.bad_files_missed) == ((1, ()) if perfect else (0, (("x.xlsx", "file_empty"),)))


def test_examples_hold_no_personal_data(tmp_path):
    got = scored(tmp_path, {("a.xlsx", "S", 5): ("accept", "")}, drop=[("a.xlsx", "S", 2)])
    assert not any(word in str(got.examples) for word in ("UMAR", "SITI"))


def test_what_cannot_be_read(tmp_path):
    with pytest.raises(ScoreUnreadable):
        score(result=tmp_path / "none.parquet", key=tmp_path / "none.csv")
