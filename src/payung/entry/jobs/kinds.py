"""What kinds of jobs there are, and by whose name their acts are signed."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from payung.actions.at_store import Asked, Place
from payung.actions.count_figures import count_figures
from payung.actions.judge_cycle import judge_cycle
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.jobs.worker import Telling, Work
from payung.store.models import Account


def _judge(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    return asdict(judge_cycle(place, asked, str(said["cycle"]), watcher=watcher))


KINDS: Mapping[str, Work] = {"cycle.judge": _judge, "figures.count": count_figures}
"""Kind -> the action that does it. A kind is the action's name with its words turned round: ``cycle.judge``."""


class AccountEnded(PayungError):
    """The account that asked for the job may not sign in any more."""

    code = "account-ended"
    exit_code = 124

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Akun yang meminta pekerjaan ini sudah dinonaktifkan; pekerjaan tidak dijalankan.",
                en="The account that asked for this work was disabled; the work was not done.",
            ),
            Text(id="Minta lagi dari akun yang aktif.", en="Ask again from an account that is active."),
        )


def signed(account: int | None) -> str:
    """The name that acts of a job are signed with. Raises: AccountEnded."""
    if account is None:
        return "payung"
    found = Account.objects.filter(id=account, is_active=True).values_list("username", flat=True).first()
    if found is None:
        raise AccountEnded
    return str(found)
