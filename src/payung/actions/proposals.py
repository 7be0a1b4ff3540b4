"""What every step of a proposal shares: the proposal, whose turn it is, and whether it still is what was proposed."""

import json
from collections.abc import Mapping
from typing import Any

from payung.actions.right_of import RightMissing, with_right
from payung.core.basis.errors import PayungError
from payung.core.basis.months import between
from payung.core.basis.text import Text
from payung.core.review.steps import RIGHT, hindrance, refusing, state_of
from payung.store.acts import Doing
from payung.store.models import ROWS_AN_ACT, Account, Decree, Proposal, SavedPlan, Step, Submission


class ProposalUnknown(PayungError):
    """There is no such proposal."""

    code = "proposal-unknown"
    exit_code = 210

    def __init__(self) -> None:
        super().__init__(
            Text(id="Usulan itu tidak ada.", en="There is no such proposal."),
            Text(id="Pilih usulan dari daftar keputusan.", en="Choose a proposal from the list of decrees."),
        )


class StepRefused(PayungError):
    """The step is not for this account, or not for now. Nothing was changed."""

    code = "step-refused"
    exit_code = 211

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Langkah ini ditolak: {why.id}.", en=f"This step is refused: {why.en}."),
            Text(
                id="Lihat siapa yang sudah bertindak pada halaman usulan; mintalah orang lain, atau usulkan lagi.",
                en="See who has acted on the page of the proposal; ask somebody else, or propose anew.",
            ),
        )


class ProposalStale(PayungError):
    """What was proposed is not what would be decided now."""

    code = "proposal-stale"
    exit_code = 212

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Usulan ini basi: {why.id}.", en=f"This proposal is out of date: {why.en}."),
            Text(
                id="Tarik atau kembalikan usulan ini, lalu usulkan yang baru.",
                en="Withdraw it or send it back, and propose the new one.",
            ),
        )


class ProposalNeeded(PayungError):
    """At a store where people sign in, nobody issues a decree without an approved proposal of it."""

    code = "proposal-needed"
    exit_code = 214

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Keputusan tidak diterbitkan: {why.id}.", en=f"The decree is not issued: {why.en}."),
            Text(
                id="Terbitkan dari usulan yang sudah disetujui, tepat seperti diusulkan (--proposal).",
                en="Issue it from a proposal that was approved, exactly as it was proposed (--proposal).",
            ),
            on_page=Text(
                id="Buka halaman Keputusan siklus itu dan lihat usulannya: yang belum disetujui diperiksa dan "
                "disetujui orang lain dahulu.",
                en="Open the page Decrees of the cycle and look at the proposal: one not approved is checked "
                "and approved by others first.",
            ),
        )


NEEDED = Text(
    id="basis data ini punya akun, jadi perlu usulan yang sudah diperiksa dan disetujui orang lain",
    en="this store has accounts, so a proposal that others checked and approved is needed",
)
NOT_APPROVED = Text(id="usulannya belum disetujui, atau sudah selesai", en="its proposal is not approved, or is over")
NEW_LIST = Text(
    id="daftarnya berubah sejak diusulkan; kembalikan, lalu usulkan lagi",
    en="its list has changed since it was proposed; send it back, then propose anew",
)
NOTHING_LEFT = Text(
    id="tidak ada lagi yang berubah olehnya; kembalikan usulan ini",
    en="there is nothing left that it would change; send this proposal back",
)
NUMBER_TAKEN = Text(
    id="nomor keputusan {number} sudah dipakai; kembalikan, lalu usulkan dengan nomor lain",
    en="the number {number} is that of a decree; send it back, then propose under another number",
)
OTHER = Text(id="{what} lain daripada yang disetujui", en="{what} is another than was approved")
NEW_RUN = Text(
    id="daftar yang diserahkan sesudahnya lain (pemeriksaan baru)", en="the lists were checked and handed in anew since"
)
NEW_PLAN = Text(id="rencana '{name}' dibuat lagi sesudahnya", en="the plan '{name}' was made anew since")

_WORDS: Mapping[str, Text] = {
    "number": Text(id="nomornya", en="its number"),
    "dated": Text(id="tanggalnya", en="its date"),
    "programme": Text(id="programnya", en="its programme"),
    "months": Text(id="bulannya", en="its span of months"),
    "decree": Text(id="keputusan asalnya", en="its original decree"),
}


def proposal_of(number: int) -> Proposal:
    """The proposal, with its cycle, plan and decree. Raises: ProposalUnknown."""
    found = Proposal.objects.select_related("cycle__programme", "plan", "decree").filter(id=number).first()
    if found is None:
        raise ProposalUnknown
    return found


def steps_of(proposal: Proposal) -> dict[str, int]:
    """Step -> the account that took it."""
    return dict(Step.objects.filter(proposal=proposal).order_by("id").values_list("name", "account_id"))


def open_of(**which: Any) -> Proposal | None:
    """A proposal of these columns that is not over; None where there is none."""
    over = Step.objects.filter(name__in=("done", "refused", "withdrawn")).values("proposal_id")
    return Proposal.objects.filter(**which).exclude(id__in=over).first()


def decree_of(proposal: Proposal) -> int | None:
    """The decree that was issued from the proposal; None where none was."""
    done = Step.objects.filter(proposal=proposal, name="done").first()
    if done is None:
        return None
    first = done.act_number * ROWS_AN_ACT  # the act that takes the last step writes the decree
    rows = Decree.objects.filter(id__gte=first, id__lt=first + ROWS_AN_ACT)
    return rows.values_list("id", flat=True).first()


def months_left(plan: SavedPlan) -> bool:
    """Whether a decree may still be proposed of the plan: no proposal of it is open, and not every month of it (yyyymm)
    was issued. A plan that does not say its months is spent by its first decree."""
    if open_of(plan=plan):
        return False
    issued = Proposal.objects.filter(plan=plan, steps__name="done")
    spans = [subject_of(one).get("months", (None, None)) for one in issued]
    if not spans:
        return True
    span = json.loads(plan.totals).get("span")
    if not span:
        return False
    first, last = span
    gone = {month for since, until in spans for month in between(since or first, until or last)}
    return not gone.issuperset(between(first, last))


def first_seed(area_code: str, list_hash: str) -> str:
    """The seed of the first proposal of the very same list there, whatever became of it; "" where there was none."""
    same = Proposal.objects.filter(area_code=area_code, list_hash=list_hash).order_by("id")
    return same.values_list("seed", flat=True).first() or ""


def times_proposed(proposal: Proposal) -> int:
    """The how many-th proposal of its very list it is, from 1."""
    same = Proposal.objects.filter(area_code=proposal.area_code, list_hash=proposal.list_hash)
    return same.filter(id__lte=proposal.id).count()


def take_step(doing: Doing, proposal: Proposal, step: str, note: str) -> Account:
    """Write that whoever acts takes ``step``; gives their account. Raises: RightMissing, StepRefused."""
    taken = steps_of(proposal)
    right = refusing(taken) if step == "refused" else RIGHT[step]
    account = with_right(doing.deed.by, right, proposal.area_code, doing.deed.on)
    if why := hindrance(taken, step, account.pk):
        raise StepRefused(why)
    doing.add_one(Step, proposal_id=proposal.id, name=step, account_id=account.pk, note=note[:500])
    return account


def subject_of(proposal: Proposal) -> dict[str, Any]:
    """What was proposed, as data without a name or a number of anybody."""
    return dict(json.loads(proposal.subject))


def stale(proposal: Proposal) -> Text | None:
    """Why the proposal, which is not issued yet, is not what would be proposed now; None where nothing tells.

    Whether the list of a change is still the same takes longer to say: ``changed_list``, and ``carry_out`` at its end.
    """
    said, plan = subject_of(proposal), proposal.plan
    if Decree.objects.filter(number=said.get("number"), dated=said.get("dated")).exists():
        return NUMBER_TAKEN.filled(number=said["number"])
    if plan is None or proposal.cycle is None:
        return None
    handed = Submission.objects.filter(run__cycle=proposal.cycle).order_by("-id").values_list("run_id", flat=True)
    if handed.first() != plan.run_id:
        return NEW_RUN
    later = SavedPlan.objects.filter(cycle=proposal.cycle, kind=plan.kind, name=plan.name, id__gt=plan.id)
    return NEW_PLAN.filled(name=plan.name) if later.exists() else None


def fresh(proposal: Proposal) -> None:
    """Raises: ProposalStale."""
    if why := stale(proposal):
        raise ProposalStale(why)


def carry_out(doing: Doing, number: int | None, kind: str, said: Mapping[str, Any], list_hash: str) -> None:
    """Take the last step of a proposal, whose decree is being written with ``said`` and ``list_hash``.

    Whoever may propose or approve here may do so: all is decided by then.
    Raises: ProposalNeeded, ProposalUnknown, ProposalStale, RightMissing.
    """
    if number is None:
        if Account.objects.exists():
            raise ProposalNeeded(NEEDED)
        return
    proposal = proposal_of(number)
    if proposal.kind != kind or state_of(steps_of(proposal)) != "approved":
        raise ProposalNeeded(NOT_APPROVED)
    fresh(proposal)
    subject = subject_of(proposal)
    other = [name for name, value in said.items() if subject.get(name) != value]
    if other:
        raise ProposalNeeded(OTHER.filled(what=_WORDS.get(other[0], other[0])))
    if proposal.list_hash != list_hash:
        raise ProposalStale(NEW_LIST)
    try:
        account = with_right(doing.deed.by, "decree.propose", proposal.area_code, doing.deed.on)
    except RightMissing:
        account = with_right(doing.deed.by, "decree.approve", proposal.area_code, doing.deed.on)
    doing.add_one(Step, proposal_id=number, name="done", account_id=account.pk, note="")
