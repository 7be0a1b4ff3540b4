"""Registers come as CSV or Parquet from offices that format them their own way."""

from datetime import date

import polars as pl
import pytest

from payung.gateways.registers import RegisterUnreadable, normalise_register

MEMBERS = "nik,name,dob,segment,programme,status,paid_through"


def normalised(tmp_path, kind: str, content: str | bytes, name="register.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    register = normalise_register(kind, path, tmp_path / "out.parquet")
    return register, pl.read_parquet(register.path).rows(named=True)


def test_a_nik_above_2_to_53_keeps_its_last_digit(tmp_path):
    register, [row] = normalised(tmp_path, "members", f"{MEMBERS}\n9402142008679999,A,1967-08-20,bpu,x,aktif,2026-12\n")
    assert row == {
        "nik": "9402142008679999",
        "name": "A",
        "dob": date(1967, 8, 20),
        "segment": "BPU",
        "programme": "x",
        "status": "AKTIF",
        "paid_through": "2026-12",
    }
    assert (register.rows, register.unusable_nik, register.misread) == (1, 0, 0)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_common_separator_a_byte_order_mark_and_headings_in_capitals(tmp_path, mark):
    text = f"\ufeffNIK{mark}DATE_OF_DEATH\n '1571 0112 0887 0002 {mark}07/08/2026\n"
    _, [row] = normalised(tmp_path, "deaths", text)
    assert row == {"nik": "1571011208870002", "name": None, "dob": None, "date_of_death": date(2026, 8, 7)}


def test_what_cannot_be_read_is_counted_and_null(tmp_path):
    register, rows = normalised(
        tmp_path, "welfare", "nik,desil\n1571011208870002,3\n157101120887,4\n,2\n1571011208870003,miskin\n"
    )
    assert [row["desil"] for row in rows] == [3, 4, 2, None]
    assert (register.rows, register.unusable_nik, register.misread) == (4, 2, 1)


def test_parquet_with_a_numeric_nik(tmp_path):
    path = tmp_path / "welfare.parquet"
    pl.DataFrame({"nik": [9402142008679999], "desil": [1]}).write_parquet(path)
    register = normalise_register("welfare", path, tmp_path / "out.parquet")
    assert pl.read_parquet(register.path).rows() == [("9402142008679999", 1)]


def test_a_date_with_a_time_and_a_paid_through_with_a_day(tmp_path):
    _, [row] = normalised(
        tmp_path, "members", f"{MEMBERS}\n1571011208870002,A,1967-08-20 00:00:00,PU,,AKTIF,2026-11-30\n"
    )
    assert (row["dob"], row["paid_through"], row["programme"]) == (date(1967, 8, 20), "2026-11", None)


@pytest.mark.parametrize("content", ["", "nik\n1571011208870002\n", b"\x00\x01\x02", "PAR1 but not really"])
def test_a_register_without_its_columns_is_refused_with_the_columns_it_needs(tmp_path, content):
    with pytest.raises(RegisterUnreadable, match="desil"):
        normalised(tmp_path, "welfare", content)
