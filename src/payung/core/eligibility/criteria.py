"""The words a programme's ``criteria`` may use, and the rules each of them stands for.

A refusal names the criterion, the value that fails it, the legal basis and what to do. Facts that other offices keep
under a NIK (death, cover, decile) are believed only where the row's NIK is sound and its birth date does not
contradict it; until the village has repaired such a row, nothing is decided about them.
"""

from collections.abc import Mapping

import narwhals as nw

from payung.core.basis.days import months_after
from payung.core.basis.text import Text
from payung.core.people.nik import day_number
from payung.core.people.nik_columns import years_to
from payung.core.programmes.programme import Case
from payung.core.roster.rule import Rule, Values, shown_day, shown_month, shown_on

_REPLACE = Text(id="Ganti dengan pekerja lain.", en="Put another worker forward.")


def programme_basis(case: Case) -> str:
    """The programme's legal basis, as messages print it."""
    return "; ".join(case.programme.legal_basis) or case.programme.name.id


def _age(case: Case) -> nw.Expr:
    return years_to(day_number(case.on), nw.col("born"))


def _age_values(case: Case) -> Values:
    return {
        "n": _age(case),
        "on": shown_on(case),
        "a": str(case.age_minimum),
        "b": str(case.age_limit),
        "basis": case.age_basis,
    }


def _age_limit_month(case: Case) -> nw.Expr:
    return nw.col("born") // 100 + case.age_limit * 100


def _reaches_limit_soon(case: Case) -> nw.Expr:
    later = day_number(months_after(case.on, case.programme.months))
    return (_age(case) < case.age_limit) & (years_to(later, nw.col("born")) >= case.age_limit)


_AGE_SAYS = Text(
    id="Syarat usia kerja: usia {n} tahun pada {on}; harus {a} tahun ke atas dan belum {b} tahun ({basis}).",
    en="Working age: {n} years old on {on}; must be at least {a} and not yet {b} ({basis}).",
)

AGE_UNDER = Rule(
    code="age_under",
    column="birth_date",
    severity="block",
    outcome="reject",
    says=_AGE_SAYS,
    do=_REPLACE,
    broken=lambda case: _age(case) < case.age_minimum,
    values=_age_values,
    criterion="working_age",
)

AGE_OVER = Rule(
    code="age_over",
    column="birth_date",
    severity="block",
    outcome="reject",
    says=_AGE_SAYS,
    do=_REPLACE,
    broken=lambda case: _age(case) >= case.age_limit,
    values=_age_values,
    criterion="working_age",
)

AGE_SOON = Rule(
    code="age_soon",
    column="birth_date",
    severity="warn",
    outcome=None,
    says=Text(
        id="Mencapai usia {b} tahun pada {month} ({basis}).",
        en="Turns {b} in {month} ({basis}).",
    ),
    do=Text(
        id="Batas usia berlaku saat pendaftaran; daftarkan sebelum bulan itu.",
        en="The limit applies on enrolment; enrol before that month.",
    ),
    broken=_reaches_limit_soon,
    values=lambda case: {
        "b": str(case.age_limit),
        "month": shown_month(_age_limit_month(case)),
        "basis": case.age_basis,
    },
    criterion="working_age",
)

DECEASED = Rule(
    code="deceased",
    column="nik",
    severity="block",
    outcome="reject",
    says=Text(
        id="Syarat masih hidup: NIK tercatat meninggal {day} ({basis}).",
        en="Alive: this NIK is recorded as deceased {day} ({basis}).",
    ),
    do=Text(
        id="Ganti; bila orangnya masih hidup, bawa KTP-el ke Disdukcapil.",
        en="Put another worker forward; if the person lives, take the identity card to the civil registry.",
    ),
    broken=lambda case: nw.col("dead"),
    values=lambda case: {
        "day": nw.when(nw.col("died") > 0).then(shown_day(nw.col("died"))),
        "basis": programme_basis(case),
    },
    criterion="alive",
)

DEATH_ALIKE = Rule(
    code="deceased_possible",
    column="name",
    severity="block",
    outcome="correct",
    says=Text(
        id="Mungkin orang yang sama dengan catatan kematian {day}, NIK berbeda ({why_id}).",
        en="Perhaps the person of a death record of {day}, under another NIK ({why_en}).",
    ),
    do=Text(
        id="Cocokkan dengan KTP-el; bila orang lain, sampaikan kepada petugas program.",
        en="Compare with the identity card; if another person, tell the programme officer.",
    ),
    broken=lambda case: nw.col("link_dead") & nw.col("dead").is_null(),
    values=lambda case: {
        "day": nw.when(nw.col("dead_day") > 0).then(shown_day(nw.col("dead_day"))),
        "why_id": nw.col("dead_why_id"),
        "why_en": nw.col("dead_why_en"),
    },
    criterion="alive",
    linked=True,
)

COVERED_ALIKE = Rule(
    code="covered_possible",
    column="name",
    severity="block",
    outcome="correct",
    says=Text(
        id="Mungkin sudah peserta aktif s.d. {month} dengan NIK lain ({why_id}).",
        en="Perhaps an active member until {month} under another NIK ({why_en}).",
    ),
    do=Text(
        id="Cocokkan dengan KTP-el; bila orang lain, sampaikan kepada petugas program.",
        en="Compare with the identity card; if another person, tell the programme officer.",
    ),
    broken=lambda case: nw.col("link_member") & nw.col("cover").is_null(),
    values=lambda case: {
        "month": nw.col("member_until"),
        "why_id": nw.col("member_why_id"),
        "why_en": nw.col("member_why_en"),
    },
    criterion="not_covered",
    linked=True,
)

COVERED_OTHER_PROGRAM = Rule(
    code="covered_other_program",
    column="nik",
    severity="block",
    outcome="reject",
    says=Text(
        id="Syarat belum terlindungi: sudah dibiayai {program} s.d. {month} ({basis}).",
        en="Not yet covered: already paid for by {program} until {month} ({basis}).",
    ),
    do=Text(id="Tunda sampai berakhir.", en="Wait until that cover ends."),
    broken=lambda case: nw.col("cover") == 1,
    values=lambda case: {
        "program": nw.col("cover_programme"),
        "month": nw.col("cover_until"),
        "basis": programme_basis(case),
    },
    criterion="not_covered",
)

COVERED_ACTIVE = Rule(
    code="covered_bpjs_active",
    column="nik",
    severity="block",
    outcome="reject",
    says=Text(
        id="Syarat belum terlindungi: peserta aktif BPJS TK segmen {segment} s.d. {month} ({basis}).",
        en="Not yet covered: active BPJS TK member, segment {segment}, until {month} ({basis}).",
    ),
    do=Text(id="Tidak perlu didaftarkan.", en="No need to enrol."),
    broken=lambda case: (nw.col("cover") == 0) | (nw.col("cover") == 2),
    values=lambda case: {
        "segment": nw.when(nw.col("cover") == 2).then(nw.lit("PU")).otherwise(nw.lit("BPU")),
        "month": nw.col("cover_until"),
        "basis": programme_basis(case),
    },
    criterion="not_covered",
)

NOT_VULNERABLE = Rule(
    code="civil_servant_or_wage",
    column="occupation",
    severity="block",
    outcome="reject",
    says=Text(
        id='Syarat pekerja rentan: pekerjaan "{x}" termasuk ASN/TNI/Polri/perangkat desa/penerima upah ({basis}).',
        en='Vulnerable worker: "{x}" is a state, village or wage-paid occupation ({basis}).',
    ),
    do=_REPLACE,
    broken=lambda case: nw.col("occupation_not_vulnerable"),
    values=lambda case: {"x": nw.coalesce("occupation_text", "occupation"), "basis": programme_basis(case)},
    criterion="vulnerable_worker",
)

NOT_OFFICIAL = Rule(
    code="not_village_official",
    column="occupation",
    severity="block",
    outcome="reject",
    says=Text(
        id='Syarat perangkat desa atau BPBD: pekerjaan "{x}" bukan salah satunya ({basis}).',
        en='Village official or disaster worker: "{x}" is neither ({basis}).',
    ),
    do=_REPLACE,
    broken=lambda case: ~nw.col("official") & ~nw.col("occupation_absent") & ~nw.col("occupation_unlisted"),
    values=lambda case: {"x": nw.coalesce("occupation_text", "occupation"), "basis": programme_basis(case)},
    criterion="village_official",
)

OFFICE_UNKNOWN = Rule(
    code="official_unknown",
    column="occupation",
    severity="block",
    outcome="correct",
    says=Text(
        id="Syarat perangkat desa atau BPBD: jabatannya kosong atau tidak dikenal ({basis}).",
        en="Village official or disaster worker: the office is empty or not known ({basis}).",
    ),
    do=Text(id="Isi jabatan dari daftar pilihan.", en="Fill in the office from the list."),
    broken=lambda case: nw.col("occupation_absent") | nw.col("occupation_unlisted"),
    values=lambda case: {"basis": programme_basis(case)},
    criterion="village_official",
)

NOT_IN_AREA = Rule(
    code="not_in_area",
    column="village_code",
    severity="block",
    outcome="reject",
    says=Text(
        id="Syarat wilayah: desa {x} di luar {area} ({basis}).",
        en="Lives in the area: village {x} is outside {area} ({basis}).",
    ),
    do=Text(
        id="Ajukan pada program daerah tempat tinggalnya.",
        en="Put the worker forward in the programme of the region of residence.",
    ),
    broken=lambda case: ~nw.col("village_number").is_null() & ~nw.col("in_area"),
    values=lambda case: {
        "x": nw.col("village_code"),
        "area": case.programme.area_name,
        "basis": programme_basis(case),
    },
    criterion="lives_in_area",
)


def _welfare_values(case: Case) -> Values:
    return {"desil": nw.col("desil"), "most": str(case.programme.decile_at_most), "basis": programme_basis(case)}


WELFARE_NOT_LISTED = Rule(
    code="welfare_not_listed",
    column="nik",
    severity="block",
    outcome="reject",
    says=Text(
        id="Syarat kesejahteraan: tidak ada di daftar; harus desil 1–{most} ({basis}).",
        en="Welfare: not on the list; must be decile 1–{most} ({basis}).",
    ),
    do=Text(
        id="Lampirkan berita acara musyawarah desa, atau ganti.",
        en="Attach the minutes of the village meeting, or put another worker forward.",
    ),
    broken=lambda case: nw.col("nik_trusted") & nw.col("desil").is_null(),
    values=_welfare_values,
    criterion="welfare",
)

WELFARE_ABOVE = Rule(
    code="welfare_above",
    column="nik",
    severity="block",
    outcome="reject",
    says=Text(
        id="Syarat kesejahteraan: desil {desil}; harus desil 1–{most} ({basis}).",
        en="Welfare: decile {desil}; must be decile 1–{most} ({basis}).",
    ),
    do=_REPLACE,
    broken=lambda case: nw.col("desil") > (case.programme.decile_at_most or 10),
    values=_welfare_values,
    criterion="welfare",
)

CRITERIA: Mapping[str, tuple[Rule, ...]] = {
    "working_age": (AGE_UNDER, AGE_OVER, AGE_SOON),
    "alive": (DECEASED, DEATH_ALIKE),
    "not_covered": (COVERED_OTHER_PROGRAM, COVERED_ACTIVE, COVERED_ALIKE),
    "vulnerable_worker": (NOT_VULNERABLE,),
    "village_official": (NOT_OFFICIAL, OFFICE_UNKNOWN),
    "lives_in_area": (NOT_IN_AREA,),
    "welfare": (WELFARE_NOT_LISTED, WELFARE_ABOVE),
}
"""Word in a programme's ``criteria`` -> the rules it stands for."""

RULES = tuple(rule for rules in CRITERIA.values() for rule in rules)

ASK_REGISTERS = ("alive", "not_covered", "welfare")
"""The criteria that need a list of another office."""
