"""The ``payung`` command. ``payung NOUN VERB`` runs the action VERB_NOUN; nothing is decided here."""

import os
import sys
from importlib import import_module

import click

from payung.core.basis.errors import PayungError

COMMANDS = {
    "run": ("payung.entry.cli.run", "Dari daftar desa sampai SK dan berkas BPJS. / From lists to decree."),
    "roster": ("payung.entry.cli.roster", "Daftar pekerja dari desa. / Village lists."),
    "programme": ("payung.entry.cli.programme", "Program dalam katalog. / Programmes of the catalogue."),
    "budget": ("payung.entry.cli.budget", "Pembagian dana: siapa dibayar dana mana. / Whose money, whose months."),
    "decree": ("payung.entry.cli.decree", "Keputusan (SK): terbitkan, ubah. / Decrees."),
    "enrolment": ("payung.entry.cli.enrolment", "Pendaftaran ke BPJS dan jawabannya. / Enrolment at BPJS."),
    "fund": ("payung.entry.cli.fund", "Dana di basis data: buka, catat uang masuk. / Funds and money received."),
    "bill": ("payung.entry.cli.bill", "Tagihan BPJS dengan nama. / Bills of BPJS with their names."),
    "payment": ("payung.entry.cli.payment", "Pembayaran iuran dan buktinya. / Payments and their papers."),
    "credit": ("payung.entry.cli.credit", "Kredit di BPJS dari lebih bayar. / Credits at BPJS."),
    "member": ("payung.entry.cli.member", "Daftar peserta BPJS per bulan. / BPJS's member lists."),
    "month": ("payung.entry.cli.month", "Bulan: cocokkan, tutup buku. / A month: match, close."),
    "cover": ("payung.entry.cli.cover", "Perlindungan: keadaan, yang berakhir, bukti. / Cover, endings, slips."),
    "store": ("payung.entry.cli.store", "Basis data: siapkan, buktikan, cadangkan. / The store."),
    "user": ("payung.entry.cli.user", "Akun dan peran. / Accounts and roles."),
    "serve": ("payung.entry.cli.serve", "Meja kerja di peramban. / The workbench in a browser."),
    "law": ("payung.entry.cli.law", "Ketentuan: nilai, pasal, keraguan, iuran. / The law and contributions."),
    "people": ("payung.entry.cli.people", "Siapa orang yang sama di beberapa daftar. / Who is the same person."),
    "village": ("payung.entry.cli.village", "Desa: kode yang berganti. / Villages: codes that change."),
    "claim": ("payung.entry.cli.claim", "Klaim: santunan, ahli waris, beasiswa. / Claims."),
    "plan": ("payung.entry.cli.plan", "Rencana: skenario, target cakupan. / Plans: scenarios, targets."),
    "synth": ("payung.entry.cli.synth", "Provinsi contoh dengan kesalahan yang diketahui. / A made-up province."),
}
"""Command -> the module that holds it under its own name, read when called, and what ``payung --help`` says of it."""

WITH_WORKBENCH = frozenset({"store", "user", "serve", "synth"})
"""Commands that know the workbench's tables, too; all others start without it, in half the time."""


class Commands(click.Group):
    """Finds a command in its module, and turns an error the user can act on into words and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in WITH_WORKBENCH:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.entry.web.settings")
        command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong table above is a bug
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without reading their modules, so that ``--help`` answers at once."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])

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
