"""No link leads where the reader is told no: every page that each role reaches by links, in its own region or all."""

import re
from datetime import date
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from django.urls import get_resolver, resolve

from payung.actions.export_enrolment import Sending, export_enrolment
from payung.core.access.roles import ROLES
from payung.entry.web.opening import _DIGIT, _route_of, opens
from payung.entry.web.routes import ROUTES
from payung.entry.web.visitor import visitor_of
from payung.gateways.group_list import Groups
from payung.store.models import Bill, Group, Village
from tests.actions.stores.branch import GROUP, Branch, pay
from tests.actions.stores.two_villages import asked
from tests.actions.villages import SUNGAI_DUREN
from tests.entry.web.conftest import OURS, THEIRS

ELSEWHERE = ("/static/", "/bahasa/", "/akun/keluar/")
HREF = re.compile(r'<a[^>]* href="([^"#]+)"')


@pytest.fixture
def office(one, tmp_path):
    """Sent, billed and paid; one of the regencies has none of it."""
    export_enrolment(one.place, asked(), Sending("1/2027", Groups({"SG": GROUP}), date(2027, 1, 2)), tmp_path / "out")
    branch = Branch.of(one.place, tmp_path)
    branch.bill()
    pay(one.place, tmp_path, 180)
    branch.members()
    return one


def shape(path: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", urlsplit(path).path)


def walked(browser) -> tuple[set[str], list[str]]:
    """Kinds of pages that links lead to, and those of them that say no."""
    waiting, met, wrong = ["/"], set(), []
    while waiting:
        path = waiting.pop(0)
        if shape(path) in met:
            continue
        met.add(shape(path))
        answer = browser.get(path)
        if answer.status_code >= 400:
            wrong.append(f"{path}: {answer.status_code}")
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            links = (urljoin(path, link.replace("&amp;", "&")) for link in HREF.findall(answer.content.decode()))
            waiting += [link for link in links if link.startswith("/") and not link.startswith(ELSEWHERE)]
    return met, wrong


@pytest.mark.parametrize("area", [OURS, THEIRS])
def test_no_link_is_a_dead_end(office, area):
    for role in ROLES:
        met, wrong = walked(office.as_(role, area))
        assert not wrong and len(met) > 2, role


def test_nor_for_who_works_in_the_whole_province(office):
    for role in ("officer", "auditor", "head"):
        met, wrong = walked(office.as_(role, "15"))
        assert not wrong, role
        if role == "officer":
            assert {"/buku/", "/bulan/lepas/", "/kredit/bukukan/", "/pendaftaran/wadah/N/jawab/"} <= met


def test_what_is_of_a_whole_is_open_to_who_holds_it(office):
    Village.objects.filter(code=SUNGAI_DUREN).update(code="1571010001")  # now of the other regency
    bill, group = Bill.objects.get().id, Group.objects.get(number=GROUP.number).id
    pages = {
        f"/tagihan/{bill}/bayar/": (False, True),
        f"/pendaftaran/wadah/{group}/jawab/": (False, True),
        "/buku/": (False, False),
        "/bulan/lepas/": (False, False),
        "/tagihan/": (True, True),
    }
    for href, told in pages.items():
        for area, open_ in zip((OURS, THEIRS), told, strict=True):
            who = visitor_of(office.account("officer", area), "work.see")
            assert opens(who, href) is open_, (href, area)
            assert (office.as_("officer", area).get(href).status_code == 200) is open_, (href, area)
        assert opens(visitor_of(office.account("officer", "15")), href)
    assert opens(None, "/buku/") and opens(who, "?hal=2") and opens(who, "/none-such/") and opens(who, "/akun/masuk/")
    assert not opens(visitor_of(office.account("branch")), "/orang/1/")


@pytest.mark.parametrize("route", ROUTES, ids=[route.name for route in ROUTES])
def test_pages_whose_addresses_differ_in_digits_alone_are_of_one_route(route):
    kinds = {"int": "20507", "slug": "a-31x9", "str": "b.42", "uuid": str(uuid4())}
    path = "/" + re.sub("<(?:([a-z]+):)?[a-z_]+>", lambda found: kinds[found[1] or "str"], route.path)
    assert resolve(path).func.route is route and _route_of(get_resolver(), _DIGIT.sub("0", path)) is route
