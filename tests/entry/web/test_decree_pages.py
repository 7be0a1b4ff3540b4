"""Budget, proposals and decrees through pages, from the plan to the signed paper."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse

from payung.actions.at_store import act_at
from payung.actions.keep_register import keep_register
from payung.actions.left_person import left_person
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.entry.jobs.kinds import KINDS, signed
from payung.entry.jobs.worker import work_on
from payung.entry.web.parts import paged
from payung.store import jobs
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import (
    Account,
    AnnexFile,
    Cycle,
    Decree,
    Job,
    Look,
    Person,
    Proposal,
    Sampled,
    SavedPlan,
    SignedPaper,
    SourceRow,
    Step,
    Verdict,
    Waiting,
)
from payung.store.scope import EVERYTHING, scoped
from tests.actions.stores.proposing import CYCLE, Handed, by, hand_in, handed
from tests.actions.stores.test_changes import PDF
from tests.actions.stores.two_villages import ON, asked, opened, planned
from tests.actions.villages import MENDALO, SUNGAI_DUREN
from tests.entry.web.conftest import Browser, served, with_factor
from tests.entry.web.lint import faults_of

__all__ = ["handed", "opened", "planned"]


class Office:
    """The pages of a store with a plan, by account."""

    def __init__(self, handed: Handed) -> None:
        self.handed = handed
        self.place = handed.place
        for account in Account.objects.all():
            with_factor(self.place, account.username)

    def as_(self, name: str) -> Browser:
        browser = Browser(self.place)
        browser.force_login(Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    def get(self, name: str, page: str, **ids: object) -> str:
        answer = self.as_(name).get(reverse(page, kwargs={"code": CYCLE, **ids}))
        assert answer.status_code == 200, answer.status_code
        assert not faults_of(answer.content.decode())
        return " ".join(answer.content.decode().split())

    def post(self, name: str, page: str, said: dict | None = None, *, request: str = "", **ids: object):
        given = {"request": request or str(uuid4()), **(said or {})}
        return self.as_(name).post(reverse(page, kwargs={"code": CYCLE, **ids}), given)

    def work(self, answer) -> str:
        """Do the job that was asked for; gives where its page leads."""
        assert answer.status_code == 303 and "/pekerjaan/" in answer.headers["Location"], answer.content[:3000]
        open_store(self.place.address)
        held = jobs.take(datetime.now(UTC) + timedelta(seconds=1))
        assert held is not None and work_on(self.place, KINDS, signed, held)
        assert Job.objects.get(id=held.id).state == "done", Job.objects.get(id=held.id).error
        return held.id


@pytest.fixture
def office(handed):
    with served(handed.place):
        yield Office(handed)
    connections["default"].close()


def proposed(office: Office, number: str = "1/2027", first: str = "", last: str = "") -> int:
    said = {"number": number, "dated": "02-01-2027", "first": first, "last": last}
    office.work(office.post("ani", "proposal_new", said, plan=office.handed.plan.plan))
    return Proposal.objects.order_by("-id").first().id


def approved(office: Office, *said_of: str) -> int:
    number = proposed(office, *said_of)
    office.get("budi", "proposal_sample", number=number)
    said = {f"v{one}": "right" for one in Sampled.objects.filter(proposal=number).values_list("id", flat=True)}
    assert office.post("budi", "proposal_sample", said, number=number).status_code == 303
    assert office.post("budi", "proposal_check", number=number).status_code == 303
    assert office.post("citra", "proposal_approve", number=number).status_code == 303
    return number


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


def test_the_budget_page_counts_to_the_rupiah(office):
    page = office.get("ani", "budget")
    for said in (
        "Rp10.000.000 membeli 595 orang-bulan, sisa Rp4.000",
        "50 orang × 12 bulan", "Rp10.080.000", "kurang Rp80.000",
        "49 orang × 12 bulan", "sisa Rp121.600",
        "50 orang × 11 bulan", "Rp9.240.000",
        "78.100 orang × 12 bulan", "Rp15.744.960.000", "kurang Rp124.960.000", "Rp15.620.000.000",
        "dibayar Rp10.000.000", "Celah 3 bulan atau lebih", "31-12-2027",
    ):  # fmt: skip
        assert said in page, said


def test_the_budget_page_speaks_of_the_months_of_the_funds_and_of_the_villages_waited_for(office, planned, tmp_path):
    code = open_cycle(office.place, asked(), NewCycle("jambi-bkbk-2022", 2025, ON, seed=1))
    address = reverse("budget", kwargs={"code": code})

    def said(**more: str) -> str:
        return office.as_("ani").get(address, more).content.decode()

    assert "31-12-2025" in said() and ">1.562 desa<" in said()
    keep_register(office.place, asked(), code, "funds", planned.funds)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(f"file,village_code\na.xlsx,{MENDALO}\nb.xlsx,{SUNGAI_DUREN}\nc.xlsx,{MENDALO}\n")
    keep_register(office.place, asked(), code, "manifest", manifest)
    page = said()
    assert "31-12-2027" in page and "31-12-2025" not in page
    assert ">2 desa<" in page and 'value="2"' in page
    three = said(amount="10.000.000", people="50", months="3", villages="7")
    assert "31-03-2027" in three and ">7 desa<" in three
    broken = tmp_path / "funds.yaml"
    broken.write_text("year: 2027\n")
    keep_register(office.place, asked(), code, "funds", broken)
    assert "31-12-2025" in said()


def test_another_amount_is_counted_and_what_is_no_amount_is_said(office):
    address = reverse("budget", kwargs={"code": CYCLE})
    asked = {"amount": "Rp201.600", "people": "1", "months": "12", "villages": "2"}
    page = office.as_("ani").get(address, asked).content.decode()
    assert "membeli 12 orang-bulan" in page and "sisa Rp0" in page
    page = office.as_("ani").get(address, {**asked, "months": "13"}).content.decode()
    assert "membeli" not in page


def test_a_plan_is_made_by_a_job_and_says_who_is_left_out(office):
    answer = office.post("ani", "plan_new", {"name": "Rencana B"})
    job = office.work(answer)
    done = office.as_("ani").get(reverse("decree_job", kwargs={"code": CYCLE, "job": job}))
    assert done.status_code == 303
    number = SavedPlan.objects.get(name="Rencana B").id
    assert done.headers["Location"] == reverse("plan", kwargs={"code": CYCLE, "number": number})
    page = office.get("ani", "plan", number=number)
    assert "Rp1.008.000" in page and "Mulai peringkat" in page and "Sungai Duren" in page and "habis" in page
    assert office.post("ani", "plan_new", {"name": " "}).status_code == 422
    other = office.as_("budi").get(reverse("decree_job", kwargs={"code": CYCLE, "job": job}))
    assert other.status_code == 404
    another = open_cycle(office.place, asked(), NewCycle("jambi-bkbk-2022", 2031, ON, seed=1))
    page = reverse("decree_job", kwargs={"code": another, "job": job})
    assert office.as_("ani").get(page).status_code == 404, "of another cycle"


def test_without_a_plan_the_budget_page_says_what_is_still_to_be_done(office):
    code = open_cycle(office.place, asked(), NewCycle("jambi-bkbk-2022", 2031, ON, seed=1))

    def said(name: str) -> str:
        return office.as_(name).get(reverse("budget", kwargs={"code": code})).content.decode()

    assert "Belum ada rencana. Serahkan hasil pemeriksaan daftar, lalu beri nama" in said("ani")
    cycle = Cycle.objects.get(code=code).id
    act_at(office.place, asked(), "test", {}, lambda doing, keys: hand_in(doing, keys, cycle))
    assert "Belum ada rencana. Beri nama dan buat rencana di bawah." in said("ani")
    assert "Belum ada rencana.</p>" in said("budi"), "who makes no plans is not told to"


def test_scenarios_stand_side_by_side(office):
    for name, amount in (("Sepuluh juta", "10.000.000"), ("Dua belas juta", "Rp12.000.000")):
        said = {"name": name, "amount": amount, "people": "50", "months": "12", "villages": "1562"}
        office.work(office.post("ani", "simulation_save", said))
    page = office.get("ani", "simulation")
    assert "kurang Rp124.960.000" in page and "Dua belas juta" in page and "sisa Rp" in page and "8 / 0 orang" in page
    assert office.post("ani", "simulation_save", {"name": "x"}).status_code == 422


def test_from_the_proposal_to_the_papers(office):
    number = proposed(office)
    page = office.get("citra", "proposal", number=number)
    for said in ("satu juta delapan ribu rupiah", "Kabupaten Muaro Jambi", "Permenaker", Proposal.objects.get().seed):
        assert said in page, said
    assert reverse("proposal_approve", kwargs={"code": CYCLE, "number": number}) not in page  # not checked yet
    before = Look.objects.count()
    sample = office.get("budi", "proposal_sample", number=number)
    assert Look.objects.count() == before + 5 and Proposal.objects.get().list_hash in sample
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


def test_a_plan_and_its_proposal_lead_to_what_became_of_them(office):
    """A plan is offered for proposing as long as that is not refused: before, after a withdrawal, for months left."""
    plan = office.handed.plan.plan
    offer = reverse("proposal_new", kwargs={"code": CYCLE, "plan": plan})
    page = office.get("ani", "plan", number=plan)
    assert offer in page and "Usulan dari rencana ini" not in page
    assert offer not in office.get("fitri", "plan", number=plan), "of a regency: refused the whole"
    first = proposed(office)
    page = office.get("ani", "plan", number=plan)
    of_first = reverse("proposal", kwargs={"code": CYCLE, "number": first})
    assert offer not in page and f'href="{of_first}">1/2027</a>' in page and "diusulkan" in page
    assert office.post("ani", "proposal_withdraw", number=first).status_code == 303
    page = office.get("ani", "plan", number=plan)
    assert offer in page and of_first in page and "ditarik" in page
    number = approved(office)
    assert "Menjadi keputusan" not in office.get("ani", "proposal", number=number)
    office.work(office.post("ani", "proposal_issue", {"paper": "A4"}, number=number))
    decree = reverse("decree", kwargs={"code": CYCLE, "number": Decree.objects.get().id})
    link = f'<a class="govuk-link" href="{decree}">'
    for name in ("ani", "budi", "citra"):
        assert f"Menjadi keputusan: {link}Keputusan 1/2027</a>" in office.get(name, "proposal", number=number)
        page = office.get(name, "plan", number=plan)
        assert f"{link}Keputusan 1/2027</a>" in page and offer not in page and "diterbitkan" in page
    assert "Menjadi keputusan" not in office.get("ani", "proposal", number=first)
    assert of_first not in office.get("fitri", "plan", number=plan), "the province's proposals are not theirs to see"


def test_a_plan_of_which_some_months_were_decided_is_offered_for_the_others(office):
    plan = office.handed.plan.plan
    offer = reverse("proposal_new", kwargs={"code": CYCLE, "plan": plan})
    for number, first, last in (("1/2027", "01-2027", "06-2027"), ("2/2027", "07-2027", "12-2027")):
        assert offer in office.get("ani", "plan", number=plan)
        office.work(office.post("ani", "proposal_issue", {"paper": "A4"}, number=approved(office, number, first, last)))
    assert Decree.objects.count() == 2 and offer not in office.get("ani", "plan", number=plan)


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
