"""A decision from end to end, written once: what is computed here is the same on every engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw

from payung.core.allocation.months import months_for
from payung.core.allocation.order import order_key
from payung.core.allocation.rule_book import (
    LINKED_RULES,
    QUEUE_RULES,
    TWIN_RULES,
    register_rules_for,
    row_rules_for,
    rules_for,
)
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.eligibility.registers import (
    ADDED,
    LINKED,
    LINKED_SHOWN,
    active_members,
    recorded_deaths,
    strongest_first,
    welfare_deciles,
)
from payung.core.eligibility.verdict import any_broken, decision, person_key, reasons
from payung.core.people.nik_columns import day_of_number, with_nik_birth, with_nik_parts
from payung.core.programmes.programme import Case
from payung.core.roster.facts import FACTS, Known, judge_identity, read_facts
from payung.core.roster.rule import Rule, message
from payung.core.roster.table import DECISIONS, FINDINGS
from payung.engines.tables import Frame, Result, Tables

SHOWN = {"members": ("cover_until", "cover_programme"), "deaths": ("died",), "welfare": ()}
"""Register -> its columns that no rule reads, only messages."""

JUDGED = (
    "position", "nik_number", "nik_asked", "nik_trusted", "nik_born", "written", "born", "dob_from_nik",
    "village_number", "occupation_risk",
)  # fmt: skip
"""What is needed of a row once its own rules are judged."""

DECIDED = (*(name for name in JUDGED if name != "nik_asked"), "cover", "desil", "to_reject", "to_correct", "candidate")
"""And once the registers have been asked."""

WRITTEN = (
    "position", "nik_trusted", "nik_born", "written", "born", "dob_from_nik", "cover", "desil", "to_reject",
    "to_correct", "why", "rank", "months", "waits",
)  # fmt: skip
"""And to write the answer."""

MOST_RULES = 128


class WelfareListMissing(PayungError):
    """The programme asks for a welfare decile and no welfare list was given."""

    code = "welfare-list-missing"
    exit_code = 50

    def __init__(self, programme: str) -> None:
        super().__init__(
            Text(
                id=f"Program {programme} mensyaratkan desil kesejahteraan, tetapi daftarnya tidak diberikan.",
                en=f"Programme {programme} asks for a welfare decile, but no welfare list was given.",
            ),
            Text(id="Tambahkan --welfare BERKAS (nik,desil).", en="Add --welfare FILE (nik,desil)."),
            on_page=Text(
                id="Unggah daftar kesejahteraan pada halaman Aturan dan daftar pembanding, lalu nilai lagi.",
                en="Upload the welfare list on the page Rules and lists to compare with, then judge again.",
            ),
        )


LISTS = ("members", "deaths", "welfare")


@dataclass(frozen=True)
class Registers:
    """Normalised Parquet files of other offices, None when the user gave none; and what likeness found.

    ``links`` is Parquet with ``key`` (position of a roster row) and the columns ``LINKED`` and ``LINKED_SHOWN``; it is
    given if and only if the case is ``linked``.
    """

    members: Path | None = None
    deaths: Path | None = None
    welfare: Path | None = None
    links: Path | None = None


def decide(tables: Tables, rows: Path, registers: Registers, case: Case, known: Known, out: Path) -> None:
    """Judge every row of the roster table at ``rows``; write decisions.parquet and findings.parquet into ``out``.

    Raises: WelfareListMissing.
    """
    if "welfare" in case.programme.criteria and registers.welfare is None:
        raise WelfareListMissing(case.programme.id)
    results = (
        Result("decisions", DECISIONS, "position", lambda frame: _decisions(frame, case)),
        Result("findings", FINDINGS, "place", lambda frame: _findings(frame, registers, case)),
    )
    tables.write(_judged(tables, rows, registers, case, known), results, out)


def _judged(tables: Tables, rows: Path, registers: Registers, case: Case, known: Known) -> Frame:
    """Every row with its verdicts. Each step lets go of the frame before it, so memory holds one at a time."""
    frame = _judged_alone(tables, rows, case, known)
    frame = _judged_by_registers(tables, frame, registers, case)
    frame = _judged_together(tables, frame, case)
    return _paid(tables, frame, case)


def _judged_alone(tables: Tables, rows: Path, case: Case, known: Known) -> Frame:
    facts = tables.keep(read_facts(tables.scan_rows(rows), known, case.programme.area_code), ("position", *FACTS))
    identity = judge_identity(tables.with_cards(with_nik_birth(with_nik_parts(facts), case.on)), known)
    asking = identity.with_columns(nik_asked=nw.when(nw.col("nik_trusted")).then(nw.col("nik_number")))
    rules = row_rules_for(case)
    return tables.keep(_flagged(asking, rules, case), (*JUDGED, *(rule.flag for rule in rules)))


def _judged_by_registers(tables: Tables, frame: Frame, registers: Registers, case: Case) -> Frame:
    frame = _flagged(_look_everything_up(tables, frame, registers, case), register_rules_for(case), case)
    rules = (*row_rules_for(case), *register_rules_for(case))
    frame = frame.with_columns(to_reject=any_broken(rules, "reject"), to_correct=any_broken(rules, "correct"))
    frame = frame.with_columns(candidate=~nw.col("to_reject") & ~nw.col("to_correct"))
    linked = LINKED if case.linked else ()
    return tables.keep(frame, (*DECIDED, *linked, *(rule.flag for rule in rules)))


def _judged_together(tables: Tables, frame: Frame, case: Case) -> Frame:
    frame = _flagged(tables.with_twins(frame), TWIN_RULES, case).with_columns(
        to_reject=nw.col("to_reject") | any_broken(TWIN_RULES, "reject"),
        to_correct=nw.col("to_correct") | any_broken(TWIN_RULES, "correct"),
    )
    if case.linked:
        frame = _judged_as_persons(tables, frame, case)
    deciding = [rule for rule in rules_for(case) if rule.outcome]
    frame = tables.with_text(frame, "why", reasons(deciding), [rule.flag for rule in deciding])
    return frame.with_columns(accepted=~nw.col("to_reject") & ~nw.col("to_correct"), queue_key=order_key(case))


def _judged_as_persons(tables: Tables, frame: Frame, case: Case) -> Frame:
    """Of the sound rows of one person the best stays; add the flags of ``LINKED_RULES``."""
    sound = ~nw.col("to_reject") & ~nw.col("to_correct")
    asking = frame.with_columns(person_asks=sound & ~nw.col("link_person").is_null())
    turned = tables.with_turn(asking, "person_turn", "person_asks", "link_person", "link_place")
    return _flagged(turned, LINKED_RULES, case).with_columns(
        to_reject=nw.col("to_reject") | any_broken(LINKED_RULES, "reject")
    )


def _look_everything_up(tables: Tables, frame: Frame, registers: Registers, case: Case) -> Frame:
    readers = {
        "members": lambda register: active_members(register, case.on),
        "deaths": lambda register: recorded_deaths(register, case.on),
        "welfare": welfare_deciles,
    }
    for name in LISTS:
        path = getattr(registers, name)
        judged = [column for column in ADDED[name] if column not in SHOWN[name]]
        if path is None:
            frame = frame.with_columns(**{column: _nothing(column) for column in judged})
        else:
            register = tables.strongest(readers[name](tables.scan(path)), strongest_first(name))
            frame = tables.look_up(frame, register.select("key", *ADDED[name]), judged, SHOWN[name])
    if registers.links is not None:
        links = tables.scan(registers.links).select("key", *LINKED, *LINKED_SHOWN)
        frame = tables.look_up(frame.with_columns(nik_asked=nw.col("position")), links, LINKED, LINKED_SHOWN)
    return frame


def _nothing(column: str) -> nw.Expr:
    dtype = {"dead": nw.Boolean, "cover_until": nw.String, "cover_programme": nw.String}.get(column, nw.Int64)
    return nw.lit(None, dtype)  # type: ignore[arg-type]


def _flagged(frame: Frame, rules: Sequence[Rule], case: Case) -> Frame:
    flags = {rule.flag: rule.broken(case).fill_null(False) for rule in rules}
    return frame.with_columns(**flags) if flags else frame


def _paid(tables: Tables, frame: Frame, case: Case) -> Frame:
    """Add rank, quota_turn, months, waits and the flags of ``QUEUE_RULES``."""
    programme = case.programme
    scopes = {"village": "village_number", "area": None}
    fund, quota = scopes[programme.fund.per], scopes[programme.quota_per]
    ranked = tables.with_turn(frame, "rank", "accepted", fund, "queue_key")
    if programme.quota is None or fund == quota:
        queued = ranked.with_columns(quota_turn=nw.col("rank"), turn=nw.col("rank"))
    else:
        queued = tables.with_turn(ranked, "quota_turn", "accepted", quota, "queue_key").with_columns(
            within_quota=(nw.col("quota_turn") <= programme.quota).fill_null(False)
        )
        queued = tables.with_turn(queued, "turn", "within_quota", fund, "queue_key")
    months = queued.with_columns(months=months_for(case))
    waits = months.with_columns(waits=nw.col("accepted") & (nw.col("months") == 0))
    linked = ("link_key",) if case.linked else ()
    return tables.keep(
        _flagged(waits, QUEUE_RULES, case),
        (*WRITTEN, *linked, *(rule.flag for rule in rules_for(case))),
    )


def _decisions(frame: Frame, case: Case) -> Frame:
    """The table ``DECISIONS`` of judged rows."""
    why, months = nw.col("why").cast(nw.String), nw.col("months")
    taken = nw.when(nw.col("dob_from_nik")).then(nw.col("nik_born"))
    dob = nw.when(~nw.col("born").is_null()).then(nw.coalesce(day_of_number(taken), nw.col("birth_date")))
    columns = {
        "decision": decision(),
        "reasons": nw.when(nw.col("waits")).then(nw.lit("waiting_list")).otherwise(why.fill_null("")),
        "person_key": person_key(linked=case.linked),
        "dob": dob,
        "programme": nw.lit(case.programme.id),
        "fund": nw.when(months > 0).then(nw.lit(case.programme.fund.id)),
    }
    return frame.with_columns(**columns).select("position", *DECISIONS)


def _findings(frame: Frame, registers: Registers, case: Case) -> Frame:
    """The table ``FINDINGS`` of judged rows; ``place`` orders it by row, then by the book of rules."""
    missing = [column for name in LISTS if getattr(registers, name) is None for column in SHOWN[name]]
    if missing:
        frame = frame.with_columns(**{column: _nothing(column) for column in missing})
    found = [_finding(frame, order, rule, case) for order, rule in enumerate(rules_for(case))]
    return nw.concat(found)


def _finding(frame: Frame, order: int, rule: Rule, case: Case) -> Frame:
    values = rule.values(case)
    return frame.filter(nw.col(rule.flag)).select(
        "file",
        "sheet",
        "row",
        place=nw.col("position") * MOST_RULES + order,
        column=nw.lit(rule.column),
        code=nw.lit(rule.code),
        severity=nw.lit(rule.severity),
        message_id=message(f"{rule.says.id} {rule.do.id}", values),
        message_en=message(f"{rule.says.en} {rule.do.en}", values),
    )
