"""Names of files that were not taken: shown to their sender, not in the chain, and gone when their time is over."""

import json
from datetime import date

from payung.actions.refused_names import refused_of
from payung.actions.send_roster import send_roster
from payung.store.acts import perform
from payung.store.erasures import erase, wrongly_empty
from payung.store.files import Content, keep
from payung.store.keys import Keys
from payung.store.models import Act, IntakeFile, KeptFile
from payung.store.retention import past
from tests.actions.workbench.cycles import CYCLE, DUREN, by, send, two_lists, uploads, workbook
from tests.store.stores import a_deed

NIK = "1505032004800001"
NAMED = f"KTP {NIK} SITI AMINAH.xlsx"
ODD = f"daftar.{NIK}"


def an_act(keys, work):
    return perform(a_deed(), keys, work)


def delivery(tmp_path):
    return {DUREN: workbook(two_lists()[DUREN], tmp_path), NAMED: b"", ODD: b""}


def test_the_chain_keeps_places_and_endings_and_the_sender_reads_the_names(place, cycle, tmp_path):
    sent = send(place, tmp_path / "in", delivery(tmp_path))
    assert sent.taken == 1 and sent.refused == ((NAMED, "file_empty"), (ODD, "file_empty"))
    act = Act.objects.get(kind="roster.send")
    assert json.loads(act.outcome)["refused"] == [[1, ".xlsx", "file_empty"], [2, "", "file_empty"]]
    for one in Act.objects.all():
        for held in (one.said, one.outcome, one.wrote, one.by):
            assert NIK not in held and "SITI" not in held
    assert IntakeFile.objects.get().name == DUREN


def test_a_repeat_is_told_the_same(place, cycle, tmp_path):
    files = uploads(tmp_path / "in", delivery(tmp_path))
    asking = by("Ani")
    first, again = (send_roster(place, asking, CYCLE, files) for _ in range(2))
    assert first == again and KeptFile.objects.count() == 2 and Act.objects.filter(kind="roster.send").count() == 1


def test_the_same_names_sent_again_are_kept_for_each_delivery(place, cycle, tmp_path):
    send(place, tmp_path / "one", delivery(tmp_path))
    again = send(place, tmp_path / "two", delivery(tmp_path))
    assert again.known == 1 and again.refused == ((NAMED, "file_empty"), (ODD, "file_empty"))
    assert KeptFile.objects.filter(media__contains="refused").count() == 2


def test_names_go_with_the_lists_of_their_year_and_places_are_told_instead(place, cycle, tmp_path):
    send(place, tmp_path / "in", delivery(tmp_path))
    kept = KeptFile.objects.get(media__contains="refused")
    keys, told = Keys.read(place.keys), json.loads(Act.objects.get(kind="roster.send").outcome)
    assert [name.id for name, _ in refused_of(keys, told)] == [NAMED, ODD]
    model, early = past("village_files", 12, date(2027, 12, 31))
    assert (model, early) == (KeptFile, [])
    model, late = past("village_files", 12, date(2030, 1, 1))
    assert kept.id in late and len(late) == 2
    an_act(keys, lambda doing: {"n": erase(doing, {model: late}, "retention")})
    assert [(name.id, name.en, code) for name, code in refused_of(keys, told)] == [
        ("berkas ke-1 (.xlsx)", "file 1 (.xlsx)", "file_empty"), ("berkas ke-2", "file 2", "file_empty"),
    ]  # fmt: skip
    assert list(wrongly_empty()) == []


def test_other_kept_files_stay(place, cycle):
    keys = Keys.read(place.keys)
    an_act(keys, lambda doing: {"kept": keep(doing, keys, [Content(b"a paper", "application/pdf")])})
    assert past("village_files", 12, date(2040, 1, 1))[1] == []
