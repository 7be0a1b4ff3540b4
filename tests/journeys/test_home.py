"""From signing in to the village, in a browser."""

import pytest

from tests.actions.villages import MENDALO
from tests.entry.web.conftest import PASSWORD, username_of
from tests.entry.web.home.conftest import at_work, cycle, handed, issued, opened, planned
from tests.journeys.signing_in import reached

__all__ = ["at_work", "cycle", "handed", "issued", "opened", "planned"]


@pytest.fixture
def office(at_work, looker):
    with reached(at_work, looker) as found:
        yield found


def test_from_the_task_list_to_a_village(office, cycle):
    looker = office.as_("officer")
    page = looker.open("/")
    looker.check("home")
    assert "3 masalah di 1 desa" in page.inner_text("main")
    page.click("text=Lihat per wilayah")
    page.wait_for_url("**/wilayah/15/")
    looker.check("areas-province")
    page.click("text=Kabupaten Muaro Jambi")
    page.wait_for_url("**/wilayah/1505/")
    looker.check("areas-regency")
    page.click(f"a[href$='/wilayah/{MENDALO[:6]}/']")
    page.wait_for_url(f"**/wilayah/{MENDALO[:6]}/")
    looker.check("areas-district")
    page.click(f"a[href$='/desa/{MENDALO}/']")
    page.wait_for_url(f"**/desa/{MENDALO}/")
    looker.check("village")
    assert "NIK bukan 16 digit" in page.inner_text("main")
    page.click("nav.govuk-breadcrumbs >> text=Kabupaten Muaro Jambi")
    page.wait_for_url("**/wilayah/1505/")


def test_whoever_is_not_signed_in_is_asked_who_they_are(office):
    looker = office.nobody()
    page = looker.open("/siklus/apa-saja/")
    assert page.url.endswith("/akun/masuk/?next=%2Fsiklus%2Fapa-saja%2F")
    looker.check("sign-in")
    page.fill("#id_login", username_of("village", "1505"))
    page.fill("#id_password", "sandi yang salah")
    page.click("main button[type=submit]")
    page.wait_for_selector(".govuk-error-summary")
    looker.check("sign-in-wrong")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Halaman tidak ditemukan")
    page.click("text=Ke beranda")
    page.wait_for_selector("text=Daftar tugas")


def test_everything_is_reached_by_the_keyboard_alone(office):
    looker = office.as_("officer")
    page = looker.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#isi"
    met = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        met.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    wanted = set(page.eval_on_selector_all("main a[href]", "all => all.map(one => one.getAttribute('href'))"))
    assert wanted and wanted <= met


def test_a_page_prints_without_its_menus(office):
    looker = office.as_("officer")
    page = looker.open("/")
    page.emulate_media(media="print")
    for hidden in (".p-nav", ".p-tools", ".govuk-skip-link"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".p-printed").is_visible() and page.locator("h1").is_visible()
    looker.picture("home-printed")


def test_twice_as_large_nothing_is_lost(office, cycle):
    """At 200 % a screen of 1280 pixels is one of 640."""
    looker = office.as_("officer")
    page = looker.open(f"/siklus/{cycle}/wilayah/1505/")
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 640
    assert page.locator("table").is_visible()


def test_no_page_needs_a_script(office, cycle):
    looker = office.as_("officer")
    with looker.without_script() as page:
        for path in ("/", f"/siklus/{cycle}/wilayah/1505/", f"/siklus/{cycle}/desa/{MENDALO}/", "/aksesibilitas/"):
            assert page.goto(path).status == 200
            assert page.locator("h1").is_visible()
        page.goto(f"/siklus/{cycle}/wilayah/1505/")
        with page.expect_navigation():
            page.click("th >> text=Desa bermasalah")
        assert "urut=masalah" in page.url
