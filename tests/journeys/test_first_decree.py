"""From an office that was just made to its first decree, as the tutorial has it: a real server, worker and browser.

Three accounts take part; each page that is met is checked for everybody (axe, 320 px, policy) and pictured.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from payung.actions.at_store import Place
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import AnnexFile, Decree, DecreeLine, Sampled, Step
from payung.store.proof import prove
from tests.entry.test_serving import answers, free_port, until
from tests.journeys.browser import Looker

ROOT = Path(__file__).parents[2]
PATIENCE = 120_000
"""Milliseconds that a job may take on a busy machine."""


@dataclass(frozen=True)
class Made:
    """The served office: its store, the address of its pages, passwords by username, the ZIP that waits, its cycle."""

    place: Place
    base: str
    passwords: dict[str, str]
    waiting: Path
    cycle: str
    script: bool


@pytest.fixture(params=["sqlite", "postgres"])
def office(request, tmp_path) -> Iterator[Made]:
    """Made and served by the commands that a user types; on PostgreSQL for browsers that run no script."""
    address = f"sqlite:///{tmp_path}/payung.sqlite3"
    if request.param == "postgres":
        address = request.getfixturevalue("postgres")
    keys, out, port = tmp_path / "kunci" / "keys.json", tmp_path / "kerja", free_port()
    keys.parent.mkdir()
    command = [sys.executable, "-m", "payung.entry.cli.main"]
    at = ["--store", address, "--keys", str(keys)]
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    made = [*command, "synth", "office", "--villages", "6", "--out", str(out), *at]
    subprocess.run(made, env=environ, check=True, capture_output=True)
    lines = (out / "akun.txt").read_text().splitlines()
    passwords = dict(line.split(maxsplit=1) for line in lines[1:])
    cycle = lines[0].split("Siklus: ")[1].split(".")[0]
    server = subprocess.Popen([*command, "serve", "--demo", "--port", str(port), *at], env=environ)
    base = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(f"{base}/akun/masuk/"))
        yield Made(Place(address, keys), base, passwords, out / "kiriman.zip", cycle, request.param == "sqlite")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


@pytest.fixture
def as_(office, looker):
    """Signed in by typing name and password."""

    def enter(name: str) -> Looker:
        look = looker(office.base, office.script)
        look.page.set_default_timeout(PATIENCE)
        look.open("/akun/masuk/")
        look.page.fill("[name=login]", name)
        look.page.fill("[name=password]", office.passwords[name])
        press(look, "Masuk")
        return look

    return enter


def press(look: Looker, name: str) -> None:
    look.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    look.page.wait_for_load_state("networkidle")


def follow(look: Looker, name: str) -> None:
    look.page.locator("main").get_by_role("link", name=name).or_(
        look.page.locator("main").get_by_role("button", name=name)
    ).first.click()
    look.page.wait_for_load_state("networkidle")


def seen(look: Looker, text: str) -> None:
    """The page says ``text``, by itself or, where nothing runs in it, once it is asked for again."""
    found = look.page.get_by_text(text).first
    while not look.script and not found.is_visible():
        look.page.wait_for_timeout(500)
        look.page.reload()
    found.wait_for()


def led(look: Looker, address: str) -> None:
    """The page has led to ``address``, by itself or once it is asked for again."""
    while not look.script and not re.search(address, look.page.url):
        look.page.wait_for_timeout(500)
        look.page.reload()
    look.page.wait_for_url(re.compile(address))


def said(look: Looker) -> str:
    return look.page.inner_text("main")


def lists_to_plan(officer: Looker, cycle: str, waiting: Path) -> None:
    """The lists that wait are sent and judged, safe repairs accepted, the result handed in, the money shared."""
    officer.open(f"{cycle}/daftar/")
    officer.page.set_input_files("input[type=file]", waiting)
    press(officer, "Kirim daftar")
    assert "berkas diterima" in said(officer)
    press(officer, "Periksa semua daftar")
    seen(officer, "Selesai:")
    officer.check("pekerjaan")
    officer.open(f"{cycle}/masalah/")
    officer.check("masalah")
    officer.open(f"{cycle}/masalah/aman/")
    officer.check("perbaikan-aman")
    officer.page.locator("main form button").first.click()
    officer.open(f"{cycle}/daftar/")
    officer.check("daftar")
    press(officer, "Serahkan hasil ini")
    officer.open(f"{cycle}/anggaran/")
    officer.check("anggaran")
    officer.page.fill("[name=name]", "Rencana pertama")
    press(officer, "Buat rencana dari daftar yang diserahkan")
    seen(officer, "Orang dibayar")
    officer.check("rencana")


def proposed(officer: Looker) -> str:
    """The path of the proposal that the plan on the screen becomes."""
    follow(officer, "Usulkan keputusan dari rencana ini")
    officer.page.fill("[name=number]", "100/2027")
    officer.page.fill("[name=dated]", "22-11-2026")
    press(officer, "Usulkan keputusan")
    led(officer, r"/usulan/\d+/$")
    officer.check("usulan")
    return officer.page.url.removeprefix(officer.base)


def compared(checker: Looker, proposal: str) -> None:
    """Everybody of the sample is looked at, page by page, and the proposal passed on; not before."""
    checker.open(proposal)
    follow(checker, "Periksa contoh")
    sample = checker.page.url.removeprefix(checker.base)
    checker.check("contoh")
    press(checker, "Loloskan ke penyetuju")
    assert not Step.objects.filter(name="checked").exists(), "nobody was looked at yet"
    pages = -(-Sampled.objects.count() // 50)
    for page in range(1, pages + 1):
        checker.open(f"{sample}?hal={page}")
        checker.page.check("#rest", force=True)
        press(checker, "Simpan penilaian")
    press(checker, "Loloskan ke penyetuju")
    assert Step.objects.filter(name="checked").count() == 1


def test_from_the_lists_to_the_decree(office, as_):
    officer = as_("petugas")
    officer.check("beranda")
    lists_to_plan(officer, f"/siklus/{office.cycle}", office.waiting)
    proposal = proposed(officer)
    open_store(office.place.address)
    compared(as_("verifikator"), proposal)

    approver = as_("pejabat")
    approver.open(proposal)
    follow(approver, "Setujui")
    approver.check("setujui")
    approver.page.locator("main form button").first.click()
    approver.page.wait_for_load_state("networkidle")

    officer.open(proposal)
    press(officer, "Terbitkan")
    led(officer, r"/sk/\d+/$")
    officer.check("keputusan")
    decree = Decree.objects.get()
    assert (decree.number, AnnexFile.objects.filter(decree=decree).count()) == ("100/2027", 4)
    assert DecreeLine.objects.filter(decree=decree).values("person").distinct().count() > 50
    assert prove(Keys.read(office.place.keys)).faults == ()
