"""What a PDF would do is found wherever the format lets it stand; what a picture holds by chance is no act."""

import os

import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from payung.gateways import pdf_acts
from payung.gateways.pdf_acts import Looked, look_into
from tests.gateways import pdfs

URI = pdfs.action("URI", URI=TextStringObject("https://contoh.invalid"))
TURN = pdfs.action("GoTo", D=TextStringObject("a"))
THEN = pdfs.action("GoTo", D=TextStringObject("a"), Next=URI)


def xfa() -> bytes:
    made = pdfs.writer()
    made.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("<x/>")})
    return pdfs.written(made)


@pytest.mark.parametrize(
    "paper",
    [
        pdfs.plain(),
        pdfs.plain(os.urandom(3_000_000)),
        pdfs.plain(b"\nendobj\n9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n"),
        pdfs.to_first_page(),
        pdfs.opening(TURN),
        pdfs.upon("/O", TURN),
        pdfs.clicked(URI),
        pdfs.packed(b"<< /S /GoTo /D (a) >>"),
        pdfs.locked(""),
    ],
    ids=["scan", "chance", "like an object", "first page", "turns", "turns a page", "link", "packed", "no print"],
)
def test_a_scan_or_an_office_program_s_paper_does_nothing(paper):
    assert look_into(paper) == Looked(1)


@pytest.mark.parametrize(
    ("paper", "acts"),
    [
        (pdfs.opening(pdfs.script()), {"JS", "JavaScript", "OpenAction"}),
        (pdfs.packed(b"<< /S /Java#53cript /J#53 (app.alert) >>"), {"JS", "JavaScript", "OpenAction"}),
        (pdfs.packed(), {"JS", "JavaScript", "OpenAction"}),
        (pdfs.opening(URI), {"OpenAction"}),
        (pdfs.opening(THEN), {"OpenAction"}),
        (pdfs.opening(DictionaryObject()), {"OpenAction"}),
        (pdfs.upon("/O", URI), {"AA"}),
        (pdfs.upon("/C", pdfs.script()), {"AA", "JS", "JavaScript"}),
        (pdfs.clicked(pdfs.script()), {"JS", "JavaScript"}),
        (pdfs.clicked(pdfs.action("Launch")), {"Launch"}),
        (pdfs.clicked(pdfs.action("SubmitForm")), {"SubmitForm"}),
        (pdfs.clicked(pdfs.action("GoTo", Next=pdfs.action("ImportData"))), {"ImportData"}),
        (pdfs.attached(), {"EF", "EmbeddedFile", "EmbeddedFiles"}),
        (xfa(), {"XFA"}),
    ],
    ids=range(14),
)
def test_what_would_act_is_named(paper, acts):
    assert set(look_into(paper).acts) == acts


@pytest.mark.parametrize(
    "kind", ["JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "GoToE", "RichMediaExecute"]
)
def test_every_action_that_runs_sends_or_brings_something_is_named(kind):
    assert look_into(pdfs.clicked(pdfs.action(kind))).acts == (kind,)


def test_a_film_is_named():
    page = {"/Subtype": NameObject("/RichMedia"), "/RichMediaContent": DictionaryObject()}
    film = pdfs.clicked(DictionaryObject({NameObject(name): value for name, value in page.items()}))
    assert look_into(film).acts == ("RichMedia", "RichMediaContent")


def test_a_password_is_told_from_damage():
    assert look_into(pdfs.locked("rahasia")) == Looked(0, (), True)
    for broken in (b"", b"%PDF-1.7\n%%EOF", pdfs.plain()[:300], os.urandom(5000), b"%PDF-" + b"<<" * 100_000):
        assert look_into(broken) == Looked(0)


DIED = "import json; print(json.dumps(dict(pages=1))); raise SystemExit(1)"


@pytest.mark.parametrize("says", ["print('[' * 90000)", "print(dict())", "print('no')", "1", DIED])
def test_whatever_the_process_says_is_only_read(monkeypatch, says):
    monkeypatch.setattr(pdf_acts, "PROGRAM", f"{says} # {{parent}} {{seconds}}")
    assert look_into(pdfs.plain()) == Looked(0)


def test_a_paper_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf_acts, "PROGRAM", "import time; time.sleep(600) # {parent} {seconds}")
    assert look_into(pdfs.plain(), seconds=1) == Looked(0)


def test_the_process_has_limits(monkeypatch, tmp_path):
    held = "import payung.gateways.pdf_child as c; c.looked = lambda _: {body}; c.serve({{parent}}, {{seconds}})"
    written = f"{{'pages': open({str(tmp_path / 'a')!r}, 'w').write('x' * 9999)}}".replace("{", "{{").replace("}", "}}")
    for body, pages in (("{{'pages': 7}}", 7), ("{{'pages': len(bytes(4 << 30))}}", 0), (written, 0)):
        monkeypatch.setattr(pdf_acts, "PROGRAM", held.format(body=body))
        assert look_into(pdfs.plain()) == Looked(pages)


def test_nothing_of_the_paper_reaches_the_log(monkeypatch, capfd):
    monkeypatch.setattr(pdf_acts, "PROGRAM", "import sys; sys.stderr.write(sys.stdin.read()) # {parent} {seconds}")
    assert look_into(b"NIK 1505010101010001") == Looked(0)
    assert capfd.readouterr() == ("", "")
