"""The steps of a decision: proposed, checked, approved, done. No account takes two of the first three."""

from collections.abc import Mapping

from payung.core.basis.text import Text

STEPS: Mapping[str, Text] = {
    "proposed": Text(id="diusulkan", en="proposed"),
    "checked": Text(id="diperiksa", en="checked"),
    "approved": Text(id="disetujui", en="approved"),
    "done": Text(id="diterbitkan", en="issued"),
    "refused": Text(id="dikembalikan", en="sent back"),
    "withdrawn": Text(id="ditarik", en="withdrawn"),
}
"""Step -> what is said of a proposal that has come so far."""

APART = ("proposed", "checked", "approved")
"""The steps that three accounts take: nobody two of them."""

RIGHT: Mapping[str, str] = {
    "proposed": "decree.propose",
    "checked": "decree.check",
    "approved": "decree.approve",
    "withdrawn": "decree.propose",
}
"""Step -> the right it takes. Who may check or approve may refuse at that point, and who may approve what cannot be
issued any more; what is done follows from approval."""

AFTER: Mapping[str, tuple[str, ...]] = {
    "": ("proposed",),
    "proposed": ("checked", "refused", "withdrawn"),
    "checked": ("approved", "refused", "withdrawn"),
    "approved": ("done", "refused", "withdrawn"),
    "done": (),
    "refused": (),
    "withdrawn": (),
}
"""Step -> those that may follow it; "" where none was taken."""

SAME = Text(
    id="akun ini sudah mengambil langkah '{taken}' pada usulan yang sama; langkah '{step}' harus oleh orang lain",
    en="this account has taken the step '{taken}' of the same proposal; '{step}' is for somebody else",
)
LATE = Text(
    id="usulan ini sudah {now}; langkah '{step}' tidak dapat diambil lagi",
    en="this proposal is {now} already; the step '{step}' cannot be taken any more",
)
EARLY = Text(
    id="usulan ini baru {now}; langkah '{step}' belum dapat diambil",
    en="this proposal is only {now} so far; the step '{step}' cannot be taken yet",
)
NOT_YOURS = Text(
    id="hanya akun yang mengusulkan dapat menarik usulan", en="only the account that proposed may withdraw the proposal"
)


def state_of(taken: Mapping[str, object]) -> str:
    """The last of the steps taken (step -> who), "" where there is none.

    >>> state_of({"proposed": 1, "checked": 2}), state_of({"proposed": 1, "refused": 2}), state_of({})
    ('checked', 'refused', '')
    """
    return next((step for step in reversed(tuple(STEPS)) if step in taken), "")


def hindrance(taken: Mapping[str, object], step: str, account: object) -> Text | None:
    """Why ``account`` cannot take ``step`` of a proposal whose steps are ``taken`` (step -> who); None where it can."""
    now = state_of(taken)
    if step not in AFTER[now]:
        gone = step in taken or now not in APART or (step in APART and now in APART[APART.index(step) :])
        words = LATE if gone else EARLY
        return words.filled(now=STEPS.get(now, Text(id="-", en="-")), step=STEPS[step])
    if step in APART or step == "refused":
        # an approval may be taken back by who gave it: else what cannot be issued any more is open for ever
        kept = APART[:1] if now == "approved" else APART
        own = next((each for each in kept if taken.get(each) == account), None)
        if own is not None:
            return SAME.filled(taken=STEPS[own], step=STEPS[step])
    if step == "withdrawn" and taken.get("proposed") != account:
        return NOT_YOURS
    return None


def refusing(taken: Mapping[str, object]) -> str:
    """The right that refusing takes now: that of who would check, or of who would approve."""
    return RIGHT["checked" if state_of(taken) == "proposed" else "approved"]
