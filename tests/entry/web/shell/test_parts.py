"""Components and tags alone: pages of rows, order, amounts, days, fields that take what people write."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.entry.web import tags, words
from payung.entry.web.fields import AmountField, DayField, MonthField
from payung.entry.web.parts import Bar, Cell, Chart, Column, Pages, Table, paged
from payung.entry.web.places import path_of

ASK = RequestFactory()


@given(st.integers(0, 5000), st.integers(1, 60), st.text(max_size=6))
def test_every_row_is_on_one_page(total, size, asked):
    rows = list(range(total))
    met = []
    for number in range(1, Pages(1, total, size).count + 1):
        part, pages = paged(rows, ASK.get("/", {"hal": number}), size=size)
        assert pages.last - pages.first + 1 == len(part) or not part
        met += part
    assert met == rows
    part, pages = paged(rows, ASK.get("/", {"hal": asked}), size=size)
    assert 1 <= pages.number <= pages.count and (part or not rows)


@given(st.integers(1, 400), st.integers(1, 400))
def test_pages_lead_to_the_first_the_last_and_the_next(number, count):
    pages = Pages(min(number, count), count * 50)
    links = pages.links
    numbers = [each for each in links if each]
    assert numbers == sorted(set(numbers)) and numbers[0] == 1 and numbers[-1] == count
    assert {pages.number, pages.before or 1, pages.after or count} <= set(numbers)
    assert len(links) <= 7 and None not in (links[0], links[-1])
    for one, other in zip(links, links[1:], strict=False):
        assert one is None or other is None or other == one + 1


def test_a_row_is_as_long_as_its_columns():
    table = Table(Text("a", "a"), [Column(Text("b", "b"))], [["x", "y"]])
    with pytest.raises(ValueError, match="longer"):
        list(table.lines)


def drawn(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


def test_texts_speak_the_language_of_the_page():
    found = Text(id="{n} orang di {where}", en="{n} people in {where}")
    with translation.override("id"):
        assert drawn("{% say t n=1562 where=w %}", t=found, w="<b>") == "1.562 orang di &lt;b&gt;"
        assert drawn("{{ d|tanggal }}", d=date(2026, 8, 17)) == "17 Agustus 2026"
        assert drawn("{{ m|bulan }} {{ a|rupiah }}", m=202612, a=-80_000) == "Desember 2026 -Rp80.000"
        assert drawn("{{ t|tanggal }}", t=datetime(2026, 12, 31, 18, 5, tzinfo=UTC)) == "1 Januari 2027 01.05 WIB"
    with translation.override("en"):
        assert drawn("{% say t n=1562 where=w %}", t=found, w=Text("sini", "here")) == "1,562 people in here"
        assert drawn("{{ d|tanggal }} {{ m|bulan }}", d=date(2026, 8, 17), m=202612) == "17 August 2026 December 2026"


def test_nothing_is_a_dash_and_a_nik_ends_in_four():
    for name in ("rupiah", "angka", "tanggal", "bulan", "nik4", "terbilang"):
        assert getattr(tags, name)(None) == "–"
    assert tags.nik4("1505030101900001") == "············0001"
    assert (tags.persen(1561, 1562), tags.persen(1562, 1562), tags.persen(0, 0)) == ("99%", "100%", "–")


def test_a_cell_never_becomes_markup():
    evil = "<script>x</script>"
    with translation.override("id"):
        for cell in (Cell(evil), Cell(evil, href="/?q=%22"), Cell(evil, tag="red"), Cell("a", more=evil)):
            for head in (True, False):
                html = drawn("{% row line head %}", line=[(Column(Text("a", "a")), cell)] * 2, head=head)
                assert "<script>" not in html and html.count("&lt;script&gt;") == 2
                assert html.count("<td ") == html.count("</td>") == 2 - head == 2 - html.count("<th scope")


def test_a_table_that_is_stacked_says_the_column_of_every_cell():
    """On a phone its headings are not seen; as blocks its parts are known by their roles alone."""
    table = Table(Text("a", "a"), [Column(Text("Pengirim", "x")), Column(Text("<b>", "x"))], [["Ani", 1]])
    with translation.override("id"):
        html = {stack: drawn('{% include "components/table.html" %}', table=replace(table, stack=stack), shell=words)
                for stack in (True, False)}  # fmt: skip
    assert 'role="rowheader" data-column="Pengirim">Ani<' in html[True]
    assert 'role="cell" data-column="&lt;b&gt;">1<' in html[True]
    assert html[True].count("role=") == 1 + 2 + 2 + 2 + 2 + 1 and "data-column" not in html[False]


def test_a_column_of_long_words_says_so_in_every_cell():
    table = Table(Text("a", "a"), [Column(Text("a", "a")), Column(Text("b", "b"), long=True)], [["Ani", "{}"]])
    with translation.override("id"):
        html = drawn('{% include "components/table.html" %}', table=table, shell=words)
    assert html.count("p-long") == 1 and 'class="govuk-table__cell p-long">{}<' in html


def test_bars_fit_their_chart():
    chart = Chart(Text("a", "a"), [Bar("x", 10, part=10), Bar("y", 0, part=0), Bar("z", 5, part=2)], Text("b", "b"))
    assert [(long, part) for _, long, part in chart.drawn] == [(1000, 1000), (0, 0), (500, 200)]
    assert Chart(Text("a", "a"), [], Text("b", "b")).drawn == []
    assert Chart(Text("a", "a"), [Bar("y", 0)], Text("b", "b")).drawn[0][1:] == (0, 0)


def test_where_a_place_lies():
    assert [code for code, _ in path_of("1505032004")] == ["", "15", "1505", "150503", "1505032004"]
    assert path_of("")[-1][1] == "Indonesia" and path_of("9988")[-1][1] == "9988"


@given(st.integers(0, 10**15))
def test_every_amount_that_is_printed_is_read_again(amount):
    field = AmountField()
    assert field.clean(rupiah(amount)) == field.clean(str(amount)) == amount


@pytest.mark.parametrize("written", ["Rp 16.800", "16 800", "rp16.800,-", "16.800,00", " 16800 ", "Rp. 16.800"])
def test_amounts_as_people_write_them(written):
    assert AmountField().clean(written) == 16_800


@pytest.mark.parametrize("written", ["16.80", "1,5", "16,800", "-5", "seribu", "1e6", "٣", "9" * 20, "1.6800", "."])
def test_amounts_that_may_mean_something_else_are_refused(written):
    with pytest.raises(forms.ValidationError):
        AmountField().clean(written)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_papers_print_it(day):
    field = DayField()
    with translation.override("id"):
        written = (f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", day.isoformat(),
                   tags.tanggal(day), tags.tanggal(day).lower())  # fmt: skip
    assert {field.clean(each) for each in written} == {day}
    assert field.clean(field.prepare_value(day)) == day


@pytest.mark.parametrize("written", ["31-02-2026", "08-17-2026", "17-08-26", "besok", "17082026", "2026", "0-1-2026"])
def test_days_that_are_none_are_refused(written):
    with pytest.raises(forms.ValidationError):
        DayField().clean(written)


@given(st.integers(2014, 2099), st.integers(1, 12))
def test_every_month_is_read(year, number):
    field, month = MonthField(), year * 100 + number
    with translation.override("id"):
        written = (f"{number:02d}-{year}", f"{number}/{year}", f"{year}-{number:02d}", f"{month}", tags.bulan(month))
    assert {field.clean(each) for each in written} == {month}
    assert field.clean(field.prepare_value(month)) == month


@pytest.mark.parametrize("written", ["13-2026", "00-2026", "2026", "12-26", "2013-12", "Desember", "202613"])
def test_months_that_are_none_are_refused(written):
    with pytest.raises(forms.ValidationError):
        MonthField().clean(written)
