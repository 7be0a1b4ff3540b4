"""The store broken on purpose, one way at a time: each must fail a test.

    python -m tests.store.mutations [WORD …]     # all, or those whose name has one of the words

Each is made in a copy of the source. Which tests are asked first is said with it; the first that fails ends it.
What cannot be seen by any test on a machine that keeps its power is told apart: ``synchronous=NORMAL`` and
``synchronous_commit=off`` lose acknowledged acts only with the power, so a test asks for the setting itself.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
STORE = "src/payung/store"


class Mutation(NamedTuple):
    """``old`` (once in the file) becomes ``new``; ``tests`` should notice."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    on: str = "sqlite"
    """The database on which it is tried."""


ACTS, BOOKS, PROOF, MODEL = (
    f"tests/{name}.py" for name in ("store/test_acts", "store/test_ledger", "store/test_proof", "generative/test_model")
)
PROOF += " tests/store/test_proof_of_seals.py"
JOINS, CREDITS = "tests/store/test_joins_and_codes.py", "tests/store/test_credits.py"
ROWS, KEPT, DATABASE, RACES = (
    f"tests/{name}.py"
    for name in ("store/test_rows", "store/test_kept", "store/test_database", "generative/test_concurrency")
)
MUTATIONS = [
    Mutation(
        "shift without its condition",
        "ledger.py",
        'enough = Q(id=purse) & Q(**{f"{source}__gte": amount})',
        "enough = Q(id=purse)",
        BOOKS,
    ),
    Mutation("shift one rupiah too generous", "ledger.py", '__gte": amount})', '__gte": amount - 1})', BOOKS),
    Mutation("shift that only takes", "ledger.py", "target: F(target) + amount}", "target: F(target)}", BOOKS),
    Mutation(
        "move without looking at states",
        "ledger.py",
        'wrong = len(ids) - found.filter(pl.col("state").is_in(list(move.begins))).height',
        "wrong = 0",
        BOOKS,
    ),
    Mutation(
        "move that forgets the state", "ledger.py", ".update(state=move.ends)", ".update(state=F('state'))", BOOKS
    ),
    Mutation(
        "reserve without a savepoint",
        "ledger.py",
        "with transaction.atomic():\n            self._shift(_sums(asked.filter(~paid)",
        "if True:\n            self._shift(_sums(asked.filter(~paid)",
        BOOKS,
    ),
    Mutation("reserve for the dead", "ledger.py", "if late:", "if False:", BOOKS),
    Mutation(
        "reserve for the dead in the month after",
        "ledger.py",
        'pl.col("month") > pl.col("left")',
        'pl.col("month") > pl.col("left") + 1',
        BOOKS,
    ),
    Mutation(
        "reserve twice for one person of two numbers",
        "ledger.py",
        "if _held_by_the_same(asked):",
        "if False:",
        f"{JOINS} {MODEL}",
    ),
    Mutation("books of closed months", "ledger.py", "booked <= last:", "booked < last:", BOOKS),
    Mutation("money below zero comes in", "ledger.py", "if not 0 < amount <= MOST or not", "if not", BOOKS),
    Mutation(
        "no head lock",
        "acts.py",
        'if connection.vendor == "postgresql":\n        heads = heads.select_for_update()',
        "if False:\n        pass",
        f"{ACTS} {RACES}",
        on="postgresql",
    ),
    Mutation(
        "sqlite reads before its turn",
        "addresses.py",
        '"transaction_mode": "IMMEDIATE"',
        '"transaction_mode": "DEFERRED"',
        f"{ACTS} {RACES}",
    ),
    Mutation("repeat is done again", "acts.py", "if done:\n", "if False:\n", ACTS),
    Mutation(
        "reused id is not noticed",
        "acts.py",
        "(done.kind, done.said, done.on, done.by) != (deed.kind, said, deed.on, deed.by)",
        "(done.kind, done.said, done.by) != (deed.kind, said, deed.by)",
        ACTS,
    ),
    Mutation(
        "an id reused by somebody else is not noticed",
        "acts.py",
        "done.on, done.by) != (deed.kind, said, deed.on, deed.by)",
        "done.on) != (deed.kind, said, deed.on)",
        ACTS,
    ),
    Mutation(
        "chain without previous",
        "acts.py",
        "linker.link(bytes.fromhex(act.previous), content_of(act))",
        "linker.link(bytes(32), content_of(act))",
        ACTS,
    ),
    Mutation(
        "chain that does not bind who",
        "acts.py",
        "return canonical(parts).encode()",
        "return canonical([*parts[:3], *parts[4:]]).encode()",
        PROOF,
    ),
    Mutation("chain in local time", "acts.py", "at=deed.at.astimezone(UTC),", "at=deed.at,", ACTS),
    Mutation(
        "head that stays behind",
        "acts.py",
        "update(number=act.number, link=act.link)",
        "update(number=act.number)",
        ACTS,
    ),
    Mutation(
        "act in two transactions",
        "acts.py",
        "with transaction.atomic(durable=True):\n            tell_database()",
        "if True:\n            tell_database()",
        ACTS,
    ),
    Mutation(
        "addition without a savepoint",
        "acts.py",
        "with transaction.atomic():\n            count, digest",
        "if True:\n            count, digest",
        ACTS,
    ),
    Mutation(
        "digest without one column", "rows.py", "kept = kept_columns(model)", "kept = kept_columns(model)[:-1]", ACTS
    ),
    Mutation(
        "a column that is not kept",
        "models/base.py",
        "if field.column not in model.CHANGING)",
        "if field.column not in model.CHANGING | {'amount'})",
        f"{KEPT} {PROOF}",
    ),
    Mutation(
        "digest of rows in pieces",
        "rows.py",
        '[1:-1].encode() + b",")',
        '[1:-1].encode() + (b"" if self.rows > 9 else b","))',
        ROWS,
    ),
    Mutation(
        "unchecked texts",
        "rows.py",
        "if self.longest is not None and max(map(len, values)) > self.longest:",
        "if False:",
        ROWS,
    ),
    Mutation(
        "proof without the books",
        "proof.py",
        '        if found:\n            faults.append(Fault("books"',
        '        if found and not found:\n            faults.append(Fault("books"',
        PROOF,
    ),
    Mutation(
        "proof without what is missing",
        "proof.py",
        "for number in sorted(missing)]\n    return count",
        "for number in sorted(missing) if not number]\n    return count",
        PROOF,
    ),
    Mutation("proof that believes the head", "proof.py", "if heads != [(1, number, link)]:", "if not heads:", PROOF),
    Mutation(
        "proof without seals",
        "proof.py",
        "        for model, columns, of in _SEALED:",
        "        for model, columns, of in ():",
        PROOF,
    ),
    Mutation(
        "proof of no one moment",
        "reading.py",
        "ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        "ISOLATION LEVEL READ COMMITTED",
        PROOF,
        on="postgresql",
    ),
    Mutation("sqlite without FULL", "addresses.py", "synchronous=FULL", "synchronous=NORMAL", DATABASE),
    Mutation(
        "postgresql that does not wait for the disk",
        "addresses.py",
        "synchronous_commit=on",
        "synchronous_commit=off",
        DATABASE,
        on="postgresql",
    ),
    Mutation(
        "villages swap codes one by one",
        "renumber.py",
        '        Village.objects.filter(id=village).update(code=f"#{place}")',
        "        pass",
        f"{JOINS} {MODEL}",
    ),
    Mutation(
        "join that forgets what is held twice",
        "joins.py",
        "if len(ids) > 1 for id_ in ids",
        "if len(ids) > 2 for id_ in ids",
        f"{JOINS} {MODEL}",
    ),
    Mutation(
        "undone leavings that count",
        "people.py",
        'return rows.filter(undoes__isnull=True).exclude(id__in=rows.filter(undoes__isnull=False).values("undoes_id"))',
        "return rows.filter(undoes__isnull=True)",
        BOOKS,
    ),
    Mutation(
        "billed months of the dead reserved again", "ledger.py", 'if move.ends == "reserved":', "if False:", BOOKS
    ),
    Mutation(
        "a credit settled from what is free",
        "ledger.py",
        'self._shift(amounts, "credit", "free")',
        "pass",
        f"{CREDITS} {MODEL}",
    ),
    Mutation(
        "a month taken over from what is free",
        "ledger.py",
        '_sums(asked.filter(paid), "purse"), "credit", "paid")',
        '_sums(asked.filter(paid), "purse"), "free", "paid")',
        f"{CREDITS} {MODEL}",
    ),
    Mutation(
        "a credit used beyond its amount",
        "credits.py",
        'Credit.objects.filter(id=number, used__lte=F("amount") - amount)',
        "Credit.objects.filter(id=number)",
        f"{CREDITS} {MODEL}",
    ),
    Mutation(
        "a use that is not counted", "credits.py", 'enough.update(used=F("used") + amount)', "enough.exists()", CREDITS
    ),
    Mutation("a month offered again", "credits.py", 'treatment="replace", use=None)', 'treatment="replace")', CREDITS),
    Mutation(
        "a leaving that frees billed months",
        "leavings.py",
        '"release", released)',
        '"release", released + billed)',
        BOOKS,
    ),
    Mutation(
        "future months closed",
        "closing.py",
        "if month > doing.deed.on.year * 100 + doing.deed.on.month:",
        "if False:",
        BOOKS,
    ),
]


def survives(mutation: Mutation) -> bool:
    """Whether no test noticed."""
    with tempfile.TemporaryDirectory(prefix="mutation") as folder:
        for name in ("src", "tests", "pyproject.toml"):
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, Path(folder) / name)
        file = Path(folder) / STORE / mutation.file
        file.write_text(mutated(mutation))
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *mutation.tests.split()]
        command += ["-k", f"not {'postgresql' if mutation.on == 'sqlite' else 'sqlite'}"]
        environment = os.environ | {"PYTHONPATH": f"{folder}/src", "GENERATIVE_STEPS": "600", "QUICK": "1"}
        told = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        last = told.stdout.strip().splitlines()[-2:]
        print("survived" if told.returncode == 0 else "killed", f"{mutation.name}:", *last, flush=True)  # noqa: T201
        return told.returncode == 0


def mutated(mutation: Mutation) -> str:
    """The file with the mutation in it."""
    text = (ROOT / STORE / mutation.file).read_text()
    assert text.count(mutation.old) == 1, mutation.name
    return text.replace(mutation.old, mutation.new)


def main(words: list[str]) -> int:
    """How many survived."""
    chosen = [one for one in MUTATIONS if not words or any(word in one.name for word in words)]
    survivors = [one.name for one in chosen if survives(one)]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} were noticed; not: {survivors}")  # noqa: T201
    return len(survivors)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
