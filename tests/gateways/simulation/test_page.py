"""The page stands by itself, obeys a strict policy, says the figures of the simulation, and hides nothing in print."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from payung.core.basis.rupiah import number, rupiah
from payung.gateways.simulation.page import write_page
from tests.gateways.simulation.made import LAW, TITLE, simulation


class Reader(HTMLParser):
    """Words of the page by language, and whether every element is closed in order."""

    VOID = ("meta", "input", "br")

    def __init__(self):
        super().__init__()
        self.open, self.words, self.tags = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if not any(kind == "en" for _, kind in self.open):
            self.words.append(data)


def read(folder, found):
    write_page(found, LAW, folder / "page.html", title=TITLE)
    html = (folder / "page.html").read_text("utf-8")
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return html, " ".join("".join(reader.words).split()), reader.tags


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return read(tmp_path_factory.mktemp("page"), simulation())


def test_it_needs_nothing_else_and_obeys_a_policy_that_forbids_the_rest(page):
    html, _, tags = page
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    policy = next(attrs["content"] for tag, attrs in tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    names = {tag for tag, _ in tags}
    assert not names & {"script", "link", "img", "iframe", "object", "form"}
    for _, attrs in tags:
        assert not [name for name in attrs if name in ("style", "href", "src") or name.startswith("on")]
    assert "http" not in re.sub(r"http-equiv|http://www.w3.org/2000/svg", "", html)


def test_it_answers_in_one_look(page):
    _, words, _ = page
    ending = simulation().base.stopping
    lead = words.index(
        f"{number(ending.full)} orang kehilangan santunan kematian penuh Rp42.000.000 mulai 1 Januari 2027"
    )
    assert lead < words.index("Diteruskan tanpa putus") < words.index("Skenario berdampingan")
    assert f"{rupiah(ending.costs[0])} sebulan" in words
    assert f"{rupiah(ending.resumed[6].cost)}" in words
    assert "Kepesertaan mereka berakhir 1 April 2027" in words and "Paling lambat iuran April 2027" in words
    assert words.count("Bila perlindungan berhenti sesudah Desember 2026") == 2


def test_every_scenario_has_its_figures(page):
    _, words, _ = page
    for one in simulation().outcomes:
        assert one.scenario.name.id in words
        for figure in (one.figures.person_months, one.figures.people, one.figures.waiting):
            assert number(figure) in words
        assert rupiah(one.figures.rupiah) in words and rupiah(one.figures.left) in words


def test_percentages_stand_with_day_and_source_and_unknown_areas_with_their_code(page):
    _, words, _ = page
    found = simulation()
    province = found.base.coverage[0]
    share = province.share(province.last_month)
    assert f"{share // 100},{share % 100:02d} %" in words
    assert "Penyebut: a, 1 Januari 2026, a." in words and "99.99" in words and "Kabupaten Batanghari" in words


def test_the_rate_has_its_source_and_doubt_and_the_seed_is_printed(page):
    _, words, _ = page
    rate = simulation().rate
    assert rate.source in words and rate.doubt.id in words and "angka awal 3" in words
    assert "bpu/cover/claim_in_grace" in words and "Yang tidak dihitung" in words


def test_what_is_named_is_escaped_and_nobody_is_named(page):
    html, words, _ = page
    assert "Anggaran &lt;setengah&gt;" in html and "<setengah>" not in html and "Dana & b" in words
    assert not re.search(r"\d{16}", html)


def test_english_is_a_switch_that_needs_no_script(page):
    html, _, tags = page
    assert ("input", {"type": "checkbox", "id": "english"}) in tags
    assert html.index('id="english"') < html.index("<main>")
    assert "#english:checked~main .en" in html and ".en{display:none}" in html
    english = " ".join(re.findall(r'<span class="en" lang="en">(.*?)</span>', html))
    assert "If cover ends after December 2026" in english and "Desember" not in english


def test_each_chart_is_drawn_for_paper_and_for_a_telephone_and_says_what_it_shows(page):
    html, _, tags = page
    drawn = [attrs["class"] for tag, attrs in tags if tag == "svg" and "class" in attrs]
    assert drawn == ["large", "small"] * 6
    assert html.count("<title>Berhenti, tidak dibayar lagi. ") == 2


def test_headings_go_down_one_by_one(page):
    _, _, tags = page
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def test_a_plan_that_pays_nobody_says_so(tmp_path):
    _, words, _ = read(tmp_path, simulation(people=0))
    assert "tidak membayar siapa pun" in words and "Skenario berdampingan" in words


def test_the_same_simulation_gives_the_same_bytes(tmp_path):
    write_page(simulation(), LAW, tmp_path / "a", title=TITLE)
    write_page(simulation(), LAW, tmp_path / "b", title=TITLE)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
