"""What is not settled in the lists of a proposal: open problems, each once, in words."""

import pytest

from payung.actions.accept_fixes import accept_fixes, undo_fixes
from payung.actions.at_store import Place
from payung.actions.facts_of_proposal import warnings_of
from payung.gateways.workbooks.problems import PROBLEMS
from payung.store.models import Finding, Run, RunFile
from tests.actions.stores.two_villages import asked
from tests.actions.villages import HEADING, MENDALO, person
from tests.actions.workbench.cycles import DUREN, MENDALO_LIST, judge, send, two_lists
from tests.actions.workbench.test_foreign_lists import HERE, THERE, titled
from tests.actions.workbench.test_problems import SWAPPED, swapped
from tests.gateways.workbooks.books import Page, write_book

BROKEN = f"{MENDALO[:-1]}8 Rusak.csv"


@pytest.fixture
def run(place: Place, cycle, tmp_path) -> Run:
    """A list with hidden rows and a hidden sheet, three birth days swapped, a column that is empty, and a file that
    holds no list."""
    rows = [[str(at), *row] for at, row in enumerate([*two_lists()[DUREN], swapped(11, "EKO")], start=1)]
    page = Page([list(HEADING), *rows], name="Daftar", hidden_rows=[3])
    aside = Page([list(HEADING), ["1", *person(21, name="LAIN")]], name="Lama", hidden=True)
    book = write_book(tmp_path / "tersembunyi.xlsx", page, aside).read_bytes()
    swap = [swapped(12, "FAJAR"), swapped(13, "HADI")]
    mendalo = [[*row[:5], "", *row[6:]] for row in [*two_lists()[MENDALO_LIST], *swap]]
    send(place, tmp_path / "a", {DUREN: book, MENDALO_LIST: mendalo, BROKEN: b"ini,bukan,daftar\n1,2,3\n"})
    return Run.objects.get(id=judge(place).run)


def test_only_open_problems_are_told_each_once_in_words(place, run):
    found = dict(Finding.objects.filter(run=run).values_list("code", "row"))
    (unread,) = RunFile.objects.filter(run=run).exclude(status="read").values_list("status", flat=True)
    assert {"hidden_rows", "hidden_sheet", "kk_missing", SWAPPED, unread} <= set(found) and unread in PROBLEMS
    said = warnings_of(run)
    assert not [text for text in said if "_" in text.id + text.en]
    assert sum("berkas desa tidak terbaca" in text.id for text in said) == 1
    assert not [text for text in said if PROBLEMS[unread][0].id.split(":")[0] in text.id]
    assert "3 baris: Tanggal dan bulan lahir tertukar; dipakai yang menurut NIK." in [text.id for text in said]
    assert [text.id[:9] for text in said if "KK" in text.id] == ["1 berkas:"]
    assert not [text for text in said if "ersembunyi" in text.id], "what only informs is no problem"
    accept_fixes(place, asked(), run.id, (SWAPPED,))
    assert warnings_of(run) == [text for text in said if "tertukar" not in text.id]
    undo_fixes(place, asked(), run.cycle_id)
    assert warnings_of(run) == said


@pytest.mark.parametrize(
    ("who", "areas", "status", "words"),
    [
        ("Ani", HERE, "file_superseded", None),
        ("Budi", HERE, "file_conflict", "1 berkas: Akun lain sudah mengirim daftar desa ini."),
        ("Budi", THERE, "village_not_sender", "1 berkas: Daftar ini ternyata dari desa di luar wilayah tugas"),
    ],
)
def test_a_file_that_was_read_and_does_not_count_is_told_once(place: Place, cycle, tmp_path, who, areas, status, words):
    """What was replaced is settled; what waits for a choice, or came from elsewhere, is not."""
    send(place, tmp_path / "a", {"satu.xlsx": titled([person(6, name="DEWI A")])}, "Ani", areas=HERE)
    send(place, tmp_path / "b", {"dua.xlsx": titled([person(7, name="DEWI B")])}, who, areas=areas)
    run = Run.objects.get(id=judge(place).run)
    assert sorted(RunFile.objects.filter(run=run).values_list("status", flat=True)) == sorted(["read", status])
    said = [text.id for text in warnings_of(run) if "berkas" in text.id]
    assert len(said) == (words is not None) and all(text.startswith(words) for text in said), said
