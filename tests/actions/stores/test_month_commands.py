"""The commands from bill to closed month: what they say in both languages, and how they end."""

import pytest
from click.testing import CliRunner, Result

from payung.entry.cli.main import main
from payung.synth.bill import Planted
from tests.actions.stores.branch import CODE, PRICE, Branch


@pytest.fixture
def branch(decreed, tmp_path) -> Branch:
    made = Branch.of(decreed, tmp_path, Planted(foreign=1, unlisted=4))
    made.write_bill()
    made.members(())
    return made


def payung(branch: Branch, *words: object, language: str = "id") -> Result:
    store = ("--store", branch.place.address, "--keys", branch.place.keys)
    return CliRunner().invoke(main, ["--language", language, *(str(word) for word in (*words, *store))])


def bill(branch: Branch, *more: str, **named: str) -> Result:
    file = branch.folder / "tagihan.xlsx"
    return payung(branch, "bill", "receive", file, "--group", "sg:26001:Pekerja", "--on", "2027-01-20", *more, **named)


def pay(branch: Branch, months: int, *more: str) -> Result:
    words = ["payment", "record", "--bill", CODE, "--route", "apbd", "--amount", months * PRICE, "--on", "2027-02-03"]
    for kind in ("spm", "sp2d"):
        (branch.folder / kind).write_text(kind)
        words += [f"--{kind}", f"1/{kind}", "2027-02-01", branch.folder / kind]
    return payung(branch, *words, *more)


def test_a_month_from_its_bill_to_its_end(branch, tmp_path):
    said = bill(branch)
    assert said.exit_code == 0, said.output
    for words in (f"Tagihan {CODE}/202701-202703: 61 orang, 183 orang-bulan", "Menjadi ditagih: 180 orang-bulan",
                  "Ditagih tetapi tidak di SK: 3", "Tidak dikenal, 3 baris:"):  # fmt: skip
        assert words in said.output, said.output
    assert not [row for row in branch.lists.billed["nik"] if row in said.output]
    assert pay(branch, 183).exit_code == 63 and "lebih Rp50.400" in pay(branch, 183).output
    differ = pay(branch, 180, "--amount", "1")
    assert differ.exit_code == 63 and "(SP2D) Rp1" in differ.output, differ.output
    assert pay(branch, 180, "--amount", "1", "--amount", "2").exit_code == 2
    assert "180 orang-bulan" in pay(branch, 180).output
    for month in ("2027-01", "2027-02", "2027-03"):
        done = payung(branch, "member", "receive", tmp_path / "peserta.xlsx", "--month", month, "--group", "SG:26001")
        assert "57 nama" in done.output, done.output
    out = tmp_path / "out"
    match = payung(branch, "month", "match", "2027-01", "--until", "2027-03", "--out", out, "--on", "2027-04-01")
    assert "Dibayar, tidak ada di daftar BPJS: 12 orang-bulan (4 orang), Rp201.600" in match.output, match.output
    assert sorted(path.name for path in out.iterdir()) == ["berita-acara.pdf", "tumpukan.xlsx"]
    english = payung(branch, "month", "match", "2027-02", language="en")
    assert "Paid, not on BPJS's list: 4 person-months (4 people), Rp67.200" in english.output, english.output
    assert "2027-01 ditutup" in payung(branch, "month", "close", "2027-01").output
    assert payung(branch, "month", "close", "2027-03").exit_code == 89


def test_refusals_have_their_own_exit_codes(branch, tmp_path):
    assert "Fits nobody, 3 lines" in bill(branch, language="en").output
    assert bill(branch).exit_code == 84
    assert pay(branch, 1).exit_code == 63
    assert payung(branch, "payment", "record", "--bill", "x", "--route", "village", "--amount", 1).exit_code == 87
    nothing = payung(branch, "payment", "record", "--bill", CODE, "--route", "village", "--amount", 1, language="en")
    assert nothing.exit_code == 63 and "There is no payment request (SPP). There is no receipt." in nothing.output
    assert payung(branch, "member", "receive", tmp_path / "peserta.xlsx", "--month", "2027-04").exit_code == 88
    (tmp_path / "tagihan.xlsx").unlink()
    (tmp_path / "a.csv").write_text("NIK;Nama;BLTH;Iuran\n1571010107850001;X;01/2027;16800\n")
    assert payung(branch, "bill", "receive", tmp_path / "a.csv", "--group", "SG:1").exit_code == 85
    for group in ("SG", "XX:1", "SG:" + "1" * 41):
        assert payung(branch, "bill", "receive", tmp_path / "a.csv", "--group", group).exit_code == 25, group
    for words in (
        ("month", "match", "2027-13"),
        ("month", "match", "2027-02", "--until", "2027-01"),
    ):
        assert payung(branch, *words).exit_code == 2, words
