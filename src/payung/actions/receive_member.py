"""BPJS's list of who is covered in a month, received."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.named_lines import group_number, with_people
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.bills import read_members
from payung.gateways.group_list import GroupSaid
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import MemberLine, MemberList


class MemberListRefused(PayungError):
    """The list says nothing of the month, or was received for it before."""

    code = "member-list-refused"
    exit_code = 88

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Daftar peserta tidak dapat diterima: {why.id}.", en=f"The list is not taken: {why.en}."),
            Text(
                id="Periksa bulan yang disebut dengan --month dan berkas dari cabang BPJS; tidak ada yang berubah.",
                en="Check the month given with --month and the file of the BPJS branch; nothing was changed.",
            ),
            on_page=Text(
                id="Periksa bulan yang diisi dan berkas dari cabang BPJS; tidak ada yang berubah.",
                en="Check the month you entered and the file of the BPJS branch; nothing was changed.",
            ),
        )


@dataclass(frozen=True)
class MembersAsked:
    """The list in ``file`` for ``month`` (yyyymm), of one group or (None) of all."""

    file: Path
    month: int
    group: GroupSaid | None = None


@dataclass(frozen=True)
class MembersReceived:
    """A list in the store: names of the month, how many of them fit nobody; and lines of other or unreadable months."""

    list: int
    names: int
    nobody: int
    other_months: int


def receive_member(place: Place, asked: Asked, wanted: MembersAsked) -> MembersReceived:
    """Take BPJS's list of a month into the store. A later list of the same group and month stands for the earlier one.

    Of a list over several months only the lines of ``wanted.month`` are taken: it is received once for each month.
    Raises: BillUnreadable, MemberListRefused, and what ``act_at`` raises.
    """
    read = read_members(wanted.file, months=(wanted.month,))
    members = read.members.filter(pl.col("month") == wanted.month)
    group = [wanted.group.kind, wanted.group.number] if wanted.group else None
    said = {"sha256": read.sha256, "month": wanted.month, "group": group}

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        with in_sight(asked, "month.close") as sight:
            sight.group(wanted.group)
            if MemberList.objects.filter(month=wanted.month, sha256=read.sha256).exists():
                raise MemberListRefused(Text(id="sudah diterima untuk bulan itu", en="it was received for that month"))
            if members.is_empty():
                raise MemberListRefused(Text(id="tidak ada baris untuk bulan itu", en="it has no line of that month"))
            found = with_people(keys, members)
            number = doing.add_one(
                MemberList,
                group_id=group_number(doing, wanted.group) if wanted.group else None,
                month=wanted.month,
                sha256=read.sha256,
            )
            person = pl.when(pl.col("person") >= 0).then("person")
            known = found.select(list_id=pl.lit(number, pl.Int64), number="line", person_id=person)
            doing.add(MemberLine, known.columns, known)
            return {
                "list": number,
                "names": known.height,
                "nobody": known["person_id"].null_count(),
                "other_months": read.members.height - members.height,
            }

    return MembersReceived(**act_at(place, asked, "member.receive", said, work))
