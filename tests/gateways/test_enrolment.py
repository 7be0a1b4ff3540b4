"""Everyone sent stands in exactly one file, of their group, in their branch's columns."""

import hashlib
from datetime import date

import polars as pl
import pytest
import xlsxwriter
from openpyxl import load_workbook

from payung.core.places.places import Gazetteer
from payung.core.programmes.words import GROUP_KINDS
from payung.gateways import enrolment as module
from payung.gateways.bpjs_layout import BpjsTemplateUnreadable, Column, Layout, Layouts, read_layout, read_layouts
from payung.gateways.enrolment import EXPORTED, EnrolmentGroupWrong, write_enrolment
from payung.gateways.enrolment_book import enrolment_book, write_books
from payung.synth.answers import make_exported

ON = date(2026, 11, 1)
VILLAGE = Gazetteer.read("15").villages[0]


def sent(*groups, each=5):
    """``each`` people for every (kind, number)."""
    parts = [make_exported(each, at, VILLAGE, group=group, start=1 + at * each) for at, group in enumerate(groups)]
    return pl.concat(parts).cast(EXPORTED)


def rows_of(path):
    headings, *rows = load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_one_file_a_group_and_everyone_in_exactly_one(tmp_path):
    people = sent(("SA", "NPW-1"), ("SG", "NPW-1"), ("SA", "NPW-2"))
    made = write_enrolment(people, tmp_path, on=ON, layouts=read_layouts())
    assert [(one.group_kind, one.group_number, one.people) for one in made] == [
        ("SA", "NPW-1", 5), ("SA", "NPW-2", 5), ("SG", "NPW-1", 5),
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SA_npw-1.xlsx", "SA_npw-2.xlsx", "SG_npw-1.xlsx"]
    written = [row for one in made for row in rows_of(one.path)]
    assert sorted(row["NIK"] for row in written) == people["nik"].sort().to_list()
    for one in made:
        rows = rows_of(one.path)
        assert [row["NO"] for row in rows] == [1, 2, 3, 4, 5]
        assert {row["KODE WADAH"] for row in rows} == {one.group_kind}
        assert one.sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()


def test_the_same_people_in_any_order_give_the_same_bytes(tmp_path):
    people = sent(("SA", "NPW-1"), ("SD", ""), each=30)
    made = []
    for name, frame in (("a", people), ("b", people.sample(fraction=1, shuffle=True, seed=3))):
        (tmp_path / name).mkdir()
        made.append(write_enrolment(frame, tmp_path / name, on=ON, layouts=read_layouts()))
    assert [one.sha256 for one in made[0]] == [one.sha256 for one in made[1]]
    later = write_enrolment(people, tmp_path / "b", on=date(2026, 11, 2), layouts=read_layouts())
    assert later[0].sha256 != made[0][0].sha256


def test_names_hold_nothing_of_a_person_and_are_told_apart(tmp_path):
    people = sent(("SA", "07/11"), ("SA", "07-11"), ("SA", ""), ("SL", "../x"))
    people = people.with_columns(group_number=pl.when(pl.col("group_number") != "").then("group_number"))
    made = write_enrolment(people, tmp_path, on=ON, layouts=read_layouts())
    names = [one.path.name for one in made]
    assert names == ["SA_tanpa-nomor.xlsx", "SA_07-11.xlsx", "SA_07-11_2.xlsx", "SL_x.xlsx"]
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    said = " ".join(names).upper()
    assert not any(nik in said for nik in people["nik"]) and not any(name in said for name in people["name"])


@pytest.mark.parametrize("kind", ["", "XX", "sa", "S"])
def test_a_kind_nobody_knows_writes_nothing(tmp_path, kind):
    with pytest.raises(EnrolmentGroupWrong) as caught:
        write_enrolment(sent(("SA", "1"), (kind, "2")), tmp_path, on=ON, layouts=read_layouts())
    assert not list(tmp_path.iterdir())
    assert all(word in caught.value.do.id for word in GROUP_KINDS)


def test_more_people_than_a_sheet_holds_write_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_PEOPLE", 4)
    with pytest.raises(EnrolmentGroupWrong):
        write_enrolment(sent(("SA", "1")), tmp_path, on=ON, layouts=read_layouts())
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr("payung.gateways.enrolment_book.MOST_PEOPLE", 4)
    with pytest.raises(ValueError, match="do not fit"):
        enrolment_book(sent(("SA", "1")), tmp_path / "a.xlsx", read_layout(), ON)


def test_nobody_sent_writes_nothing(tmp_path):
    assert write_enrolment(pl.DataFrame(schema=EXPORTED), tmp_path, on=ON, layouts=read_layouts()) == ()


def test_columns_the_table_lacks_stay_empty_and_are_told(tmp_path):
    layout = Layout(
        "P",
        (Column("NIK", "nik"), Column("HP", "phone"), Column("KOTA"), Column("K", value="1"), Column("N", "number")),
    )
    people = sent(("SA", "1"))
    (one,) = write_enrolment(people, tmp_path, on=ON, layouts=Layouts(layout))
    assert one.unfilled == ("HP", "KOTA")
    assert rows_of(one.path)[0] == {"NIK": people["nik"][0], "HP": None, "KOTA": None, "K": "1", "N": 1}
    beside = people.with_columns(phone=pl.lit("0812"), number=pl.lit(99))
    (one,) = write_enrolment(beside, tmp_path, on=ON, layouts=Layouts(layout))
    assert one.unfilled == ("KOTA",) and rows_of(one.path)[4]["HP"] == "0812" and rows_of(one.path)[4]["N"] == 5


def test_each_branch_has_its_own_columns(tmp_path):
    folder = tmp_path / "templat"
    folder.mkdir()
    (folder / "E05.csv").write_text("NPW;NIK;Nama\n")
    (folder / "umum.yaml").write_text("columns: [{heading: N, column: nik}]")
    (folder / "catatan.txt").write_text("bukan templat")
    book = xlsxwriter.Workbook(str(folder / "e06.xlsx"))
    book.add_worksheet("Upload/TK".replace("/", " ")).write_row(
        2, 1, ["No. KTP", "Nama TK", "Tgl Lahir", "Kode Kantor"]
    )
    book.close()
    layouts = read_layouts(folder)
    assert set(layouts.branches) == {"e05", "e06"}
    groups = [("SA", "1"), ("SA", "2"), ("SA", "3"), ("SA", "4")]
    branches = {groups[0]: "E05", groups[1]: " e06 ", groups[2]: "e99"}
    (tmp_path / "out").mkdir()
    made = write_enrolment(sent(*groups), tmp_path / "out", on=ON, layouts=layouts, branches=branches)
    assert [one.branch for one in made] == ["e05", "e06", "", ""]
    assert [list(rows_of(one.path)[0]) for one in made] == [
        ["NPW", "NIK", "Nama"], ["No. KTP", "Nama TK", "Tgl Lahir", "Kode Kantor"], ["N"], ["N"],
    ]  # fmt: skip
    assert rows_of(made[0].path)[0]["NPW"] == "1" and made[1].unfilled == ("Kode Kantor",)


def test_templates_that_cannot_be_used_are_named(tmp_path):
    with pytest.raises(BpjsTemplateUnreadable):
        read_layouts(tmp_path / "nowhere")
    (tmp_path / "e05.csv").write_text("NIK;Nama;Alamat\n")
    (tmp_path / "E05.yaml").write_text("columns: [{heading: N, column: nik}]")
    with pytest.raises(BpjsTemplateUnreadable, match="two templates"):
        read_layouts(tmp_path)
    (tmp_path / "E05.yaml").unlink()
    (tmp_path / "e07.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(BpjsTemplateUnreadable, match="e07"):
        read_layouts(tmp_path)


def test_many_files_in_two_processes_are_those_of_one(tmp_path):
    people = sent(*(("SD", f"N{at}") for at in range(160)), each=1)
    names = []
    for count in (1, 2):
        (tmp_path / str(count)).mkdir()
        made = write_enrolment(people, tmp_path / str(count), on=ON, layouts=read_layouts(), processes=count)
        names.append([(one.path.name, one.sha256) for one in made])
    assert names[0] == names[1] and len(names[0]) == 160
    write_books([])


def test_text_that_would_run_is_harmless(tmp_path):
    people = sent(("SA", "1")).with_columns(name=pl.lit("=cmd()"))
    (one,) = write_enrolment(people, tmp_path, on=ON, layouts=read_layouts())
    assert {row["NAMA LENGKAP"] for row in rows_of(one.path)} == {"'=cmd()"}
