"""Files that nobody can read, or that were made to harm, sent through the browser's form among good ones.

Each is named with what is wrong and what to do; the good ones are read; nothing is opened that should not be.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.urls import reverse

from payung.actions.verify_store import verify_store
from payung.store.models import RunFile, SourceRow
from payung.synth.bad_files import BAD
from tests.actions.workbench.cycles import CYCLE, DUREN, MENDALO_LIST, two_lists, workbook
from tests.entry.web.conftest import workbench
from tests.entry.web.ledger.conftest import PROVINCE
from tests.entry.web.test_imports import bench
from tests.journeys.signing_in import reached
from tests.journeys.test_disturbed import LISTS, press, work

__all__ = ["bench", "workbench"]

ODD = ("Désa Sungai\u202eslx.exe.csv", "Daftar \U0001f334 ﷺ ก.csv", "x" * 300 + ".csv")
"""Names that turn round what follows, of other letters, and longer than a name may be."""


@pytest.fixture
def moulds(sqlite_moulds):
    """What a browser sends is the same on either database."""
    return sqlite_moulds


def zipped(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def bad_files(good: bytes) -> list[tuple[str, bytes, str]]:
    """Name as it is sent, content, and the name by which it is told of."""
    made = [(name, content(), name) for name, _, content in BAD]
    made += [
        ("bom.zip", zipped({"bom.csv": b"0" * (65 * 2**20)}), "bom.csv"),
        ("bersarang.zip", zipped({"dalam.zip": zipped({"a.xlsx": good}), "b.csv": b""}), "dalam.zip"),
        ("naik.zip", zipped({"../../naik.xlsx": good, "/etc/akar.xlsx": good}), "naik.xlsx"),
        ("nol.csv", b"", "nol.csv"),
        ("halaman.xls", b"<html><body><table><tr><td>NIK</td></tr></table></body></html>", "halaman.xls"),
        ("ganda.csv", b"Barang,Harga\nPaku,1000\n", "ganda.csv"),
        ("ganda.csv", b"Barang,Harga\nSemen,9000\n", "ganda (2).csv"),
    ]
    return [*made, *((name, f"Barang,Harga\nPalu,{at}\n".encode(), "") for at, name in enumerate(ODD))]


def test_each_bad_file_is_named_with_what_to_do(bench, looker, tmp_path):
    lists = {name: workbook(rows, tmp_path) for name, rows in two_lists().items()}
    bad = bad_files(next(iter(lists.values())))
    files: list[Path] = []
    for at, (name, content) in enumerate([(n, c) for n, c, _ in bad] + list(lists.items())):
        folder = tmp_path / str(at)
        folder.mkdir()
        files.append(folder / name[-120:])
        files[-1].write_bytes(content)
    large = tmp_path / "seratus.xlsx"
    with large.open("wb") as held:
        held.truncate(100 * 2**20)
    with reached(bench, looker) as office:
        look = office.as_("officer", PROVINCE)
        page = look.open(LISTS)
        page.set_input_files("input[type=file]", [*files, large])
        press(page, "Kirim daftar")
        refused = told(page)
        look.check("berkas-ditolak")
        press(page, "Periksa semua daftar")
        work(bench.place)
        page.get_by_text("Selesai: 8 baris").wait_for()
        page = look.open(LISTS)
        page.get_by_text("berkas tidak terbaca").click()
        page.wait_for_load_state("networkidle")
        unread = told(page)
        look.check("berkas-tidak-terbaca")
    named = refused | unread
    for name in [of for _, _, of in bad if of] + ["seratus.xlsx", "etc/akar.xlsx", "b.csv"]:
        assert name in named, (name, sorted(named))
        assert len(named[name]) > 40 and not named[name].startswith("file_"), (name, named[name])
    assert sum("Daftar \U0001f334" in name or name.startswith(("Désa", "xxx")) for name in named) == len(ODD)
    assert not any("\u202e" in name or len(name) > 240 for name in named)
    assert {"pakai sandi.xlsx", "pakai makro.xlsm", "tautan luar.xlsx", "halaman.xls", "ganda.csv"} <= unread.keys()
    assert "kata sandi" in named["pakai sandi.xlsx"] and "makro" in named["pakai makro.xlsm"]
    read = set(RunFile.objects.filter(status="read").values_list("name", flat=True))
    assert read == {DUREN, MENDALO_LIST} and SourceRow.objects.count() == 8
    assert verify_store(bench.place).faults == ()
    assert reverse("imports", kwargs={"code": CYCLE}) == LISTS


def told(page) -> dict[str, str]:
    """Name of a file -> all that its line of the first table of files says besides."""
    rows = page.locator("table", has_text="Berkas").first.locator("tbody tr")
    lines = rows.evaluate_all("all => all.map(row => [...row.children].map(cell => cell.innerText.trim()))")
    return {line[0]: " ".join(line[1:]) for line in lines}
