"""The kinds of list villages send. A layout is data; ``pages`` turns it into sheets."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from payung.core.roster import template
from payung.synth import headings

Holding = Literal["date", "text", "words", "iso", "american", "short_year", "serial", "digits", "mixed"]
"""How birth dates are held: real dates; text day first; the month in words; year first; day and month flipped by a
spreadsheet set to American dates; two-digit years; day numbers without a date format; eight digits; each row in
another way, some dates, some texts."""

SexWords = Literal["letters", "words", "short", "codes"]


@dataclass(frozen=True, eq=False)
class Layout:
    """One way to lay out a list. ``share`` is its weight among villages."""

    id: str
    columns: tuple[str, ...]
    share: int = 4
    holding: Holding = "date"
    sex_words: SexWords = "letters"
    titles: bool = True  # lines above the headings that name programme and village
    letterhead: bool = False
    fixed: dict[str, str] | None = None  # column -> heading, where a form prescribes the words
    numbers_row: bool = False  # (1) (2) (3) under the headings
    two_rows: bool = False  # headings over two rows, merged
    first_column: int = 0
    empty_rows: int = 0  # above the first title
    sections: bool = False  # a row naming the hamlet before its people, a subtotal after
    by_sheet: bool = False  # a sheet for each hamlet
    repeat: int = 0  # headings again after so many rows
    blanks: bool = False  # empty rows here and there
    prefilled: int = 0  # numbers run on to this one over empty rows
    foot: Literal["none", "below", "beside"] = "none"  # total and signature
    numbering: Literal["number", "text", "formula", "formula_unsaved"] = "number"
    name_formula: bool = False
    hidden: bool = False  # some columns hidden, rows hidden by a filter
    other_sheets: bool = False  # instructions, reference lists, last year's list (hidden)
    mac: bool = False  # days counted from 1904
    inline: bool = False  # texts stand in the cells and not in a shared list, as web programs write them
    suffix: str = ".xlsx"
    separator: str = ","
    encoding: str = "utf-8"
    separator_line: bool = False

    @property
    def csv(self) -> bool:
        """Whether the file is plain text."""
        return self.suffix in (".csv", ".txt")

    @cached_property
    def shows(self) -> frozenset[str]:
        """What a mistake can be shown in: columns by name, and workbook, unicode, no_card."""
        columns = set(self.columns) | {"workbook" if not self.csv else "csv"}
        if "place_and_birth" in columns:
            columns.add("birth")
        if "man" in columns:
            columns.add("sex")
        if "card" not in columns:
            columns.add("no_card")
        if self.encoding != "cp1252":
            columns.add("unicode")
        return frozenset(columns)


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


TEMPLATE = {
    {"birth_date": "birth", "family_card": "card", "mother_name": "mother", "work_declared": "working"}.get(
        field, field
    ): words
    for field, words in template.HEADINGS.items()
}

LAYOUTS = (
    Layout("template", tuple(TEMPLATE), share=10, fixed=TEMPLATE, prefilled=300, numbering="number"),
    Layout("plain", _split("number nik name sex birth_place birth address occupation"), share=10, titles=False),
    Layout("reordered", _split("name occupation address birth_place birth sex nik card phone number"),
           sex_words="words"),
    Layout("letterhead", _split("number name nik man woman birth_place birth address occupation"), share=6,
           letterhead=True, two_rows=True, foot="below"),
    Layout("numbered_headings", _split("number nik card name sex birth_place birth hamlet rt rw occupation remark"),
           numbers_row=True, foot="below", holding="text"),
    Layout("place_and_birth", _split("number name nik place_and_birth sex occupation address remark"), share=6,
           holding="text", sex_words="short", foot="below"),
    Layout("place_and_birth_words", _split("number name place_and_birth nik card occupation address"), holding="words"),
    Layout("heirs", _split("number card nik name sex birth occupation heir heir_nik heir_is village district"),
           sex_words="words"),
    Layout("sections", _split("number name nik sex birth occupation rt remark"), share=5, sections=True, foot="below"),
    Layout("prefilled", _split("number nik name sex birth_place birth occupation address"), prefilled=100,
           foot="below"),
    Layout("many_sheets", _split("number nik name card sex birth_place birth mother occupation address rt rw phone"),
           share=5, other_sheets=True),
    Layout("by_hamlet", _split("number nik name sex birth_place birth occupation address"), by_sheet=True, titles=True),
    Layout("hidden", _split("number nik card name mother sex birth_place birth age occupation address hamlet"),
           hidden=True),
    Layout("formulas", _split("number nik name sex birth_place birth age occupation address"), numbering="formula",
           name_formula=True, prefilled=80),
    Layout("formulas_unsaved", _split("number name nik sex birth occupation hamlet"), numbering="formula_unsaved",
           share=3),
    Layout("mac", _split("number nik name sex birth_place birth occupation address"), mac=True, share=3),
    Layout("american", _split("number nik name sex birth_place birth occupation address rt rw"), share=6,
           holding="american", foot="below"),
    Layout("short_years", _split("number name nik sex birth occupation address"), holding="short_year"),
    Layout("day_numbers", _split("number nik name sex birth occupation address"), holding="serial", share=2),
    Layout("eight_digits", _split("number name nik birth sex occupation hamlet"), holding="digits", share=2),
    Layout("mixed_dates", _split("number name nik sex birth_place birth occupation hamlet remark"), holding="mixed",
           foot="below"),
    Layout("bnba", tuple(headings.BNBA), fixed=headings.BNBA, numbers_row=True, holding="american", sex_words="words"),
    Layout("residents", tuple(headings.RESIDENTS), fixed=headings.RESIDENTS, titles=False, holding="iso",
           sex_words="codes", inline=True),
    Layout("aid", tuple(headings.AID), fixed=headings.AID, titles=False, share=3, holding="iso", inline=True),
    Layout("from_column_c", _split("number name nik sex birth occupation address remark"), first_column=2, empty_rows=7,
           foot="beside"),
    Layout("repeated", _split("number nik name sex birth_place birth occupation address"), repeat=25, blanks=True,
           foot="below", holding="text"),
    Layout("names_and_niks", _split("number name nik address"), share=3, foot="below"),
    Layout("ticks_and_birth", _split("number name man woman place_and_birth nik card mother occupation rt rw"),
           two_rows=True,
           numbers_row=True, holding="text", letterhead=True, foot="below", numbering="text"),
    Layout("csv", _split("number nik name sex birth_place birth occupation address"), suffix=".csv", holding="iso",
           titles=False),
    Layout("csv_semicolon", _split("number nik card name sex birth_place birth occupation address rt rw"),
           suffix=".csv",
           separator=";", encoding="utf-8-sig", holding="text"),
    Layout("csv_cp1252", _split("number name nik sex birth address occupation"), suffix=".csv", separator=";",
           encoding="cp1252", holding="text", titles=False, share=3),
    Layout("csv_separator_line", _split("number nik name sex place_and_birth occupation address"), suffix=".csv",
           separator=";", separator_line=True, holding="text", titles=False, share=3),
    Layout("unicode_text", _split("number nik name sex birth_place birth occupation address"), suffix=".txt",
           separator="\t", encoding="utf-16", holding="text", share=2),
    Layout("opendocument", _split("number nik card name sex birth_place birth occupation hamlet"), suffix=".ods",
           foot="below", share=3),
)  # fmt: skip
"""Every layout, the commonest with the largest share."""

BY_ID = {layout.id: layout for layout in LAYOUTS}
