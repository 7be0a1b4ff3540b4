"""The people of a decree sent to BPJS: one enrolment file for each group account."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.staging import staged
from payung.actions.standing import standing_of
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.answer_words import REJECTED
from payung.core.cover.ledger import LET_GO
from payung.gateways.bpjs_layout import Layouts, read_layouts
from payung.gateways.enrolment import EXPORTED, EnrolmentFile, write_enrolment
from payung.gateways.group_list import Groups, GroupSaid
from payung.gateways.village_table import village_table
from payung.store.acts import Doing
from payung.store.columns import columns_among, columns_of
from payung.store.keys import Keys
from payung.store.models import (
    ROWS_AN_ACT,
    Act,
    Batch,
    Decree,
    DecreeLine,
    Enrolment,
    Group,
    PersonMonth,
    Posting,
)
from payung.store.people import left_on, niks_of
from payung.store.restricted import restricted
from payung.store.seen import in_scope

MARK = "enrolment.json"
NUMBERED = {"enrolment": pl.Int64, "line": pl.Int64, "group_kind": pl.String, "group_number": pl.String}
_SENT = {
    "line": pl.Int64, "person": pl.Int64, "fund": pl.String, "kind": pl.String, "purse_village": pl.String,
    "village": pl.String,
}  # fmt: skip
WHO = {
    "line": pl.Int64, "person": pl.Int64, "name": pl.String, "birth_date": pl.Date, "sex": pl.String,
    "village_code": pl.String,
}  # fmt: skip


class DecreeUnknown(PayungError):
    """No decree of that number is in the store, or several of different days are."""

    code = "decree-unknown"
    exit_code = 26

    def __init__(self, number: str) -> None:
        super().__init__(
            Text(
                id=f"Keputusan {number} tidak ditemukan, atau ada beberapa dengan tanggal berbeda.",
                en=f"There is no decree {number}, or there are several of different days.",
            ),
            Text(id="Periksa nomor dan tanggalnya.", en="See its number and its date."),
        )


@dataclass(frozen=True)
class Sending:
    """Whom to send: the people of the decree ``number`` (of ``dated`` where several have it), to their ``groups``.

    Who was sent and not rejected is left out. The rejected are sent anew where ``again`` is set, or where another
    decree names them. ``templates`` is a folder of branches' own files.
    """

    number: str
    groups: Groups
    dated: date | None = None
    again: bool = False
    templates: Path | None = None


@dataclass(frozen=True)
class Sent:
    """``people`` newly sent by this act; the ``files`` of it, or of the last one where there was nobody new.

    ``same``: whether every file has the bytes it had when it was sent. ``alone``: people of the decree whom no group
    pays, but they themselves; they register on their own and stand in no file. ``restricted``: people not sent because
    their data may only be kept.
    """

    people: int
    files: tuple[EnrolmentFile, ...]
    same: bool
    alone: int
    restricted: int


@dataclass(frozen=True)
class _Line:
    """A decree's line to be sent."""

    id: int
    person: int
    group: GroupSaid


def export_enrolment(place: Place, asked: Asked, sending: Sending, out: Path) -> Sent:
    """Write the enrolment files of a decree into ``out`` and keep who was sent, all of it or nothing.

    A repeat, and an export when everybody has been sent, write the same files again.
    Raises: DecreeUnknown, GroupsWrong, EnrolmentGroupWrong, BpjsTemplateUnreadable, FolderNotOurs, FolderBusy, and
    what ``act_at`` raises.
    """
    layouts = read_layouts(sending.templates)
    said = said_of(sending)
    with staged(out, mark=MARK) as folder:
        written: list[EnrolmentFile] = []

        def work(doing: Doing, keys: Keys) -> dict[str, Any]:
            with in_sight(asked, "enrolment.send") as sight:
                sight.rows(DecreeLine, decree=decree_called(sending.number, sending.dated).id)
                wanted = _lines(sending)
                kept = restricted({line.person for line in wanted})
                lines = [line for line in wanted if line.person not in kept]
                batches = _send(doing, keys, lines, folder, layouts, written) if lines else _last(sending)
                told = {"people": len(lines), "batches": batches, "alone": _alone(sending)}
                return told | {"restricted": len(kept)}

        done = act_at(place, asked, "enrolment.export", said, work)
        files, same = tuple(written), True
        if not written:  # they were sent before
            with in_sight(asked, "enrolment.send"):
                files, same = files_again(Keys.read(place.keys), done["batches"], folder, layouts)
        (folder / MARK).write_text(json.dumps({"decree": sending.number, "batches": done["batches"]}) + "\n")
    shown = tuple(
        EnrolmentFile(out / one.path.name, one.group_kind, one.group_number, one.people, one.sha256, *_rest(one))
        for one in files
    )
    return Sent(done["people"], shown, same, done["alone"], done["restricted"])


def said_of(sending: Sending) -> dict[str, Any]:
    """``sending`` as an act or a job keeps it."""
    groups = sending.groups
    return {
        "decree": sending.number,
        "dated": sending.dated.isoformat() if sending.dated else None,
        "again": sending.again,
        "kinds": [[one.kind, one.number, one.name] for one in groups.kinds.values()],
        "funds": [[*where, one.kind, one.number, one.name] for where, one in sorted(groups.funds.items())],
    }


def _rest(one: EnrolmentFile) -> tuple[str, tuple[str, ...]]:
    return one.branch, one.unfilled


def decree_called(number: str, dated: date | None) -> Decree:
    """The decree of that number. Raises: DecreeUnknown."""
    found = Decree.objects.filter(number=number)
    some = list((found.filter(dated=dated) if dated else found)[:2])
    if len(some) != 1:
        raise DecreeUnknown(number)
    return some[0]


def _lines(sending: Sending) -> list[_Line]:
    """Who of the decree is to be sent now, each once a group, by line."""
    decree = decree_called(sending.number, sending.dated)
    live = PersonMonth.objects.filter(line__decree=decree).exclude(state__in=LET_GO).values("line_id")
    rows = in_scope(DecreeLine).filter(decree=decree, removal=None, id__in=live).order_by("id")
    columns = ("id", "person_id", "purse__fund__code", "purse__fund__group_kind", "purse__village__code")
    found: dict[tuple[int, GroupSaid], _Line] = {}
    rows = rows.exclude(purse__fund__group_kind="").values_list(*columns, "person__village__code")
    said: dict[tuple[str, str, str | None], GroupSaid] = {}
    for id_, person, *where, purse_village, village in columns_of(rows, _SENT).iter_rows():
        fund = (*where, purse_village or village)
        if fund not in said:
            said[fund] = sending.groups.of(*fund)
        group = said[fund]
        found.setdefault((person, group), _Line(id_, person, group))
    gone = left_on({line.person for line in found.values()})
    sent = _sent({line.group for line in found.values()})
    return [
        line
        for (person, group), line in found.items()
        if person not in gone and _wanted(line, sent.get((person, group.kind, group.number)), sending.again)
    ]


def _alone(sending: Sending) -> int:
    lines = in_scope(DecreeLine).filter(decree=decree_called(sending.number, sending.dated), removal=None)
    in_groups = lines.exclude(purse__fund__group_kind="").values("person_id")
    return lines.exclude(person_id__in=in_groups).values("person_id").distinct().count()


def _wanted(line: _Line, before: tuple[str, int] | None, again: bool) -> bool:
    if before is None:
        return True
    state, by = before
    return state == REJECTED and (again or by != line.id)


def _sent(groups: Collection[GroupSaid]) -> dict[tuple[int, str, str], tuple[str, int]]:
    """(person, kind, number) -> state of the last enrolment there, and the decree's line that was sent."""
    found: dict[tuple[int, str, str], tuple[str, int]] = {}
    for group in groups:
        known = Group.objects.filter(kind=group.kind, number=group.number).first()
        if known is None:
            continue
        for one in standing_of(known.id).values():
            found[(one.person, group.kind, group.number)] = (one.state, one.line)
    return found


def _send(
    doing: Doing, keys: Keys, lines: Sequence[_Line], folder: Path, layouts: Layouts, written: list[EnrolmentFile]
) -> list[int]:
    """Write the files, which ``written`` then names, and the rows that say so; gives the ids of the batches."""
    ordered = sorted(lines, key=lambda line: (line.group.kind, line.group.number, line.id))
    said = sorted({line.group for line in ordered}, key=lambda one: (one.kind, one.number))
    numbered = [(at, line.id, line.group.kind, line.group.number) for at, line in enumerate(ordered)]
    people = _people(keys, pl.DataFrame(numbered, schema=NUMBERED, orient="row"), doing.number)
    files = write_enrolment(people, folder, on=doing.deed.on, layouts=layouts)
    written += files
    groups = _groups(doing, said)
    batches = doing.add(
        Batch,
        ("group_id", "file", "sha256"),
        [(groups[(one.group_kind, one.group_number)], one.path.name, one.sha256) for one in files],
    )
    batch_of = {(one.group_kind, one.group_number): id_ for one, id_ in zip(files, batches, strict=True)}
    columns = {
        "batch_id": [batch_of[(line.group.kind, line.group.number)] for line in ordered],
        "line_id": [line.id for line in ordered],
        "person_id": [line.person for line in ordered],
    }
    doing.add(Enrolment, tuple(columns), pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64)))
    return list(batches)


def _groups(doing: Doing, said: Iterable[GroupSaid]) -> dict[tuple[str, str], int]:
    """Kind and number -> id of the group; those not yet known are added."""
    known = {(kind, number): id_ for id_, kind, number in Group.objects.values_list("id", "kind", "number")}
    new = {(one.kind, one.number): one for one in said if (one.kind, one.number) not in known}
    if not new:
        return known
    rows = [(one.kind, one.number, one.name) for one in new.values()]
    return known | dict(zip(new, doing.add(Group, ("kind", "number", "name"), rows), strict=True))


def _last(sending: Sending) -> list[int]:
    """The batches of the act that last sent anybody of the decree."""
    decree = decree_called(sending.number, sending.dated)
    found = Batch.objects.filter(enrolments__line__decree=decree).distinct().order_by("id").values_list("id", flat=True)
    batches = list(found)
    return [id_ for id_ in batches if id_ // ROWS_AN_ACT == batches[-1] // ROWS_AN_ACT]


def files_again(
    keys: Keys, batches: Sequence[int], folder: Path, layouts: Layouts
) -> tuple[tuple[EnrolmentFile, ...], bool]:
    """The files of ``batches`` as they were sent, written into ``folder`` anew."""
    if not batches:
        return (), True
    act = batches[0] // ROWS_AN_ACT
    rows = Enrolment.objects.filter(batch_id__in=batches).order_by("id")
    numbered = columns_of(rows.values_list("id", "line_id", "batch__group__kind", "batch__group__number"), NUMBERED)
    on = Act.objects.values_list("on", flat=True).get(number=act)
    files = write_enrolment(_people(keys, numbered, act), folder, on=on, layouts=layouts)
    kept = dict(Batch.objects.filter(id__in=batches).values_list("file", "sha256"))
    return files, kept == {one.path.name: one.sha256 for one in files}


def _people(keys: Keys, lines: pl.DataFrame, act: int) -> pl.DataFrame:
    """Everything a file can say of ``lines`` (``NUMBERED``), as it stood before the act."""
    columns = ("id", "person_id", "person__name", "person__birth_date", "person__sex", "person__village__code")
    people = columns_among(DecreeLine.objects.all(), columns, WHO, "id", lines["line"])
    known = niks_of(keys, people["person"])
    niks = pl.DataFrame(list(known.items()), schema={"person": pl.Int64, "nik": pl.String}, orient="row")
    places = village_table(people.select("village_code"), people.select("village_code")).drop("kind")
    return (
        lines.join(people, on="line", how="left", maintain_order="left")
        .join(niks, on="person", how="left", maintain_order="left")
        .join(_months(lines["line"], act), on="line", how="left", maintain_order="left")
        .join(places, on="village_code", how="left", maintain_order="left")
        .with_columns(pl.col("sex").replace("", None))
        .select(*EXPORTED, pl.exclude(*EXPORTED, "line"))
    )


def _months(lines: pl.Series, act: int) -> pl.DataFrame:
    """line, months, amount (whole rupiah): of the months of each line that were not released before ``act``."""
    held = {"id": pl.Int64, "line": pl.Int64, "price": pl.Int64}
    all_of_them = columns_among(PersonMonth.objects.all(), ("id", "line_id", "price"), held, "line_id", lines)
    before = Posting.objects.filter(target="free", person_month__isnull=False, id__lt=act * ROWS_AN_ACT)
    released = columns_of(before.values_list("person_month_id"), {"id": pl.Int64})
    kept = all_of_them.join(released, on="id", how="anti")
    return kept.group_by("line").agg(months=pl.len().cast(pl.Int64), amount=pl.col("price").sum())
