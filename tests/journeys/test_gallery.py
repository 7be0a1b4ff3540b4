"""Every component in a real browser: accessible, narrow, without complaint, with and without a script."""

import pytest
from django.test import override_settings

from tests.entry.web.shell.conftest import of_the_gallery
from tests.journeys.serving import served


@pytest.fixture
def gallery(sqlite_moulds, tmp_path, looker):
    sqlite_moulds.copy("empty", tmp_path)
    with override_settings(**of_the_gallery()), served() as base:
        yield looker(base)


@pytest.mark.parametrize(
    ("path", "name"),
    [("/", "gallery"), ("/isian", "gallery-form"), ("/umum", "gallery-public"), ("/tidak-ada", "gallery-404")],
)
def test_a_page_is_fit_for_everybody(gallery, path, name):
    gallery.open(path)
    gallery.check(name)


def test_a_broken_page_says_what_to_do(gallery):
    gallery.open("/rusak")
    gallery.complaints = [told for told in gallery.complaints if "500" not in told]
    gallery.check("gallery-500")
    assert "1505030101900001" not in gallery.page.content()


def test_what_is_wrong_takes_the_focus_and_leads_to_the_field(gallery):
    page = gallery.open("/isian")
    page.fill("#id_amount", "tiga")
    page.click("main button[type=submit]")
    page.wait_for_selector(".govuk-error-summary")
    assert page.title().startswith("Kesalahan: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    gallery.check("gallery-form-errors")
    page.click(".govuk-error-summary a >> text=Isi jumlah")
    assert page.evaluate("document.activeElement.id") == "id_amount"
    assert page.input_value("#id_amount") == "tiga"


def test_progress_goes_on_by_itself(gallery):
    page = gallery.open("/")
    page.wait_for_selector("progress[value='7']", timeout=8000)
    assert not gallery.complaints


def test_no_text_becomes_markup(gallery):
    page = gallery.open("/")
    told = page.evaluate("""() => { try { document.body.innerHTML = "<p>"; return "done" }
      catch (error) { return error.name } }""")
    assert told == "TypeError"  # only the one named policy makes markup of text
    gallery.complaints.clear()


def test_pages_work_without_a_script(gallery):
    with gallery.without_script() as page:
        page.goto("/isian")
        page.fill("#id_code", "12")
        page.click("main button[type=submit]")
        assert page.locator(".govuk-error-summary a").count() >= 4
        page.goto("/")
        page.click("summary >> text=Ani Petugas")
        page.locator(".p-menu__list").wait_for()  # opens without a script
        with page.expect_navigation():
            page.click("text=English")
        assert page.locator("html").get_attribute("lang") == "en", (page.url, page.context.cookies())
        assert page.url.endswith("/")
