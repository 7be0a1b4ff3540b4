"""The main job, from files to files."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from payung.actions import read_rosters
from payung.actions.run_programme import Outcome, Request, run_programme
from payung.actions.template_roster import template_roster
from payung.core.programmes.catalogue import programme_ids
from payung.core.roster.template import HEADING_ROW, HEADINGS, LIST_SHEET
from tests.actions.villages import MENDALO, SUNGAI_DUREN, Province, person, write_list

ON = date(2026, 11, 1)
DUREN_FILE, MENDALO_FILE = f"{SUNGAI_DUREN} Sungai Duren.xlsx", f"{MENDALO} Mendalo.xlsx"


def run(province: Province, out: Path, **more: object) -> Outcome:
    folder = province.folder
    registers = {kind: folder / f"{kind}.csv" for kind in ("members", "deaths", "welfare")}
    request = {"programme": "jambi-bkbk-2022", "rosters": folder / "rosters", "on": ON, "out": out, "link": False}
    request |= registers | more
    return run_programme(Request(**request))  # type: ignore[arg-type]


def decisions(out: Path) -> dict[tuple[str, int], tuple[str, str]]:
    table = pl.read_parquet(out / "decisions.parquet")
    return {(row["file"][:10], row["row"]): (row["decision"], row["reasons"]) for row in table.iter_rows(named=True)}


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def province(tmp_path) -> Province:
    return Province(tmp_path / "in", lists={DUREN_FILE: [person(1), person(2, name="ANI")], MENDALO_FILE: [person(3)]})


def test_sound_rows_are_accepted_and_paid_for_twelve_months(province, tmp_path):
    outcome = run(province.write(), tmp_path / "out")
    table = pl.read_parquet(tmp_path / "out" / "decisions.parquet")
    assert table["decision"].to_list() == ["accept"] * 3
    assert table["months"].to_list() == [12] * 3
    assert table["dob"].to_list() == [date(1987, 8, 12)] * 3
    assert table["village_code"].to_list() == [SUNGAI_DUREN, SUNGAI_DUREN, MENDALO]
    assert sorted(table["rank"].to_list()[:2]) == [1, 2]
    assert outcome.figures.amount == 3 * 12 * 16_800
    assert outcome.rupiah_left == 2 * 10_000_000 - outcome.figures.amount


def test_each_refusal_names_its_reason(province, tmp_path):
    duren = province.lists[DUREN_FILE]
    duren += [
        person(4, year=1961),
        person(5, year=2010),
        person(6),
        person(7),
        person(8),
        person(9)[:4] + ["PNS"] + person(9)[5:],
        ["15050112", *person(10)[1:]],
        person(1),
    ]
    province.members = [
        f"{person(6)[0]},X,,PU,,AKTIF,2026-12",
        f"{person(7)[0]},X,,BPU,bungo-apbd,AKTIF,2026-11",
        f"{person(2)[0]},X,,BPU,,AKTIF,2026-10",
    ]
    province.deaths = [f"{person(8)[0]},2026-05-01"]
    run(province.write(), tmp_path / "out")
    assert decisions(tmp_path / "out") == {
        (SUNGAI_DUREN, 2): ("accept", ""),
        (SUNGAI_DUREN, 3): ("accept", ""),
        (SUNGAI_DUREN, 4): ("reject", "age_over"),
        (SUNGAI_DUREN, 5): ("reject", "age_under"),
        (SUNGAI_DUREN, 6): ("reject", "covered_bpjs_active"),
        (SUNGAI_DUREN, 7): ("reject", "covered_other_program"),
        (SUNGAI_DUREN, 8): ("reject", "deceased"),
        (SUNGAI_DUREN, 9): ("reject", "civil_servant_or_wage"),
        (SUNGAI_DUREN, 10): ("correct", "nik_length"),
        (SUNGAI_DUREN, 11): ("reject", "nik_duplicate_file"),
        (MENDALO, 2): ("accept", ""),
    }


def test_ten_million_rupiah_buy_595_person_months_for_fifty_people(province, tmp_path):
    province.lists = {DUREN_FILE: [person(number) for number in range(1, 61)]}
    outcome = run(province.write(), tmp_path / "out")
    table = pl.read_parquet(tmp_path / "out" / "decisions.parquet").sort("rank")
    assert table["months"].to_list() == [12] * 49 + [7] + [0] * 10
    assert table["reasons"].to_list()[50:] == ["waiting_list"] * 10
    assert table["fund"].null_count() == 10
    assert (outcome.figures.months, outcome.rupiah_left) == (595, 4_000)


def test_the_same_input_gives_the_same_bytes_in_every_file(province, tmp_path):
    province.lists[DUREN_FILE].append(["15050112", *person(10)[1:]])
    run(province.write(), tmp_path / "a")
    run(province, tmp_path / "b")
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert len(digests(tmp_path / "a")) >= 12


def test_a_changed_workbook_changes_only_its_own_rows(province, tmp_path):
    run(province.write(), tmp_path / "a")
    write_list(province.folder / "rosters" / MENDALO_FILE, [person(3, name="BUDIMAN"), person(30)])
    run(province, tmp_path / "b")
    before, after = (pl.read_parquet(tmp_path / name / "decisions.parquet") for name in "ab")
    assert before.filter(pl.col("file") == DUREN_FILE).equals(after.filter(pl.col("file") == DUREN_FILE))
    assert after.filter(pl.col("file") == MENDALO_FILE)["name"].to_list() == ["BUDIMAN", "BUDI SANTOSO"]


def test_rows_read_are_accounted_for_and_no_page_shows_a_nik(province, tmp_path):
    province.lists[DUREN_FILE] += [["15050112", *person(10)[1:]], person(4, year=1961)]
    counts = run(province.write(), tmp_path / "out").figures
    assert counts.rows_read == counts.accepted + counts.correct + counts.rejected + counts.not_data
    page = (tmp_path / "out" / "summary.html").read_text()
    findings = (tmp_path / "out" / "findings.csv").read_text()
    for row in province.lists[DUREN_FILE]:
        assert row[0] not in page and row[1] not in page and row[0] not in findings


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(province, tmp_path):
    province.write()
    (province.folder / "rosters" / "1505012008 Rusak.xlsx").write_bytes(b"PK\x03\x04 cut off")
    outcome = run(province, tmp_path / "out")
    assert (outcome.files, outcome.unread_files, outcome.figures.accepted) == (3, 1, 3)
    findings = pl.read_parquet(tmp_path / "out" / "findings.parquet").filter(
        pl.col("file").str.starts_with("1505012008")
    )
    assert findings.select("row", "severity").rows() == [(None, "block")]
    assert findings["message_id"][0] and findings["message_en"][0]


def test_a_newer_version_of_a_village_s_file_replaces_the_older_one(province, tmp_path):
    province.lists["b.xlsx"] = [person(1), person(2, name="ANI"), person(20)]
    province.write()
    manifest = province.folder / "manifest.csv"
    manifest.write_text(
        "file,village_code,village_name,uploaded_at,version\n"
        f"{DUREN_FILE},{SUNGAI_DUREN},Sungai Duren,2026-10-01,1\nb.xlsx,{SUNGAI_DUREN},Sungai Duren,2026-10-09,2\n"
    )
    outcome = run(province, tmp_path / "out", manifest=manifest)
    table = pl.read_parquet(tmp_path / "out" / "decisions.parquet")
    assert set(table["file"]) == {"b.xlsx", MENDALO_FILE}
    assert table["decision"].to_list() == ["accept"] * 4
    assert outcome.figures.not_data == 3 + 1 + 1  # the older version's three rows, and two headings


def test_text_that_would_run_as_a_formula_is_harmless_in_every_file(province, tmp_path):
    province.lists[DUREN_FILE] = [person(1, name="=HYPERLINK(1)"), ["15050112", "@SUM(A1)", *person(2)[2:]]]
    run(province.write(), tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out" / "decisions.parquet")["name"].to_list()[0] == "=HYPERLINK(1)"
    for path in (tmp_path / "out").rglob("*.csv"):
        cells = pl.read_csv(path, infer_schema=False).select(pl.col(pl.String).str.contains(r"^[=+\-@]").any()).row(0)
        assert not any(cells), path.name
    for path in (tmp_path / "out").rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            texts = [cell.value for row in sheet for cell in row if isinstance(cell.value, str)]
            assert not [text for text in texts if len(text) > 1 and text[0] in "=+-@"], path.name


def test_a_list_written_by_payung_comes_back_as_it_was(province, tmp_path):
    province.lists = {DUREN_FILE: [person(1, name="'=BUDI")]}
    run(province.write(), tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out" / "decisions.parquet")["name"].to_list() == ["=BUDI"]


def test_registers_that_were_not_given_are_said(province, tmp_path):
    outcome = run(province.write(), tmp_path / "out", deaths=None)
    assert [warning.en for warning in outcome.warnings] == ["Not compared with the list of deaths: it was not given."]
    page = (tmp_path / "out" / "summary.html").read_text()
    assert "kematian" in page


def test_the_run_is_written_down_so_that_it_can_be_repeated(province, tmp_path):
    run(province.write(), tmp_path / "out", seed=7)
    mark = json.loads((tmp_path / "out" / "run.json").read_text())
    assert (mark["programme"], mark["on"], mark["seed"]) == ("jambi-bkbk-2022", "2026-11-01", 7)
    assert mark["inputs"]["deaths"] == hashlib.sha256((province.folder / "deaths.csv").read_bytes()).hexdigest()
    assert set(mark["rosters"]) == {DUREN_FILE, MENDALO_FILE}


def test_the_second_engine_gives_the_same_tables(province, tmp_path):
    province.lists[DUREN_FILE] += [["15050112", *person(10)[1:]], person(4, year=1961), person(1)]
    run(province.write(), tmp_path / "a")
    run(province, tmp_path / "b", engine="check")
    for name in ("decisions.parquet", "findings.parquet"):
        assert pl.read_parquet(tmp_path / "a" / name).equals(pl.read_parquet(tmp_path / "b" / name))


def test_a_column_that_is_empty_in_the_whole_list_is_said_once(province, tmp_path):
    rows = [person(number) for number in range(1, 8)]
    for row in rows:
        row[5] = ""  # No. KK
    for row in rows[:6]:
        row[6] = ""  # the mothers of all but one of them
    province.lists = {DUREN_FILE: rows}
    run(province.write(), tmp_path / "out")
    found = pl.read_parquet(tmp_path / "out" / "findings.parquet").select("row", "code").rows()
    assert [row for row, code in found if code == "kk_missing"] == [None]
    assert [row for row, code in found if code == "mother_name_missing"] == [2, 3, 4, 5, 6, 7]


def test_a_programme_for_village_officials_takes_them_and_no_one_else(province, tmp_path):
    rows = [person(1), person(2), person(3), person(4)]
    for row, occupation in zip(rows, ["Kepala Desa", "Anggota BPBD", "Petani", ""], strict=True):
        row[4] = occupation
    province.lists = {"3603011001 Balaraja.xlsx": rows}
    run(province.write(), tmp_path / "out", programme="tangerang-perangkat-desa")
    table = pl.read_parquet(tmp_path / "out" / "decisions.parquet")
    assert table["reasons"].to_list() == ["", "", "not_village_official", "official_unknown"]
    assert table["decision"].to_list() == ["accept", "accept", "reject", "correct"]


@pytest.mark.parametrize("programme", programme_ids())
def test_every_programme_of_the_catalogue_runs(province, tmp_path, programme):
    outcome = run(province.write(), tmp_path / "out", programme=programme)
    figures = outcome.figures
    assert figures.rows_read == figures.accepted + figures.correct + figures.rejected + figures.not_data
    assert (tmp_path / "out" / "decree" / "lampiran.pdf").read_bytes().startswith(b"%PDF")


def test_a_zip_gives_what_its_folder_gives(province, tmp_path):
    run(province.write(), tmp_path / "a")
    archive = shutil.make_archive(str(tmp_path / "daftar"), "zip", province.folder / "rosters")
    run(province, tmp_path / "b", rosters=Path(archive))
    for name in ("decisions.parquet", "findings.parquet"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_filled_template_finds_its_village_whatever_the_file_is_called(province, tmp_path):
    template_roster(codes=[SUNGAI_DUREN], programme_id="jambi-bkbk-2022", out=tmp_path / "blank")
    [blank] = (tmp_path / "blank").iterdir()
    book = openpyxl.load_workbook(blank)
    columns = {cell.value: cell.column for cell in book[LIST_SHEET][HEADING_ROW]}
    nik, name, born, *_ = person(1)
    filled = {"nik": nik, "name": name, "birth_date": date(1987, 8, 12), "sex": "L", "occupation": "Petani"}
    for field, value in filled.items():
        book[LIST_SHEET].cell(HEADING_ROW + 1, columns[HEADINGS[field]], value)
    province.lists = {}
    province.write()
    book.save(province.folder / "rosters" / "Book1 (2).xlsx")
    run(province, tmp_path / "out")
    [row] = pl.read_parquet(tmp_path / "out" / "decisions.parquet").iter_rows(named=True)
    assert (row["decision"], row["nik"], row["village_code"]) == ("accept", nik, SUNGAI_DUREN)
    assert row["row"] == HEADING_ROW + 1


def test_rows_stand_in_the_order_of_the_files_however_they_are_packed(province, tmp_path, monkeypatch):
    province.lists |= {f"{SUNGAI_DUREN} {part}.xlsx": [person(serial)] for part, serial in (("b", 40), ("c", 50))}
    run(province.write(), tmp_path / "a")
    monkeypatch.setattr(read_rosters, "ROWS_IN_A_FRAME", 1)
    run(province, tmp_path / "b")
    for name in ("decisions.parquet", "findings.parquet"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_list_sent_twice_is_said_and_its_people_are_enrolled_once(province, tmp_path):
    province.lists = {f"{SUNGAI_DUREN} {part}.xlsx": [person(1), person(2)] for part in "ab"}
    run(province.write(), tmp_path / "out")
    findings = pl.read_parquet(tmp_path / "out" / "findings.parquet").filter(pl.col("row").is_null())
    told = findings.filter(pl.col("code") == "file_same_content").select("file", "severity").rows()
    assert told == [(f"{SUNGAI_DUREN} b.xlsx", "warn")]
    decided = pl.read_parquet(tmp_path / "out" / "decisions.parquet")
    assert decided["decision"].to_list() == ["accept", "accept", "reject", "reject"]
