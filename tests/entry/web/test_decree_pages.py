"""Proposals and decrees through pages: the sample, the steps of each account, the signed paper, changes."""

import re
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from payung.actions.at_store import act_at
from payung.actions.left_person import left_person
from payung.entry.web.parts import paged
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import (
    AnnexFile,
    Decree,
    Job,
    Look,
    Person,
    Proposal,
    Sampled,
    SignedPaper,
    SourceRow,
    Step,
    Verdict,
    Waiting,
)
from payung.store.scope import EVERYTHING, scoped
from tests.actions.stores.proposing import CYCLE, by
from tests.actions.stores.test_changes import PDF
from tests.actions.stores.two_villages import ON, asked
from tests.entry.web.deciding import approved, handed, office, opened, planned, proposed

__all__ = ["handed", "office", "opened", "planned"]


@pytest.mark.parametrize("shortcut", [{}, {"rest": "right"}])
def test_a_sample_is_not_passed_unopened(office, shortcut):
    number = proposed(office)
    said = {f"v{one}": "" if shortcut else "right" for one in Sampled.objects.values_list("id", flat=True)}
    answer = office.post("budi", "proposal_sample", {**said, **shortcut}, number=number)
    assert answer.status_code == 422 and "belum ditampilkan" in answer.content.decode()
    assert office.post("budi", "proposal_check", number=number).status_code == 422
    assert not Verdict.objects.exists() and Step.objects.count() == 1
    office.get("budi", "proposal_sample", number=number)
    assert office.post("budi", "proposal_sample", {**said, **shortcut}, number=number).status_code == 303
    assert office.post("budi", "proposal_check", number=number).status_code == 303


def test_the_months_and_the_day_are_told_before_anybody_decides(office):
    number = proposed(office)
    assert "Januari 2027 – Desember 2027" in office.get("ani", "plan", number=office.handed.plan.plan)
    for who in ("ani", "budi", "citra"):
        text = office.get(who, "proposal", number=number)
        assert "Januari 2027 – Desember 2027" in text and "2 Januari 2027" in text
    said = {"number": "2/2027", "dated": "02-01-2027", "first": "03-2027", "last": "05-2027"}
    office.post("ani", "proposal_withdraw", number=number)
    office.work(office.post("ani", "proposal_new", said, plan=office.handed.plan.plan))
    assert "Maret 2027 – Mei 2027" in office.get("citra", "proposal", number=Proposal.objects.latest("id").id)


def test_where_the_sample_is_refused_its_pages_and_verdicts_go_on(office, monkeypatch):
    """What is passed too early stays a page of the sample: its links turn it and its form keeps what is chosen."""
    monkeypatch.setattr("payung.entry.web.decree.steps.paged", partial(paged, size=2))
    number = proposed(office)
    drawn = list(Sampled.objects.order_by("place").values_list("id", flat=True))
    assert len(drawn) > 4
    early = office.post("budi", "proposal_check", number=number)
    sample = reverse("proposal_sample", kwargs={"code": CYCLE, "number": number})
    text = early.content.decode()
    browser = office.as_("budi")
    turn = re.search(r'href="([^"]+)" rel="next"', text)[1]
    assert early.status_code == 422 and turn == f"{sample}?hal=2" and browser.get(turn).status_code == 200
    keeps = re.search(rf'action="({sample}[^"]*)"', text)[1]
    said = {f"v{one}": "" for one in drawn[:2]} | {"rest": "right", "request": str(uuid4())}
    kept = browser.post(keeps, said)
    assert (kept.status_code, kept["Location"]) == (303, f"{sample}?hal=2")
    assert set(Verdict.objects.values_list("sampled_id", flat=True)) == set(drawn[:2])
    assert f"2 dari {len(drawn)} orang sudah dinilai" in browser.get(kept["Location"]).content.decode()


def test_from_the_proposal_to_the_papers(office):
    number = proposed(office)
    page = office.get("citra", "proposal", number=number)
    for said in ("satu juta delapan ribu rupiah", "Kabupaten Muaro Jambi", "Permenaker", Proposal.objects.get().seed):
        assert said in page, said
    assert reverse("proposal_approve", kwargs={"code": CYCLE, "number": number}) not in page  # not checked yet
    before = Look.objects.count()
    sample = office.get("budi", "proposal_sample", number=number)
    assert Look.objects.count() == before + 5 and Proposal.objects.get().list_hash in sample
    assert sample.count('role="cell" data-column="Penilaian"') == 5, "on a phone it stands beneath the person"
    assert sample.count('<select class="govuk-select"') == 5 and not re.search(
        r"\b\d{16}\b", sample.split("<form", 1)[1].split("govuk-table__header")[0]
    )
    said = {f"v{one}": "right" for one in Sampled.objects.values_list("id", flat=True)}
    assert office.post("budi", "proposal_check", number=number).status_code == 422
    assert office.post("budi", "proposal_sample", said, number=number).status_code == 303
    assert office.post("budi", "proposal_check", number=number).status_code == 303
    asking = office.get("citra", "proposal_approve", number=number)
    assert "Anda akan menyetujui" in asking and "daftar 5 orang dan Rp1.008.000" in asking
    assert office.post("citra", "proposal_approve", number=number).status_code == 303
    job = office.work(office.post("citra", "proposal_issue", {"paper": "F4"}, number=number))
    decree = Decree.objects.get()
    done = office.as_("citra").get(reverse("decree_job", kwargs={"code": CYCLE, "job": job}))
    assert done.headers["Location"] == reverse("decree", kwargs={"code": CYCLE, "number": decree.id})
    page = office.get("ani", "decree", number=decree.id)
    assert "Keputusan terbit" in page and "1/2027" in page and decree.list_hash in page and "Versi publik" in page
    assert AnnexFile.objects.count() == 4
    fetched = office.as_("ani").get(
        reverse("decree_file", kwargs={"code": CYCLE, "number": decree.id, "kind": "full.pdf"})
    )
    assert fetched.content.startswith(b"%PDF")
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="SK 1-2027 lampiran.pdf"'
    assert Look.objects.order_by("-id").first().what == "decree full.pdf"
    assert "1/2027" in office.get("ani", "decrees") and "diterbitkan" in office.get("ani", "proposals")


def test_the_checker_goes_from_the_sample_to_the_person_and_to_the_row_of_the_list(office):
    """Who is of no village, or whose row is, has no page for whoever sees no more than a province."""
    number = proposed(office)
    drawn = list(Sampled.objects.select_related("row").order_by("place"))

    def strangers(doing: Doing, keys: Keys) -> dict[str, list[int]]:
        kept = ("run_id", "file", "row", "mark", "decision", "reasons", "rank", "months", "fund")
        row = {name: getattr(drawn[0].row, name) for name in kept}
        columns = ("key", "name", "birth_date", "sex", "village_id")
        villages = {"k": None, "l": drawn[0].person.village_id}
        people = [(letter * 64, "DEWI", None, "", village) for letter, village in villages.items()]
        nobody, other = doing.add(Person, columns, people)
        untold = {**row, "values_sealed": None, "sheet": ""}
        whose = [(nobody, None), (other, None), (other, drawn[0].person.village_id)]
        columns = (*untold, "person_id", "village_id")
        rows = list(doing.add(SourceRow, columns, [(*untold.values(), *one) for one in whose]))
        places = zip((nobody, other), rows[:2], (90, 91), strict=True)
        doing.add(Sampled, ("proposal_id", "person_id", "row_id", "place"), [(number, *one) for one in places])
        return {"people": [nobody, other], "rows": rows}

    made = act_at(office.place, asked(), "test", {}, strangers)
    page, budi = office.get("budi", "proposal_sample", number=number), office.as_("budi")
    along = f"?siklus={CYCLE}"
    for one in drawn:
        to_person = reverse("person", kwargs={"person": one.person_id})
        to_row = reverse("person_row", kwargs={"person": one.person_id, "row": one.row_id})
        place = f"{one.row.file} · {one.row.sheet} · {one.row.row}"
        assert f'<a class="govuk-link" href="{to_row}{along}">{place}</a>' in page
        assert f'href="{to_person}{along}"' in page
        assert budi.get(to_person).status_code == budi.get(to_row).status_code == 200
    nobody, other = (reverse("person", kwargs={"person": one}) for one in made["people"])
    assert nobody not in page and f'href="{other}{along}"' in page and f"{other}baris/" not in page
    assert budi.get(nobody).status_code == budi.get(f"{other}baris/{made['rows'][1]}/").status_code == 404
    assert f">{drawn[0].row.file} · {drawn[0].row.row}</td>" in page, "a file without sheets"
    of_text = budi.get(f"{other}baris/{made['rows'][2]}/").content.decode()
    assert f"Berkas {drawn[0].row.file}, baris {drawn[0].row.row}" in of_text


def test_the_signed_paper_comes_back(office):
    number = approved(office)
    office.work(office.post("ani", "proposal_issue", {"paper": "A4"}, number=number))
    decree = Decree.objects.get().id
    bad = {"number": "853/2027", "dated": "05-01-2027", "signed": SimpleUploadedFile("sk.pdf", b"MZ" + b"x" * 300)}
    answer = office.post("ani", "decree_sign", bad, number=decree)
    assert answer.status_code == 422 and "bukan PDF" in answer.content.decode() and not SignedPaper.objects.exists()
    own = reverse("decree_file", kwargs={"code": CYCLE, "number": decree, "kind": "full.pdf"})
    unsigned = SimpleUploadedFile("sk.pdf", office.as_("ani").get(own).content)
    answer = office.post("ani", "decree_sign", {**bad, "signed": unsigned}, number=decree)
    assert answer.status_code == 422 and "belum ditandatangani" in answer.content.decode()
    assert "pindai" in answer.content.decode() and not SignedPaper.objects.exists()
    good = {**bad, "signed": SimpleUploadedFile("sk.pdf", PDF)}
    assert office.post("ani", "decree_sign", good, number=decree).status_code == 303
    page = office.get("ani", "decree", number=decree)
    assert "853/2027" in page and "5 Januari 2027" in page
    assert "853/2027" in office.get("citra", "decrees")
    for kind, name in (
        ("signed.pdf", "SK 853-2027 bertanda tangan.pdf"),
        ("public.xlsx", "SK 853-2027 lampiran publik.xlsx"),
    ):
        page = reverse("decree_file", kwargs={"code": CYCLE, "number": decree, "kind": kind})
        assert office.as_("ani").get(page).headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_who_may_not_is_told_so(office):
    number = proposed(office)
    for name, page, status in (
        ("ani", "proposal_sample", 403), ("ani", "proposal_approve", 403), ("budi", "proposal_approve", 403),
        ("citra", "proposal_sample", 403), ("gita", "proposal", 403),
    ):  # fmt: skip
        answer = office.as_(name).get(reverse(page, kwargs={"code": CYCLE, "number": number}))
        assert answer.status_code == status, (name, page, answer.status_code)
    answer = office.as_("fitri").get(reverse("proposal", kwargs={"code": CYCLE, "number": number}))
    assert answer.status_code == 404  # of a regency: the province's proposal is not theirs to see
    assert office.post("ani", "proposal_check", number=number).status_code == 403


def test_one_account_with_every_role_is_refused_its_second_step(office):
    said = {"number": "1/2027", "dated": "02-01-2027"}
    office.work(office.post("dedi", "proposal_new", said, plan=office.handed.plan.plan))
    number = Proposal.objects.get().id
    answer = office.post("dedi", "proposal_check", number=number)
    assert answer.status_code == 422 and "sudah mengambil langkah" in answer.content.decode()
    assert list(Step.objects.values_list("name", flat=True)) == ["proposed"]


def test_a_double_submit_approves_once(office):
    number = proposed(office)
    office.get("budi", "proposal_sample", number=number)
    said = {f"v{one}": "right" for one in Sampled.objects.values_list("id", flat=True)}
    office.post("budi", "proposal_sample", said, number=number)
    same = str(uuid4())
    for _ in range(2):
        assert office.post("budi", "proposal_check", request=same, number=number).status_code == 303
    assert office.post("budi", "proposal_check", number=number).status_code == 422
    same = str(uuid4())
    for _ in range(2):
        assert office.post("citra", "proposal_issue", {"paper": "A4"}, request=same, number=number).status_code == 303
    assert Job.objects.filter(kind="proposal.issue").count() == 1


def test_sent_back_with_a_reason_and_withdrawn(office):
    number = proposed(office)
    assert office.post("budi", "proposal_refuse", {"note": ""}, number=number).status_code == 422
    assert office.post("budi", "proposal_refuse", {"note": "daftar kurang"}, number=number).status_code == 303
    assert "daftar kurang" in office.get("ani", "proposal", number=number)
    again = proposed(office)
    assert office.post("ani", "proposal_withdraw", number=again).status_code == 303
    assert "ditarik" in office.get("ani", "proposals")


def test_changes_are_proposed_on_pages(office):
    office.work(office.post("ani", "proposal_issue", {"paper": "A4"}, number=approved(office)))
    decree = Decree.objects.get()
    person = decree.lines.order_by("id").first().person_id
    off = SimpleUploadedFile("off.csv", f"person,reason,evidence\n{person},withdrew,surat\n".encode())
    said = {"number": "2/2027", "dated": "01-02-2027", "fill": "on", "off": off}
    answer = office.post("ani", "decree_amend", said, number=decree.id)
    assert answer.status_code == 303, answer.content.decode()
    assert "Usulan keputusan perubahan" in office.get(
        "citra", "proposal", number=Proposal.objects.order_by("-id").first().id
    )
    number = Proposal.objects.order_by("-id").first().id
    looked_at = {f"v{one}": "right" for one in Sampled.objects.filter(proposal=number).values_list("id", flat=True)}
    office.get("budi", "proposal_sample", number=number)
    assert office.post("budi", "proposal_sample", looked_at, number=number).status_code == 303
    assert office.post("budi", "proposal_check", number=number).status_code == 303
    assert "daftarnya berubah" not in office.get("citra", "proposal_approve", number=number)
    with scoped(EVERYTHING):
        next_ = Waiting.objects.order_by("rank").first().person_id
        left_person(office.place, by("ani"), next_, "moved", ON, "surat pindah")
    asking = office.get("citra", "proposal_approve", number=number)
    assert "Usulan ini basi: daftarnya berubah sejak diusulkan" in asking
    again = office.post("citra", "proposal_approve", number=number)
    assert again.status_code == 422 and "daftarnya berubah sejak diusulkan" in again.content.decode()
    bad = {**said, "off": SimpleUploadedFile("off.csv", b"x,y\n1,2\n")}
    assert office.post("ani", "decree_amend", bad, number=decree.id).status_code == 422
    more = {"number": "3/2027", "dated": "01-02-2027", "first": "01-2028", "last": "03-2028"}
    assert office.post("ani", "decree_extend", more, number=decree.id).status_code == 422  # nobody would change
