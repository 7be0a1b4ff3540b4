"""``payung user ...``: accounts of the workbench, their passwords and duties."""

import sys
from datetime import datetime

import click

from payung.actions.add_user import NewUser, add_user
from payung.actions.at_store import Asked, Place
from payung.actions.disable_user import disable_user
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.end_user import end_user
from payung.actions.factor_user import factor_user
from payung.actions.list_user import list_user
from payung.actions.password_user import first_password, password_user, shown_once
from payung.actions.sessions_user import sessions_user
from payung.core.access.roles import ROLES
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, at_store

FIRST = "Buat sandi pertama, tampilkan sekali / make a first password, shown once."
STATES = {
    "now": Text(id="berlaku", en="holds"),
    "later": Text(id="belum mulai", en="not yet"),
    "over": Text(id="lewat", en="over"),
    "ended": Text(id="diakhiri", en="ended"),
}


@click.group()
def user() -> None:
    """Akun, sandi dan peran. / Accounts, passwords and roles."""


@user.command()
@click.argument("username")
@click.option("--name", required=True, help="Nama orangnya / the person's name.")
@click.option("--email", default="", help="Alamat surel / e-mail address.")
@click.option("--first", is_flag=True, help=FIRST)
@acting
@click.pass_context
def add(ctx: click.Context, place: Place, asked: Asked, username: str, name: str, email: str, first: bool) -> None:
    """Buat akun; sandi ditanyakan. / Make an account; the password is asked for."""
    given = first_password() if first else _password()
    number = add_user(place, asked, NewUser(username, name, email), given, first=first)
    if first:
        _once(ctx, username, given)
    said = Text(
        id=f"Akun {number} dibuat: {username}. Belum berperan: payung user duty {username} --role … --area …",
        en=f"Account {number} made: {username}. It has no role yet: payung user duty {username} --role … --area …",
    )
    paper().print(said.in_(ctx.obj), highlight=False, soft_wrap=True)


@user.command()
@click.argument("username")
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="Peran / role.")
@click.option("--area", help='Kode wilayah; "" seluruh negeri / region code; "" the nation.')
@click.option("--group", help='Wadah BPJS, untuk cabang / group account, for a branch: "SG 26001".')
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Hari pertama / first day.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Hari terakhir / last day.")
@acting
@click.pass_context
def duty(
    ctx: click.Context, place: Place, asked: Asked, username: str, role: str, area: str | None, group: str | None,
    since: datetime | None, until: datetime | None,
) -> None:  # fmt: skip
    """Beri peran di satu wilayah. / Give a role in a region."""
    days = tuple(day.date() if day else None for day in (since, until))
    number = duty_user(place, asked, NewDuty(username, role, area, group, *days))
    paper().print(Text(id=f"Peran {number} diberikan.", en=f"Duty {number} given.").in_(ctx.obj), highlight=False)


@user.command()
@click.argument("number", type=int)
@acting
@click.pass_context
def end(ctx: click.Context, place: Place, asked: Asked, number: int) -> None:
    """Akhiri peran; berlaku mulai permintaan berikutnya. / End a duty, from the next request on."""
    end_user(place, asked, number)
    paper().print(Text(id=f"Peran {number} diakhiri.", en=f"Duty {number} ended.").in_(ctx.obj), highlight=False)


@user.command()
@click.argument("username")
@click.option("--first", is_flag=True, help=FIRST)
@acting
@click.pass_context
def password(ctx: click.Context, place: Place, asked: Asked, username: str, first: bool) -> None:
    """Tetapkan sandi baru; sandi ditanyakan. / Set a new password; it is asked for."""
    given = first_password() if first else _password()
    password_user(place, asked, username, given, first=first)
    if first:
        _once(ctx, username, given)
    paper().print(Text(id="Sandi ditetapkan.", en="The password is set.").in_(ctx.obj), highlight=False)


@user.command()
@click.argument("username")
@click.option("--back", is_flag=True, help="Izinkan lagi / let in again.")
@acting
@click.pass_context
def disable(ctx: click.Context, place: Place, asked: Asked, username: str, back: bool) -> None:
    """Tutup akun mulai permintaan berikutnya. / Refuse an account from its next request on."""
    disable_user(place, asked, username, back=back)
    said = Text(id=f"Akun {username} dibuka lagi.", en=f"Account {username} is let in again.")
    shut = Text(id=f"Akun {username} ditutup.", en=f"Account {username} is refused from now on.")
    paper().print((said if back else shut).in_(ctx.obj), highlight=False)


@user.command()
@click.argument("username")
@acting
@click.pass_context
def factor(ctx: click.Context, place: Place, asked: Asked, username: str) -> None:
    """Lepas pengaman kedua; pemiliknya memasang yang baru. / Take the second factors away."""
    count = factor_user(place, asked, username)
    said = Text(id=f"{count} pengaman dilepas.", en=f"{count} factors taken away.")
    paper().print(said.in_(ctx.obj), highlight=False)


@user.command()
@click.argument("username")
@acting
@click.pass_context
def sessions(ctx: click.Context, place: Place, asked: Asked, username: str) -> None:
    """Keluarkan akun dari semua peramban. / Sign an account out everywhere."""
    count = sessions_user(place, asked, username)
    paper().print(Text(id=f"{count} sesi diakhiri.", en=f"{count} sessions ended.").in_(ctx.obj), highlight=False)


@user.command("list")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Hari yang dilihat / the day that is looked at.")
@at_store
@click.pass_context
def list_(ctx: click.Context, place: Place, on: datetime | None) -> None:
    """Akun dan perannya. / Accounts and their duties."""
    out, language = paper(), ctx.obj
    shut = Text(id="ditutup", en="refused")
    for each in list_user(place, (on or datetime.now()).date()):  # noqa: DTZ005 - the day of whoever sits here
        out.print(f"{each.username}  {each.name}{'' if each.active else '  · ' + shut.in_(language)}", highlight=False)
        for one in each.duties:
            where = one.group or one.area or "*"
            days = f"{one.since}…{one.until or ''}"
            line = (
                f"  {one.number}  {ROLES[one.role].in_(language)}  {where}  {days}  {STATES[one.state].in_(language)}"
            )
            out.print(line, highlight=False, soft_wrap=True)


def _once(ctx: click.Context, username: str, password: str) -> None:
    """Print the first password, where it is the one that was kept."""
    kept = shown_once(username, password)
    said = Text(id=f"Sandi pertama (hanya sekarang): {kept}", en=f"First password (now only): {kept}")
    paper().print(said.in_(ctx.obj), highlight=False, soft_wrap=True)


def _password() -> str:
    """From the terminal, twice and unseen, or a line of the standard input; others see what a command line says."""
    if sys.stdin.isatty():
        return str(click.prompt("Sandi / password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
