"""A run that knows earlier programmes, a list of people and the keys persons had."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from payung.actions.people_folder import PeopleFolderWrong
from payung.actions.run_programme import Outcome, Request, run_programme
from payung.core.linkage.decisions import decide, written
from tests.actions.test_link_rosters import DUREN, MENDALO_FILE, ON, slip, worker
from tests.actions.villages import Province

HEAD = "nik,name,dob,sex,village_code,mother_name,family_card"


@pytest.fixture
def province(tmp_path) -> Province:
    lists = {DUREN: [worker(number) for number in range(5)], MENDALO_FILE: [worker(number) for number in range(5, 9)]}
    return Province(tmp_path / "in", lists=lists)


def run(province: Province, out: Path, **more: object) -> Outcome:
    folder = province.write().folder
    registers = {kind: folder / f"{kind}.csv" for kind in ("members", "deaths", "welfare")}
    asked = {"programme": "jambi-bkbk-2022", "rosters": folder / "rosters", "on": ON, "out": out} | registers | more
    return run_programme(Request(**asked))  # type: ignore[arg-type]


def table(out: Path, name: str = "decisions") -> pl.DataFrame:
    return pl.read_parquet(out / f"{name}.parquet")


def earlier_of(out: Path) -> list[tuple[str, int, str]]:
    found = table(out, "findings").filter(code="earlier_programme")
    return found.select("file", "row", "severity").rows()


def test_every_row_has_the_key_its_person_has_in_people_parquet(province, tmp_path):
    province.lists[MENDALO_FILE].append(worker(2, nik=slip(worker(2)[0])))
    run(province, tmp_path / "out")
    rows, people = table(tmp_path / "out"), table(tmp_path / "out", "people").filter(source="roster")
    both = rows.join(people, on=["file", "row"], how="left")
    assert both["person_key"].equals(both["person_key_right"]) and both["person_key"].n_unique() == 9
    accepted = rows.filter(decision="accept")
    assert accepted["person_key"].is_unique().all() and accepted.height == 9


def test_an_earlier_programme_is_told_of_and_refuses_and_counts_nobody_twice(province, tmp_path):
    run(province, tmp_path / "first")
    province.lists[DUREN][2] = worker(2, nik=slip(worker(2)[0]), name="BAMBANG UTOMO, ST")
    province.lists[MENDALO_FILE][0] = worker(9)
    province.lists[MENDALO_FILE].append(worker(1))
    outcome = run(province, tmp_path / "out", earlier=(tmp_path / "first" / "decisions.parquet",))
    assert table(tmp_path / "out")["decision"].to_list() == ["accept"] * 9 + ["reject"]
    expected = [(DUREN, row, "info") for row in range(2, 7)] + [(MENDALO_FILE, row, "info") for row in range(3, 7)]
    assert sorted(earlier_of(tmp_path / "out")) == expected
    assert outcome.figures.funded + outcome.figures.waiting == 9
    warned = [text.id for text in outcome.warnings if "earlier_programme" in text.id]
    assert len(warned) == 1 and warned[0].startswith("8 orang")
    said = table(tmp_path / "out", "findings").filter(code="earlier_programme")["message_id"]
    assert all("jambi-bkbk-2022" in text and "bulan dibiayai" in text for text in said)
    names = {row[column] for rows in province.lists.values() for row in rows for column in (0, 1)}
    assert not any(name in text for name in names for text in said)
    assert "decisions.parquet" in json.loads((tmp_path / "out" / "run.json").read_text())["lists"]


def test_who_was_not_accepted_then_is_not_told_of(province, tmp_path):
    run(province, tmp_path / "first")
    rows = table(tmp_path / "first").with_columns(decision=pl.lit("reject"))
    rows.write_parquet(tmp_path / "refused.parquet")
    run(province, tmp_path / "out", earlier=(tmp_path / "refused.parquet",))
    assert not earlier_of(tmp_path / "out")


def test_a_namesake_in_an_earlier_programme_is_somebody_else(province, tmp_path):
    nik = worker(2)[0]
    path = tmp_path / "then.csv"
    path.write_text(f"{HEAD}\n1504{nik[4:12]}0007,BAMBANG UTOMO,1974-03-18,L,,,\n")
    run(province, tmp_path / "out", earlier=(path,))
    assert not earlier_of(tmp_path / "out")


def test_an_earlier_list_without_programme_and_months_is_told_of_all_the_same(province, tmp_path):
    path = tmp_path / "then.csv"
    path.write_text(f"{HEAD}\n{worker(2)[0]},BAMBANG UTOMO,1974-03-18,L,,,\n")
    run(province, tmp_path / "out", earlier=(path,))
    (said,) = table(tmp_path / "out", "findings").filter(code="earlier_programme")["message_en"]
    assert "an earlier programme" in said and "'then.csv' row 2" in said


def test_keys_of_an_earlier_run_are_kept_and_new_people_get_new_ones(province, tmp_path):
    run(province, tmp_path / "first")
    old = table(tmp_path / "first", "people").with_columns(person_key="LAMA-" + pl.col("record_key"))
    old.write_parquet(tmp_path / "old.parquet")
    province.lists[MENDALO_FILE].append(worker(9))
    province.members = [f"{slip(worker(2)[0])},BAMBANG UTOMO,1974-03-18,BPU,,NONAKTIF,2024-05"]
    run(province, tmp_path / "out", persons=tmp_path / "old.parquet")
    keys = dict(table(tmp_path / "out").select(pl.format("{} {}", "file", "row"), "person_key").rows())
    assert keys.pop(f"{MENDALO_FILE} 6").startswith("P-")
    assert len(keys) == 9 and all(key.startswith("LAMA-") for key in keys.values())


def test_a_file_that_holds_no_keys_is_refused(province, tmp_path):
    (tmp_path / "foto.jpg").write_text("mine")
    with pytest.raises(PeopleFolderWrong):
        run(province, tmp_path / "out", persons=tmp_path / "foto.jpg")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["deaths", "members"])
def test_a_register_that_knows_a_person_too_hides_no_doubt_about_them(province, tmp_path, kind):
    """Of several records of two persons only one pair is asked about; the doubt is about each row all the same."""
    nik, name, near = "1505010107741942", "BAMBANG UTOMO", "1505010107741943"
    province.lists[DUREN][2] = [nik, name, "01-07-1974", "L", "Petani", "", "", "Dusun I"]
    line = {"deaths": "2026-05-01", "members": "BPU,,AKTIF,2026-12"}[kind]
    setattr(province, kind, [f"{near},{name},1974-07-01,{line}"])
    reason = {"deaths": "deceased_possible", "members": "covered_possible"}[kind]
    path = tmp_path / "people.csv"
    path.write_text(f"{HEAD}\n{near},{name},1974-07-01,,,,\n")
    for out, more in {"alone": {}, "out": {"register": (path,)}}.items():
        run(province, tmp_path / out, **more)
        decided = table(tmp_path / out).filter(file=DUREN, row=4).select("decision", "reasons").row(0)
        assert decided[0] == "correct" and reason in decided[1], out
        pairs = pl.read_csv(tmp_path / out / "pairs.csv", infer_schema=False)
        assert pairs["outcome"].to_list()[:1] == ["ask"]


def test_a_person_s_word_about_a_listed_record_counts_in_the_run(province, tmp_path):
    path = tmp_path / "people.csv"
    nik = slip(worker(2)[0])
    path.write_text(f"{HEAD}\n{nik},BAMBANG UTOMO,1974-03-18,L,1505012006,SUTINAH,1505010101000002\n")
    run(province, tmp_path / "first", register=(path,))
    rows = table(tmp_path / "first", "people")
    assert set(rows["source"]) == {"roster", "register"}
    one, other = rows.filter(pl.col("person_key").is_duplicated())["record_key"]
    (tmp_path / "told.csv").write_text(written([decide(one, other, "different", "Ani", date(2026, 11, 1), "")]))
    run(province, tmp_path / "out", register=(path,), decisions=tmp_path / "told.csv")
    assert set(table(tmp_path / "out", "people")["source"]) == {"roster"}


def test_the_second_engine_gives_the_same_tables(province, tmp_path):
    run(province, tmp_path / "first")
    more = {"earlier": (tmp_path / "first" / "decisions.parquet",), "persons": tmp_path / "first" / "people.parquet"}
    for engine in ("local", "check"):
        run(province, tmp_path / engine, engine=engine, **more)
    for name in ("decisions", "findings", "people"):
        assert table(tmp_path / "local", name).equals(table(tmp_path / "check", name))
