"""Enrolment on pages, on both databases: sent, fetched, answered, explained, replaced; and who may not."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from payung.actions.enrolment_table import enrolment_table, states_of
from payung.actions.standing import standing_of
from payung.actions.verify_store import verify_store
from payung.store.models import AnswerFile, Batch, Decree, Enrolment, Fetch, Group, Look, Proposal
from tests.entry.web.conftest import OURS, THEIRS
from tests.entry.web.ledger.conftest import PROVINCE, number_of, sent, text_of
from tests.gateways.workbooks.books import Page, write_book


def exported(bench):
    """The decree of sixty sent by the officer of the province to the group of the first regency's branch."""
    href = reverse("enrolment_send", kwargs={"decree": Decree.objects.get().id})
    return sent(bench.as_("officer", PROVINCE), href, number_SG=OURS)


def people(place) -> list[tuple[str, str]]:
    """NIK and name of everybody sent, as BPJS's branch reads them in the file."""
    from payung.store.keys import Keys
    from payung.store.people import niks_of

    rows = list(Enrolment.objects.order_by("id").values_list("person_id", "person__name"))
    niks = niks_of(Keys.read(place.keys), [person for person, _ in rows])
    return [(niks[person], name) for person, name in rows]


def answer_file(tmp_path, rows, name="jawaban.xlsx"):
    book = tmp_path / name
    write_book(book, Page([["NIK", "Nama", "Status", "KPJ", "Keterangan"], *rows]))
    return SimpleUploadedFile(name, book.read_bytes())


def answers(place, reason="usia lebih dari 65"):
    """Of sixty 57 accepted, two rejected, one not answered; and a line of nobody."""
    held = people(place)
    rows = [[nik, name, "BERHASIL", f"26{at:09d}", ""] for at, (nik, name) in enumerate(held[:57])]
    rows += [[nik, name, "GAGAL", "", reason] for nik, name in held[57:59]]
    return [*rows, ["3171010180505001", "ORANG LAIN", "BERHASIL", "26999999999", ""]]


def group_page(number=None, **ids):
    return reverse("enrolment_group", kwargs={"number": number or Group.objects.get(number=OURS).id})


def test_a_decree_is_sent_once_however_often_the_button_is_pressed(one):
    officer = one.as_("officer", PROVINCE)
    href = reverse("enrolment_send", kwargs={"decree": Decree.objects.get().id})
    form = {"request": number_of(officer.get(href)), "number_SG": OURS}
    first, second = officer.post(href, form), officer.post(href, form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert (Batch.objects.count(), Enrolment.objects.count()) == (1, 60)
    page = text_of(officer.get(reverse("enrolments")))
    assert "60 orang dikirim dalam 1 berkas" in page and f"{OURS} SG Satu 60 0 0 60" in page
    assert verify_store(one.place)


def test_a_group_that_is_not_said_is_told_on_the_form(one):
    officer = one.as_("officer", PROVINCE)
    href = reverse("enrolment_send", kwargs={"decree": Decree.objects.get().id})
    page = sent(officer, href, number_SG="")
    assert page.status_code == 422 and "Wadah tidak jelas" in text_of(page)
    assert not Batch.objects.exists()


def test_the_branch_fetches_its_file_as_it_was_sent_and_who_did_is_kept(one):
    exported(one)
    branch = one.as_("branch", OURS)
    batch = Batch.objects.get()
    page = branch.get(group_page())
    href = reverse("enrolment_file", kwargs={"number": batch.group_id, "batch": batch.id})
    file = branch.post(href, {"request": number_of(page)})
    assert file.status_code == 200 and batch.file in file.headers["Content-Disposition"]
    from hashlib import sha256

    assert sha256(file.content).hexdigest() == batch.sha256
    fetched = Fetch.objects.values_list("account__username", "village__code")
    of_the_file = Enrolment.objects.values_list("person__village__code", flat=True)
    assert sorted(fetched) == [(f"branch.{OURS}", code) for code in sorted(set(of_the_file))]
    looks = Look.objects.filter(what="file enrolment", account__username=f"branch.{OURS}")
    assert looks.count() == looks.values("person").distinct().count() == 60  # everybody in the file, each once
    assert branch.get(href).status_code == 404


@pytest.mark.parametrize(("role", "area"), [("branch", THEIRS)])
def test_another_branch_does_not_know_that_the_group_is_there(one, role, area):
    exported(one)
    other = one.as_(role, area)
    batch = Batch.objects.get()
    nothing = other.get(group_page(10**15))
    for href in (
        group_page(),
        reverse("enrolment_answer", kwargs={"number": batch.group_id}),
        reverse("enrolment_file", kwargs={"number": batch.group_id, "batch": batch.id}),
    ):
        page = other.get(href)
        assert page.status_code == 404 and text_of(page) == text_of(nothing), href
    assert "Belum ada yang dikirim ke BPJS." in text_of(other.get(reverse("enrolments")))


def test_everybody_has_one_state_and_a_line_of_nobody_is_listed(one, tmp_path):
    exported(one)
    branch = one.as_("branch", OURS)
    href = reverse("enrolment_answer", kwargs={"number": Group.objects.get(number=OURS).id})
    file = answer_file(tmp_path, answers(one.place))
    page = sent(branch, href, file=file)
    assert page.status_code == 303
    result = text_of(branch.get(page.headers["Location"]))
    assert "Dikirim 60 = diterima 57 + ditolak 2 + belum dijawab 1" in result
    assert "Baris 60 =" in result and "NIK ini tidak ada di antara yang dikirim." in result
    group = Group.objects.get(number=OURS)
    table = enrolment_table(group.id)
    assert states_of(table) == {"accepted": 57, "rejected": 2, "unanswered": 1}
    stands = {one.enrolment: (one.state, one.codes) for one in standing_of(group.id).values()}
    assert {row["enrolment"]: (row["state"], row["codes"]) for row in table.iter_rows(named=True)} == stands
    file.seek(0)
    again = sent(branch, href, file=SimpleUploadedFile("lain nama.xlsx", file.read()))
    assert again.headers["Location"] == page.headers["Location"] and AnswerFile.objects.count() == 1
    told = text_of(branch.get(again.headers["Location"]))
    assert "sudah pernah diambil. Tidak ada yang berubah" in told
    assert "Dikirim 60 = diterima 57 + ditolak 2 + belum dijawab 1" in told
    assert states_of(enrolment_table(group.id)) == {"accepted": 57, "rejected": 2, "unanswered": 1}


def test_the_list_says_what_it_holds_and_nothing_of_welfare(one, tmp_path):
    exported(one)
    branch = one.as_("branch", OURS)
    href = reverse("enrolment_answer", kwargs={"number": Group.objects.get(number=OURS).id})
    sent(branch, href, file=answer_file(tmp_path, answers(one.place)))
    before = Look.objects.count()
    page = branch.get(f"{group_page()}?keadaan=rejected")
    assert "1–2 dari 2" in text_of(page) and "desil" not in text_of(page).lower()
    assert Look.objects.count() - before == 2  # one for each person on the page
    file = branch.get(f"{group_page()}?keadaan=rejected&unduh=xlsx")
    sheet = load_workbook(BytesIO(file.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == f"Isi: Wadah SG {OURS}, ditolak" and len(rows) == 6 + 2
    csv = branch.get(f"{group_page()}?unduh=csv").content.decode("utf-8-sig")
    assert len(csv.strip().splitlines()) == 6 + 60


def test_words_that_nobody_knew_are_explained_once(one, tmp_path):
    exported(one)
    officer = one.as_("officer", PROVINCE)
    href = reverse("enrolment_answer", kwargs={"number": Group.objects.get(number=OURS).id})
    sent(officer, href, file=answer_file(tmp_path, answers(one.place, "kode Z sembilan")))
    where = reverse("enrolment_reasons")
    assert "kode Z sembilan 2" in text_of(officer.get(where))
    wrong = sent(officer, where, phrase="kode Z sembilan", code="")
    assert wrong.status_code == 422
    page = sent(officer, where, phrase="kode Z sembilan", code="over_age")
    assert page.status_code == 303, text_of(page)
    told = text_of(officer.get(where))
    assert "2 penolakan kini jelas" in told and "Semua alasan BPJS sudah dikenal" in told


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "berkasnya kosong"),
        (b"%PDF-1.7", "a.pdf", "Pakai berkas"),
        (b"not a workbook", "a.xlsx", ""),
        (b"\x00" * 100, "a.csv", ""),
    ],
)
def test_a_wrong_file_is_told_on_the_form_and_changes_nothing(one, content, name, says):
    exported(one)
    branch = one.as_("branch", OURS)
    href = reverse("enrolment_answer", kwargs={"number": Group.objects.get(number=OURS).id})
    page = sent(branch, href, file=SimpleUploadedFile(name, content))
    assert page.status_code == 422 and "Ada yang harus diperbaiki" in text_of(page) and says in text_of(page)
    assert not AnswerFile.objects.exists()


def test_a_form_without_its_number_does_nothing(one):
    officer = one.as_("officer", PROVINCE)
    href = reverse("enrolment_send", kwargs={"decree": Decree.objects.get().id})
    assert officer.post(href, {"number_SG": OURS}).status_code == 400
    assert not Batch.objects.exists()


def test_the_rejected_of_a_decree_are_proposed_to_be_replaced_by_who_waits(two, tmp_path, on_day):
    from datetime import date

    on_day(date(2027, 1, 20))
    officer = two.as_("officer", PROVINCE)
    decree = Decree.objects.get()
    href = reverse("enrolment_send", kwargs={"decree": decree.id})
    assert sent(officer, href, number_SG=OURS, number_SD="D1").status_code == 303
    group = Group.objects.get(number="D1")
    first = Enrolment.objects.filter(batch__group=group).order_by("id").first()
    from payung.store.keys import Keys
    from payung.store.people import niks_of

    nik = niks_of(Keys.read(two.place.keys), [first.person_id])[first.person_id]
    file = answer_file(tmp_path, [[nik, first.person.name, "GAGAL", "", "sudah meninggal"]])
    assert sent(officer, reverse("enrolment_answer", kwargs={"number": group.id}), file=file).status_code == 303
    swap = reverse("enrolment_replace", kwargs={"decree": decree.id})
    assert "1 orang keputusan 1/2027 ditolak" in text_of(officer.get(swap))
    wrong = sent(officer, swap, number="1/2027", dated="02-01-2027")
    assert wrong.status_code == 422
    page = sent(officer, swap, number="2/2027", dated="20-01-2027", first="2-2027")
    assert page.status_code == 303, text_of(page)
    made = Proposal.objects.get()
    told = json.loads(made.subject)
    assert (made.kind, told["off"], told["on"], told["file"]) == ("amendment", 1, 1, None)
    assert Decree.objects.count() == 1  # others check and approve it
    again = sent(officer, swap, number="3/2027", dated="20-01-2027", first="2-2027")
    assert again.status_code == 422 and Proposal.objects.count() == 1
    assert verify_store(two.place)


def test_only_who_may_reach_the_pages(one):
    exported(one)
    decree = Decree.objects.get().id
    group = Group.objects.get(number=OURS).id
    pages = {
        "enrolments": {},
        "enrolment_group": {"number": group},
        "enrolment_answer": {"number": group},
        "enrolment_send": {"decree": decree},
        "enrolment_reasons": {},
    }
    may = {
        "officer": set(pages),
        "branch": {"enrolments", "enrolment_group", "enrolment_answer"},
        "auditor": {"enrolments", "enrolment_group"},
        "checker": set(),
        "village": set(),
        "head": set(),
        "administrator": set(),
    }
    for role, allowed in may.items():
        browser = one.as_(role, OURS)
        for name, ids in pages.items():
            wanted = 200 if name in allowed else 403
            assert browser.get(reverse(name, kwargs=ids)).status_code == wanted, (role, name)


def test_a_decree_of_many_is_sent_by_a_job_and_once(one, monkeypatch):
    from datetime import UTC, datetime

    from payung.entry.jobs.kinds import KINDS, signed
    from payung.entry.jobs.worker import work_on
    from payung.store import jobs

    monkeypatch.setattr("payung.entry.web.enrolment.sending.MOST_AT_ONCE", 10)
    officer = one.as_("officer", PROVINCE)
    href = reverse("enrolment_send", kwargs={"decree": Decree.objects.get().id})
    form = {"request": number_of(officer.get(href)), "number_SG": OURS}
    assert [officer.post(href, form).status_code for _ in (1, 2)] == [303, 303]
    assert not Batch.objects.exists()
    assert "Berkas pendaftaran sedang ditulis" in text_of(officer.get(reverse("enrolments")))
    held = jobs.take(datetime.now(UTC))
    assert work_on(one.place, KINDS, signed, held) and jobs.take(datetime.now(UTC)) is None
    assert (Batch.objects.count(), Enrolment.objects.count()) == (1, 60)
    assert "sedang ditulis" not in text_of(officer.get(reverse("enrolments"))).replace("Berkas sedang ditulis.", "")
