"""Village lists brought in: kept sealed, told apart from what was there, tied to a village where they say which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.keep_register import registers_of
from payung.actions.open_cycle import the_cycle
from payung.actions.put_run import villages_by_code
from payung.actions.refused_names import names_kept, refused_of, told_of
from payung.actions.taken_answers import runs_answered, taken_answers
from payung.core.access.areas import lies_in
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer, normalise_code
from payung.core.places.tie import FileClues, tie_file
from payung.gateways.answer_mark import Mark
from payung.gateways.manifest import entries_of
from payung.gateways.workbooks.incoming import Incoming, Refused, Upload, take_apart
from payung.gateways.workbooks.problems import FileProblem, problem
from payung.store.acts import Doing, canonical
from payung.store.files import Content, content, keep
from payung.store.intakes import ANSWERS, CONFLICT, SentFile, counted, last_run, sent_files, verdicts
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, Account, Cycle, Intake, IntakeFile
from payung.store.scope import EVERYTHING, scoped

MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
}


class NothingSent(PayungError):
    """No file of a delivery could be taken."""

    code = "nothing-sent"
    exit_code = 195

    def __init__(self, refused: Sequence[tuple[str, FileProblem]] = ()) -> None:
        named = Text(
            id="".join(f"\n{name}: {why.says.id} {why.do.id}" for name, why in refused[:20]),
            en="".join(f"\n{name}: {why.says.en} {why.do.en}" for name, why in refused[:20]),
        )
        super().__init__(
            Text(id=f"Tidak ada berkas yang dapat diterima.{named.id}\n", en=f"No file could be taken.{named.en}\n"),
            Text(
                id="Pilih berkas daftar desa (.xlsx, .xls, .ods, .csv) atau satu ZIP berisi daftar itu.",
                en="Choose village lists (.xlsx, .xls, .ods, .csv), or one ZIP of them.",
            ),
        )


class VillageNotYours(PayungError):
    """A file is of a village outside the region of whoever sends it."""

    code = "village-not-yours"
    exit_code = 196

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(id=f"'{name}' bukan daftar desa Anda.", en=f"'{name}' is no list of your village."),
            Text(
                id="Kirim hanya daftar desa di wilayah Anda; kiriman ini tidak disimpan.",
                en="Send lists of your own region alone; nothing of this was kept.",
            ),
        )


@dataclass(frozen=True)
class Sent:
    """What became of a delivery: files by state; ``refused``: name and code of those not taken at all; ``answers``: how
    many of the files are correction workbooks."""

    intake: int
    taken: int
    known: int
    conflict: int
    refused: tuple[tuple[str, str], ...]
    answers: int = 0


@dataclass(frozen=True)
class _Told:
    """A file and what it says of itself."""

    file: Incoming
    code: str | None
    run: int | None  # whose correction workbook it is

    @property
    def media(self) -> str:
        if self.run is not None:
            return ANSWERS
        return MEDIA.get(PurePosixPath(self.file.name).suffix.lower(), "application/octet-stream")


def send_roster(
    place: Place, asked: Asked, cycle: str, uploads: Sequence[Upload], *, areas: Sequence[str] = ("",)
) -> Sent:
    """Take in the files of a delivery, whole or not at all; nothing is judged by this.

    A content that is there is "known" whatever it is called; as another village's it is in "conflict" until somebody
    chooses, as is a file for a village for which another account's file came in after the run it answers. ``areas``:
    codes of the regions that the sender works in; a file that is told to be of another village is refused with the
    delivery, and who works in one village alone need not say which; they are kept with the act, for what only reading
    tells (``newest_lists``). A correction workbook is of the village and run it was made for; one that is empty, of
    another cycle, or cannot be read is refused by itself.
    Raises: CycleUnknown, NothingSent, VillageNotYours, ArchiveUnusable, SentTooMuch, and what ``act_at`` raises.
    """
    taken, refused = take_apart(uploads)
    marks, wrong = taken_answers(taken)
    taken = [one for one in taken if one.name not in {each.name for each in wrong}]
    refused += wrong
    if not taken:
        raise _nothing(refused)

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        of = the_cycle(cycle)
        told, foreign = _told(keys, of, taken, marks, areas)
        if not told:
            raise _nothing([*refused, *foreign])
        codes = sorted({one.code for one in told if one.code})
        villages = villages_by_code(doing, codes, of.on)
        named = names_kept(doing.number, [*refused, *foreign])
        kept = keep(doing, keys, [*(Content(one.file.held, one.media) for one in told), *named])
        files, names = kept[: len(told)], kept[-1] if named else None
        account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
        intake = doing.add_one(Intake, cycle_id=of.id, account_id=account, undoes_id=None)
        states = _states(doing, of, account, told, files, villages)
        rows = [
            (intake, file, one.file.name, villages.get(one.code or ""), state, one.run)
            for one, file, state in zip(told, files, states, strict=True)
        ]
        doing.add(IntakeFile, ("intake_id", "file_id", "name", "village_id", "state", "answers_id"), rows)
        counts = Counter(states)
        return {
            "intake": intake,
            **{state: counts[state] for state in ("taken", "known", "conflict")},
            **told_of([*refused, *foreign], names),
            "answers": sum(one.run is not None for one in told),
        }

    with scoped(EVERYTHING):  # what is there already may be of other regions
        done = act_at(place, asked, "roster.send", _asked_for(cycle, taken, areas), work)
    done["refused"] = tuple((name.id, code) for name, code in refused_of(Keys.read(place.keys), done))
    return Sent(**{name: value for name, value in done.items() if name != "refused_names"})


def _asked_for(cycle: str, taken: Sequence[Incoming], areas: Sequence[str]) -> dict[str, Any]:
    """What tells this delivery from another, for the trail; names of files are in it as a digest alone."""
    contents = [[one.name, sha256(one.held).hexdigest()] for one in taken]
    digest = sha256(canonical(contents).encode()).hexdigest()
    return {"cycle": cycle, "files": len(taken), "contents": digest, "areas": sorted(areas)}


def _nothing(refused: Sequence[Refused]) -> NothingSent:
    return NothingSent([(one.name, one.problem) for one in refused])


def _told(
    keys: Keys, cycle: Cycle, files: Sequence[Incoming], marks: Mapping[str, Mark], areas: Sequence[str]
) -> tuple[list[_Told], list[Refused]]:
    """Each file with the village it says it is of: by its mark, the manifest, its name; or the sender's only one.

    And correction workbooks of no run of this cycle.
    """
    gazetteer = Gazetteer.read(cycle.programme.area_code)
    listed = _manifest(keys, cycle)
    own = areas[0] if len(areas) == 1 and len(areas[0]) == 10 else None
    runs = runs_answered(cycle.id, marks.values())
    told, foreign = [], []
    for file in files:
        mark = marks.get(file.name)
        tie = tie_file(FileClues(file=file.name), gazetteer)
        by_name = tie.code if "village_clues_differ" not in tie.warnings else None
        by_list = listed.get(file.name) or listed.get(file.name.partition("/")[2])  # a ZIP may hold the folder itself
        code = (mark.village if mark else None) or by_list or by_name
        if code and not lies_in(code, areas):
            raise VillageNotYours(file.name)
        if mark and mark.run not in runs:
            foreign.append(Refused(file.name, problem("answer_other_batch")))
        else:
            told.append(_Told(file, code or own, runs[mark.run] if mark else None))
    return told, foreign


def _manifest(keys: Keys, cycle: Cycle) -> Mapping[str, str]:
    """Name of a file -> code of its village, as the cycle's manifest says."""
    kept = registers_of(cycle.id, ("manifest",)).get("manifest")
    if kept is None:
        return {}
    entries = entries_of(content(keys, kept.file_id), kept.name)
    codes = {name: normalise_code(entry.village_code) for name, entry in entries.items()}
    return {name: code for name, code in codes.items() if code}


def _states(
    doing: Doing,
    cycle: Cycle,
    account: int | None,
    told: Sequence[_Told],
    files: Sequence[int],
    villages: Mapping[str, int],
) -> list[str]:
    """State of each file beside what the cycle has."""
    there, run = sent_files(cycle.id), last_run(cycle.id)
    answers = run.act_number if run else 0
    first = doing.number * ROWS_AN_ACT
    new = [
        SentFile(
            id=number,
            intake=0,
            account=account,
            kept=file,
            sha256="",
            media=one.media,
            name=one.file.name,
            village=villages.get(one.code or ""),
            state="",
            order=number,
            base=answers if one.run is None else one.run // ROWS_AN_ACT,
        )
        for number, (one, file) in enumerate(zip(told, files, strict=True), first)
    ]
    rulings = verdicts(counted(cycle.id, [*there, *new]))
    seen, states = {one.kept for one in there}, []
    for one in new:
        states.append("conflict" if rulings.get(one.id) == CONFLICT else "known" if one.kept in seen else "taken")
        seen.add(one.kept)
    return states
