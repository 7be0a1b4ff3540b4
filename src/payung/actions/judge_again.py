"""What was decided about a row, criterion by criterion, by the rules of its own day or of another.

The row's own values are judged anew; what the lists of other offices said, and what other rows said, stays as it was
kept, for those lists are not.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from payung.core.allocation.rule_book import RULES
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.eligibility.criteria import CRITERIA, programme_basis
from payung.core.law.book import LawBook
from payung.core.people import occupations
from payung.core.people.nik_columns import with_nik_birth, with_nik_parts
from payung.core.places.places import nik_prefixes
from payung.core.programmes.case import case_on
from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.programme import Case
from payung.core.roster.facts import Known, judge_identity, read_facts
from payung.core.roster.rule import Rule, message
from payung.core.roster.table import COLUMNS
from payung.store.keys import Keys
from payung.store.models import SourceRow

NAMES: Mapping[str, Text] = {
    "working_age": Text(id="Usia kerja", en="Working age"),
    "alive": Text(id="Masih hidup", en="Alive"),
    "not_covered": Text(id="Belum terlindungi", en="Not yet covered"),
    "vulnerable_worker": Text(id="Pekerja rentan", en="Vulnerable worker"),
    "village_official": Text(id="Perangkat desa atau BPBD", en="Village official or disaster worker"),
    "lives_in_area": Text(id="Tinggal di wilayah program", en="Lives in the programme's area"),
    "welfare": Text(id="Kesejahteraan", en="Welfare"),
}
"""Criterion -> what it is called."""
MET = Text(id="Terpenuhi ({basis}).", en="Met ({basis}).")
OF_LISTS = Text(id="Menurut daftar yang dipakai hari itu: {said}", en="By the lists used that day: {said}")
_TYPES = {"int64": pl.Int64, "string": pl.String, "date": pl.Date, "bool": pl.Boolean}
_OF_ROW = ("working_age", "vulnerable_worker", "village_official", "lives_in_area")
_WORK = ("vulnerable_worker", "village_official")
_RULES = {rule.code: rule for rule in RULES}


@dataclass(frozen=True)
class Criterion:
    """One criterion of the programme: whether it was ``met``, and the sentence with its article, days and values."""

    name: Text
    met: bool
    says: Text


@dataclass(frozen=True)
class Judged:
    """``decision``: accept, correct, reject. ``codes``: the rules that decide. ``on``: the day the rules are of.

    ``whole``: the row's own values were kept and judged; else what the store holds of the person.
    """

    decision: str
    codes: tuple[str, ...]
    on: date
    criteria: tuple[Criterion, ...]
    whole: bool


def judge_again(keys: Keys, row: SourceRow, on: date | None = None) -> Judged | None:
    """The decision about ``row`` by the rules of ``on`` (None: of its own day); None where its programme is not known.

    Raises: NoValueInForce; KeyUnknown, SealBroken.
    """
    day = on or row.run.on
    try:
        programme = read_programme(row.run.programme.code)
    except PayungError:
        return None
    case = case_on(programme, on=day, law=LawBook.read(), seed=0)
    said = json.loads(keys.open_bytes(bytes(row.values_sealed), row.id, "row")) if row.values_sealed else {}
    frame = _facts(_values(row, said), case)
    kept = [code for code in row.reasons.split(";") if code]
    mine = [rule for name in _judged_by_row(said) if name in programme.criteria for rule in CRITERIA[name]]
    mine = [rule for rule in mine if not rule.linked]
    broken = _broken(frame, mine, case)
    codes = [code for code in kept if code not in {rule.code for rule in mine}] + [
        rule.code for rule in mine if rule.code in broken and rule.outcome
    ]
    told = tuple(_criterion(frame, name, case, {*codes, *broken}) for name in programme.criteria)
    return Judged(_decision(codes, row.decision), _ordered(codes), day, told, bool(said))


def _judged_by_row(said: Mapping[str, Any]) -> Sequence[str]:
    """Criteria that the row answers alone; without its values its occupation is not known."""
    return [name for name in _OF_ROW if said or name not in _WORK]


def _values(row: SourceRow, said: Mapping[str, Any]) -> pl.DataFrame:
    """The row as a roster table of one line."""
    person = row.person
    village = row.village.code if row.village else None
    held: dict[str, Any] = dict(said) if said else {"birth_date": person.birth_date if person else None}
    born = held.get("birth_date")
    held["birth_date"] = date.fromisoformat(born) if isinstance(born, str) else born
    unreadable = held["birth_date"] is None and held.get("birth_date_text")
    held |= {"position": 0, "file": row.file, "sheet": row.sheet, "row": row.row, "nik_form": "text"}
    held |= {"birth_date_form": "unreadable" if unreadable else "read"}
    held["village_code"] = held.get("village_code") or village
    return pl.DataFrame({name: pl.Series([held.get(name)], dtype=_TYPES[kind]) for name, kind in COLUMNS.items()})


def _facts(values: pl.DataFrame, case: Case) -> Any:
    known = Known(nik_prefixes=nik_prefixes(), occupations=occupations.read())
    facts = read_facts(nw.from_native(values.lazy()), known, case.programme.area_code)
    whole = with_nik_birth(with_nik_parts(facts), case.on).with_columns(nik_on_a_card=nw.lit(False))
    return judge_identity(whole, known)


def _broken(frame: Any, rules: Sequence[Rule], case: Case) -> set[str]:
    if not rules:
        return set()
    asked = frame.select(**{rule.code: rule.broken(case).fill_null(False) for rule in rules})
    (found,) = nw.to_native(asked).collect().rows(named=True)
    return {code for code, truth in found.items() if truth}


def _criterion(frame: Any, name: str, case: Case, broken: set[str]) -> Criterion:
    rules = CRITERIA[name]
    hit = next((rule for rule in rules if rule.code in broken), None)
    met = not any(rule.code in broken and rule.outcome for rule in rules)
    if name not in _OF_ROW:
        said = _plain(hit.says) if hit else MET.filled(basis=programme_basis(case))
        return Criterion(NAMES[name], met, OF_LISTS.filled(said=said))
    rule = hit or (rules[0] if name == "working_age" else None)
    if rule is None:
        return Criterion(NAMES[name], met, MET.filled(basis=programme_basis(case)))
    asked = {"id": message(rule.says.id, rule.values(case)), "en": message(rule.says.en, rule.values(case))}
    (told,) = nw.to_native(frame.select(**asked)).collect().rows(named=True)
    return Criterion(NAMES[name], met, Text(id=told["id"], en=told["en"]))


def _plain(says: Text) -> Text:
    """A sentence whose values are not kept."""

    class Dash(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "…"

    return Text(id=says.id.format_map(Dash()), en=says.en.format_map(Dash()))


def _decision(codes: Sequence[str], kept: str) -> str:
    outcomes = {_RULES[code].outcome for code in codes if code in _RULES}
    if "reject" in outcomes:
        return "reject"
    if "correct" in outcomes:
        return "correct"
    unknown = [code for code in codes if code not in _RULES and code != "waiting_list"]
    return kept if unknown else "accept"


def _ordered(codes: Sequence[str]) -> tuple[str, ...]:
    """In the order of the rule book."""
    place = {code: at for at, code in enumerate(_RULES)}
    return tuple(sorted(dict.fromkeys(codes), key=lambda code: place.get(code, len(place))))
