"""The summary adds up, names nobody, and stands by itself."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.gateways.summary import LawLine, RegisterLine, write_summary
from payung.gateways.tally import CountsDoNotAdd, tally
from tests.gateways.frames import case, world

LAW = [LawLine(Text(id="Iuran JKM", en="Death cover"), Text(id="Rp6.800", en="Rp6.800"), "PP 44/2015", checked=False)]
REGISTERS = [
    RegisterLine(Text(id="Peserta BPJS", en="BPJS members"), given=True, rows=5_000),
    RegisterLine(Text(id="Kematian", en="Deaths"), given=False),
]


class Reader(HTMLParser):
    """Text of the page, and whether every element is closed in order."""

    VOID = ("meta", "rect", "br", "link")

    def __init__(self):
        super().__init__()
        self.open, self.words, self.tags = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def page(folder, made, the_case=None, **how):
    path = folder / "summary.html"
    how = {"engine": "local", "law": LAW, "registers": REGISTERS, "fingerprint": "abcdef"} | how
    counts = write_summary(made.outcome, made.findings, made.villages, made.files, path, case=the_case or case(), **how)
    reader = Reader()
    html = path.read_text(encoding="utf-8")
    reader.feed(html)
    assert reader.open == []
    return counts, html, " ".join(" ".join(reader.words).split()), reader.tags


@pytest.fixture(scope="module")
def made():
    return world(villages=30, people=20)


def test_every_row_read_is_accounted_for(tmp_path, made):
    counts, _, text, _ = page(tmp_path, made)
    decisions = made.outcome["decision"].value_counts().rows()
    assert dict(decisions) == {"accept": counts.accepted, "correct": counts.correct, "reject": counts.rejected}
    assert counts.rows_read == counts.accepted + counts.correct + counts.rejected + counts.not_data
    said = (
        f"{number(counts.rows_read)} baris dibaca = {number(counts.accepted)} diterima + "
        f"{number(counts.correct)} perlu diperbaiki + {number(counts.rejected)} ditolak + "
        f"{number(counts.not_data)} bukan data"
    )
    assert said in text
    assert (
        f"{number(counts.accepted)} diterima = {number(counts.funded)} dibiayai + {counts.waiting} daftar tunggu"
        in text
    )
    assert rupiah(counts.amount) in text and number(counts.months) in text


@pytest.mark.parametrize(
    "change",
    [
        {"not_data": pl.col("not_data") + 1},
        {"workers": pl.col("workers") - 1, "rows_read": pl.col("rows_read") - 1},
        {"rows_read": pl.col("rows_read").reverse(), "not_data": pl.col("not_data").reverse()},
    ],
)
def test_rows_that_are_lost_stop_the_page(made, change):
    with pytest.raises(CountsDoNotAdd):
        tally(made.outcome, made.files.with_columns(**change))


def test_rows_told_of_another_file_stop_the_page(made):
    shift = pl.when(pl.col("file") == "0000.xlsx").then(1).when(pl.col("file") == "0001.xlsx").then(-1).otherwise(0)
    moved = made.files.with_columns(workers=pl.col("workers") + shift, rows_read=pl.col("rows_read") + shift)
    assert moved["rows_read"].sum() == made.files["rows_read"].sum()
    with pytest.raises(CountsDoNotAdd):
        tally(made.outcome, moved)


def test_no_name_and_no_nik_is_on_the_page(tmp_path, made):
    _, html, _, _ = page(tmp_path, made)
    for secret in (*made.outcome["nik"], *made.outcome["name"], *made.outcome["mother_name"], *made.outcome["address"]):
        assert secret not in html
    assert not re.search(r"\d{16}", html)


def test_it_needs_nothing_else(tmp_path, made):
    _, html, _, tags = page(tmp_path, made)
    assert not [tag for tag, _ in tags if tag in ("script", "link", "img", "iframe")]
    assert not re.search(r"https?://|@import|url\(", html)
    assert [attrs["lang"] for tag, attrs in tags if tag == "html"] == ["id"]
    assert len([1 for tag, _ in tags if tag == "h1"]) == 1
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_files_not_used_registers_not_given_and_open_questions_are_named(tmp_path, made):
    _, _, text, _ = page(tmp_path, made)
    assert "rusak.xlsx" in text and "kata sandi" in text
    assert "Kematian: TIDAK DIBERIKAN" in text and "Peserta BPJS: 5.000 baris" in text
    assert "Bulan mulai tidak disebut" in text
    assert "PP 44/2015" in text and "belum" in text
    assert "2026" in text and "abcdef" in text


def test_problems_are_counted_by_kind(tmp_path, made):
    _, html, text, _ = page(tmp_path, made)
    counted = made.findings.filter(pl.col("code") == "nik_length")
    row = re.search(r"<tr>(?:(?!</tr>).)*<code>nik_length</code>.*?</tr>", html).group()
    villages = counted.join(made.outcome, on=["file", "sheet", "row"])["village_code"].n_unique()
    assert re.findall(r'class="n">([\d.]+)<', row) == [number(counted.height), number(villages)]
    assert f"{number(made.findings.height)} temuan" in text


def test_every_village_with_a_file_stands_in_its_regency(tmp_path, made):
    _, html, _, tags = page(tmp_path, made)
    assert html.count("<details>") == made.villages["regency"].n_unique()
    for code in made.villages["village_code"]:
        assert f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}" in html


def test_money_left_is_explained(tmp_path, made):
    counts, _, text, _ = page(tmp_path, made)
    budget = 31 * 10_000_000  # 30 villages and the one whose file could not be read
    assert f"terpakai {rupiah(counts.amount)}, sisa {rupiah(budget - counts.amount)}" in text
    assert "tidak ada yang diterima" in text
    _, _, text, _ = page(tmp_path, made, case(per="area", amount=counts.amount + 16_799))
    assert "sisanya kurang dari iuran satu bulan" in text and "Rp16.799" in text
    _, _, text, _ = page(tmp_path, made, case(amount=None))
    assert "tidak menyebut jumlah dana" in text


def test_ambiguous_villages_are_listed_with_their_candidates(tmp_path, made):
    doubt = {"file": "0001.xlsx", "code": "village_ambiguous", "severity": "block", "message_en": "Two."}
    doubt["message_id"] = "Desanya belum pasti. Yang mungkin (2): Desa A (1501012001); Desa A (1502012001)."
    more = pl.DataFrame([doubt], schema=made.findings.schema)
    _, _, text, _ = page(tmp_path, replace(made, findings=pl.concat([made.findings, more])))
    assert "Berkas yang desanya belum pasti (1)" in text and "Desa A (1502012001)" in text


def test_text_of_others_is_escaped(tmp_path, made):
    villages = made.villages.with_columns(village=pl.lit("<script>alert(1)</script>"), regency=pl.lit("=A1&B"))
    _, html, text, _ = page(tmp_path, replace(made, villages=villages))
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert "'=A1&B" in text


def test_an_empty_run_and_rows_without_a_village(tmp_path, made):
    lost = made.outcome.with_columns(village_code=pl.lit(None, pl.String))
    _, _, text, _ = page(tmp_path, replace(made, outcome=lost))
    assert "Desa belum diketahui" in text
    nothing = replace(made, outcome=made.outcome.clear(), findings=made.findings.clear(), files=made.files.clear())
    counts, _, text, _ = page(tmp_path, nothing)
    assert counts.rows_read == 0 and "0 baris dibaca" in text


def test_the_same_run_gives_the_same_page_small_enough_to_send(tmp_path, made):
    _, html, _, _ = page(tmp_path, made)
    assert page(tmp_path, made)[1] == html
    assert len(html) < 60_000


ON_WHITE = ["#4a5a63", "#8a4600", "#9c2433", "#5d6b74"]
ON_TINTS = [("#d7e3e9", "#1b3a4b"), ("#4a5a63", "#eef3f5"), ("#4a5a63", "#fff6ea")]


@pytest.mark.parametrize("pair", [(colour, "#ffffff") for colour in ON_WHITE] + ON_TINTS)
def test_colours_can_be_read(pair):
    light, dark = sorted((_luminance(colour) for colour in pair), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
