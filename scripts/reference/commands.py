"""Pages of commands, of errors that stop them, and of the rules by which they judge."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import click

import payung
from payung.core.allocation.rule_book import RULES
from payung.core.basis.errors import PayungError
from payung.core.places import messages
from payung.entry.cli.main import main as main_command
from payung.gateways.workbooks.problems import PROBLEMS
from scripts.reference.markdown import both, table


def rules() -> str:
    """Everything that may be wrong with a row, in the order of the rule book, and what is said about a file."""
    rows = [
        (f"`{rule.code}`", both(rule.says), rule.severity, rule.outcome, rule.criterion, both(rule.do))
        for rule in RULES
    ]
    about_files = [(f"`{code}`", both(says), both(do)) for code, (says, do) in sorted(PROBLEMS.items())]
    about_places = [(f"`{code}`", both(says), both(messages.DO[code])) for code, says in messages.SAYS.items()]
    headings = ("kode / code", "yang salah / what is wrong", "yang dilakukan / what to do")
    return (
        "# Aturan · Rules\n\n"
        "Sebuah baris **ditolak** (reject) bila ada satu aturan berakibat reject, **perlu diperbaiki** (correct) bila "
        "ada satu berakibat correct, selain itu **diterima** (accept). Peringatan tidak menghalangi.<br>\n"
        "*A row is rejected when one rule leads to reject, to be corrected when one leads to correct, else accepted. "
        "Warnings do not stop it. A criterion is asked only by programmes that name it.*\n\n"
        "## Baris · Rows\n\n"
        + table(
            (headings[0], headings[1], "tingkat / severity", "akibat / outcome", "syarat / criterion", headings[2]),
            rows,
        )
        + "\n## Berkas · Files\n\n"
        + table(headings, about_files)
        + "\n## Desa · Villages\n\n"
        + table(headings, about_places)
    )


def errors() -> str:
    """Errors that stop a command, with the exit code of each."""
    for module in walk_packages(payung.__path__, "payung."):
        import_module(module.name)
    found = [error for error in _subclasses(PayungError) if "code" in vars(error)]
    rows = [
        (f"<a id='{error.code}'></a>`{error.code}`", error.exit_code, (error.__doc__ or "").strip().splitlines()[0])
        for error in sorted(found, key=lambda error: error.exit_code)
    ]
    return (
        "# Galat · Errors\n\n"
        "Perintah yang berhasil keluar dengan 0; `roster check` dan `synth score` keluar 1 bila ada temuan; salah "
        "pakai keluar 2. Galat di bawah ini masing-masing punya kode keluar sendiri, tanpa data pribadi.<br>\n"
        "*A command that did its work exits 0, `roster check` and `synth score` 1 when they found something, wrong "
        "usage 2. Each error below has an exit code of its own and holds no personal data.*\n\n"
        + table(("kode / code", "keluar / exit", "arti / meaning"), rows)
    )


def _subclasses(error: type[PayungError]) -> list[type[PayungError]]:
    return [sub for direct in error.__subclasses__() for sub in (direct, *_subclasses(direct))]


def commands() -> str:
    """Every command with its help."""
    lines = ["# Perintah · Commands\n"]
    context = click.Context(main_command, info_name="payung")
    for noun in main_command.list_commands(context):
        command = main_command.get_command(context, noun)
        assert command is not None  # noqa: S101 - a wrong table of commands is a bug
        for name, sub in _verbs(f"payung {noun}", command):
            shown = click.Context(sub, info_name=name, terminal_width=100, max_content_width=100)
            lines.append(f"\n## {name}\n\n```\n{sub.get_help(shown)}\n```\n")
    return "".join(lines)


def _verbs(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """The command itself, or every command below it with its whole name."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    for verb, sub in command.commands.items():
        yield from _verbs(f"{name} {verb}", sub)
