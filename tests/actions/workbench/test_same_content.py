"""One content sent for two villages: the second is told, waits for a choice, and is never lost."""

from payung.actions.choose_roster import choose_roster
from payung.actions.undo_intake import undo_intake
from payung.actions.verify_store import verify_store
from payung.store.intakes import CONFLICT, READ, files_of, verdicts
from payung.store.models import Cycle, IntakeFile, RunFile, SourceRow, Village
from tests.actions.stores.two_villages import asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN
from tests.actions.workbench.cycles import DUREN, MENDALO_LIST, judge, send, two_lists, workbook


def same(tmp_path) -> bytes:
    return workbook(two_lists()[DUREN], tmp_path)


def both(place, tmp_path):
    held = same(tmp_path)
    first = send(place, tmp_path / "a", {"daftar.xlsx": held}, who="Ani", areas=[SUNGAI_DUREN])
    second = send(place, tmp_path / "b", {"daftar.xlsx": held}, who="Budi", areas=[MENDALO])
    return first, second


def rows_of_villages() -> dict[str, int]:
    last = RunFile.objects.order_by("-run").values_list("run", flat=True).first()
    codes = list(SourceRow.objects.filter(run=last).values_list("village__code", flat=True))
    return {code: codes.count(code) for code in sorted(set(codes))}


def test_the_second_village_is_in_conflict_and_counts_once_chosen(place, cycle, tmp_path):
    first, second = both(place, tmp_path)
    assert (first.taken, first.known, first.conflict) == (1, 0, 0)
    assert (second.taken, second.known, second.conflict) == (0, 0, 1)
    judge(place)
    assert rows_of_villages() == {SUNGAI_DUREN: 4}
    twin = IntakeFile.objects.get(intake=second.intake)
    choose_roster(place, asked(), twin.id, "taken")
    judge(place)
    assert rows_of_villages() == {SUNGAI_DUREN: 4, MENDALO: 4}
    choose_roster(place, asked(), twin.id, "left")
    judge(place)
    assert rows_of_villages() == {SUNGAI_DUREN: 4}
    assert verify_store(place).faults == ()


def test_a_repeat_of_either_is_known(place, cycle, tmp_path):
    both(place, tmp_path)
    for who, area in (("Ani", SUNGAI_DUREN), ("Budi", MENDALO)):
        again = send(place, tmp_path / who, {"lagi.xlsx": same(tmp_path)}, who=who, areas=[area])
        assert (again.taken, again.known, again.conflict) == (0, 1, 0), who


def test_a_right_list_of_the_second_village_takes_its_place(place, cycle, tmp_path):
    both(place, tmp_path)
    own = workbook(two_lists()[MENDALO_LIST][:3], tmp_path)
    sent = send(place, tmp_path / "c", {"benar.xlsx": own}, who="Budi", areas=[MENDALO])
    assert (sent.taken, sent.conflict) == (1, 0)
    judge(place)
    assert rows_of_villages() == {SUNGAI_DUREN: 4, MENDALO: 3}


def test_the_second_counts_when_the_first_is_taken_back(place, cycle, tmp_path):
    first, _ = both(place, tmp_path)
    undo_intake(place, asked(), first.intake)
    judge(place)
    assert rows_of_villages() == {MENDALO: 4}


def test_two_villages_in_one_delivery(place, cycle, tmp_path):
    held = same(tmp_path)
    sent = send(place, tmp_path / "a", {DUREN: held, MENDALO_LIST: held})
    assert (sent.taken, sent.known, sent.conflict) == (1, 0, 1)
    assert IntakeFile.objects.get(state="conflict").village.code == MENDALO


def test_a_first_one_that_was_tied_to_the_second_village_is_the_same(place, cycle, tmp_path):
    held = same(tmp_path)
    sent = send(place, tmp_path / "a", {"daftar.xlsx": held}, who="Ani", areas=[SUNGAI_DUREN])
    choose_roster(place, asked(), IntakeFile.objects.get(intake=sent.intake).id, "open", MENDALO)
    again = send(place, tmp_path / "b", {"daftar.xlsx": held}, who="Budi", areas=[MENDALO])
    assert (again.known, again.conflict) == (1, 0)
    judge(place)
    assert rows_of_villages() == {MENDALO: 4}


NAMELESS = "daftar.xlsx"


def tied_to(place, sent, code):
    choose_roster(place, asked(), IntakeFile.objects.get(intake=sent.intake).id, "open", code)


def counts(sent) -> tuple[int, int, int]:
    return sent.taken, sent.known, sent.conflict


def waiting() -> list[str]:
    """Codes of the villages whose list waits for a choice."""
    files = files_of(Cycle.objects.get().id)
    rulings = verdicts(files)
    codes = dict(Village.objects.values_list("id", "code"))
    return [codes[one.village] for one in files if rulings[one.id] == CONFLICT]


def test_one_that_was_tied_by_choice_is_another_villages_for_whoever_names_theirs(place, cycle, tmp_path):
    held = same(tmp_path)
    tied_to(place, send(place, tmp_path / "a", {NAMELESS: held}, who="Ani"), SUNGAI_DUREN)
    second = send(place, tmp_path / "b", {MENDALO_LIST: held}, who="Budi")
    assert counts(second) == (0, 0, 1) and waiting() == [MENDALO]
    choose_roster(place, asked(), IntakeFile.objects.get(intake=second.intake).id, "taken")
    assert waiting() == []
    judge(place)
    assert rows_of_villages() == {SUNGAI_DUREN: 4, MENDALO: 4}


def test_within_one_delivery_one_without_a_village_hides_no_second_village(place, cycle, tmp_path):
    held = same(tmp_path)
    sent = send(place, tmp_path / "a", {DUREN: held, NAMELESS: held, MENDALO_LIST: held})
    assert counts(sent) == (1, 1, 1) and waiting() == [MENDALO]
    assert IntakeFile.objects.get(state="known").name == NAMELESS


def test_without_a_village_first_both_that_name_theirs_are_told_apart(place, cycle, tmp_path):
    held = same(tmp_path)
    sent = send(place, tmp_path / "a", {NAMELESS: held, DUREN: held, MENDALO_LIST: held})
    assert counts(sent) == (1, 1, 1) and waiting() == [MENDALO]
    judge(place)
    assert rows_of_villages() == {SUNGAI_DUREN: 4}


def test_who_names_the_village_of_a_content_of_none_is_heard(place, cycle, tmp_path):
    held = same(tmp_path)
    send(place, tmp_path / "a", {NAMELESS: held}, who="Ani")
    named = send(place, tmp_path / "b", {MENDALO_LIST: held}, who="Budi")
    assert counts(named) == (0, 1, 0) and waiting() == []
    judge(place)
    assert rows_of_villages() == {MENDALO: 4}
    undo_intake(place, asked(), named.intake)
    assert [one.name for one in files_of(Cycle.objects.get().id)] == [NAMELESS]


def test_one_that_names_a_village_and_is_left_takes_no_content_of_none_with_it(place, cycle, tmp_path):
    held = same(tmp_path)
    send(place, tmp_path / "a", {NAMELESS: held}, who="Ani")
    send(place, tmp_path / "c", {MENDALO_LIST: workbook(two_lists()[MENDALO_LIST], tmp_path)}, who="Citra")
    named = send(place, tmp_path / "b", {f"{MENDALO} lagi.xlsx": held}, who="Budi")
    assert counts(named) == (0, 0, 1) and waiting() == [MENDALO]
    choose_roster(place, asked(), IntakeFile.objects.get(intake=named.intake).id, "left")
    files = files_of(Cycle.objects.get().id)
    rulings = verdicts(files)
    assert [one.name for one in files if rulings[one.id] == READ] == [NAMELESS, MENDALO_LIST]


def test_what_was_tied_stays_so_when_it_is_taken_against_anothers_list(place, cycle, tmp_path):
    held, own = same(tmp_path), workbook(two_lists()[MENDALO_LIST], tmp_path)
    send(place, tmp_path / "a", {MENDALO_LIST: own}, who="Ani")
    sent = send(place, tmp_path / "b", {NAMELESS: held}, who="Budi")
    tied_to(place, sent, MENDALO)
    assert waiting() == [MENDALO]
    choose_roster(place, asked(), IntakeFile.objects.get(intake=sent.intake).id, "taken")
    judge(place)
    assert rows_of_villages() == {MENDALO: 4}
    assert [one.name for one in files_of(Cycle.objects.get().id) if one.told] == [MENDALO_LIST, NAMELESS]
