"""What is said of accepted people whom the money does not reach.

That somebody waits, and in which place, stands in the decision itself: reasons ``waiting_list``, rank, months 0.
"""

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

RULES = (QUOTA_EXCEEDED,)
