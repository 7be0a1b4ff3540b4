"""Figures of regions: what is counted is what is in the books, as of an act; and only of one's own regions."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum
from django.urls import reverse

from payung.actions.watch import Unwatched
from payung.entry.jobs.kinds import KINDS, signed
from payung.entry.jobs.worker import work_on
from payung.store import jobs
from payung.store.figures import COUNTS
from payung.store.models import Act, Figure, Job, Person, PersonMonth, Village
from tests.actions.stores.covered import billed, joined, left
from tests.entry.web.conftest import THEIRS, VILLAGE_OF
from tests.entry.web.covered import issued, opened, paid, planned

__all__ = ["issued", "opened", "paid", "planned"]


def counted(bench):
    return KINDS["figures.count"](bench.place, bench.asked("figures"), {}, Unwatched())


def figure(area, month):
    return tuple(getattr(Figure.objects.get(area_code=area, month=month), name) for name in COUNTS)


def test_figures_are_those_of_the_books(paid):
    assert counted(paid) == {"act": Act.objects.count(), "held": 0}
    assert figure("", 202701) == figure("15", 202701) == figure("1505", 202701) == (5, 5, 5, 5, 5 * 16_800)
    assert figure("", 202704) == (5, 0, 0, 0, 0)
    villages = Village.objects.filter(people__isnull=False).distinct()
    below = [figure(village.code, 202701) for village in villages if Figure.objects.filter(area_code=village.code)]
    assert tuple(map(sum, zip(*below, strict=True))) == figure("", 202701)
    billed(paid.place, 202704, paid_on=None)
    person = PersonMonth.objects.order_by("id").first().person_id
    left(paid.place, person, "died", date(2027, 1, 1))
    counted(paid)
    assert figure("", 202704) == (5, 5, 0, 0, 0)
    assert Figure.objects.filter(area_code="").aggregate(all=Sum("decided"))["all"] == 60


def test_a_joined_person_is_counted_once_where_they_live(paid):
    one, other = list(Person.objects.filter(months__isnull=True).order_by("id")[:1]), PersonMonth.objects.first().person
    joined(paid.place, other.pk, one[0].pk)
    counted(paid)
    assert figure("", 202701) == (5, 5, 5, 5, 5 * 16_800)


def test_the_page_says_of_which_act_it_is_and_asks_for_newer_ones_once(paid):
    head = paid.as_("head")
    assert "sedang dihitung" in head.get(reverse("figures")).content.decode()
    assert head.get(reverse("figures")).status_code == 200
    assert Job.objects.filter(kind="figures.count").count() == 1
    held = jobs.take(datetime.now(UTC))
    assert held is not None and work_on(paid.place, KINDS, signed, held)
    page = head.get(reverse("figures"), {"bulan": "202702"}).content.decode()
    assert (
        f"tindakan ke-{Act.objects.count()}; sesudahnya ada 0" in page
        and "Februari 2027" in page
        and "Rp252.000" in page
    )
    assert "/angka/150501/" in page and "Jambi Luar Kota" in page
    inner = head.get(reverse("figures_area", args=["150501"]), {"bulan": "202702"}).content.decode()
    assert "/angka/1505012006/" in inner
    assert Job.objects.filter(kind="figures.count").count() == 1


@pytest.mark.parametrize("asked", ["", "0", "99999999", "x", "202702x", "１２３４５６"])
def test_any_month_may_be_asked(paid, asked):
    counted(paid)
    assert paid.as_("head").get(reverse("figures"), {"bulan": asked}).status_code == 200


def test_nobody_sees_figures_beyond_their_regions(paid):
    counted(paid)
    theirs = paid.as_("head", THEIRS)
    assert "Belum ada orang-bulan" in theirs.get(reverse("figures")).content.decode()
    for area in ("1505", "15", "0", "1505012006", "150", "abc"):
        assert theirs.get(reverse("figures_area", args=[area])).status_code == 404, area
    village = paid.as_("village")
    assert village.get(reverse("figures")).status_code == 200
    assert village.get(reverse("figures_area", args=["1505"])).status_code == 404
    assert village.get(reverse("figures_area", args=[VILLAGE_OF["1505"]])).status_code == 200
    assert paid.as_("administrator").get(reverse("figures")).status_code == 403
