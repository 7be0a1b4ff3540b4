"""Work that goes on when the page is left: asked for by an account, done by a worker, once."""

from django.db import models
from django.db.models import Q

from payung.store.models.accounts import Account

STATES = ("waiting", "running", "done", "failed")


class Job(models.Model):
    """A piece of work. ``id`` is made by who asks and is the request of its act: a repeat is the same job.

    A worker holds it until ``lease``; one whose worker died is taken again, which is safe, for its act happens once.
    """

    id = models.CharField(max_length=36, primary_key=True)
    kind = models.CharField(max_length=40)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="jobs")
    said = models.TextField()  # canonical JSON without personal data
    on = models.DateField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")
    lease = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    progress = models.TextField(default="{}")  # canonical JSON: stage in two languages, done, of
    outcome = models.TextField(default="")
    error = models.TextField(default="")  # code and words of a PayungError, two languages

    class Meta:
        db_table = "job"
        constraints = [models.CheckConstraint(condition=Q(state__in=STATES), name="job_state")]
        indexes = [models.Index(fields=["state", "at"], name="jobs_to_do")]
