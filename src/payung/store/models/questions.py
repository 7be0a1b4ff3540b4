"""What a branch of BPJS asks about those who were sent to it, and what it is answered."""

from django.db import models

from payung.store.models.accounts import Account
from payung.store.models.base import Kept
from payung.store.models.enrolments import Enrolment


class Question(Kept):
    """What a branch of BPJS asks about somebody who was sent to it; with ``of`` what was answered to that."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="questions")
    of = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="questions")
    said = models.CharField(max_length=1000)

    class Meta:
        db_table = "question"
