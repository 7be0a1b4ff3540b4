"""What is said of accepted people whom the money does not reach."""

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.roster.rule import Rule

QUOTA_EXCEEDED = Rule(
    code="quota_exceeded",
    column="row",
    severity="warn",
    outcome=None,
    says=Text(
        id="Yang memenuhi syarat melebihi kuota {quota} orang; mulai orang ini masuk daftar tunggu.",
        en="More are eligible than the quota of {quota}; from this person on they wait.",
    ),
    do=Text(id="Tandai urutan prioritas.", en="Mark who comes first."),
    broken=lambda case: (
        (nw.col("quota_turn") == case.programme.quota + 1) if case.programme.quota is not None else nw.lit(False)
    ),
    values=lambda case: {"quota": str(case.programme.quota)},
)

WAITING_LIST = Rule(
    code="waiting_list",
    column="row",
    severity="info",
    outcome=None,
    says=Text(
        id="Memenuhi syarat; daftar tunggu, peringkat {rank}.",
        en="Eligible; on the waiting list, rank {rank}.",
    ),
    do=Text(
        id="Tidak perlu diubah; didanai bila ada dana atau kuota.",
        en="Nothing to change; paid when money or quota allows.",
    ),
    broken=lambda case: nw.col("waits"),
    values=lambda case: {"rank": nw.col("rank")},
)

RULES = (QUOTA_EXCEEDED, WAITING_LIST)
