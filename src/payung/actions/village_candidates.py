"""The villages that a list may be of, for somebody who chooses: what its name, folders, titles and sheets hint at."""

from dataclasses import dataclass

from payung.actions.private_folder import private_folder
from payung.core.basis.text import Text
from payung.core.places.messages import told
from payung.core.places.places import Gazetteer, Village
from payung.core.places.tie import FileClues, tie_file
from payung.gateways.labels import district_label, village_label
from payung.gateways.workbooks.files import RosterFile
from payung.gateways.workbooks.reader import FileReading, read_rosters
from payung.store.files import content
from payung.store.intakes import SentFile
from payung.store.keys import Keys
from payung.store.models import Cycle

BY_NAME = Text(id="nama desanya cocok dengan {where}", en="its name fits {where}")
PLACES = {
    "path": Text(id="nama berkas atau folder", en="the name of the file or folder"),
    "titles": Text(id="judul atau nama lembar", en="a title or the name of a sheet"),
    "template": Text(id="kode di templat", en="the code in the template"),
}
CERTAIN = Text(id="Petunjuk di berkas menunjuk satu desa.", en="What the file says points to one village.")


@dataclass(frozen=True)
class Candidate:
    """A village that the list may be of, and why."""

    code: str
    name: str
    district: str
    regency: str
    why: Text


@dataclass(frozen=True)
class Hints:
    """``says``: why the village is not certain; ``rows``: workers in the list."""

    says: Text
    rows: int
    candidates: tuple[Candidate, ...]


def village_candidates(keys: Keys, cycle: Cycle, file: SentFile) -> Hints:
    """What ``file`` hints at; it is read anew. Raises: KeptFileBroken, KeyUnknown."""
    gazetteer = Gazetteer.read(cycle.programme.area_code)
    with private_folder() as folder:
        path = folder / "list"
        path.write_bytes(content(keys, file.kept))
        (reading,) = read_rosters([RosterFile(file.name, path, size=path.stat().st_size)], on=cycle.on, workers=1)
    clues = _clues(file.name, reading)
    tie = tie_file(clues, gazetteer)
    villages = list(tie.candidates)
    if tie.code and (sure := gazetteer.village(tie.code)):
        villages.append(sure)
    problems = [one for one in told(tie) if one.severity == "block"]
    says = reading.problem.says if reading.problem else problems[0].says if problems else CERTAIN
    named = [_candidate(one, clues, gazetteer) for one in sorted(villages, key=lambda one: one.code)]
    return Hints(says, len(reading.columns["row"]), tuple(named))


def may_be_of(keys: Keys, cycle: Cycle, file: SentFile) -> tuple[str, ...]:
    """Codes of the villages that ``file`` hints at: by its name and folders, and where these say none by what is in it.

    Raises: KeptFileErased, KeptFileBroken, KeyUnknown.
    """
    area = cycle.programme.area_code
    tie = tie_file(FileClues(file=file.name), Gazetteer.read(area))
    named = {tie.code} if tie.code else {one.code for one in tie.candidates}
    if named:
        return tuple(sorted(named))
    key = (file.sha256, file.name, area)
    hinted = _HINTED.get(key)
    if hinted is None:  # a content never changes, and reading it takes a second
        hinted = tuple(one.code for one in village_candidates(keys, cycle, file).candidates)
        if len(_HINTED) >= MOST_HINTED:
            _HINTED.clear()  # another page may do so at any moment
        _HINTED[key] = hinted
    return hinted


MOST_HINTED = 4096
_HINTED: dict[tuple[str, str, str], tuple[str, ...]] = {}
"""SHA-256 of a list, its name and the programme's area -> codes of villages."""


def _clues(name: str, reading: FileReading) -> FileClues:
    return FileClues(
        file=name,
        template_code=reading.template_code,
        titles=tuple(reading.titles),
        sheet_names=tuple(sheet.name for sheet in reading.sheets),
    )


def _candidate(village: Village, clues: FileClues, gazetteer: Gazetteer) -> Candidate:
    """With where its name is said: clues of one kind alone, each asked by itself."""
    kinds = {
        "path": FileClues(file=clues.file),
        "titles": FileClues(file="-", titles=clues.titles, sheet_names=clues.sheet_names),
        "template": FileClues(file="-", template_code=clues.template_code),
    }
    found = []
    for kind, only in kinds.items():
        tie = tie_file(only, gazetteer)
        if village.code == tie.code or village.code in {one.code for one in tie.candidates}:
            found.append(PLACES[kind])
    where = Text(id=" dan ".join(one.id for one in found), en=" and ".join(one.en for one in found))
    why = BY_NAME.filled(where=where if found else "–")
    name, district = village_label(village.kind, village.name), district_label(village.district)
    return Candidate(village.code, name, district, village.regency, why)
