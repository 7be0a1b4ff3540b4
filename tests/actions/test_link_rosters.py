"""A run compares rows by likeness: who is one person, who may be dead or a member under another NIK."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from payung.actions.run_programme import Request, run_programme
from payung.core.linkage.decisions import decide, written
from tests.actions.villages import MENDALO, SUNGAI_DUREN, Province

ON = date(2026, 11, 1)
DUREN, MENDALO_FILE = f"{SUNGAI_DUREN} Sungai Duren.xlsx", f"{MENDALO} Mendalo.xlsx"
MOTHERS = "Rohani Halimah Sutinah Kamariah Zubaidah Jamilah Murni Asnah Fauziah Lestari".split()
NAMES = (
    "Sugeng Riyadi;Zulkifli Effendi;Bambang Utomo;Rusdi Hamid;Poniman;Afrizal Chaniago;Tigor Sihombing;Slamet Widodo;"
    "Iskandar Muda;Wagimin Hartono"
).split(";")


def worker(number: int, *, nik: str | None = None, name: str | None = None, card: int | None = None) -> list[str]:
    """One of ten unlike men; what is given replaces his own."""
    born = date(1970 + 2 * number, number + 1, 20 - number)
    own = f"150501{born:%d%m%y}{1200 + 371 * number:04d}"
    family = f"15050101010{card or number:05d}"
    return [nik or own, name or NAMES[number], f"{born:%d-%m-%Y}", "L", "Petani", family, MOTHERS[number], "Dusun I"]


def slip(nik: str) -> str:
    """The NIK with the first digit of its serial mistyped."""
    return nik[:12] + str((int(nik[12]) + 4) % 10) + nik[13:]


@pytest.fixture
def province(tmp_path) -> Province:
    lists = {DUREN: [worker(number) for number in range(5)], MENDALO_FILE: [worker(number) for number in range(5, 9)]}
    return Province(tmp_path / "in", lists=lists)


def run(province: Province, out: Path, **more: object) -> pl.DataFrame:
    folder = province.write().folder
    registers = {kind: folder / f"{kind}.csv" for kind in ("members", "deaths", "welfare")}
    asked = {"programme": "jambi-bkbk-2022", "rosters": folder / "rosters", "on": ON, "out": out} | registers | more
    run_programme(Request(**asked))  # type: ignore[arg-type]
    return pl.read_parquet(out / "decisions.parquet")


def decided(table: pl.DataFrame, file: str, row: int) -> tuple[str, str]:
    return table.filter(file=file, row=row).select("decision", "reasons").row(0)


def test_who_is_unlike_all_others_is_left_alone(province, tmp_path):
    assert run(province, tmp_path / "out")["decision"].to_list() == ["accept"] * 9


def test_one_person_on_two_villages_lists_is_enrolled_once_and_both_rows_say_so(province, tmp_path):
    own = worker(2)
    province.lists[MENDALO_FILE].append(worker(2, nik=slip(own[0]), name="BAMBANG UTOMO, ST"))
    table = run(province, tmp_path / "out")
    assert decided(table, DUREN, 4) == ("accept", "")
    assert decided(table, MENDALO_FILE, 6) == ("reject", "person_duplicate")
    keys = table.filter(pl.col("name").str.to_uppercase().str.contains("BAMBANG"))["person_key"]
    assert keys.n_unique() == 1 and keys[0].startswith("P-") and table["person_key"].n_unique() == 9
    findings = pl.read_parquet(tmp_path / "out" / "findings.parquet")
    kept = findings.filter(code="person_kept").row(0, named=True)
    assert (kept["file"], kept["row"]) == (DUREN, 4) and MENDALO_FILE in kept["message_id"]
    assert "NIK beda satu angka" in kept["message_id"] and own[0] not in kept["message_id"]


def test_the_row_whose_nik_the_members_list_has_too_is_the_better_one(province, tmp_path):
    own = worker(2)
    province.lists[DUREN][2] = worker(2, nik=slip(own[0]))
    province.lists[MENDALO_FILE].append(own)
    born = "1974-03-18"
    province.members = [f"{own[0]},BAMBANG UTOMO,{born},BPU,,NONAKTIF,2024-05"]
    table = run(province, tmp_path / "out")
    assert decided(table, DUREN, 4) == ("reject", "person_duplicate")
    assert decided(table, MENDALO_FILE, 6) == ("accept", "")


@pytest.mark.parametrize(
    ("kind", "line", "reason"),
    [
        ("deaths", "{nik},BAMBANG UTOMO,1974-03-18,2026-05-01", "deceased_possible"),
        ("members", "{nik},BAMBANG UTOMO,1974-03-18,BPU,,AKTIF,2026-12", "covered_possible"),
    ],
)
def test_a_probable_death_or_member_is_asked_about_and_not_refused(province, tmp_path, kind, line, reason):
    setattr(province, kind, [line.format(nik=slip(worker(2)[0]))])
    assert decided(run(province, tmp_path / "out"), DUREN, 4) == ("correct", reason)


def test_an_inactive_member_and_a_death_after_the_day_say_nothing(province, tmp_path):
    nik = slip(worker(2)[0])
    province.members = [f"{nik},BAMBANG UTOMO,1974-03-18,BPU,,NONAKTIF,2024-05"]
    province.deaths = [f"{nik},BAMBANG UTOMO,1974-03-18,2026-12-01"]
    assert decided(run(province, tmp_path / "out"), DUREN, 4) == ("accept", "")


def test_a_namesake_with_the_same_birth_date_and_a_sound_nik_of_his_own_is_somebody_else(province, tmp_path):
    nik = worker(2)[0]
    province.deaths = [f"1504{nik[4:12]}0007,BAMBANG UTOMO,1974-03-18,2026-05-01"]
    assert decided(run(province, tmp_path / "out"), DUREN, 4) == ("accept", "")


def test_a_person_s_word_is_stronger_than_likeness(province, tmp_path):
    province.lists[MENDALO_FILE].append(worker(2, nik=slip(worker(2)[0])))
    first = run(province, tmp_path / "first")
    assert decided(first, MENDALO_FILE, 6) == ("reject", "person_duplicate")
    (pair,) = pl.read_csv(tmp_path / "first" / "pairs.csv", infer_schema=False).to_dicts()
    assert (pair["outcome"], pair["left_file"], pair["right_file"]) == ("same", DUREN, MENDALO_FILE) or (
        (pair["right_file"], pair["left_file"]) == (DUREN, MENDALO_FILE)
    )
    told = tmp_path / "told.csv"
    told.write_text(written([decide(pair["left_key"], pair["right_key"], "different", "Ani", ON, "KTP berbeda")]))
    assert decided(run(province, tmp_path / "out", decisions=told), MENDALO_FILE, 6) == ("accept", "")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["inputs"]["decisions"]


def test_pairs_to_look_at_are_shown_side_by_side_and_harmless(province, tmp_path):
    own = worker(2, name="=BAMBANG UTOMO")
    province.lists[DUREN][2] = own
    province.deaths = [f"{slip(own[0])},=BAMBANG UTOMO,1974-03-18,2026-05-01"]
    run(province, tmp_path / "out")
    (pair,) = pl.read_csv(tmp_path / "out" / "pairs.csv", infer_schema=False).to_dicts()
    assert {pair["left_source"], pair["right_source"]} == {"roster", "deaths"}
    assert pair["left_name"].startswith("'=") and pair["right_name"].startswith("'=") and pair["why_id"]


def test_without_likeness_nothing_of_it_is_said(province, tmp_path):
    province.lists[MENDALO_FILE].append(worker(2, nik=slip(worker(2)[0])))
    assert decided(run(province, tmp_path / "out", link=False), MENDALO_FILE, 6) == ("accept", "")


def test_the_same_lists_give_the_same_bytes(province, tmp_path):
    province.lists[MENDALO_FILE].append(worker(2, nik=slip(worker(2)[0])))
    run(province, tmp_path / "a")
    run(province, tmp_path / "b")
    for name in ("decisions.csv", "findings.csv", "decisions.parquet"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_lists_without_a_name_or_a_row_are_no_fault(province, tmp_path):
    province.lists = {DUREN: [worker(0, name=" ")]}
    assert decided(run(province, tmp_path / "out"), DUREN, 2)[0] == "correct"
    province.lists = {DUREN: []}
    (province.folder / "rosters" / MENDALO_FILE).unlink(missing_ok=True)
    assert run(province, tmp_path / "none").height == 0
