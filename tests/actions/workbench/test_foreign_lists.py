"""A list whose village only reading tells, sent by somebody who does not work there: it takes nobody's place."""

from functools import cache
from io import BytesIO
from pathlib import Path

import xlsxwriter

from payung.actions.at_store import Place
from payung.actions.undo_intake import undo_intake
from payung.store.models import Finding, Intake, Run, RunFile, SourceRow
from tests.actions.villages import HEADING, MENDALO, SUNGAI_DUREN, person
from tests.actions.workbench.cycles import DUREN, by, judge, send, two_lists

TITLES = ("DAFTAR PEKERJA RENTAN", "DESA SUNGAI DUREN KECAMATAN JAMBI LUAR KOTA KABUPATEN MUARO JAMBI")
HERE, THERE = ("1505",), ("1571",)


def titled(rows: list[list[str]], titles: tuple[str, ...] = TITLES, heading: tuple[str, ...] = HEADING) -> bytes:
    """A workbook that says in its titles which village it is of."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Daftar")
        for at, title in enumerate(titles):
            sheet.write_string(at, 0, title)
        sheet.write_row(len(titles) + 1, 0, heading)
        for number, row in enumerate(rows, start=1):
            sheet.write_number(len(titles) + 1 + number, 0, number)
            for column, cell in enumerate(row, start=1):
                if cell:
                    sheet.write_string(len(titles) + 1 + number, column, cell)
    return held.getvalue()


@cache
def hidden() -> bytes:
    """Always the same bytes, though a workbook holds the moment it was made at."""
    return titled([person(at, name=f"DEWI {'ABCDEFGHIJ'[at]}", year=1985 + at) for at in range(6, 9)])


def counted() -> dict[str, list[str]]:
    """Name of a file -> its status and the code of its village, in the last run."""
    run = RunFile.objects.order_by("-id").values_list("run_id", flat=True).first()
    rows = RunFile.objects.filter(run=run).values_list("name", "status", "village__code")
    return {Path(name).name: [status, code] for name, status, code in rows}


def names() -> set[str]:
    run = Run.objects.order_by("-id").values_list("id", flat=True).first()
    return set(SourceRow.objects.filter(run=run).values_list("person__name", flat=True))


def test_a_list_of_elsewhere_supersedes_nobody(place: Place, cycle, tmp_path):
    send(place, tmp_path / "a", {DUREN: two_lists()[DUREN]}, "Ani", areas=HERE)
    held = hidden()
    sent = send(place, tmp_path / "b", {"data.xlsx": held}, "Budi", areas=THERE)
    assert sent.taken == 1
    judge(place)
    assert counted() == {DUREN: ["read", SUNGAI_DUREN], "data.xlsx": ["village_not_sender", None]}
    assert {name[:4] for name in names()} == {"BUDI"}
    one = RunFile.objects.get(status="village_not_sender")
    assert one.workers == 0 and one.rows_read == one.not_data > 0
    assert list(Finding.objects.filter(code="village_not_sender").values_list("severity", "village")) == [
        ("block", None)
    ]
    assert judge(place).same  # nor does the next check believe it
    send(place, tmp_path / "c", {"Mendalo.csv": b"x"}, "Ani", areas=HERE)
    judge(place)
    assert counted()[DUREN] == ["read", SUNGAI_DUREN] and counted()["data.xlsx"] == ["village_not_sender", None]


def test_the_same_content_counts_once_somebody_who_may_sends_it(place: Place, cycle, tmp_path):
    send(place, tmp_path / "b", {"data.xlsx": hidden()}, "Budi", areas=THERE)
    judge(place)
    assert counted() == {"data.xlsx": ["village_not_sender", None]} and not names()
    again = send(place, tmp_path / "c", {"lain.xlsx": hidden()}, "Ani", areas=HERE)
    assert again.known == 1
    assert not judge(place).same
    assert counted()["data.xlsx"] == ["read", SUNGAI_DUREN] and {name[:4] for name in names()} == {"DEWI"}
    undo_intake(place, by("Ani"), Intake.objects.order_by("-id").first().pk)
    judge(place)
    assert counted() == {"data.xlsx": ["village_not_sender", None]}


def test_one_s_own_is_read_as_ever(place: Place, cycle, tmp_path):
    for who, areas in (("Ani", HERE), ("Budi", (SUNGAI_DUREN, MENDALO)), ("Citra", ("",))):
        rows = [person(6, name=f"DEWI {who[0]}")]
        send(place, tmp_path / who, {f"{who}.xlsx": titled(rows)}, who, areas=areas)
    judge(place)
    assert {status for status, _ in counted().values()} <= {"read", "file_superseded", "file_conflict"}


def test_rows_of_several_villages_are_all_the_sender_s(place: Place, cycle, tmp_path):
    """A list of no one village: one row of elsewhere is enough."""
    rows = [
        [*person(at, name=f"DEWI {'ABCDEFGHIJ'[at]}"), desa] for at, desa in ((1, "Sungai Duren"), (2, "Mendalo Darat"))
    ]
    titles = ("KECAMATAN JAMBI LUAR KOTA KABUPATEN MUARO JAMBI",)
    book = titled(rows, titles, (*HEADING, "Desa"))
    send(place, tmp_path / "a", {"data.xlsx": book}, "Budi", areas=HERE)
    judge(place)
    (told,) = counted().values()
    assert told == ["read", None] and names()
    undo_intake(place, by("Budi"), Intake.objects.get().pk)
    send(place, tmp_path / "b", {"data.xlsx": book}, "Citra", areas=(SUNGAI_DUREN, "1571"))
    judge(place)
    (told,) = counted().values()
    assert told == ["village_not_sender", None] and not names()
