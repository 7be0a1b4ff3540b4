"""Lists of people and facts are read whole or refused: a cell that cannot be read is named, with its line."""

import datetime
from pathlib import Path

import polars as pl
import pytest

from payung.gateways.people_files import NO, YES, PeopleFileWrong, read_facts, read_people

NIKS = ("1501010101700001", "1501010101700002")
VILLAGE = "1501012001"


def listed(folder: Path, heading: str, *rows: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join((heading, *rows, "")), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "said", "read"),
    [
        ("desil", "1", 1),
        ("desil", "10.0", 10),
        ("desil", "-", None),
        ("desil", "", None),
        ("order", "-1000000000000000", -(10**15)),
        ("before", "0", 0),
        ("before", "1200", 1_200),
        ("payable_from", "2027-05", 202705),
        ("payable_until", "202712", 202712),
        ("payable_from", "2027-05-31", 202705),
        ("dob", "1970-12-31", datetime.date(1970, 12, 31)),
        ("dob", "31/12/1970", datetime.date(1970, 12, 31)),
        ("dob", "1970-12-31T00:00:00", datetime.date(1970, 12, 31)),
        ("mustahik", "Ya", True),
        ("mustahik", "BUKAN", False),
        ("mustahik", "-", None),
        ("occupation", " Petani ", "Petani"),
    ],
)
@pytest.mark.parametrize("reader", [read_people, read_facts])
def test_what_can_be_read(tmp_path, reader, name, said, read):
    table = reader(listed(tmp_path, f"nik;village_code;{name}", f"{NIKS[0]};{VILLAGE};{said}"))
    assert table[name].to_list() == [read]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("desil", "0"),
        ("desil", "11"),
        ("desil", "-5"),
        ("desil", "dua"),
        ("desil", "2,5"),
        ("desil", "2.5"),
        ("desil", "9" * 30),
        ("order", "pertama"),
        ("order", "1000000000000001"),
        ("order", "-1000000000000001"),
        ("before", "-1"),
        ("before", "1201"),
        ("before", "banyak"),
        ("payable_from", "2027-13"),
        ("payable_from", "2027-00"),
        ("payable_until", "maret"),
        ("payable_until", "05/2027"),
        ("dob", "31/02/1970"),
        ("dob", "1970"),
        ("mustahik", "mungkin"),
        ("woman", "perempuan"),
    ],
)
@pytest.mark.parametrize("reader", [read_people, read_facts])
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path, reader, name, said):
    rows = (f"{NIKS[0]};{VILLAGE};", f"{NIKS[1]};{VILLAGE};{said}")
    with pytest.raises(PeopleFileWrong) as wrong:
        reader(listed(tmp_path, f"nik;village_code;{name}", *rows))
    said_id = wrong.value.says.id
    assert (
        f"1 baris dengan {name} yang bukan" in said_id and said_id.endswith("mulai baris 3.") and NIKS[1] not in said_id
    )


@pytest.mark.parametrize(
    ("heading", "row", "why"),
    [
        ("nik;village_code", f";{VILLAGE}", "1 baris tanpa NIK 16 angka, mulai baris 3"),
        ("nik;village_code", f"1.5E+15;{VILLAGE}", "1 baris tanpa NIK 16 angka"),
        ("nik;village_code", f"150101010170000;{VILLAGE}", "1 baris tanpa NIK 16 angka"),
        ("nik;village_code", f"{NIKS[1]};15.01.01.2001", "1 baris tanpa kode desa 10 angka, mulai baris 3"),
        ("nik;village_code", f"{NIKS[1]};", "1 baris tanpa kode desa"),
        ("nik;village_code;nik", f"{NIKS[1]};{VILLAGE};x", "kolom nik ada dua kali"),
        ("nik;village_code;desa;kode_desa", f"{NIKS[1]};{VILLAGE};x;x", "kolom village_code, kode_desa ada dua kali"),
        ("nik;village_code;decision", f"{NIKS[1]};{VILLAGE};terima", "decision yang tidak dikenal, mulai baris 3"),
        ("nik;village_code", f"{NIKS[1]};{VILLAGE};x;x", "baris 3 punya jumlah kolom lain"),
        ("nik;village_code;payable_from;payable_until", f"{NIKS[1]};{VILLAGE};2027-05;2027-04", "payable_from sesudah"),
        ("nik;village_code;payable;holds", f"{NIKS[1]};{VILLAGE};1;1", "hasil pembagian"),
    ],
)
def test_a_list_that_names_nobody_or_somebody_twice_is_refused(tmp_path, heading, row, why):
    good = {"nik": NIKS[0], "village_code": VILLAGE, "decision": "accept"}
    first = ";".join(good.get(name, "") for name in heading.split(";"))
    with pytest.raises(PeopleFileWrong) as wrong:
        read_people(listed(tmp_path, heading, first, row))
    assert why in wrong.value.says.id and "list.csv" in wrong.value.says.id and NIKS[1] not in wrong.value.says.id


@pytest.mark.parametrize(
    "rows", [(), (f"{NIKS[0]};{VILLAGE};reject", "x;x;correct")], ids=["a heading alone", "nobody accepted"]
)  # fmt: skip
def test_nobody_is_no_list(tmp_path, rows):
    with pytest.raises(PeopleFileWrong, match="there is nobody in it"):
        read_people(listed(tmp_path, "nik;village_code;decision", *rows))


def test_only_accepted_rows_must_be_readable(tmp_path):
    rows = (f"{NIKS[0]};{VILLAGE};reject;dua", "x;x;correct;", f"{NIKS[1]};{VILLAGE};accept;2")
    table = read_people(listed(tmp_path, "nik;village_code;decision;desil", *rows))
    assert table.rows(named=True) == [{"nik": NIKS[1], "village": int(VILLAGE), "desil": 2, "key": None}]


def test_a_key_stands_for_a_nik_that_is_missing(tmp_path):
    table = read_people(listed(tmp_path, "person_key;nik;village_code", f"P-1;12;{VILLAGE}", f";{NIKS[1]};{VILLAGE}"))
    assert table.select("key", "nik").rows() == [("P-1", None), (None, NIKS[1])]


@pytest.mark.parametrize("content", [b"", b"\n\n", bytes(range(256)) * 9, b"PAR1xxxxPAR1", b'nik,village_code\n"1\n'])
def test_what_is_no_table_is_refused(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    for reader in (read_people, read_facts):
        with pytest.raises(PeopleFileWrong, match="list.csv"):
            reader(path)


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame({"nik": [[NIKS[0]]], "village_code": [VILLAGE]}),
        pl.DataFrame({"nik": [b"\xff\xfe"], "village_code": [VILLAGE]}),
        pl.DataFrame({"nik": [1501010101700001.0], "village_code": [VILLAGE]}),
    ],
)
def test_columns_of_other_kinds_are_refused(tmp_path, frame):
    frame.write_parquet(tmp_path / "list.parquet")
    with pytest.raises(PeopleFileWrong, match="list.parquet"):
        read_people(tmp_path / "list.parquet")


def test_numbers_and_truths_of_parquet_are_read(tmp_path):
    frame = pl.DataFrame({"nik": [int(NIKS[0])], "village": [int(VILLAGE)], "desil": [2.0], "mustahik": [True]})
    frame.write_parquet(tmp_path / "list.parquet")
    [row] = read_people(tmp_path / "list.parquet").rows(named=True)
    assert (row["nik"], row["village"], row["desil"], row["mustahik"]) == (NIKS[0], int(VILLAGE), 2, True)


def test_no_word_means_both_yes_and_no():
    assert not set(YES) & set(NO) and all(word == word.lower() for word in (*YES, *NO))
