"""A cycle is opened and its lists brought in by whoever works on the whole of its programme, once."""

import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from payung.store.models import Act, Cycle, Job, KeptFile, Register
from tests.entry.web.conftest import OURS, THEIRS
from tests.entry.web.lint import faults_of
from tests.entry.web.numbers import form_number

NEW = "/siklus/baru/"
SOUND = {"programme": "muaro-jambi-apbd", "year": "2027", "on": "1-11-2026", "deadline": "", "seed": "7"}
CODE = "muaro-jambi-apbd-2027"
DEATHS = "nik,date_of_death\n1505011208870001,2026-01-02\n"


def opened(browser, **more):
    return browser.post(NEW, {**SOUND, "request": form_number("satu"), **more})


def sent(browser, text: str, kind: str = "deaths", name: str = "Kematian Jan.csv", request: str = "dua"):
    file = SimpleUploadedFile(name, text.encode())
    where = reverse("cycle_register", kwargs={"code": CODE})
    return browser.post(where, {"kind": kind, "file": file, "request": form_number(request)})


def test_programmes_of_ones_own_area_are_offered(workbench):
    html = workbench.as_("officer").get(NEW).content.decode()
    assert faults_of(html) == []
    assert "muaro-jambi-apbd" in html and "kota-jambi-apbd" not in html and "jambi-bkbk" not in html
    theirs = workbench.as_("officer", THEIRS).get(NEW).content.decode()
    assert "kota-jambi-apbd" in theirs and "muaro-jambi-apbd" not in theirs


def test_a_cycle_is_opened_once(workbench):
    browser = workbench.as_("officer")
    first = opened(browser)
    assert (first.status_code, first.headers["Location"]) == (303, f"/siklus/{CODE}/aturan/")
    assert opened(browser).headers["Location"] == first.headers["Location"]  # sent twice
    cycle = Cycle.objects.get()
    assert (cycle.code, cycle.year, cycle.seed, cycle.deadline) == (CODE, 2027, 7, None)
    assert Act.objects.filter(kind="cycle.open").get().by == f"officer.{OURS}"
    again = opened(browser, request=form_number("lain"), seed="8")
    assert (
        again.status_code == 422 and "sudah ada" in again.content.decode() and faults_of(again.content.decode()) == []
    )
    assert Cycle.objects.count() == 1


def test_a_form_whose_number_was_used_gets_a_new_one(workbench):
    browser = workbench.as_("officer")
    opened(browser)
    refused = opened(browser, year="2028")
    html = refused.content.decode()
    number = re.search(r'name="request" value="([0-9a-f-]{36})"', html)[1]
    assert refused.status_code == 422 and number != form_number("satu") and Cycle.objects.count() == 1
    assert "sudah tersimpan sebelumnya" in html and form_number("satu") not in html and faults_of(html) == []
    kept = browser.post(NEW, {**SOUND, "year": "2028", "request": number})
    assert kept.status_code == 303 and Cycle.objects.count() == 2


def test_work_asked_for_on_another_day_leads_to_the_first(workbench):
    browser = workbench.as_("officer")
    opened(browser)
    where = reverse("imports_judge", kwargs={"code": CODE})
    first = browser.post(where, {"request": form_number("kerja")})
    Job.objects.update(on=date(2026, 1, 1))
    again = browser.post(where, {"request": form_number("kerja")}, follow=True)
    assert again.redirect_chain == [(first.headers["Location"], 303)] and Job.objects.count() == 1
    assert "sudah dikirim sebelumnya" in again.content.decode()
    Job.objects.update(account=workbench.account("checker"))
    assert browser.post(where, {"request": form_number("kerja")}).status_code == 409


def test_a_cycle_is_of_no_year_before_the_law_says_what_cover_costs(workbench):
    browser = workbench.as_("officer")
    assert opened(browser, year="2015").status_code == 422 and not Cycle.objects.exists()
    assert opened(browser, year="2016").status_code == 303
    assert browser.get("/siklus/muaro-jambi-apbd-2016/anggaran/").status_code == 200


def test_a_programme_of_another_area_is_not_opened(workbench):
    answer = opened(workbench.as_("officer", THEIRS))
    assert answer.status_code == 422 and not Cycle.objects.exists()


def test_what_is_missing_is_named(workbench):
    answer = workbench.as_("officer").post(NEW, {"year": "dua ribu", "on": "besok"})
    told = re.findall(r'<a href="#id_\w+">([^<]+)</a>', answer.content.decode())
    assert answer.status_code == 422 and told == [
        "Program: belum dipilih", "Tahun: isi bilangan bulat", "Isi tanggal, contoh 17-08-2026",
        "Angka awal undian: belum diisi",
    ]  # fmt: skip


def test_a_list_is_kept_sealed_and_the_last_counts(workbench):
    browser = workbench.as_("officer")
    opened(browser)
    where = reverse("cycle_setup", kwargs={"code": CODE})
    assert faults_of(browser.get(where).content.decode()) == []
    assert sent(browser, DEATHS).status_code == sent(browser, DEATHS).status_code == 303
    assert Register.objects.count() == KeptFile.objects.count() == 1
    assert b"1505011208870001" not in bytes(KeptFile.objects.get().sealed)
    sent(browser, DEATHS + "1505011208870002,2026-01-03\n", name="Kematian Feb.csv", request="tiga")
    page = browser.get(where).content.decode()
    assert "Kematian Feb.csv" in page and "Kematian Jan.csv" not in page
    assert "1505011208870001" not in page


def test_a_list_that_is_none_is_refused_with_the_reason(workbench):
    browser = workbench.as_("officer")
    opened(browser)
    answer = sent(browser, "bukan,daftar\n1,2\n")
    html = answer.content.decode()
    assert answer.status_code == 422 and 'href="#id_file"' in html and faults_of(html) == []
    assert not Register.objects.exists()
    assert sent(browser, "", name="kosong.csv").status_code == 422


def test_who_does_not_work_on_all_of_it_brings_in_nothing(workbench):
    opened(workbench.as_("officer"))
    setup, add = (reverse(name, kwargs={"code": CODE}) for name in ("cycle_setup", "cycle_register"))
    for role, area, sees in (("village", OURS, 200), ("checker", OURS, 200), ("officer", THEIRS, 404)):
        browser = workbench.as_(role, area)
        page = browser.get(setup)
        assert page.status_code == sees, role
        assert 'type="file"' not in page.content.decode()
        assert sent(browser, DEATHS).status_code in (403, 404), role
    assert not Register.objects.exists() and workbench.as_("administrator").get(add).status_code == 403
