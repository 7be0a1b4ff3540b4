"""Which files of a folder or ZIP are read, and under which names."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from payung.gateways.workbooks import files
from payung.gateways.workbooks.files import ArchiveUnusable, RostersNotFound, list_rosters
from payung.gateways.workbooks.reader import read_rosters
from tests.gateways.workbooks import hostile
from tests.gateways.workbooks.books import ON


def filled(folder: Path, *names: str) -> Path:
    """A folder with empty files of these names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


def archive(path: Path, **names: bytes) -> Path:
    """A ZIP with these entries."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in names.items():
            out.writestr(name, content)
    return path


def test_a_folder_gives_its_files_sorted_with_forward_slashes(tmp_path):
    filled(
        tmp_path,
        "b.xlsx",
        "Kec B/a.xlsx",
        "Kec A/Desa 1.csv",
        "~$b.xlsx",
        ".DS_Store",
        "Kec A/Thumbs.db",
        "manifest.csv",
        "__MACOSX/._b.xlsx",
        ".git/config",
        "Kec A/manifest.csv",
    )
    assert [file.name for file in list_rosters(tmp_path)] == [
        "Kec A/Desa 1.csv",
        "Kec A/manifest.csv",
        "Kec B/a.xlsx",
        "b.xlsx",
    ]


def test_a_manifest_of_another_name_is_left_out(tmp_path):
    filled(tmp_path, "a.xlsx", "daftar.csv")
    assert [file.name for file in list_rosters(tmp_path, ignoring=tmp_path / "daftar.csv")] == ["a.xlsx"]


def test_names_in_bytes_of_another_century_can_be_stored(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/d\xe9sa.xlsx")).write_bytes(b"x")
    assert [file.name for file in list_rosters(tmp_path)] == ["d\ufffdsa.xlsx"]


def test_a_link_out_of_the_folder_is_named_and_not_followed(tmp_path):
    inside = filled(tmp_path / "masuk", "a.xlsx")
    (tmp_path / "rahasia.xlsx").write_bytes(b"x")
    (inside / "b.xlsx").symlink_to(tmp_path / "rahasia.xlsx")
    assert [(file.name, file.problem and file.problem.code) for file in list_rosters(inside)] == [
        ("a.xlsx", None),
        ("b.xlsx", "file_unreadable"),
    ]


def test_a_zip_gives_its_entries(tmp_path):
    sound = hostile.sound(tmp_path / "s.xlsx")
    path = archive(
        tmp_path / "a.zip",
        **{"Jambi/Kec/desa.xlsx": sound, "Jambi/.x": b"", "__MACOSX/Jambi/._d.xlsx": b"", "manifest.csv": b"x"},
    )
    assert [(file.name, file.size) for file in list_rosters(path)] == [("Jambi/Kec/desa.xlsx", len(sound))]
    assert [len(reading.columns["row"]) for reading in read_rosters(list_rosters(path), on=ON)] == [3]


def test_names_in_a_zip_of_an_old_program(tmp_path):
    path = archive(tmp_path / "a.zip", **{"Kec\\Ara\u00e9.xlsx": b"x"})
    data = path.read_bytes().replace("Ara\u00e9".encode(), b"Ara\x82\x82")
    with zipfile.ZipFile(path) as opened:
        flags = opened.infolist()[0].flag_bits
    assert flags & 0x800
    path.write_bytes(data.replace(b"\x00\x08", b"\x00\x00"))
    assert [file.name for file in list_rosters(path)][0].startswith("Kec/Ara")


def test_entries_that_are_links_or_point_outside_are_named(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as out:
        link = zipfile.ZipInfo("link.xlsx")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
        out.writestr("../../escape.xlsx", b"x")
        out.writestr("/absolute.xlsx", b"x")
        out.writestr("good.csv", "No;Nama;NIK;L/P\n1;A B;1571010101800001;L\n")
    readings = {reading.file: reading for reading in read_rosters(list_rosters(path), on=ON)}
    assert {name: reading.problem and reading.problem.code for name, reading in readings.items()} == {
        "link.xlsx": "file_unreadable",
        "../../escape.xlsx": "file_unreadable",
        "/absolute.xlsx": "file_unreadable",
        "good.csv": None,
    }


def test_an_entry_that_swells_is_cut_off_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE", 1000)
    path = archive(tmp_path / "a.zip", **{"a.csv": b"0" * 5000})
    assert [file.problem and file.problem.code for file in list_rosters(path)] == ["file_too_large"]


def test_a_damaged_entry_is_named_and_the_next_goes_on(tmp_path):
    path = archive(
        tmp_path / "a.zip", **{"a.csv": b"Nama;NIK;L/P\n" * 50, "b.csv": b"No;Nama;NIK;L/P\n1;A B;1571010101800001;L\n"}
    )
    data = bytearray(path.read_bytes())
    data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    assert [reading.problem and reading.problem.code for reading in read_rosters(list_rosters(path), on=ON)] == [
        "file_truncated",
        None,
    ]


def test_one_workbook_may_be_given_by_itself(tmp_path):
    (tmp_path / "desa.xlsx").write_bytes(hostile.sound(tmp_path / "s.xlsx"))
    assert [file.name for file in list_rosters(tmp_path / "desa.xlsx")] == ["desa.xlsx"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"not a zip"])
def test_a_zip_that_is_none_is_refused_whole(tmp_path, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(ArchiveUnusable):
        list_rosters(path)


def test_nothing_there(tmp_path):
    with pytest.raises(RostersNotFound):
        list_rosters(tmp_path / "none")
    with pytest.raises(RostersNotFound):
        list_rosters(tmp_path)


def test_a_table_of_contents_too_long_to_hold_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_ENTRIES", 3)
    path = archive(tmp_path / "a.zip", **{f"{n}.csv": b"x" for n in range(5)})
    with pytest.raises(ArchiveUnusable):
        list_rosters(path)


def test_a_zip_inside_the_folder_is_named(tmp_path):
    archive(tmp_path / "kiriman.zip", **{"a.xlsx": hostile.sound(tmp_path / "s.xlsx")})
    assert [reading.problem and reading.problem.code for reading in read_rosters(list_rosters(tmp_path), on=ON)] == [
        "file_archive"
    ]
