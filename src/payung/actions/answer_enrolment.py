"""BPJS's answer to an enrolment file taken into the store: one state for each person, one fate for each line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.kept_answers import Told, keep_answers, without_numbers, words_kept
from payung.actions.standing import Stands, standing_of
from payung.core.basis.text import Text
from payung.core.cover.answer_words import ACCEPTED, STATES
from payung.core.cover.rejections import Phrases
from payung.engines.answers import Settled, changes, settle
from payung.gateways.answer_files import AnswerFile as Read
from payung.gateways.answer_files import read_answer_file
from payung.gateways.group_list import GroupSaid, GroupsWrong
from payung.store.acts import Doing
from payung.store.columns import columns_among
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, AnswerFile, Group, Membership, Person, UnknownLine
from payung.store.people import niks_of
from payung.store.reading import rows_of

STANDING = {
    "enrolment": pl.Int64,
    "person": pl.Int64,
    "state": pl.String,
    "membership_number": pl.String,
    "reason": pl.String,
}


@dataclass(frozen=True)
class Answered:
    """What a file changed, and how the group stands after it.

    ``exported`` people were sent to the group: the sum of ``states``. The file has ``lines``: the sum of ``kinds``.
    ``changed``: how many answers were new, by change; ``confirm``: what was left as it was until somebody makes sure,
    by kind; ``unknown_reasons``: words nobody has explained yet, and of how many people. ``known``: whether the file
    was taken before.
    """

    exported: int
    states: Mapping[str, int]
    lines: int
    kinds: Mapping[str, int]
    changed: Mapping[str, int]
    confirm: Mapping[str, int]
    known: bool
    unknown_reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class _Sent:
    """A group as it was sent: its id, who stands how, and the settled answers of one file."""

    group: int
    stands: Mapping[int, Stands]
    settled: Settled


def answer_enrolment(place: Place, asked: Asked, path: Path, group: GroupSaid) -> Answered:
    """Take the answers of the file at ``path`` for ``group``, all of them or none; the same file again adds nothing.

    A later answer counts, but somebody accepted is never rejected, nor a number changed, without being made sure of.
    Raises: GroupsWrong, AnswerFileUnreadable, AnswerFileNotUnderstood, and what ``act_at`` raises.
    """
    open_store(place.address)
    phrases = words_kept()
    read = read_answer_file(path, on=asked.on, phrases=phrases)
    said = {"sha256": read.sha256, "kind": group.kind, "number": group.number}
    seen: list[_Sent] = []

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        with in_sight(asked, "enrolment.answer") as sight:
            sight.group(group)
            known = AnswerFile.objects.filter(sha256=read.sha256).first()
            sent = _sent(keys, group, read, phrases, known)
            seen.append(sent)
            file = known.id if known else _file(doing, sent, path.name, read.sha256)
            return _keep(doing, keys, sent, file, known is not None)

    done = act_at(place, asked, "enrolment.answer", said, work)
    if not seen:  # a repeat of the request: nothing was done, and the words are not kept with the act
        known = AnswerFile.objects.filter(sha256=read.sha256).first()
        with in_sight(asked, "enrolment.answer") as sight:
            sight.group(group)
            seen.append(_sent(Keys.read(place.keys), group, read, phrases, known))
    unknown = tuple(seen[0].settled.unknown_reasons.iter_rows())
    return Answered(**done, unknown_reasons=unknown)


def _sent(keys: Keys, said: GroupSaid, read: Read, phrases: Phrases, known: AnswerFile | None) -> _Sent:
    """What ``read`` says of everyone sent to the group. A file taken before speaks of who had been sent by then.

    Raises: GroupsWrong.
    """
    group = Group.objects.filter(kind=said.kind, number=said.number).first()
    name = f"{said.kind} {said.number}"
    if group is None:
        raise GroupsWrong(Text(id=f"belum ada yang dikirim ke {name}", en=f"nobody was sent to {name}"))
    if known is not None and known.group_id != group.id:
        raise GroupsWrong(Text(id="berkas ini jawaban untuk wadah lain", en="this file answered another group"))
    before = known.id // ROWS_AN_ACT * ROWS_AN_ACT if known else None
    stands = standing_of(group.id, before)
    masked = pl.col("reason").map_elements(without_numbers, return_dtype=pl.String)
    settled = settle(_exported(keys, stands), read.answers.with_columns(masked), phrases)
    return _Sent(group.id, stands, settled)


def _exported(keys: Keys, stands: Mapping[int, Stands]) -> pl.DataFrame:
    sent = [(one.enrolment, one.person) for one in stands.values()]
    rows = pl.DataFrame(sent, schema={"enrolment": pl.Int64, "person": pl.Int64}, orient="row")
    persons = rows["person"].unique()
    types = {"person": pl.Int64, "name": pl.String, "birth_date": pl.Date}
    named = columns_among(Person.objects.all(), ("id", "name", "birth_date"), types, "id", persons)
    niks = niks_of(keys, persons)
    known = pl.DataFrame(
        {"person": list(niks), "nik": list(niks.values())}, schema={"person": pl.Int64, "nik": pl.String}
    )
    found = rows.join(named, on="person", how="left", maintain_order="left").join(known, on="person", how="left")
    return found.select("enrolment", "person", "nik", "name", "birth_date").sort("enrolment")


def _file(doing: Doing, sent: _Sent, name: str, sha256: str) -> int:
    """Keep that the file came, and every line of it that is nobody's answer."""
    file = doing.add_one(AnswerFile, group_id=sent.group, file=name[:250], sha256=sha256)
    lost = sent.settled.lines.filter(pl.col("why").is_not_null()).select("line", "why")
    doing.add(UnknownLine, ("file_id", "number", "why"), ((file, *row) for row in lost.iter_rows()))
    return file


def _keep(doing: Doing, keys: Keys, sent: _Sent, file: int, known: bool) -> dict[str, Any]:
    """Keep what the file changes; gives the outcome."""
    settled, stands = sent.settled, sent.stands
    held = _holders(keys, settled.states["membership_number"].drop_nulls().unique().sort().to_list())
    made = changes(settled, _standing(keys, sent, held))
    codes = settled.states.select("enrolment", "person", pl.col("reason_codes").fill_null(""))
    new = made.filter(pl.col("change").is_not_null()).join(codes, on="enrolment", how="left").sort("enrolment")
    if known:  # what a later file has said stays, however often this one is read
        later = [one.enrolment for one in stands.values() if one.file > file]
        new = new.filter(~pl.col("enrolment").is_in(later))
    open_ = made.filter(pl.col("confirm").is_not_null())
    told = [
        Told(file, enrolment, state, *(("", "") if state == ACCEPTED else (code, reason or "")))
        for enrolment, state, code, reason in new.select("enrolment", "state", "reason_codes", "reason").iter_rows()
    ]
    _memberships(doing, keys, new.filter(~pl.col("membership_number").is_in(list(held))))
    keep_answers(doing, told, {} if known else dict(open_.select("enrolment", "confirm").iter_rows()))
    after = {one.enrolment: one.state for one in stands.values()} | {one.enrolment: one.state for one in told}
    states = list(after.values())
    kinds = {kind: count for kind, count in settled.counts.items() if kind not in STATES}
    return {
        "exported": len(stands),
        "states": {state: states.count(state) for state in STATES},
        "lines": settled.lines.height,
        "kinds": kinds,
        "changed": _counts(new["change"]),
        "confirm": _counts(open_["confirm"]),
        "known": known,
    }


def _standing(keys: Keys, sent: _Sent, held: Mapping[str, tuple[int, int]]) -> pl.DataFrame:
    """How everyone of the group stood, and who holds a number of the file already (under numbers below zero)."""
    persons = {one.person for one in sent.stands.values() if one.state == ACCEPTED}
    numbers = _numbers_of(keys, persons)
    rows: list[tuple[object, ...]] = [
        (
            one.enrolment,
            one.person,
            one.state,
            numbers.get(one.person) if one.state == ACCEPTED else None,
            one.said or None,
        )
        for one in sent.stands.values()
    ]
    for number, (id_, person) in held.items():
        rows.append((-id_, person, ACCEPTED, number, None))
    return pl.DataFrame(rows, schema=STANDING, orient="row")


def _numbers_of(keys: Keys, persons: Collection[int]) -> dict[int, str | None]:
    """Person -> membership number, the last one where there are several."""
    types = {"person": pl.Int64, "sealed": pl.Binary}
    kept = Membership.objects.order_by("id")
    held = columns_among(kept, ("person_id", "number_sealed"), types, "person_id", persons)
    opened = keys.open_all(held["sealed"], held["person"], "membership")
    return dict(zip(held["person"], opened, strict=True))


def _holders(keys: Keys, numbers: list[str]) -> dict[str, tuple[int, int]]:
    """Number -> the row that holds it and whose it is, of those that somebody has."""
    by_index = {
        index: one
        for version in keys.versions
        for one, index in zip(numbers, keys.index_all(numbers, version), strict=True)
        if index
    }
    kept = Membership.objects.order_by("id")
    rows = rows_of(kept, ("id", "person_id", "number_index"), "number_index", by_index)
    return {by_index[bytes(index)]: (id_, person) for id_, person, index in rows}


def _memberships(doing: Doing, keys: Keys, new: pl.DataFrame) -> None:
    """Keep the membership numbers that came, sealed, each once."""
    came = new.filter(pl.col("membership_number").is_not_null()).unique("membership_number", maintain_order=True)
    persons, numbers = came["person"].to_list(), came["membership_number"].to_list()
    seals = keys.seal_all(numbers, persons, "membership")
    made = {"number_index": keys.index_all(numbers), "number_sealed": seals}
    rows = pl.DataFrame({"person_id": persons} | made, schema={"person_id": pl.Int64} | dict.fromkeys(made, pl.Binary))
    doing.add(Membership, rows.columns, rows)


def _counts(column: pl.Series) -> dict[str, int]:
    return {str(value): int(count) for value, count in sorted(column.value_counts().iter_rows())}
