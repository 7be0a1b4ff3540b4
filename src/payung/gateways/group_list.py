"""Which group account at BPJS takes whose people: said for a kind of fund, or in a table for funds and villages."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.programmes.words import GROUP_KINDS

HEADINGS = ("fund", "village_code", "kind", "number")
MOST_BYTES = 2**20
MOST_NUMBER, MOST_NAME = 40, 200


class GroupsWrong(PayungError):
    """It is not clear which group account at BPJS is meant."""

    code = "groups-wrong"
    exit_code = 25

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Wadah tidak jelas: {why.id}.", en=f"The group is not clear: {why.en}."),
            Text(
                id="Sebut wadah sebagai KODE:NOMOR, misalnya SG:NPW-1, atau berikan tabel CSV dengan kolom "
                "fund,village_code,kind,number[,name].",
                en="Say a group as KIND:NUMBER, such as SG:NPW-1, or give a CSV with the columns "
                "fund,village_code,kind,number[,name].",
            ),
        )


@dataclass(frozen=True, order=True)
class GroupSaid:
    """A group account: kind (of GROUP_KINDS), the number BPJS gave it, and what the office calls it."""

    kind: str
    number: str
    name: str = ""


@dataclass(frozen=True)
class Groups:
    """Groups for all funds of a kind, and for single funds: (fund, village code or "" for all its villages)."""

    kinds: Mapping[str, GroupSaid] = field(default_factory=dict)
    funds: Mapping[tuple[str, str], GroupSaid] = field(default_factory=dict)

    def of(self, fund: str, kind: str, village_code: str | None) -> GroupSaid:
        """The group of a fund and village; what is said of the village goes before the fund, that before the kind.

        Raises: GroupsWrong where none is said, or one of another kind than the fund's.
        """
        said = self.funds.get((fund, village_code or "")) or self.funds.get((fund, "")) or self.kinds.get(kind)
        if said is None:
            where = f"{fund} {village_code or ''}".strip()
            raise GroupsWrong(Text(id=f"dana {where} ({kind}) belum punya", en=f"the fund {where} ({kind}) has none"))
        if said.kind != kind:
            raise GroupsWrong(
                Text(id=f"dana {fund} memakai kode {kind}, bukan {said.kind}", en=f"{fund} is {kind}, not {said.kind}")
            )
        return said


def group_said(text: str) -> GroupSaid:
    """The group in ``KIND:NUMBER`` or ``KIND:NUMBER:name``. Raises: GroupsWrong.

    >>> group_said("sg:NPW-1:Pemprov")
    GroupSaid(kind='SG', number='NPW-1', name='Pemprov')
    """
    kind, number, name = (*(part.strip() for part in text.split(":", 2)), "", "")[:3]
    return _checked(kind, number, name, text)


def kinds_said(texts: Iterable[str]) -> Mapping[str, GroupSaid]:
    """Kind -> its group, of ``KIND:NUMBER[:name]``. Raises: GroupsWrong."""
    said: dict[str, GroupSaid] = {}
    for text in texts:
        group = group_said(text)
        if said.setdefault(group.kind, group) != group:
            raise GroupsWrong(Text(id=f"kode {group.kind} disebut dua kali", en=f"{group.kind} is said twice"))
    return said


def read_groups(path: Path) -> Mapping[tuple[str, str], GroupSaid]:
    """(fund, village code or "") -> its group, of the CSV at ``path``. Raises: GroupsWrong."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise GroupsWrong(Text(id=f"'{path.name}' lebih dari 1 MB", en=f"'{path.name}' is over 1 MB"))
        text = path.read_text(encoding="utf-8-sig")
        mark = max((";", ",", "\t"), key=text.split("\n", 1)[0].count)
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GroupsWrong(Text(id=f"'{path.name}' tidak terbaca", en=f"'{path.name}' cannot be read")) from error
    if not rows or not set(HEADINGS) <= set(rows[0]):
        raise GroupsWrong(Text(id=f"judul kolom '{path.name}'", en=f"the headings of '{path.name}'"))
    said: dict[tuple[str, str], GroupSaid] = {}
    for at, row in enumerate(rows, start=2):
        cells = {key: (row.get(key) or "").strip() for key in (*HEADINGS, "name")}
        group = _checked(cells["kind"], cells["number"], cells["name"], f"{path.name}:{at}")
        place = (cells["fund"], cells["village_code"])
        if said.setdefault(place, group) != group:
            raise GroupsWrong(Text(id=f"{path.name}:{at} bertentangan", en=f"{path.name}:{at} contradicts another"))
    return said


def _checked(kind: str, number: str, name: str, where: str) -> GroupSaid:
    if kind.upper() not in GROUP_KINDS or not number or len(number) > MOST_NUMBER or len(name) > MOST_NAME:
        raise GroupsWrong(Text(id=f"'{where}'", en=f"'{where}'"))
    return GroupSaid(kind.upper(), number, name)
