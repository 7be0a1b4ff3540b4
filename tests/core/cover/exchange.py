"""Run the rules of the exchange on Polars and DuckDB, and say row by row what they must give."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl

from payung.engines.check import CheckTables
from payung.engines.local import LocalTables

BOTH = ("local", "check")
SENT = {
    "enrolment": pl.Int64,
    "person": pl.Int64,
    "nik": pl.String,
    "name_key": pl.String,
    "birth_date": pl.Date,
}
SAID = {
    "answer": pl.Int64,
    "nik": pl.String,
    "name_key": pl.String,
    "birth_date": pl.Date,
    "status": pl.String,
    "membership_number": pl.String,
    "reason": pl.String,
}
STANDING = {
    "enrolment": pl.Int64,
    "person": pl.Int64,
    "state": pl.String,
    "membership_number": pl.String,
    "reason": pl.String,
}


class Engine:
    """One engine, and tables handed to it as Parquet."""

    def __init__(self, name: str, folder: Path) -> None:
        self.tables: Any = LocalTables() if name == "local" else CheckTables()
        self.folder = folder
        self.count = 0

    def frame(self, rows: pl.DataFrame) -> Any:
        self.count += 1
        path = self.folder / f"{self.count}.parquet"
        rows.write_parquet(path)
        return self.tables.scan(path)


def collected(frame: Any, *order: str) -> pl.DataFrame:
    rows: pl.DataFrame = frame.collect(backend="polars").to_native()
    return rows.sort(*order)


def fates_one_by_one(sent: pl.DataFrame, said: pl.DataFrame) -> list[tuple[object, ...]]:
    """(answer, kind, why, enrolment) of each line, computed with loops and dictionaries."""
    people = list(sent.iter_rows(named=True))
    lines = list(said.iter_rows(named=True))
    whole = [_usable(line["nik"]) for line in lines]
    meant = [_meant(line, people) for line in lines]
    by_name = defaultdict(set)
    for line, one, usable in zip(lines, meant, whole, strict=True):
        if not usable and isinstance(one, int):
            by_name[one].add((line["status"], line["membership_number"] or "", line["reason"] or ""))
    meant = [
        "lines_differ" if isinstance(one, int) and not usable and len(by_name[one]) > 1 else one
        for one, usable in zip(meant, whole, strict=True)
    ]
    groups = defaultdict(list)
    for line, one in zip(lines, meant, strict=True):
        if isinstance(one, int):
            groups[one].append(line)
    person = {one["enrolment"]: one["person"] for one in people}
    holders = defaultdict(set)
    for one, told in groups.items():
        for line in told:
            if line["status"] == "accepted" and _number(line):
                holders[_number(line)].add(person[one])
    found = []
    for line, one in zip(lines, meant, strict=True):
        if isinstance(one, str):
            kind = "unknown" if one in ("nik_not_sent", "nobody_alike") else "ambiguous"
            found.append((line["answer"], kind, one, None))
            continue
        told = groups[one]
        why = _contradiction(told, holders)
        first = min(told, key=lambda other: (_weakness(other), other["answer"]))
        kind = "contradictory" if why else "used" if first is line else "repeated"
        found.append((line["answer"], kind, why, one))
    return found


def _usable(nik: str | None) -> bool:
    return nik is not None and re.fullmatch("[0-9]{16}", nik) is not None


def _meant(line: dict[str, Any], people: list[dict[str, Any]]) -> int | str:
    if _usable(line["nik"]):
        same = [one["enrolment"] for one in people if one["nik"] == line["nik"]]
        return same[0] if len(same) == 1 else "nik_sent_twice" if same else "nik_not_sent"
    name, born = line["name_key"], line["birth_date"]
    if name and re.fullmatch(r"[0-9]{15}\?", line["nik"] or ""):
        same = [
            one["enrolment"]
            for one in people
            if _usable(one["nik"]) and one["nik"][:15] == line["nik"][:15] and one["name_key"] == name
        ]
        if same:
            return same[0] if len(same) == 1 else "name_sent_twice"
    same = [
        one["enrolment"] for one in people if name and born and (one["name_key"], one["birth_date"]) == (name, born)
    ]
    return same[0] if len(same) == 1 else "name_sent_twice" if same else "nobody_alike"


def _number(line: dict[str, Any]) -> str | None:
    given = line["membership_number"]
    return given if given and re.fullmatch("[0-9]{11}", given) else None


def _contradiction(told: list[dict[str, Any]], holders: dict[Any, set[int]]) -> str | None:
    states = {line["status"] for line in told}
    numbers = {_number(line) for line in told if line["status"] == "accepted"} - {None}
    if "contradictory" in states:
        return "line_itself"
    if {"accepted", "rejected"} <= states:
        return "accepted_and_rejected"
    if len(numbers) > 1:
        return "two_numbers"
    return "number_shared" if any(len(holders[number]) > 1 for number in numbers) else None


def _weakness(line: dict[str, Any]) -> int:
    if line["status"] == "unanswered":
        return 2
    full = _number(line) if line["status"] == "accepted" else line["reason"] is not None
    return 0 if full else 1
