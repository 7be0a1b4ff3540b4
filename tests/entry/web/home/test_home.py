"""The task list says what the figures say, to each what is theirs."""

import re
from html import unescape
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse

from payung.actions.watch import Unwatched
from payung.entry.jobs.kinds import KINDS
from payung.store.models import Account, Cycle, Fund, Leaving, Person, Programme
from tests.actions.stores.covered import did
from tests.actions.villages import MENDALO, SUNGAI_DUREN
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF, Browser, with_factor
from tests.entry.web.lint import faults_of


def text_of(answer) -> str:
    """What a reader sees."""
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def test_the_task_list_says_how_far_the_year_is(at_work):
    answer = at_work.as_("officer").get("/")
    assert answer.status_code == 200 and faults_of(answer.content.decode()) == []
    said = text_of(answer)
    tasks = [
        "Siapkan aturan dan kuota Belum ada daftar pembanding Sedang dikerjakan",
        "Kumpulkan daftar desa 2 dari 155 desa sudah mengirim Sedang dikerjakan",
        "Periksa dan perbaiki 3 masalah di 1 desa Selesai",
        "Simulasi anggaran 1 rencana tersimpan Selesai",
        "Setujui dan terbitkan SK 1 SK, 5 orang Selesai",
        "Daftarkan ke BPJS 5 dari 5 orang diterima, 0 ditolak, 0 belum dijawab Selesai",
        "Bayar dan cocokkan 5 dari 60 orang-bulan dibayar Sedang dikerjakan",
    ]
    at = [said.find(task) for task in tasks]
    assert min(at) > 0 and at == sorted(at), said


def test_in_english_after_the_switch(at_work):
    browser = at_work.as_("officer")
    answer = browser.get(reverse("language", kwargs={"language": "en"}), {"ke": "/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    answer = browser.get("/")
    said = text_of(answer)
    assert '<html lang="en"' in answer.content.decode() and "5 of 60 person-months paid" in said
    for told in ("Plans saved: 1", "Decrees: 1, people: 5", "Problems: 3, in villages: 1"):
        assert told in said, "right for one as for many"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/x", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(at_work, back):
    answer = at_work.as_("officer").get(reverse("language", kwargs={"language": "en"}), {"ke": back})
    assert answer.headers["Location"] == "/"


def test_a_village_counts_itself_alone(at_work):
    at_work.as_("village")  # of another village of the regency
    said = text_of(at_work.as_("village").get("/"))
    assert "0 dari 1 desa sudah mengirim" in said and "0 dari 0 orang diterima" in said


def test_another_regency_sees_nothing_of_ours(at_work, cycle):
    browser = at_work.as_("officer", THEIRS)
    said = text_of(browser.get("/"))
    assert "0 dari 68 desa sudah mengirim" in said and "0 dari 0 orang diterima" in said
    missing = browser.get(reverse("village", kwargs={"code": cycle, "village": MENDALO}))
    nothing = browser.get(reverse("village", kwargs={"code": cycle, "village": "9999999999"}))
    assert missing.status_code == nothing.status_code == 404
    assert missing.content == nothing.content


def test_without_a_cycle_the_page_says_so(workbench):
    answer = workbench.as_("officer").get("/")
    assert "Belum ada siklus program" in text_of(answer) and faults_of(answer.content.decode()) == []


def test_several_cycles_are_listed_with_the_task_at_hand(at_work):
    def another(doing):
        old = Cycle.objects.get()
        own = {"programme_id": old.programme_id, "on": old.on, "seed": 1, "deadline": old.on}
        doing.add_one(Cycle, code="bkbk-2028", name="BKBK 2028", year=2028, **own)

    did(at_work.place, another)
    answer = at_work.as_("officer").get("/")
    assert faults_of(answer.content.decode()) == []
    said = text_of(answer)
    assert said.index("BKBK 2028") < said.index("BKBK 2027")
    assert "0 dari 155 desa Siapkan aturan dan kuota Belum dimulai" in said
    assert "BKBK 2028" in text_of(at_work.as_("officer").get("/siklus/bkbk-2028/"))
    assert at_work.as_("officer").get("/siklus/lain/").status_code == 404


def test_the_way_down_from_the_province_to_the_village(at_work, cycle):
    browser = at_work.as_("officer", OURS)
    regency = browser.get(reverse("areas", kwargs={"code": cycle, "area": "1505"}))
    assert faults_of(regency.content.decode()) == []
    href = reverse("areas", kwargs={"code": cycle, "area": MENDALO[:6]})
    assert href in regency.content.decode()
    district = browser.get(href)
    said = text_of(district)
    assert faults_of(district.content.decode()) == []
    at = reverse("village", kwargs={"code": cycle, "village": MENDALO})
    assert at in district.content.decode() and "Jumlah" in said
    village = browser.get(at)
    assert faults_of(village.content.decode()) == []
    told = text_of(village)
    assert "1505012007 Mendalo.xlsx Diterima" in told
    assert "Kali ditemukan" in told and "NIK bukan 16 digit. Menghalangi 2" in told and "Peringatan 1" in told
    assert "CITRA" not in village.content.decode()


def test_regions_are_sorted_as_asked_and_paged(at_work, cycle):
    browser = at_work.as_("officer", OURS)
    where = reverse("areas", kwargs={"code": cycle, "area": MENDALO[:6]})
    names = re.findall(r'href="/siklus/[^"]+/desa/(\d{10})/"', browser.get(where, {"urut": "-syarat"}).content.decode())
    assert set(names[:2]) == {MENDALO, SUNGAI_DUREN}
    assert browser.get(where, {"urut": "tidak-ada", "hal": "99999"}).status_code == 200


@pytest.mark.parametrize("area", ["15050", "abcd", "1505012007", "150599", "99"])
def test_a_region_that_is_none_is_not_found(at_work, cycle, area):
    assert at_work.as_("officer").get(f"/siklus/{cycle}/wilayah/{area}/").status_code == 404


def test_a_branch_reaches_its_people_only(at_work):
    """No group of ours was served: nothing was sent, and the cycle is not seen."""
    assert "Belum ada yang dikirim ke BPJS" in text_of(at_work.as_("branch").get("/"))


def test_everybody_reads_the_accessibility_statement(workbench):
    answer = workbench.nobody().get("/aksesibilitas/")
    assert answer.status_code == 200 and faults_of(answer.content.decode()) == []


def test_a_cycle_goes_along_to_pages_that_are_of_none(at_work, cycle):
    """From the task list to endings, funds and a person, and back to it; a cycle that is not there goes nowhere."""
    officer, along = at_work.as_("officer"), f"?siklus={cycle}"

    def page(address: str) -> str:
        answer = officer.get(address)
        assert answer.status_code == 200 and faults_of(answer.content.decode()) == [], address
        return unescape(answer.content.decode())

    tasks = page(f"/siklus/{cycle}/")
    person = reverse("person", kwargs={"person": Person.objects.filter(lines__isnull=False).first().pk})
    assert f'href="/dana/{along}"' in tasks and f'href="/berakhir/{along}"' in tasks and 'href="/"' in tasks
    for address in ("/dana/", "/berakhir/", "/berakhir/orang/", person):
        told, bare = page(address + along), page(address)
        assert told.count(f'href="/siklus/{cycle}/"') == 2, "in the head, and as the first of the crumbs"
        assert f'href="/dana/{along}"' in told and f"/siklus/{cycle}/" not in bare and "siklus=" not in bare
        absent = page(f"{address}?siklus=tidak-ada")
        assert 'href="/dana/"' in absent and 'href="/siklus/' not in absent
    fund = reverse("fund", kwargs={"code": Fund.objects.first().code})
    assert f'href="{fund}{along}"' in page(f"/dana/{along}")
    endings, hidden = page(f"/berakhir/{along}"), f'<input type="hidden" name="siklus" value="{cycle}">'
    assert f"&siklus={cycle}" in endings and hidden in endings
    KINDS["figures.count"](at_work.place, at_work.asked("figures"), {}, Unwatched())
    assert f'<a class="govuk-link" href="?bulan=202701&siklus={cycle}">' in page(f"/angka/{along}")
    assert f"{person}keluar/{along}" in page(person + along)
    auditor = at_work.as_("auditor")
    for name in ("audit", "trail", "audit_tests", "audit_sample"):
        assert hidden in auditor.get(reverse(name) + along).content.decode(), name


def test_a_cycle_stays_with_whoever_sends_a_form(at_work, cycle):
    """To the fund whose money came in, to the person who left, to the months that were chosen, to the file of lists."""
    along = f"?siklus={cycle}"
    with_factor(at_work.place, "ani")
    treasurer, officer = Browser(at_work.place), at_work.as_("officer")
    account = Account.objects.get(username="ani")
    treasurer.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    ids = {"code": Fund.objects.first().code}
    came = {"request": str(uuid4()), "booked": "01-2027", "amount": "100.000", "village": SUNGAI_DUREN}
    wrong = treasurer.post(f"{reverse('fund_receive', kwargs=ids)}{along}", {**came, "amount": "banyak"})
    assert wrong.status_code == 422 and f'href="{reverse("fund", kwargs=ids)}{along}"' in wrong.content.decode()
    answer = treasurer.post(f"{reverse('fund_receive', kwargs=ids)}{along}", came)
    assert answer.status_code == 303, text_of(answer)
    assert answer.headers["Location"] == f"{reverse('fund', kwargs=ids)}{along}"

    person = {"person": Person.objects.filter(lines__isnull=False).first().pk}
    leave = f"{reverse('person_leave', kwargs=person)}{along}"
    back = f'href="{reverse("person", kwargs=person)}{along}"'
    assert officer.get(leave).content.decode().count(back) == 1
    left = {"request": str(uuid4()), "why": "died", "on": "10-02-2026", "source": "surat 12/2026"}
    answer = officer.post(leave, left)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{reverse('person', kwargs=person)}{along}")

    chosen = officer.get(reverse("months"), {"dari": "01-2027", "sampai": "02-2027", "siklus": cycle})
    assert chosen.headers["Location"].endswith(along)
    lists = reverse("ending_file", kwargs={"what": "daftar"})
    assert f'action="{lists}{along}"' in officer.get(f"/berakhir/{along}&pada=01-12-2027").content.decode()


@pytest.mark.parametrize("said", ["tidak-ada", "kota-2027", "x&keluar=1", "x\r\nSet-Cookie: a=b", "//example.org/", ""])
def test_what_a_form_is_sent_with_goes_along_only_as_a_cycle_that_is_seen(at_work, cycle, said):
    """Nor one of a programme of another regency."""

    def elsewhere(doing):
        old = Cycle.objects.get()
        programme = doing.add_one(Programme, code="kota", name="Kota", area_code=THEIRS)
        own = {"programme_id": programme, "on": old.on, "seed": 1, "deadline": old.on}
        doing.add_one(Cycle, code="kota-2027", name="Kota 2027", year=2027, **own)

    did(at_work.place, elsewhere)
    person = {"person": Person.objects.filter(lines__isnull=False).first().pk}
    told = {"request": str(uuid4()), "why": "died", "on": "10-02-2026", "source": "surat 12/2026"}
    answer = at_work.as_("officer").post(f"{reverse('person_leave', kwargs=person)}?siklus={quote(said)}", told)
    assert answer.status_code == 303 and Leaving.objects.count() == 1
    assert answer.headers["Location"] == reverse("person", kwargs=person)


def test_what_changed_in_a_village_is_offered_where_there_are_rows(at_work, cycle):
    def ways(who, village):
        page = who.get(f"/siklus/{cycle}/desa/{village}/").content.decode()
        return re.findall(r'href="(/siklus/[^"]*/perubahan/[^"?]*)', page)

    officer, village = at_work.as_("officer"), at_work.as_("village")
    (way,) = ways(officer, SUNGAI_DUREN)
    assert officer.get(way).status_code == 200
    assert ways(village, VILLAGE_OF[OURS]) == []
    assert village.get(way).status_code == 404
