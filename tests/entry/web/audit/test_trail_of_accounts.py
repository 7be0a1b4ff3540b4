"""What was done about an account is read by an auditor of the region where its duties are, and by none of another."""

from payung.actions.add_user import NewUser, add_user
from payung.actions.disable_user import disable_user
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.end_user import end_user
from payung.actions.factor_user import factor_user, own_factors
from payung.actions.password_user import own_password, password_user
from payung.actions.sessions_user import sessions_user
from payung.actions.verify_store import verify_store
from payung.store.account_states import changed_past_us
from payung.store.keys import Keys
from payung.store.models import Account, Act
from payung.store.reading import one_moment
from payung.store.scope import Scope, scoped
from payung.store.trail import TOUCHES, acts_seen
from tests.entry.web.conftest import OURS, THEIRS, Workbench, asked

NAME, NEITHER = "orang.baru", "1506"
FIRST, SECOND, THIRD = ("sapi putih minum air", "burung merah makan padi", "kucing abu tidur siang")


def read_in(area: str, since: int) -> list[str]:
    """Kinds of the acts that are read there, as they were done."""
    with scoped(Scope((area,))):
        return list(acts_seen(Act.objects.filter(number__gt=since)).order_by("number").values_list("kind", flat=True))


def test_all_that_is_done_about_an_account_is_read_where_its_duties_are(workbench: Workbench):
    place, before = workbench.place, Act.objects.order_by("-number").values_list("number", flat=True)[0]
    add_user(place, asked("1"), NewUser(NAME, "Orang Baru"), FIRST)
    duty = duty_user(place, asked("2"), NewDuty(NAME, "village", area=f"{OURS}032004"))
    password_user(place, asked("3"), NAME, SECOND)
    own_password(place, asked("4", NAME), THIRD)
    own_factors(place, asked("5", NAME), [])
    factor_user(place, asked("6"), NAME)
    sessions_user(place, asked("7"), NAME)
    disable_user(place, asked("8"), NAME)
    disable_user(place, asked("9"), NAME, back=True)
    end_user(place, asked("10"), duty)
    done = list(Act.objects.filter(number__gt=before).order_by("number").values_list("kind", flat=True))
    assert set(done) == {kind for kind in TOUCHES if kind.startswith("user.")} and len(done) == 10
    assert read_in(OURS, before) == done
    assert read_in(NEITHER, before) == read_in(THEIRS, before) == []
    assert verify_store(place).faults == ()


def test_ending_the_sessions_of_an_account_changed_past_payung_makes_nothing_right(workbench: Workbench):
    account = workbench.account("village")
    Account.objects.filter(pk=account.pk).update(password="md5$salt$another")  # noqa: S106 - made up
    sessions_user(workbench.place, asked("out"), account.username)
    with one_moment():
        assert [number for number, _ in changed_past_us(Keys.read(workbench.place.keys))] == [account.pk]
