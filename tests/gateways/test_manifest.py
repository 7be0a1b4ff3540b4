"""The manifest says whose file is whose."""

import pytest

from payung.gateways.manifest import ManifestUnreadable, read_manifest


def manifest(tmp_path, text: str, encoding="utf-8"):
    path = tmp_path / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return read_manifest(path)


def test_entries_by_file(tmp_path):
    entries = manifest(
        tmp_path,
        "file,village_code,village_name,uploaded_at,version\n"
        '"BUNGO/a, b.xlsx",1508012001,Pulau,2026-02-01T08:00:00Z,2\n'
        "./BUNGO\\c.xlsx,15.08.01.2002,,,\n\n",
    )
    assert list(entries) == ["BUNGO/a, b.xlsx", "BUNGO/c.xlsx"]
    assert entries["BUNGO/c.xlsx"].village_name is None


def test_quoted_names_semicolons_and_byte_order_mark(tmp_path):
    entries = manifest(tmp_path, '\ufefffile;village_code\n"a, b.xlsx";1508012001\n')
    assert entries["a, b.xlsx"].village_code == "1508012001"


def test_versions_sort_by_number_then_upload(tmp_path):
    entries = manifest(
        tmp_path,
        "file,village_code,village_name,uploaded_at,version\na,1,x,2026-03-01,9\nb,1,x,2026-01-01,10\nc,1,x,2026-02-01,10\n",
    )
    assert [name for name, _ in sorted(entries.items(), key=lambda item: item[1].age)] == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["", "file\na.xlsx\n", "file,village_code\na,1\na,2\n"])
def test_a_manifest_that_says_too_little_or_twice_is_refused(tmp_path, text):
    with pytest.raises(ManifestUnreadable):
        manifest(tmp_path, text)


def test_a_manifest_in_another_encoding_is_refused_not_guessed(tmp_path):
    with pytest.raises(ManifestUnreadable):
        manifest(tmp_path, "file,village_code\nDésa.xlsx,1\n", "utf-16")
