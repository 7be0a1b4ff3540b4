"""A round of corrections through the pages: fetched, filled, sent back, shown before it counts, checked, taken back."""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payung.actions import village_candidates
from payung.actions.verify_store import verify_store
from payung.gateways.workbooks.sheets import read_sheets
from payung.store.models import FileChoice, Intake, IntakeFile, Look, Run, RunFile, SourceRow
from tests.actions.villages import SUNGAI_DUREN, person
from tests.actions.workbench.books import filled
from tests.actions.workbench.cycles import DUREN, two_lists
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF, Workbench
from tests.entry.web.test_imports import at, bench, checked, post, uploaded

__all__ = ["bench"]

OWN = VILLAGE_OF[OURS]
GITA = person(15, name="GITA", day=1, month=2, year=1990)
LIST = [*two_lists()[DUREN], [GITA[0][:-1], *GITA[1:]]]


def sent_back(browser, held: bytes, name: str = "kembali.xlsx"):
    return post(browser, at("imports_send"), files=[SimpleUploadedFile(name, held)])


@pytest.fixture
def book(bench: Workbench, tmp_path) -> bytes:
    """The correction workbook of the village that ``bench`` has an operator of."""
    village, officer = bench.as_("village"), bench.as_("officer", "15")
    assert post(village, at("imports_send"), files=uploaded(tmp_path, {"daftar.xlsx": LIST})).status_code == 303
    checked(bench, officer)
    with zipfile.ZipFile(BytesIO(post(village, at("corrections")).content)) as archive:
        (name,) = archive.namelist()
        return archive.read(name)


def test_the_hint_is_true(bench, book, tmp_path):
    (tmp_path / "b.xlsx").write_bytes(book)
    sheets = read_sheets(tmp_path / "b.xlsx")
    assert "isinya dipakai pada baris itu" in " ".join(str(cell) for row in sheets[0].rows for cell in row)
    village, officer = bench.as_("village"), bench.as_("officer", "15")
    answer = sent_back(village, filled(book, {("GITA", "nik"): GITA[0]}))
    assert answer.headers["Location"] == at("imports_answers")
    file = IntakeFile.objects.get(answers__isnull=False)
    assert file.name in village.get(at("imports_answers")).content.decode()
    looks = Look.objects.count()
    shown = village.get(at("imports_answer", file=file.id)).content.decode()
    assert Look.objects.count() == looks + 1 and 'data-cells="1"' in shown and "Belum dipakai" in shown
    assert "(15 angka)" in shown and "(16 angka)" in shown and GITA[0] not in shown
    assert "village.1505" in officer.get(at("corrections")).content.decode(), "it has answered"
    before = int(re.search(r'data-findings="(\d+)"', officer.get(at("problems")).content.decode())[1])
    checked(bench, officer)
    after = int(re.search(r'data-findings="(\d+)"', officer.get(at("problems")).content.decode())[1])
    assert after < before and SourceRow.objects.filter(run=Run.objects.last(), decision="accept").count() == 5
    shown = officer.get(at("imports_answer", file=file.id)).content.decode()
    assert "1 sel mengubah daftar" in shown and "village.1505" in shown and "Belum dipakai" not in shown
    assert "NIK" in officer.get(at("imports_changes_of", area=OWN)).content.decode()
    assert post(officer, at("imports_undo", intake=file.intake_id)).status_code == 303
    assert verify_store(bench.place).faults == ()


def test_another_region_sees_nothing_of_it(bench, book):
    sent_back(bench.as_("village"), filled(book, {("GITA", "nik"): GITA[0]}))
    file = IntakeFile.objects.get(answers__isnull=False)
    for role in ("officer", "village"):
        theirs = bench.as_(role, THEIRS)
        assert file.name not in theirs.get(at("imports_answers")).content.decode()
        assert theirs.get(at("imports_answer", file=file.id)).status_code == 404
    answer = sent_back(bench.as_("village", THEIRS), filled(book, {("GITA", "nik"): GITA[0]}), "lain.xlsx")
    assert answer.status_code == 422 and "bukan daftar desa Anda" in answer.content.decode()
    assert bench.as_("branch").get(at("imports_answers")).status_code == 403


def test_an_empty_workbook_and_a_repeated_one_are_said(bench, book):
    village = bench.as_("village")
    answer = sent_back(village, book)
    assert answer.status_code == 422 and "belum diisi" in answer.content.decode()
    held = filled(book, {("GITA", "nik"): GITA[0]})
    sent_back(village, held)
    assert "0 perubahan" in village.get(sent_back(village, held, "lagi.xlsx").headers["Location"]).content.decode()


def test_the_second_of_two_sees_both_answers_and_chooses(bench, book):
    village, officer = bench.as_("village"), bench.as_("officer", "15")
    sent_back(officer, filled(book, {("GITA", "nik"): person(16)[0]}))
    answer = sent_back(village, filled(book, {("GITA", "nik"): GITA[0]}), "desa.xlsx")
    assert answer.headers["Location"] == at("imports_conflicts")
    file = IntakeFile.objects.get(state="conflict")
    shown = village.get(at("imports_conflicts")).content.decode()
    for one in IntakeFile.objects.filter(answers__isnull=False):
        where = at("imports_answer", file=one.id)
        assert where in shown and village.get(where).status_code == 200
    assert post(bench.as_("village", THEIRS), at("imports_conflicts"), file=file.id, choice="taken").status_code == 404
    assert post(village, at("imports_conflicts"), file=file.id, choice="taken").status_code == 303
    checked(bench, officer)
    assert "1 sel mengubah daftar" in village.get(at("imports_answer", file=file.id)).content.decode()


def test_an_answer_that_a_newer_list_set_aside_is_chosen_on_its_page(bench, book, tmp_path):
    village, officer = bench.as_("village"), bench.as_("officer", "15")
    sent_back(village, filled(book, {("GITA", "nik"): GITA[0]}))
    file = IntakeFile.objects.get(answers__isnull=False)
    where = at("imports_answer", file=file.id)
    assert "Pakai berkas ini" not in village.get(where).content.decode()
    for name, rows in (("baru.xlsx", LIST[:3]), ("baru lagi.xlsx", LIST[:4])):
        assert post(village, at("imports_send"), files=uploaded(tmp_path, {name: rows})).status_code == 303
        shown = village.get(where).content.decode()
        assert f"daftar yang lebih baru, {name}, masuk" in shown and "dari village.1505" in shown
        if name == "baru.xlsx":
            old = re.search(r'name="against" value="(\d+)"', shown)[1]
    newer = re.search(r'name="against" value="(\d+)"', shown)[1]
    assert newer == str(IntakeFile.objects.get(name="baru lagi.xlsx").id) != old
    assert 'data-cells="1"' in shown and "Pakai berkas ini" in shown
    assert "Pakai berkas ini" not in bench.as_("auditor").get(where).content.decode()
    sent = {"file": file.id, "choice": "taken"}
    for against in ({}, {"against": old}, {"against": "0"}):
        refused = post(village, at("imports_conflicts"), **sent, **against)
        assert refused.status_code == 422 and "keadaannya berubah" in refused.content.decode()
    theirs = bench.as_("village", THEIRS)
    assert post(theirs, at("imports_conflicts"), **sent, against=newer).status_code == 404
    assert not FileChoice.objects.exists()
    answer = post(village, at("imports_conflicts"), **sent, against=newer)
    assert answer.status_code == 303 and answer.headers["Location"] == where
    assert FileChoice.objects.get().choice == "taken"
    shown = village.get(where).content.decode()
    assert "Pakai berkas ini" not in shown and "Belum dipakai" in shown
    checked(bench, officer)
    assert RunFile.objects.filter(run=Run.objects.last(), intake_file=file).exists()


AMBIGUOUS = "Desa Sungai Raya.xlsx"


def test_a_list_of_an_uncertain_village_is_tied_by_choice_and_that_is_remembered(bench, tmp_path):
    officer = bench.as_("officer", "15")
    made = {AMBIGUOUS: two_lists()[DUREN], "tanpa petunjuk.xlsx": two_lists()[DUREN][:2]}
    assert post(officer, at("imports_send"), files=uploaded(tmp_path, made)).status_code == 303
    checked(bench, officer)
    assert AMBIGUOUS in officer.get(at("imports_untied")).content.decode()
    file = IntakeFile.objects.get(name=AMBIGUOUS)
    where = at("imports_tie", file=file.id)
    shown = officer.get(where).content.decode()
    codes = re.findall(r'value="(\d{10})"', shown)
    assert len(codes) > 1 and "Kecamatan" in shown and "nama berkas" in shown
    assert all(code.startswith("15") for code in codes)
    for wrong in ({}, {"other": "123"}, {"other": "3201012001"}, {"other": "1505999999"}):
        refused = post(officer, where, **wrong)
        assert refused.status_code == 422 and "govuk-error-summary" in refused.content.decode()
    assert not FileChoice.objects.exists()
    assert post(officer, where, village=codes[1]).status_code == 303
    checked(bench, officer)
    assert set(SourceRow.objects.filter(run=Run.objects.last()).values_list("village__code", flat=True)) == {
        codes[1],
        None,
    }
    post(officer, at("imports_undo", intake=file.intake_id))
    answer = post(officer, at("imports_send"), files=uploaded(tmp_path, {"nama lain.xlsx": two_lists()[DUREN]}))
    assert answer.status_code == 303
    checked(bench, officer)
    assert set(SourceRow.objects.filter(run=Run.objects.last()).values_list("village__code", flat=True)) == {codes[1]}


def test_another_officer_of_the_region_ties_it_and_none_of_another(bench, tmp_path):
    mine, theirs = bench.as_("officer"), bench.as_("officer", THEIRS)
    province = bench.as_("officer", "15")
    sent_by_us = two_lists()
    post(mine, at("imports_send"), files=uploaded(tmp_path, {"tanpa petunjuk.xlsx": sent_by_us[DUREN]}))
    hinted = {"Desa Mendalo Darat.xlsx": sent_by_us[DUREN][:2], "tidak jelas.xlsx": sent_by_us[DUREN][:1]}
    post(province, at("imports_send"), files=uploaded(tmp_path, hinted))
    nameless, of_all = (IntakeFile.objects.get(name=name) for name in ("tanpa petunjuk.xlsx", "tidak jelas.xlsx"))
    assert nameless.village_id is None
    shown = {one: one.get(at("imports_untied")).content.decode() for one in (mine, theirs, province)}
    assert "tanpa petunjuk.xlsx" in shown[province] and "tanpa petunjuk.xlsx" in shown[mine]
    assert "tanpa petunjuk.xlsx" not in shown[theirs] and "tidak jelas.xlsx" not in shown[theirs]
    assert "tidak jelas.xlsx" in shown[province] and "tidak jelas.xlsx" not in shown[mine], "it may be of any regency"
    for file in (nameless, of_all):
        where = at("imports_tie", file=file.id)
        assert theirs.get(where).status_code == 404 and post(theirs, where, other=OWN).status_code == 404
    assert mine.get(at("imports_tie", file=of_all.id)).status_code == 404
    assert post(province, at("imports_tie", file=nameless.id), other=OWN).status_code == 303
    assert FileChoice.objects.get().village.code == OWN
    assert post(mine, at("imports_tie", file=nameless.id), choice="undo").status_code == 303


def test_a_list_that_hints_at_two_regencies_is_seen_in_both_and_tied_in_ones_own(bench, tmp_path):
    province = bench.as_("officer", "15")
    post(province, at("imports_send"), files=uploaded(tmp_path, {AMBIGUOUS: two_lists()[DUREN]}))
    file = IntakeFile.objects.get()
    codes = re.findall(r'value="(\d{10})"', province.get(at("imports_tie", file=file.id)).content.decode())
    for area in (OURS, THEIRS):
        officer, own = bench.as_("officer", area), [code for code in codes if code.startswith(area)]
        page = officer.get(at("imports_tie", file=file.id))
        assert page.status_code == (200 if own else 404), area
        if own:
            assert re.findall(r'value="(\d{10})"', page.content.decode()) == own
            other = next(code for code in codes if code not in own)
            assert post(officer, at("imports_tie", file=file.id), other=other).status_code == 422
    assert {code[:4] for code in codes} & {OURS, THEIRS} != {OURS, THEIRS} or len(codes) > 1


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """Names of the lists that were opened to see what they hint at."""
    opened: list[str] = []
    really = village_candidates.village_candidates

    def noted(keys, cycle, file):
        opened.append(file.name)
        return really(keys, cycle, file)

    monkeypatch.setattr(village_candidates, "_HINTED", {})
    monkeypatch.setattr(village_candidates, "village_candidates", noted)
    return opened


def test_a_list_is_opened_only_where_its_senders_regions_do_not_tell_whose_it_is(bench, tmp_path, read):
    province, mine, theirs = bench.as_("officer", "15"), bench.as_("officer"), bench.as_("officer", THEIRS)
    lists = {"tanpa petunjuk.xlsx": two_lists()[DUREN], "tidak jelas.xlsx": two_lists()[DUREN][:2]}
    post(mine, at("imports_send"), files=uploaded(tmp_path, lists))
    for officer, shown in ((province, 2), (mine, 2), (theirs, 0)):
        page = officer.get(at("imports_untied")).content.decode()
        assert sum(name in page for name in lists) == shown
        assert officer.get(at("imports")).status_code == 200
    file = IntakeFile.objects.get(name="tidak jelas.xlsx")
    assert theirs.get(at("imports_tie", file=file.id)).status_code == 404
    assert read == []
    post(province, at("imports_send"), files=uploaded(tmp_path, {"entah.xlsx": two_lists()[DUREN][:1]}))
    of_all = IntakeFile.objects.get(name="entah.xlsx")
    assert mine.get(at("imports_tie", file=file.id)).status_code == 200 and "entah.xlsx" not in read
    assert mine.get(at("imports_tie", file=of_all.id)).status_code == 404 and read == ["entah.xlsx"]
    assert "entah.xlsx" not in mine.get(at("imports_untied")).content.decode()
    assert read == ["entah.xlsx"], "it is remembered"


def test_what_a_list_hints_at_is_told_though_it_is_forgotten_at_that_moment(bench, tmp_path, monkeypatch):
    class Forgetful(dict):
        """As when another page empties it."""

        def __setitem__(self, key, value):
            super().__setitem__(key, value)
            self.clear()

    monkeypatch.setattr(village_candidates, "_HINTED", Forgetful())
    post(bench.as_("officer", "15"), at("imports_send"), files=uploaded(tmp_path, {"entah.xlsx": two_lists()[DUREN]}))
    assert bench.as_("officer").get(at("imports_untied")).status_code == 200


def test_the_choice_of_a_village_is_taken_back(bench, tmp_path):
    officer = bench.as_("officer", "15")
    post(officer, at("imports_send"), files=uploaded(tmp_path, {"tanpa petunjuk.xlsx": two_lists()[DUREN]}))
    file = IntakeFile.objects.get()
    where = at("imports_tie", file=file.id)
    assert "Tidak ada petunjuk" in officer.get(where).content.decode()
    assert post(officer, where, other="15.05.01.2006").status_code == 303
    checked(bench, officer)
    assert SourceRow.objects.filter(village__code=SUNGAI_DUREN).count() == 4
    assert post(officer, where, choice="undo").status_code == 303
    checked(bench, officer)
    assert not SourceRow.objects.filter(run=Run.objects.last(), village__isnull=False).exists()
    assert bench.as_("officer", THEIRS).get(where).status_code == 404 and Intake.objects.count() == 1
    assert verify_store(bench.place).faults == ()
