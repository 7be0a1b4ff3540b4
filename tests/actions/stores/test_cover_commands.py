"""``payung cover`` as it is typed: words, exit codes, and no NIK on the command line."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from payung.entry.cli.main import main
from payung.store.models import Act
from tests.actions.stores.covered import covered
from tests.actions.stores.test_cover import nik_of
from tests.actions.stores.test_cover_tables import held
from tests.actions.villages import SUNGAI_DUREN


@pytest.fixture
def payung(opened, issued):
    covered(opened)

    def run(*words: str, read: str = "", code: int = 0) -> str:
        verb, *rest = words
        told = CliRunner().invoke(
            main,
            ["cover", verb, "--keys", str(opened.keys), "--store", opened.address, *rest],
            input=read,
            env={"COLUMNS": "400"},
        )
        assert told.exit_code == code, told.output
        return told.output

    return run


def test_status_takes_a_nik_from_the_input_only(payung, opened):
    nik = nik_of(opened, held()[0])
    said = payung("status", "--nik", "-", "--on", "2027-03-20", "--why", "claim", read=f"{nik}\n")
    assert "aktif, dalam bulan-bulan pertama" in said and "Rp10.000.000" in said and nik not in said
    for wrong in ([nik], ["--nik", nik], ["--nik", "-", "--person", "1"], []):
        assert nik not in payung("status", "--why", "claim", *wrong, code=2).replace(f"({nik})", "")
    assert nik not in payung("status", "--nik", "-", "--why", "claim", read=nik[:15] + "x\n", code=2)
    assert nik[:15] not in payung("status", "--nik", "-", "--why", "claim", read=nik[:15] + "x\n", code=2)
    payung("status", "--nik", "-", "--why", "claim", read="9" * 16, code=65)
    payung("status", "--person", str(held()[0]), code=2)
    kept = "".join(f"{one.said}{one.outcome}" for one in Act.objects.all())
    assert nik not in kept and Act.objects.filter(kind="cover.look").count() == 2


def test_status_in_english_and_by_number(payung):
    person = str(held()[1])
    said = CliRunner().invoke(main, ["--language", "en", "cover", "status", "--help"]).output
    assert "--nik" in said
    assert "Nomor: " + person in payung("status", "--person", person, "--on", "2027-04-20", "--why", "question")


def test_slips_and_their_check(payung, opened, tmp_path):
    office = ("--office", "Dinas", "--phone", "1", "--on", "2027-03-20")
    said = payung("slip", "--village", SUNGAI_DUREN, "--out", str(tmp_path / "v.pdf"), *office)
    slips = json.loads(Act.objects.get(kind="cover.slip").outcome)["people"]
    assert f"{len(slips)} bukti, nomor 1 sampai {len(slips)}" in said and (tmp_path / "v.pdf").stat().st_size > 5000
    payung("slip", "--out", str(tmp_path / "v.pdf"), *office, code=2)
    payung("slip", "--village", "1505019999", "--out", str(tmp_path / "w.pdf"), *office, code=67)
    assert "1 kunci" in payung("check", "--page", str(tmp_path / "p.html"), "--office", "Dinas")
    payung("check", "PAYUNG1:ABC", code=74)
    payung("check", code=2)


def test_a_slip_that_was_made_is_genuine_and_a_changed_one_is_not(payung, opened, tmp_path, monkeypatch):
    import payung.actions.slip_cover as action

    texts: list[str] = []
    monkeypatch.setattr(action, "write_slip_pdf", lambda one, *_: texts.append(one.text))
    payung("slip", "--person", str(held()[0]), "--out", str(tmp_path / "x"), "--office", "D", "--on", "2027-03-20")
    (text,) = texts
    assert "31 Maret 2027 termasuk" in payung("check", text, "--on", "2027-03-31")
    assert "TIDAK termasuk" in payung("check", "-", "--on", "2027-04-01", read=text.lower())
    place = len(text) // 3
    payung("check", text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :], code=77)
    (opened.keys.with_name("keys.slip.public.pem")).unlink()
    payung("check", text, code=78)


def test_what_ends_in_words_and_files(payung, tmp_path):
    said = payung("ending", "--within", "60", "--on", "2027-11-15", "--out", str(tmp_path / "ending"))
    assert "5 orang tidak terlindungi lagi dalam 60 hari" in said and "Desember 2028" in said
    assert (tmp_path / "ending" / "ending.html").is_file()
    assert "0 orang" in payung("ending", "--on", str(date(2027, 3, 1)))
    payung(
        "ending", "--within", "60", "--on", "2027-11-15", "--until", "2027-11", "--out", str(tmp_path / "e"), code=83
    )
