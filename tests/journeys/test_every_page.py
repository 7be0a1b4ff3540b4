"""Every page that a link leads to, as each role: whole, accessible, 320 px wide, quiet, within the policy.

A page is told from another by its address without its numbers; each is looked at once.
"""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from tests.entry.web.home.conftest import at_work, cycle, handed, issued, opened, planned
from tests.entry.web.lint import faults_of
from tests.journeys.signing_in import reached

__all__ = ["at_work", "cycle", "handed", "issued", "opened", "planned"]

ROLES = ("officer", "checker", "approver", "village", "district", "auditor", "head", "branch", "administrator")
ELSEWHERE = ("/static/", "/bahasa/", "/akun/keluar/")
HREF = re.compile(r'<a\b[^>]* href="([^"]+)"')
BY_HAND = "/pendaftaran/wadah/N/jawaban/N/"
"""Of an answer that no file brought: the store of these tests has one."""

LEAST = 25
"""Kinds of pages that there are at least: fewer would mean that the way to them is lost."""


def shape(path: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", urlsplit(path).path)


@pytest.fixture
def moulds(postgres_moulds):
    """Row security may only take links away: what leads somewhere behind it leads there without."""
    return postgres_moulds


@pytest.fixture
def office(at_work, looker):
    with reached(at_work, looker) as found:
        yield found


def test_every_page_that_a_link_leads_to(office):
    met: set[str] = set()
    wrong: list[str] = []
    for role in ROLES:
        wrong += walked(office.as_(role), role, met)
    assert not wrong, "\n".join(wrong)
    assert len(met) >= LEAST, sorted(met)


def walked(looker, role: str, met: set[str]) -> list[str]:
    """Follow the links of one role to pages nobody has seen yet; gives what is wrong with them."""
    wrong, waiting, asked = [], ["/"], set()
    while waiting:
        path = waiting.pop(0)
        if shape(path) in asked:
            continue
        asked.add(shape(path))
        if shape(path) == BY_HAND:
            continue
        answer = looker.context.request.get(looker.base + path)
        html = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status >= 400:
            wrong.append(f"{role} {path}: {answer.status}")
        if answer.status != 200 or not html:
            continue
        links = map(unescape, HREF.findall(answer.text()))
        waiting += [where for link in links if (where := urljoin(path, link).split("#")[0]).startswith("/")
                    and not where.startswith(ELSEWHERE)]  # fmt: skip
        if shape(path) in met:
            continue
        looker.open(path)
        met.add(shape(path))
        wrong += [f"{role} {path}: {fault}" for fault in faults_of(answer.text())]
        try:
            looker.check(f"{role}{shape(path).replace('/', '-').rstrip('-')}")
        except AssertionError as error:
            wrong.append(f"{role} {path}: {str(error)[:500]}")
        looker.complaints.clear()
    return wrong
