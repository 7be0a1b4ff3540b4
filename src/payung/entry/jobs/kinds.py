"""What kinds of jobs there are, and by whose name their acts are signed."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from payung.actions import (
    audit_told,
    compare_runs,
    count_cover,
    enrolment_table,
    month_told,
    record_payment,
    watch_cover,
)
from payung.actions.annex_decree import annex_decree
from payung.actions.ask_counts import HELD
from payung.actions.at_store import Asked, Place
from payung.actions.count_figures import count_figures, count_held, recount_large
from payung.actions.export_enrolment import Sending, export_enrolment
from payung.actions.issue_proposal import issue_proposal
from payung.actions.judge_cycle import judge_cycle
from payung.actions.propose_decree import Proposing, propose_decree
from payung.actions.save_plan import PlanWanted, save_plan
from payung.actions.save_simulation import ScenarioWanted, save_simulation
from payung.actions.seal_looks import seal_looks
from payung.core.basis.errors import PayungError
from payung.core.basis.office_day import office_day
from payung.core.basis.text import Text
from payung.entry.jobs.worker import Telling, Work
from payung.gateways.group_list import Groups, GroupSaid
from payung.store import counts, problems, progress
from payung.store.looks import to_seal
from payung.store.models import Account


def _judge(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    return asdict(judge_cycle(place, asked, str(said["cycle"]), watcher=watcher))


def _plan(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    return asdict(save_plan(place, asked, PlanWanted(**said), watcher=watcher))


def _propose(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    fields = {name: value for name, value in said.items() if name != "cycle"}  # that of the plan is what counts
    wanted = Proposing(**{**fields, "dated": date.fromisoformat(said["dated"])})
    return asdict(propose_decree(place, asked, wanted, watcher=watcher))


def _issue(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    """Two acts: a decree whose papers could not be made is issued all the same, and they can be made again."""
    done = issue_proposal(place, asked, int(said["proposal"]), watcher=watcher)
    annex_decree(place, replace(asked, request=f"{asked.request}-annex"), done.decree, said["paper"], watcher=watcher)
    return asdict(done)


def _annex(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    return asdict(annex_decree(place, asked, int(said["decree"]), said["paper"], watcher=watcher))


def _simulate(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    return asdict(save_simulation(place, asked, ScenarioWanted(**said), watcher=watcher))


def _export(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Telling) -> Mapping[str, Any]:
    kinds = {kind: GroupSaid(kind, number, name) for kind, number, name in said["kinds"]}
    funds = {(fund, village): GroupSaid(*group) for fund, village, *group in said["funds"]}
    dated = date.fromisoformat(said["dated"]) if said["dated"] else None
    sending = Sending(said["decree"], Groups(kinds, funds), dated, said["again"])
    watcher.stage(WRITING)
    with TemporaryDirectory(prefix="payung-") as folder:
        done = export_enrolment(place, asked, sending, Path(folder) / "out")
    return {"people": done.people, "files": len(done.files), "alone": done.alone, "restricted": done.restricted}


WRITING = Text(id="Menulis berkas pendaftaran", en="Writing enrolment files")

COUNTERS = (
    audit_told, compare_runs, count_cover, counts, enrolment_table, month_told, problems, progress, record_payment,
    watch_cover,
)  # fmt: skip
"""Where something is ``@held``: the worker, which opens no page, knows it by its name because it is named here."""
KINDS: Mapping[str, Work] = {
    "cycle.judge": _judge,
    "plan.save": _plan,
    "decree.propose": _propose,
    "proposal.issue": _issue,
    "decree.annex": _annex,
    "simulation.save": _simulate,
    "enrolment.export": _export,
    "figures.count": count_figures,
    HELD: count_held,
}
"""Kind -> the action that does it. A kind is the action's name with its words turned round: ``cycle.judge``."""


KEPT_FAILURES = timedelta(days=30)


def tidy(place: Place, now: datetime) -> None:
    """What the worker does unasked, now and then.

    Looks that gathered are bound into the chain, what pages of a large store show is counted anew, and what signing in
    left behind (ended sessions, failures of a month ago with their names and addresses) is taken away.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - KEPT_FAILURES).delete()
    if to_seal(now):
        seal_looks(place, Asked(by="payung", on=office_day(now), at=now, request=f"looks {now.isoformat()}"))
    recount_large(office_day(now))


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
