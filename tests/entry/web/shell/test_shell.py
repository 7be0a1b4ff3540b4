"""What every page has: the way a browser is told to treat it, its size, its language, and its failures."""

import gzip
import re

import pytest
from django.test import override_settings

from payung.entry.web import assets
from payung.entry.web.assets import BUILT, AssetsMissing, asset, require_assets
from tests.entry.web.lint import faults_of

STAFF_BYTES, PUBLIC_BYTES = 120_000, 60_000
PAGES = ("/", "/isian", "/umum", "/tidak-ada", "/rusak", "/?hal=32", "/?urut=-nama")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("where", PAGES)
def test_every_page_is_whole(gallery, where, language):
    gallery.cookies["bahasa"] = language
    answer = gallery.get(where)
    html = answer.content.decode()
    assert faults_of(html) == []
    assert f'<html lang="{language}"' in html and answer.headers["Content-Language"] == language
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize("where", PAGES)
def test_a_browser_is_told_what_a_page_may_do(gallery, where):
    headers = gallery.get(where).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'" and policy["trusted-types"] == "payung"
    assert "unsafe" not in headers["Content-Security-Policy"] and "*" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin" and "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store" and headers["X-Robots-Tag"] == "noindex, nofollow"


def loaded(gallery, where: str) -> int:
    """Bytes that a first visit takes, packed: the page and all it names."""
    answer = gallery.get(where)
    found = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', answer.content.decode())
    assert found
    files = [assets.STATIC / name for name in found]
    packed = [file.with_name(f"{file.name}.gz") for file in files]
    return len(gzip.compress(answer.content, 6)) + sum(
        (each if each.is_file() else file).stat().st_size for each, file in zip(packed, files, strict=True)
    )


def test_a_first_visit_is_small(gallery):
    staff, public = loaded(gallery, "/"), loaded(gallery, "/umum")
    assert public < staff <= STAFF_BYTES
    assert public <= PUBLIC_BYTES


def test_what_pages_load_is_kept_for_a_year_and_comes_packed(gallery):
    for name in ("payung.css", "payung.js", "htmx.js"):
        answer = gallery.get(f"/static/{asset(name)}", headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200 and answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"] and answer.headers["X-Content-Type-Options"] == "nosniff"
        content = gzip.decompress(b"".join(answer.streaming_content))
        assert content == (assets.STATIC / asset(name)).read_bytes()
    assert asset("payung.css") != "payung/vendor/payung.css"


def test_nothing_of_the_british_government_is_left():
    for path in BUILT.iterdir():
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        assert not [word for word in (b"GDS", b"crest", b"@font-face", b"sourceMappingURL") if word in text], path.name
        assert b"url(" not in text or b"url(/" not in text, path.name


def test_a_server_does_not_start_without_style(monkeypatch, tmp_path):
    require_assets()
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    with pytest.raises(AssetsMissing):
        require_assets()


def test_without_a_build_pages_still_answer(gallery, monkeypatch):
    monkeypatch.setattr(assets, "_names", dict)
    assert gallery.get("/").status_code == 200


@pytest.mark.parametrize(("where", "status"), [("/tidak-ada", 404), ("/rusak", 500)])
def test_a_failure_says_what_to_do_and_nothing_of_anybody(gallery, where, status):
    answer = gallery.get(where)
    html = answer.content.decode()
    assert answer.status_code == status and 'href="/"' in html
    assert not re.search(r"1505030101900001|Traceback|RuntimeError|urlpatterns|gallery", html)


def test_a_page_that_cannot_be_drawn_is_told_in_plain_words(gallery, monkeypatch):
    def worse(*given: object, **named: object) -> str:
        raise OSError

    monkeypatch.setattr("payung.entry.web.failures.loader.render_to_string", worse)
    answer = gallery.get("/rusak")
    assert answer.status_code == 500 and "Tidak ada yang hilang" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused(gallery):
    gallery.handler.enforce_csrf_checks = True
    answer = gallery.post("/isian", {"code": "1"})
    assert answer.status_code == 403 and "kedaluwarsa" in answer.content.decode()


def test_a_debug_page_is_never_shown_even_where_somebody_asks(gallery):
    with override_settings(DEBUG=False):
        assert b"Request Method" not in gallery.get("/rusak").content


class TestAForm:
    SOUND = {"code": "1", "amount": "Rp16.800", "day": "17 Agustus 2026", "kind": "spm", "area": "15", "sure": "on"}

    def test_sound_is_answered_by_see_other(self, gallery):
        answer = gallery.post("/isian", self.SOUND)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        assert "govuk-notification-banner--success" in gallery.get("/").content.decode()

    def test_what_is_wrong_stands_above_and_beside_in_the_same_words(self, gallery):
        answer = gallery.post("/isian", {"amount": "1,5", "request": "nomor-lama"})
        html = answer.content.decode()
        assert answer.status_code == 422 and faults_of(html) == []
        assert "<title>Kesalahan: " in html
        above = re.search(r'error-summary__list">(.*?)</ul>', html, re.DOTALL)[1]
        links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', above)
        assert [said for _, said in links] == [
            "Kode tagihan: belum diisi", "Isi jumlah rupiah bulat, contoh 16.800", "Tanggal surat: belum diisi",
            "Jenis: belum dipilih", "Wilayah: belum dipilih", "Saya sudah memeriksa: centang dulu",
        ]  # fmt: skip
        for at, said in links:
            assert f'id="{at}"' in html
            assert html.count(said) == 2
        assert 'value="1,5"' in html and 'value="nomor-lama"' in html

    def test_a_refusal_of_an_action_leads_to_its_field(self, gallery):
        answer = gallery.post("/isian", {**self.SOUND, "code": "2701"})
        assert answer.status_code == 422
        assert '<a href="#id_code">Kode tagihan itu sudah ada. Periksa kodenya.</a>' in answer.content.decode()

    def test_what_was_typed_is_never_markup(self, gallery):
        answer = gallery.post("/isian", {**self.SOUND, "code": "<script>alert(1)</script>", "note": "</textarea><b>"})
        html = answer.content.decode()
        assert answer.status_code == 422 and "<script>alert" not in html and "</textarea><b>" not in html
