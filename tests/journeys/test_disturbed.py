"""What happens to people at work: two tabs, the back button, a double click, no connection, a session that ended."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from payung.actions.check_proposal import check_proposal
from payung.actions.disable_user import disable_user
from payung.entry.jobs.kinds import KINDS, signed
from payung.entry.jobs.worker import work_on
from payung.store import jobs
from payung.store.database import open_store
from payung.store.models import Account, Bill, Intake, Job, KeptFile, Payment, SavedPlan, Step
from payung.synth.bill import Planted
from tests.actions.stores.branch import Branch
from tests.actions.stores.proposing import CYCLE as DECIDED
from tests.actions.stores.proposing import by, handed
from tests.actions.stores.two_villages import opened, planned
from tests.actions.workbench.cycles import CYCLE, two_lists, workbook
from tests.entry.web.conftest import Workbench, served, with_factor, workbench
from tests.entry.web.ledger.conftest import PROVINCE, on_day, one, sixty
from tests.entry.web.ledger.test_money_pages import DECREED, PRICE, papers
from tests.entry.web.test_imports import bench
from tests.journeys.browser import Looker
from tests.journeys.signing_in import Office, reached
from tests.journeys.wire import wired

__all__ = ["bench", "handed", "on_day", "one", "opened", "planned", "sixty", "workbench"]
LISTS = f"/siklus/{CYCLE}/daftar/"
GONE = "net::ERR_"


@pytest.fixture
def moulds(sqlite_moulds):
    """A browser sees the same on either database."""
    return sqlite_moulds


@pytest.fixture
def officer(bench, looker):
    """Where lists come in, as an officer of the province."""
    with reached(bench, looker) as office:
        yield office.as_("officer", PROVINCE)


@pytest.fixture
def deciding(handed, looker):
    """Where a proposal is checked and waits to be approved; ``deciding("citra")`` is a browser of that account."""
    made = handed.propose().proposal
    handed.judge(made)
    check_proposal(handed.place, by("budi"), made)
    for account in Account.objects.all():
        with_factor(handed.place, account.username)
    with served(handed.place) as found, reached(found, looker) as office:
        yield lambda name: (office.holding(_client(found, name)), f"/siklus/{DECIDED}/usulan/{made}/")


def _client(bench: Workbench, name: str):
    client = bench.nobody()
    client.force_login(Account.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def chosen(look: Looker, folder: Path) -> None:
    """Two lists of villages in the form."""
    files = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": workbook(rows, folder)}
        for name, rows in two_lists().items()
    ]
    look.page.set_input_files("input[type=file]", files)


def work(place) -> None:
    """Whatever waits is done, as the worker does."""
    open_store(place.address)
    while held := jobs.take(datetime.now(UTC)):
        assert work_on(place, KINDS, signed, held)


def press(page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def test_without_a_connection_nothing_is_lost_and_it_is_said(officer, bench, tmp_path):
    page = officer.open(LISTS)
    chosen(officer, tmp_path)
    officer.context.set_offline(True)
    page.get_by_role("button", name="Kirim daftar").click()
    page.get_by_text("Belum ada yang terkirim").wait_for()
    officer.picture("tanpa-sambungan")
    officer.context.set_offline(False)
    page.locator(".p-offline").wait_for(state="detached")
    page.wait_for_timeout(1100)  # a second click within a second is taken for a slip of the finger
    press(page, "Kirim daftar")
    assert "2 berkas diterima" in page.inner_text("main") and Intake.objects.count() == 1

    press(page, "Periksa semua daftar")
    officer.context.set_offline(True)
    page.get_by_text("Pekerjaan tetap berjalan").wait_for()
    officer.picture("kemajuan-tanpa-sambungan")
    officer.context.set_offline(False)
    page.locator(".p-offline").wait_for(state="detached")
    officer.open("/")
    page = officer.open(LISTS)  # left, and come back
    page.get_by_text("Pekerjaan Anda masih berjalan").click()
    page.wait_for_url("**/pekerjaan/**")
    work(bench.place)
    page.get_by_text("Selesai: 8 baris").wait_for()
    officer.complaints = [told for told in officer.complaints if GONE not in told and "htmx" not in told.lower()]
    assert not officer.complaints


def test_an_upload_that_breaks_off_is_sent_again(bench, looker):
    many = [
        {"name": f"besar {at}.csv", "mimeType": "text/csv", "buffer": b"NIK;Nama\n" + bytes([65 + at]) * 400_000}
        for at in range(3)
    ]
    from playwright.sync_api import Error

    with reached(bench, looker) as direct, wired(direct.base) as wire:
        look = Office(bench, wire.address, looker).as_("officer", PROVINCE)
        page = look.open(LISTS)
        page.set_input_files("input[type=file]", many)
        wire.breaks_after(600_000)
        with suppress(Error):  # the browser's own page says that there is no connection
            page.get_by_role("button", name="Kirim daftar").click()
        page.wait_for_url(re.compile("chrome-error"))
        wire.breaks_after(None)
        assert not Intake.objects.exists() and not KeptFile.objects.exists()
        for said in ("3 berkas diterima, 0 sudah pernah dikirim", "0 berkas diterima, 3 sudah pernah dikirim"):
            page = look.open(LISTS)
            page.set_input_files("input[type=file]", many)
            press(page, "Kirim daftar")
            assert said in page.inner_text("main")
        assert KeptFile.objects.count() == 3


def test_two_tabs_a_double_click_and_the_back_button_decide_once(deciding):
    approver, proposal = deciding("citra")
    first = approver.open(f"{proposal}setujui/")
    second = approver.context.new_page()
    second.goto(f"{proposal}setujui/")
    first.locator("main form button").first.dblclick()
    first.wait_for_url(re.compile(re.escape(proposal) + "$"))
    assert "setujui" in second.inner_text("main form")
    second.locator("main form button").first.click()
    second.locator(".govuk-error-summary").wait_for()
    assert "langkah" in second.inner_text(".govuk-error-summary")
    first.go_back()
    assert first.locator("main form").count() == 0, "what was decided is not offered again"
    assert Step.objects.filter(name="approved").count() == 1

    officer, _ = deciding("ani")
    page = officer.open(proposal)
    page.get_by_role("button", name="Terbitkan").dblclick()
    page.wait_for_url("**/pekerjaan/**")
    page.go_back()
    assert page.get_by_text("Pekerjaan Anda masih berjalan").is_visible()
    assert page.get_by_role("button", name="Terbitkan").count() == 0
    assert Job.objects.filter(kind="proposal.issue").count() == 1


def test_a_bill_is_not_paid_again_by_the_back_button(one, looker, tmp_path, on_day):
    on_day(date(2027, 2, 3))
    Branch.of(one.place, tmp_path, Planted()).bill()
    with reached(one, looker) as office:
        look = office.as_("officer", PROVINCE)
        page = look.open(reverse("bill_pay", kwargs={"number": Bill.objects.get().id}))
        _paid(page)
        assert Payment.objects.count() == 1
        page.go_back()
        page.wait_for_load_state("networkidle")
        if page.locator("#id_spm_amount").count():
            _paid(page)
            assert page.locator(".govuk-error-summary").count() == 1, page.inner_text("main")[:500]
        assert Payment.objects.count() == 1


def _paid(page) -> None:
    for name, value in papers(DECREED * 3 * PRICE).items():
        if hasattr(value, "read"):
            value.seek(0)
            file = {"name": value.name, "mimeType": "application/pdf", "buffer": value.read()}
            page.set_input_files(f"[name={name}]", file)
        else:
            page.fill(f"[name={name}]", str(value))
    page.click("main form[enctype] button[type=submit]")
    page.wait_for_load_state("networkidle")


def test_what_was_typed_when_the_session_ended_is_not_lost_in_silence(deciding, handed):
    officer, _ = deciding("ani")
    page = officer.open(f"/siklus/{DECIDED}/anggaran/")
    page.fill("[name=name]", "Rencana yang panjang sekali namanya")
    disable_user(handed.place, by("kantor"), "ani")
    page.get_by_role("button", name="Buat rencana dari daftar yang diserahkan").click()
    page.get_by_role("heading", name="Sesi Anda sudah berakhir").wait_for()
    said = page.inner_text("main")
    assert "belum tersimpan" in said and "Rencana yang panjang sekali namanya" in said
    assert "csrf" not in said.lower()
    assert not Job.objects.exists() and SavedPlan.objects.count() == 1
    officer.check("sesi-berakhir")
    assert page.get_by_role("button", name="Masuk lagi").get_attribute("href").endswith("anggaran%2F")


def test_a_large_upload_after_the_session_ended_is_told_the_same(officer, bench):
    page = officer.open(LISTS)
    page.set_input_files("input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"x" * 200_000})
    disable_user(bench.place, bench.asked("off"), "officer.15")
    page.get_by_role("button", name="Kirim daftar").click()
    page.get_by_role("heading", name="Sesi Anda sudah berakhir").wait_for()
    assert "Berkas perlu dipilih lagi" in page.inner_text("main") and not Intake.objects.exists()
