"""What every action on a store is told: which store, with which keys, by whom, for which day, as which request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from payung.actions.right_of import SHELL, has_accounts
from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text
from payung.store.acts import Deed, Doing, perform
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Account, Act


@dataclass(frozen=True)
class Place:
    """Where a store lies (``sqlite:///…`` or ``postgres://…``) and where its keys do."""

    address: str
    keys: Path


class ShellSignsAsAccount(PayungError):
    """A command at a shell was given the name of an account, as if its owner had signed in."""

    code = "shell-signs-as-account"
    exit_code = 172

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Nama pelaku adalah nama akun, padahal perintah ini dijalankan dari shell tanpa masuk.",
                en="Whoever acts has the name of an account, but this command runs at a shell where nobody signed in.",
            ),
            Text(
                id="Sebut nama lain, atau tambahkan --shell: catatan akan menyebut pengguna mesin yang menjalankannya.",
                en="Give another name, or add --shell: the record then says which user of the machine ran it.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


@dataclass(frozen=True)
class Asked:
    """By whom, for which day, at which moment (UTC), and the id that the caller made and may repeat safely.

    ``shell``: the user of the machine who runs a command; "" where somebody signed in. ``lent``: the command says that
    the shell acts for the account ``by``.
    """

    by: str
    on: date
    at: datetime
    request: str
    shell: str = ""
    lent: bool = False


def act_at(
    place: Place,
    asked: Asked,
    kind: str,
    said: Mapping[str, Any],
    work: Callable[[Doing, Keys], Mapping[str, Any]],
) -> dict[str, Any]:
    """Do ``work`` in the store as one act; gives its outcome, the first one where it was done before.

    Raises: StoreMissing, StoreUnreachable, StoreBusy, RequestReused, ShellSignsAsAccount; the errors of the key file;
    what ``work`` raises.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    deed = Deed(kind=kind, request=asked.request, by=signed(asked), on=asked.on, at=asked.at, said=said)
    return perform(deed, keys, lambda doing: work(doing, keys))


def signed(asked: Asked) -> str:
    """The name that an act is signed with. Where people sign in, one of a shell always says which user ran it.

    A repeat is signed as the first time was, though the first account was made by it. Raises: ShellSignsAsAccount.
    """
    if not asked.shell or not has_accounts() or Act.objects.filter(request=asked.request, by=asked.by).exists():
        return asked.by
    if asked.by == asked.shell and not asked.lent:
        return f"{SHELL.removeprefix(' · ')}{asked.shell}"[:100]
    if not asked.lent and Account.objects.filter(username=asked.by).exists():
        raise ShellSignsAsAccount
    return f"{asked.by[:60]}{SHELL}{asked.shell}"[:100]
