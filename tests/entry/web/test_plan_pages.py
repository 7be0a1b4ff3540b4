"""Budget, plans and scenarios through pages, and what became of a plan."""

from django.urls import reverse

from payung.actions.at_store import act_at
from payung.actions.keep_register import keep_register
from payung.actions.open_cycle import NewCycle, open_cycle
from payung.store.models import Cycle, Decree, SavedPlan
from tests.actions.stores.proposing import CYCLE, hand_in
from tests.actions.stores.two_villages import ON, asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN
from tests.entry.web.deciding import approved, handed, office, opened, planned, proposed

__all__ = ["handed", "office", "opened", "planned"]


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
