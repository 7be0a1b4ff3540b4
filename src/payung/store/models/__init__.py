"""Every table of the store, a file a noun."""

from payung.store.models.acts import Act, ClosedMonth, Head
from payung.store.models.base import ROWS_AN_ACT, Kept, all_kept, kept_columns
from payung.store.models.decrees import Decree, DecreeLine, Removal, Waiting
from payung.store.models.enrolments import (
    Answer,
    AnswerFile,
    Batch,
    Enrolment,
    Group,
    Membership,
    ReasonWord,
    UnknownLine,
)
from payung.store.models.money import Fund, PersonMonth, Posting, Purse
from payung.store.models.payments import Bill, BillLine, Credit, MemberLine, MemberList, Payment, PaymentPaper
from payung.store.models.people import Identity, Join, Leaving, Person, Village, VillageCode
from payung.store.models.rosters import Finding, Programme, Run, SourceRow

__all__ = [
    "ROWS_AN_ACT",
    "Act",
    "Answer",
    "AnswerFile",
    "Batch",
    "Bill",
    "BillLine",
    "ClosedMonth",
    "Credit",
    "Decree",
    "DecreeLine",
    "Enrolment",
    "Finding",
    "Fund",
    "Group",
    "Head",
    "Identity",
    "Join",
    "Kept",
    "Leaving",
    "MemberLine",
    "MemberList",
    "Membership",
    "Payment",
    "PaymentPaper",
    "Person",
    "PersonMonth",
    "Posting",
    "Programme",
    "Purse",
    "ReasonWord",
    "Removal",
    "Run",
    "SourceRow",
    "UnknownLine",
    "Village",
    "VillageCode",
    "Waiting",
    "all_kept",
    "kept_columns",
]
