"""The ``payung`` command. ``payung NOUN VERB`` runs the action VERB_NOUN; nothing is decided here."""

import sys
from importlib import import_module

import click

from payung.core.basis.errors import PayungError

COMMANDS = {
    "run": "payung.entry.cli.run",
    "roster": "payung.entry.cli.roster",
    "programme": "payung.entry.cli.programme",
    "synth": "payung.entry.cli.synth",
}
"""Command -> module that holds it under its own name; read when called, so that ``--help`` answers at once."""


class Commands(click.Group):
    """Finds a command in its module, and turns an error the user can act on into words and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong table above is a bug
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PayungError as error:
            language = ctx.params["language"]
            click.echo(f"{error.says.in_(language)}\n{error.do.in_(language)} [{error.code}]", err=True)
            sys.exit(error.exit_code)


@click.group(cls=Commands)
@click.option("--language", type=click.Choice(["id", "en"]), default="id", help="Bahasa pesan / language of messages.")
@click.version_option(package_name="payung")
@click.pass_context
def main(ctx: click.Context, language: str) -> None:
    """Payung: dari daftar desa sampai SK dan berkas BPJS. / From village lists to decree and enrolment files."""
    ctx.obj = language


if __name__ == "__main__":
    main()
