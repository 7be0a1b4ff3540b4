"""A run of the main job put into the store: people, rows, decisions and findings."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.open_cycle import programme_number
from payung.actions.put_run import Tables, put_run, villages_by_code
from payung.actions.staging import MARK
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.programmes.catalogue import read_programme
from payung.gateways.file_digest import sha256_of
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Run

DECISIONS = "decisions.parquet"
FINDINGS = "findings.parquet"


class RunFolderWrong(PayungError):
    """The folder is not the result of a run, or was changed since."""

    code = "run-folder-wrong"
    exit_code = 109

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Text(
                id=f"Folder '{folder.name}' bukan hasil `payung run` yang utuh.",
                en=f"The folder '{folder.name}' is not a whole result of `payung run`.",
            ),
            Text(id="Berikan folder --out dari payung run.", en="Give the --out folder of payung run."),
        )


class RunReceived(PayungError):
    """The same run was received before."""

    code = "run-received"
    exit_code = 110

    def __init__(self) -> None:
        super().__init__(
            Text(id="Hasil ini sudah ada di basis data.", en="This result is in the store already."),
            Text(
                id="Tidak ada yang perlu dilakukan; untuk daftar yang diperbaiki, jalankan payung run lagi.",
                en="Nothing is to be done; for corrected lists, run payung run again.",
            ),
        )


@dataclass(frozen=True)
class Received:
    """How much of a run came into the store; ``people`` of whom ``new`` were not there before."""

    run: int
    rows: int
    findings: int
    people: int
    new: int


def receive_roster(place: Place, asked: Asked, folder: Path) -> Received:
    """Put the result of a run into the store, whole or not at all; nothing is promised to anybody by this.

    People are those of linkage (``person_key``); who was there before keeps number, name and NIK.
    Raises: RunFolderWrong, RunReceived, and what ``act_at`` raises.
    """
    try:
        mark = (folder / MARK).read_text("utf-8")
        run = json.loads(mark)
        decisions = pl.read_parquet(folder / DECISIONS, glob=False)
        findings = pl.read_parquet(folder / FINDINGS, glob=False)
        sha256 = sha256_of(folder / DECISIONS)
        programme = read_programme(run["programme"])
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise RunFolderWrong(folder) from error

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        if Run.objects.filter(sha256=sha256).exists():
            raise RunReceived
        number = doing.add_one(
            Run, programme_id=programme_number(doing, programme), cycle_id=None, on=run["on"], mark=mark, sha256=sha256
        )
        codes = decisions["village_code"].drop_nulls().unique().sort().to_list()
        villages = villages_by_code(doing, codes, date.fromisoformat(run["on"]))
        put = put_run(doing, keys, number, Tables(decisions, findings), villages)
        return {"run": number, **asdict(put)}

    return Received(**act_at(place, asked, "roster.receive", {"run": sha256, "programme": programme.id}, work))
