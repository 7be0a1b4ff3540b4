"""Signed slips that prove the cover of one person or of a village on a day, numbered one after the other."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.slip_keys import signing_key
from payung.actions.status_cover import PersonUnknown
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.claims.heirs_get import heirs_get
from payung.core.cover.slip import KEY_BYTES, Slip, SlipHolder, packed, slip_of
from payung.core.cover.status import COVERED, Status, cover_status
from payung.core.law.book import LawBook
from payung.core.places.places import Gazetteer
from payung.core.planner.expected import benefits_on
from payung.gateways.cover_ends.page import village_name
from payung.gateways.signing import SigningKey
from payung.gateways.slip_pdf import PrintedSlip, SlipOffice, write_slip_pdf, write_village_pdf
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Act
from payung.store.months import cover_facts, holders, people_of_village, people_table, together
from payung.store.reading import one_moment

KIND = "cover.slip"
REPORT_HOURS = "jkk/report_hours"


class NobodyCovered(PayungError):
    """A village has nobody whose cover could be proven."""

    code = "nobody-covered"
    exit_code = 67

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Tidak seorang pun di desa itu terlindungi pada hari tersebut.",
                en="Nobody in that village is covered on that day.",
            ),
            Text(
                id="Periksa kode desa dan harinya; lihat keadaan seseorang dengan payung cover status.",
                en="Check the village code and the day; see the state of one person with payung cover status.",
            ),
            on_page=Text(
                id="Periksa desa dan harinya; keadaan seseorang ada pada halamannya (Cari orang).",
                en="Check the village and the day; the state of one person is on their page (Find a person).",
            ),
        )


class SlipsOutdated(PayungError):
    """Slips asked for again would no longer say what they said the first time."""

    code = "slips-outdated"
    exit_code = 68

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Sejak permintaan itu datanya berubah; bukti dengan nomor lama tidak dibuat ulang.",
                en="The data changed since that request; slips with the old numbers are not made again.",
            ),
            Text(id="Minta bukti yang baru, tanpa --request.", en="Ask for new slips, without --request."),
            on_page=Text(
                id="Muat ulang halaman desa itu dan minta bukti yang baru.",
                en="Load the page of the village again and ask for new slips.",
            ),
        )


@dataclass(frozen=True)
class SlipsWanted:
    """For one person (their number), or for everybody covered in a village (code, 10 digits); into the PDF ``out``."""

    out: Path
    office: SlipOffice
    person: int | None = None
    village: str = ""


@dataclass(frozen=True)
class SlipsMade:
    """How many slips, the number of the first, and for how many covered people none could be made without a NIK."""

    slips: int
    first: int
    without_nik: int


@dataclass(frozen=True)
class _Held:
    """One person to make a slip for."""

    person: int
    holder: SlipHolder
    programme: str  # its name
    status: Status


def slip_cover(place: Place, asked: Asked, wanted: SlipsWanted) -> SlipsMade:
    """Sign slips for the cover on ``asked.on`` and print them. The same request makes the same slips, or none.

    Raises: PersonUnknown, NobodyCovered, SlipsOutdated, SlipFieldWrong, SigningKeyWrong, and what ``act_at`` raises.
    """
    said = {"person": wanted.person, "village": wanted.village}

    def work(_: Doing, keys: Keys) -> dict[str, Any]:
        signing_key(place.keys)  # made here, where no other act can make one
        held, without_nik = _chosen(keys, _people(wanted), asked, everybody=wanted.person is not None)
        if not held:
            raise NobodyCovered
        first = _next_number()
        people = [one.person for one in held]
        return {"first": first, "people": people, "digest": _digest(keys, _slips(held, first)), "without": without_nik}

    told = act_at(place, asked, KIND, said, work)
    key, keys = signing_key(place.keys), Keys.read(place.keys)
    with one_moment():
        held, _ = _chosen(keys, told["people"], asked, everybody=wanted.person is not None)
    slips = _slips(held, told["first"])
    if [one.person for one in held] != told["people"] or _digest(keys, slips) != told["digest"]:
        raise SlipsOutdated
    printed = _printed(held, slips, key)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.touch(mode=0o600)  # it names people
    if wanted.person is None:
        write_village_pdf(printed, wanted.out, wanted.office)
    else:
        write_slip_pdf(printed[0], wanted.out, wanted.office)
    return SlipsMade(len(slips), told["first"], told["without"])


def _people(wanted: SlipsWanted) -> list[int]:
    """Raises: PersonUnknown."""
    if wanted.person is None:
        return people_of_village(wanted.village)
    found = together([wanted.person])
    if not found:
        raise PersonUnknown
    return found


def _chosen(keys: Keys, people: list[int], asked: Asked, *, everybody: bool) -> tuple[list[_Held], int]:
    """Who gets a slip, by number: those covered, or ``everybody``; and how many of the covered have no whole NIK."""
    law, facts = LawBook.read().on(asked.on), cover_facts(people)
    stands = {person: cover_status(law, known, asked.on) for person, known in facts.items()}
    chosen = [person for person in sorted(stands) if everybody or stands[person].state in COVERED]
    papers = holders(chosen)
    rows = people_table(chosen, keys).with_columns(whole=pl.col("nik").str.contains(r"^[0-9]{16}$"))
    held = [
        _Held(
            row["person"],
            SlipHolder(
                name=row["name"],
                nik=row["nik"],
                birth_date=row["birth_date"],
                village_code=row["village_code"],
                programme=papers[row["person"]].programme[:40],
                group_kind=papers[row["person"]].group_kind,
                group_number=papers[row["person"]].group_number,
            ),
            papers[row["person"]].programme_name,
            stands[row["person"]],
        )
        for row in rows.filter(pl.col("whole") | everybody).iter_rows(named=True)
    ]
    return held, rows.height - len(held)


def _slips(held: list[_Held], first: int) -> list[Slip]:
    """Raises: SlipFieldWrong."""
    return [slip_of(one.status, one.holder, number) for number, one in enumerate(held, start=first)]


def _digest(keys: Keys, slips: list[Slip]) -> str:
    """By which the same slips are known again; keyed, because so little stands on a slip that it could be guessed."""
    content = b"".join(packed(slip, bytes(KEY_BYTES)) for slip in slips)
    return keys.link(bytes(32), b"payung slips " + content).hex()


def _next_number() -> int:
    """One more than the last slip's; slips have no table, their numbers are in the acts that made them."""
    last = Act.objects.filter(kind=KIND).order_by("-number").values_list("outcome", flat=True).first()
    if last is None:
        return 1
    told = json.loads(last)
    return int(told["first"]) + len(told["people"])


def _printed(held: list[_Held], slips: list[Slip], key: SigningKey) -> list[PrintedSlip]:
    book, names = LawBook.read(), Gazetteer.read()
    on = held[0].status.on
    hours = book.on(on)[REPORT_HOURS].amount
    full = benefits_on(book, on.year * 100 + on.month)[1]
    found = []
    for one, slip in zip(held, slips, strict=True):
        heirs = heirs_get(book, one.status)
        found.append(
            PrintedSlip(
                slip=slip,
                text=key.sign(slip),
                name=one.holder.name,
                village=village_name(slip.village_code, names),
                programme=one.programme,
                death=heirs.death_amount,
                work_death=heirs.work_death_amount,
                full_death=full,
                full_from=one.status.full_mark.expected_on,
                report_hours=hours,
            )
        )
    return found
