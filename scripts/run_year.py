"""A year of a made-up province, month by month, through the commands that an office uses: ``make year``.

July 2026 to June 2027. People die and move, BPJS sends some back and answers others late, a second source pays from
December, the relief of private money ends with December, and the second tranches come a month late: January is paid in
February. Only ``payung`` commands are run; each stands with its answer in the log.
"""

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import click
from click.testing import CliRunner

from payung.core.basis.months import between
from payung.entry.cli.main import main

FIRST, LAST, AFTER = 202607, 202706, 202707
GROUPS = {"SA": "2026", "SC": "2026", "SD": "2026", "SL": "2026"}
ROUTES = {
    "SA": ("apbd", ("spm", "sp2d")),
    "SC": ("private", ("receipt",)),
    "SD": ("village", ("spp", "receipt")),
    "SL": ("private", ("receipt",)),
}
"""Kind of group -> the way of its money, and the papers that show it."""
DECREE, SECOND, EXTENSION = "100/2026", "200/2026", "100/2027"
PROGRAMME = "jambi-bkbk-2022"
SECOND_SOURCE, LATE, CAME = 202612, 202701, 202702
MISSING = 2
CREDIT = re.compile(r"^(\d+) \([^,]*, (\w\w)[^)]*\): .*sisa Rp([\d.]+)\. .*Diperhitungkan", re.M)
"""What BPJS owes: number, kind of group, rest; of those that are offset against a bill."""
UNCLEAR = ("Mohon konfirmasi ke cabang", "member_already")
"""What BPJS writes that no list of phrases knows, and what the branch said on the telephone that it means."""


@dataclass
class Month:
    """What happened in a month, for the table; money in whole rupiah."""

    received: int = 0
    left: int = 0
    accepted: int = 0
    rejected: int = 0
    replaced: int = 0
    billed: int = 0
    committed: int = 0
    paid: int = 0
    credit: int = 0
    months_paid: int = 0
    names: int = 0


@dataclass
class Office:
    """The folder of the year, the log, and what the table says of each month."""

    folder: Path
    log: Path
    told: dict[int, Month] = field(default_factory=dict)

    def payung(self, *words: object, may: Sequence[int] = (0,)) -> str:
        """Run ``payung`` with these words; gives what it says. Ends the script where it ends otherwise than ``may``."""
        said = [str(word) for word in words]
        done = CliRunner().invoke(main, said)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"$ payung {' '.join(said)}\n{done.output}\n")
        if done.exit_code not in may or (done.exception and not isinstance(done.exception, SystemExit)):
            sys.exit(f"payung {' '.join(said)}\n{done.output}\n{done.exception or ''}")
        return done.output


def tell(line: str) -> None:
    """A line on the screen."""
    click.echo(line)


def day(month: int, number: int) -> str:
    """YYYY-MM-DD."""
    return f"{month // 100}-{month % 100:02d}-{number:02d}"


def dash(month: int) -> str:
    """YYYY-MM."""
    return day(month, 1)[:7]


def figure(pattern: str, text: str) -> int:
    """The sum of every figure that ``pattern`` finds; dots separate thousands."""
    return sum(int(found.replace(".", "")) for found in re.findall(pattern, text))


def prepare(office: Office, area: str, villages: int, seed: int) -> None:
    """The lists of the villages, who is accepted, whose money pays them, and an empty store with both."""
    made, ran, plan = (office.folder / name for name in ("masukan", "hasil", "dana"))
    world = ("--province", area, "--villages", villages, "--seed", seed)
    office.payung("synth", "make", *world, "--out", made)
    lists = ("--rosters", made / "rosters", "--manifest", made / "manifest.csv", "--members", made / "members.parquet")
    known = ("--deaths", made / "deaths.csv", "--welfare", made / "welfare.csv")
    office.payung("run", PROGRAMME, *lists, *known, "--on", "2026-06-15", "--out", ran)
    facts = ("--facts", made / "facts.csv", "--facts", made / "welfare.csv")
    people = ("--people", ran / "decisions.parquet")
    office.payung("budget", "allocate", "--funds", made / "year.yaml", *people, *facts, "--out", plan)
    office.payung("budget", "verify", plan)
    office.payung("store", "init")
    if not office.payung("store", "verify").startswith("0 tindakan"):
        sys.exit("DATABASE_URL: basis data itu berisi; pakai yang kosong / that store is not empty, take an empty one")
    office.payung("roster", "receive", ran, "--on", "2026-06-16")
    office.payung("fund", "open", made / "year.yaml", "--on", "2026-06-16")


def begin(office: Office, month: int) -> None:
    """Money comes in and the decree is issued for the months it pays."""
    money(office, month)
    until = ("--from", dash(month), "--until", "2026-12", "--on", day(month, 3))
    words = ("--programme", PROGRAMME, "--number", DECREE, "--dated", day(month, 3))
    office.payung("decree", "issue", office.folder / "dana", *words, *until)
    send(office, month, DECREE)


def money(office: Office, month: int, *more: str) -> None:
    """What the funds promised for the month comes in."""
    said = office.payung("fund", "receive", *(more or ("--all",)), "--month", dash(month), "--on", day(month, 2))
    office.told[month].received += figure(r"Rp([\d.]+)", said)


def send(office: Office, month: int, decree: str) -> None:
    """Who is newly on the decree goes to BPJS."""
    to = [word for kind, number in GROUPS.items() for word in ("--group", f"{kind}:{number}")]
    out = office.folder / "kirim" / f"{dash(month)}-{decree.replace('/', '-')}"
    office.payung("enrolment", "export", "--decree", decree, *to, "--out", out, "--on", day(month, 4))
    branch = ("--on", day(month, 8), "--out", office.folder / "balas" / dash(month))
    office.payung("synth", "branch", "answer", out, *at(office), *branch)


def answers(office: Office, month: int) -> None:
    """The branch answers whom it had put off, and every answer of the month is taken."""
    back = office.folder / "balas" / dash(month)
    office.payung("synth", "branch", "answer", *at(office), "--on", day(month, 8), "--out", back)
    told = office.told[month]
    for path in sorted(back.glob("*.xlsx")):
        kind, number = path.stem.split("_")
        words = ("--group", f"{kind}:{number}", "--on", day(month, 8))
        said = office.payung("enrolment", "answer", path, *words)
        told.accepted += figure(r"Baru: diterima[^\d]*([\d.]+)", said)
        told.rejected += figure(r"Baru: ditolak[^\d]*([\d.]+)", said)
        if UNCLEAR[0] in said:
            office.payung("enrolment", "map", *UNCLEAR, "--on", day(month, 8))


def at(office: Office) -> tuple[object, ...]:
    """The folder of the branch's memory."""
    return ("--at", office.folder / "cabang")


def changes(office: Office, month: int) -> None:
    """Deaths and moves the registry lists; the places of those who left or were sent back go to the next who wait."""
    listed, on = office.folder / "dukcapil" / f"{dash(month)}.csv", day(month, 3)
    office.payung("synth", "branch", "registry", "--month", dash(month), *at(office), "--out", listed)
    said = office.payung("people", "left", listed, "--on", on)
    office.told[month].left += figure(r"baris: ([\d.]+) orang keluar", said)
    for base in (DECREE, SECOND) if month > SECOND_SOURCE else (DECREE,):
        name = f"{base.split('/')[0]}.{month % 100:02d}"
        how = ("--decree", base, "--dated", on, "--from", dash(month), "--on", on)
        amend(office, month, f"{name}/{month // 100}", "enrolment", "replace", *how)
        gone = office.folder / "keluar" / f"{name}-{month}.csv"
        if figure(r"^([\d.]+) dari", office.payung("decree", "gone", "--decree", base, "--out", gone)):
            amend(office, month, f"{name}b/{month // 100}", "decree", "amend", gone, *how)


def amend(office: Office, month: int, number: str, *words: object) -> None:
    """An amending decree; who comes on by it goes to BPJS."""
    said = office.payung(*words, "--number", number)
    filled = figure(r"([\d.]+) pengganti", said)
    office.told[month].replaced += filled
    if filled:
        send(office, month, number)


def second_source(office: Office, month: int) -> None:
    """Who waits still is planned with the money of the second source, and decreed."""
    waits, plan, funds = office.folder / "menunggu.csv", office.folder / "dana2", office.folder / "masukan/second.yaml"
    office.payung("decree", "waiting", "--decree", DECREE, "--out", waits)
    office.payung("budget", "allocate", "--funds", funds, "--people", waits, "--out", plan)
    office.payung("fund", "open", funds, "--on", day(month, 2))
    money(office, month, "csr")
    words = ("--programme", PROGRAMME, "--number", SECOND, "--dated", day(month, 3), "--on", day(month, 3))
    office.payung("decree", "issue", plan, *words)
    send(office, month, SECOND)


def extend(office: Office, month: int) -> None:
    """The late tranches come, and whoever is on the decree goes on from January."""
    money(office, month, "--all", "--promised", dash(LATE))
    words = ("--decree", DECREE, "--number", EXTENSION, "--dated", day(month, 3), "--on", day(month, 3))
    office.payung("decree", "extend", *words, "--from", dash(LATE), "--until", dash(LAST))


def bills(office: Office, month: int) -> None:
    """The branch bills; what is due is matched and paid, and the branch told of the rest by the record."""
    groups = ("--group", "SC_2026") if month == LATE else ()
    faults = ("--few", month % 2, "--many", int(month % 3 == 1))
    out = office.folder / "tagihan" / dash(month)
    words = ("--month", dash(month), *at(office), "--on", day(month, 10), "--out", out)
    office.payung("synth", "branch", "bill", *words, *faults, *groups)
    due = []
    for path in sorted(out.glob("*.xlsx")):
        kind, number = path.stem.split("_")[:2]
        said = office.payung("bill", "receive", path, "--group", f"{kind}:{number}", "--on", day(month, 10))
        amount = figure(r"Menjadi ditagih: [\d.]+ orang-bulan, Rp([\d.]+)", said)
        due.append((kind, re.findall(r"Tagihan (\d+)/", said)[0], amount))
        office.told[month].billed += figure(r"^Tagihan .* orang, ([\d.]+) orang-bulan", said)
        office.told[month].committed += figure(r"Menjadi ditagih: ([\d.]+)", said)
    record = match(office, month, "tagihan", between(FIRST, month)[-4:][0])
    owed = office.payung("credit", "list")
    for kind, code, amount in due:
        credits = {number: int(rest.replace(".", "")) for number, of, rest in CREDIT.findall(owed) if of == kind}
        pay(office, month, kind, code, amount, credits, record / "tumpukan.xlsx")


def pay(office: Office, month: int, kind: str, code: str, due: int, credits: Mapping[str, int], record: Path) -> None:
    """What BPJS owes settles a part, money the rest; the payment is recorded with the papers of its way."""
    on, surat, credit = day(month, 14), office.folder / "surat", sum(credits.values())
    amounts = ("--bill", code, "--amount", due - credit)
    words = (*amounts, "--credit", credit, "--record", record, *at(office), "--on", on, "--out", surat)
    office.payung("synth", "branch", "pay", *words)
    route, needed = ROUTES[kind]
    papers = [word for one in needed for word in (f"--{one}", f"{one.upper()}-{code}", on, surat / f"{code}-{one}.txt")]
    used = [word for number in credits for word in ("--credit", number)]
    said = office.payung("payment", "record", *amounts, "--route", route, *papers, *used, "--on", on)
    office.told[month].paid += figure(r"orang-bulan, Rp([\d.]+)", said)
    office.told[month].credit += credit
    office.told[month].months_paid += figure(r"([\d.]+) orang-bulan", said)


def match(office: Office, month: int, what: str, since: int) -> Path:
    """Decree, bill and list side by side from ``since`` (yyyymm) on; gives the folder of the record."""
    out = office.folder / "berita-acara" / f"{dash(month)}-{what}"
    office.payung("month", "match", dash(since), "--until", dash(month), "--on", day(month, 27), "--out", out)
    return out


def lists(office: Office, month: int, missing: int = MISSING) -> None:
    """The member lists of this month, in which a few do not stand yet, and those of earlier months that changed."""
    for of_month in between(FIRST, min(month, LAST))[-4:]:
        out = office.folder / "peserta" / f"{dash(month)}-untuk-{dash(of_month)}"
        how = ("--changed", "--missing", missing if of_month == month else 0, "--out", out)
        office.payung("synth", "branch", "members", "--month", dash(of_month), *at(office), *how)
        for path in sorted(out.glob("*.xlsx")):
            kind, number = path.stem.split("_")[:2]
            words = ("--month", dash(of_month), "--group", f"{kind}:{number}", "--on", day(month, 26))
            said = office.payung("member", "receive", path, *words)
            office.told[month].names += figure(r"^([\d.]+) nama", said) if of_month == month else 0


def end(office: Office) -> None:
    """What the year leaves over: the last names come, months nobody billed are freed, and free money goes back."""
    office.told[AFTER] = Month()
    lists(office, AFTER)
    office.payung("month", "release", "--until", dash(LAST), "--on", day(AFTER, 27))
    office.payung("fund", "return", "--all", "--on", day(AFTER, 27))
    office.payung("month", "close", dash(AFTER), "--on", day(AFTER, 28))


def one_month(office: Office, month: int) -> None:
    """A month from its first day to its last."""
    office.told[month] = Month()
    if month == FIRST:
        begin(office, month)
    if month == CAME:
        extend(office, month)  # first, so that there are months to hand on
    if month > FIRST:
        changes(office, month)
    if month == SECOND_SOURCE:
        second_source(office, month)
    answers(office, month)
    bills(office, month)
    lists(office, month)
    match(office, month, "daftar", month)
    office.payung("month", "close", dash(month), "--on", day(month, 28))


COLUMNS = ("bulan", "uang masuk", "keluar", "diterima", "ditolak", "diganti", "ditagih", "terutang", "dibayar",
           "rupiah", "kredit", "di daftar")  # fmt: skip


def show(month: int, told: Month) -> None:
    """A line of the table."""
    cells = (dash(month), told.received, told.left, told.accepted, told.rejected, told.replaced, told.billed,
             told.committed, told.months_paid, told.paid, told.credit, told.names)  # fmt: skip
    shown = [f"{cell:,}".replace(",", ".") if isinstance(cell, int) else cell for cell in cells]
    tell("  ".join(f"{cell:>{max(9, len(head))}}" for cell, head in zip(shown, COLUMNS, strict=True)))


def year(folder: Path, world: tuple[str, int, int], months: Sequence[int]) -> Office:
    """Run the months in a ``world`` of area, villages and seed. The store: DATABASE_URL, or a file in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder.resolve()}/payung.sqlite3")
    os.environ.setdefault("PAYUNG_KEYS", str(folder.resolve() / "kunci" / "keys.json"))
    office = Office(folder, folder / "log.txt")
    if months[0] == FIRST:
        prepare(office, *world)
    tell("  ".join(f"{head:>9}" for head in COLUMNS))
    for month in months:
        one_month(office, month)
        show(month, office.told[month])
    if months[-1] == LAST:
        end(office)
    return office


def run() -> None:
    """The command line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--area", default="1572", help="Kemendagri code of the province or regency")
    asked.add_argument("--villages", type=int, default=20)
    asked.add_argument("--seed", type=int, default=2026)
    asked.add_argument("--out", type=Path, default=Path("tahun"))
    asked.add_argument("--since", default=dash(FIRST), help="YYYY-MM; a later one goes on where the folder stands")
    asked.add_argument("--until", default=dash(LAST), help="YYYY-MM")
    said = asked.parse_args()
    start = perf_counter()
    months = between(int(said.since.replace("-", "")), int(said.until.replace("-", "")))
    office = year(said.out, (said.area, said.villages, said.seed), months)
    tell(office.payung("month", "report", "--out", office.folder / "laporan"))
    tell(office.payung("store", "verify"))
    tell(f"{perf_counter() - start:.0f} s")


if __name__ == "__main__":
    run()
