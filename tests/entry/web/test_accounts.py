"""The administrator's pages: accounts made, given duties, ended; what is taken away is gone at the next request."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from payung.actions.at_store import act_at
from payung.actions.verify_store import verify_store
from payung.core.access.roles import MAY
from payung.store.models import Account, Act, Duty, Fund, Group, Reach, Village
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF, username_of
from tests.entry.web.lint import faults_of

DECIDES = ("decree.propose", "decree.check", "decree.approve", "people.see", "people.search", "nik.full", "lists.see")


def page_of(account: Account, more: str = "") -> str:
    return f"/akun/nomor/{account.pk}/{more}"


def send(browser, path: str, **fields):
    return browser.post(path, {"request": str(uuid4()), **fields})


def duty_of(role: str, area: str = OURS) -> int:
    return Duty.objects.filter(account__username=username_of(role, area), undoes=None).order_by("-id").first().id


@pytest.fixture
def admin(workbench):
    return workbench.as_("administrator")


def test_an_account_is_made_and_its_first_password_shown_once(workbench, admin):
    number = str(uuid4())
    fields = {"request": number, "username": "baru.sekali", "name": "Orang Baru", "email": ""}
    answer = admin.post("/akun/baru/", fields)
    said = answer.content.decode()
    found = re.search(r"\b[a-z2-9]{5}(?:-[a-z2-9]{5}){3}\b", said)
    assert answer.status_code == 200 and found and answer["Cache-Control"] == "no-store"
    made = Account.objects.get(username="baru.sekali")
    assert made.check_password(found[0]) and made.first_password
    again = admin.post("/akun/baru/", fields)
    assert again.status_code == 422 and not re.search(r"[a-z2-9]{5}(?:-[a-z2-9]{5}){3}", again.content.decode())
    assert found[0] not in admin.get(page_of(made)).content.decode()
    assert found[0] not in "".join(Act.objects.values_list("said", flat=True))
    browser = workbench.nobody()
    browser.post("/akun/masuk/", {"login": "baru.sekali", "password": found[0]})
    assert browser.get("/").headers["Location"] == "/akun/sandi/"
    assert verify_store(workbench.place).faults == ()


@pytest.mark.parametrize("name", ["officer.1505", "Besar", "x", "dua kata"])
def test_a_username_that_is_taken_or_none_is_said_so(admin, name):
    answer = send(admin, "/akun/baru/", username=name, name="X", email="")
    assert answer.status_code == 422 and b"govuk-error-summary" in answer.content


def test_a_region_is_found_by_code_or_name_without_a_script(workbench, admin):
    account = workbench.account("none")
    path = page_of(account, "peran/")
    assert OURS in admin.get(path).content.decode(), "one's own region without looking for any"
    for looked_for in ("1505032004", "15.05.03.2004", "mendalo", "MENDALO DARAT"):
        shown = admin.get(f"{path}?{urlencode({'cari': looked_for})}").content.decode()
        assert 'value="1505' in shown, looked_for
        assert faults_of(shown) == []
    for foreign in ("1571", "telanaipura", "tidak ada desa begini", "<script>"):
        assert 'name="area" value=' not in admin.get(f"{path}?{urlencode({'cari': foreign})}").content.decode(), foreign


def test_a_duty_is_given_and_holds_from_the_next_request(workbench, admin):
    account, browser = workbench.account("none"), workbench.as_("none")
    assert browser.get("/cari/").status_code == 403
    wanted = {"role": "village", "area": VILLAGE_OF[OURS], "since": "", "until": "31-12-2099"}
    answer = send(admin, page_of(account, "peran/?cari=tidak+ada"), **wanted)
    assert answer.status_code == 422, "only what the search shows can be chosen"
    path = page_of(account, f"peran/?cari={VILLAGE_OF[OURS]}")
    answer = send(admin, path, **wanted)
    assert answer.status_code == 303
    assert browser.get("/cari/").status_code == 200
    assert verify_store(workbench.place).faults == ()


def test_a_duty_ended_is_gone_at_the_next_request_of_a_browser_that_is_signed_in(workbench, admin):
    browser = workbench.as_("officer")
    assert browser.get("/cari/").status_code == 200
    path = f"/akun/peran/{duty_of('officer')}/akhiri/"
    assert admin.get(path).status_code == 200
    assert send(admin, path).status_code == 303
    assert browser.get("/cari/").status_code == 403
    assert send(admin, path).status_code == 422, "once"


def test_an_account_refused_is_out_at_the_next_request(workbench, admin):
    browser, account = workbench.as_("officer"), workbench.account("officer")
    assert send(admin, page_of(account, "tutup/"), back="").status_code == 303
    assert browser.get("/").headers["Location"].startswith("/akun/masuk/")
    assert send(admin, page_of(account, "tutup/"), back="1").status_code == 303
    assert workbench.as_("officer").get("/cari/").status_code == 200


def test_sessions_ended_a_factor_or_a_password_reset_sign_out_at_the_next_request(workbench, admin):
    account = workbench.account("village")
    for what in ("sesi/", "pengaman/", "sandi/"):
        browser = workbench.nobody()
        password = "kuda hitam makan rumput"  # noqa: S105 - made up
        browser.post("/akun/masuk/", {"login": account.username, "password": password})
        assert browser.get("/").status_code == 200, what
        if what == "sesi/":
            assert "127.0.0.1" in admin.get(page_of(account)).content.decode()
        assert send(admin, page_of(account, what)).status_code in (200, 303)
        assert browser.get("/").headers["Location"].startswith("/akun/masuk/"), what


def test_staff_without_their_factor_set_up_a_new_one_before_any_page(workbench, admin):
    account = workbench.account("officer")
    assert send(admin, page_of(account, "pengaman/")).status_code == 303
    assert workbench.as_("officer").get("/cari/").headers["Location"] == "/akun/pengaman/"


def test_nobody_gives_themselves_anything(workbench, admin):
    own = workbench.account("administrator")
    path = page_of(own, f"peran/?cari={OURS}")
    for role in MAY:
        assert send(admin, path, role=role, area=OURS, since="", until="31-12-2099").status_code == 422, role
    for what in ("tutup/", "sandi/", "pengaman/", "sesi/"):
        assert send(admin, page_of(own, what), back="").status_code == 422, what
    assert send(admin, f"/akun/peran/{duty_of('administrator')}/akhiri/").status_code == 422
    assert Duty.objects.filter(account=own).count() == 1 and workbench.account("administrator").is_active


def test_an_administrator_decides_nothing_and_sees_nobody(workbench):
    assert not MAY["administrator"] & set(DECIDES)
    for role in ("officer", "checker", "approver"):
        account = workbench.account(role)
        answer = send(
            workbench.as_("administrator"), page_of(account, f"peran/?cari={OURS}"), role="administrator", area=OURS,
            since="", until="",
        )  # fmt: skip
        assert answer.status_code == 422, "a role beside it neither"


def test_accounts_of_another_regency_are_not_there(workbench, admin):
    account = workbench.account("officer", THEIRS)
    for what in ("", "peran/", "tutup/", "sandi/", "pengaman/", "sesi/"):
        foreign, absent = admin.get(page_of(account, what)), admin.get(f"/akun/nomor/987654/{what}")
        assert foreign.status_code == absent.status_code == 404, what
    assert admin.get(f"/akun/peran/{duty_of('officer', THEIRS)}/akhiri/").status_code == 404
    assert username_of("officer", THEIRS) not in admin.get("/akun/").content.decode()


def test_an_account_with_a_duty_elsewhere_is_shown_and_not_taken_over(workbench, admin):
    """A new password for somebody of both regencies would open the other one, too."""
    account = workbench.account("officer")
    other = workbench.as_("administrator", THEIRS)
    assert send(other, page_of(account, "peran/")).status_code == 404
    from payung.actions.duty_user import NewDuty, duty_user

    duty_user(workbench.place, workbench.asked("both"), NewDuty(account.username, "officer", THEIRS))
    assert admin.get(page_of(account)).status_code == 200
    for what in ("sandi/", "pengaman/", "tutup/", "sesi/"):
        assert send(admin, page_of(account, what), back="").status_code == 422, what


def test_accounts_of_a_branch_are_looked_after_where_its_groups_have_people(workbench, admin):
    """Both regencies have a fund, so that nobody but the nation keeps the books of all."""
    columns = ("code", "name", "source", "group_kind", "owner", "area_code", "on_leaving", "terms")
    numbers = dict(Group.objects.values_list("number", "id"))

    def funds(doing, _):
        doing.add(Fund, columns, [(f"f{area}", "", "", "SG", "", area, "", "{}") for area in (OURS, THEIRS)])
        towns = doing.add(Village, ("code",), [(VILLAGE_OF[area],) for area in numbers])
        for area, town in zip(numbers, towns, strict=True):
            Reach.objects.create(paper="group", of=numbers[area], village_id=town)
        return {}

    act_at(workbench.place, workbench.asked("funds"), "test", {}, funds)
    ours, theirs = (workbench.account("branch", area) for area in (OURS, THEIRS))
    told = admin.get("/akun/").content.decode()
    assert ours.username in told and theirs.username not in told
    assert admin.get(page_of(ours)).status_code == 200
    for what in ("", "peran/", "tutup/", "sandi/", "pengaman/", "sesi/"):
        assert admin.get(page_of(theirs, what)).status_code == 404, what
    assert admin.get(f"/akun/peran/{duty_of('branch', THEIRS)}/akhiri/").status_code == 404
    assert admin.get(f"/akun/peran/{duty_of('branch')}/akhiri/").status_code == 200


def test_the_keys_are_named_and_never_shown(workbench, admin):
    shown = admin.get("/gudang/kunci/")
    assert shown.status_code == 200 and "payung store rotate" in shown.content.decode()
    held = workbench.place.keys.read_text()
    assert not any(secret in shown.content.decode() for secret in re.findall(r"[A-Za-z0-9+/=]{40,}", held))


def test_a_double_submit_gives_one_duty(workbench, admin):
    account = workbench.account("none")
    fields = {"request": str(uuid4()), "role": "officer", "area": OURS, "since": "", "until": ""}
    path = page_of(account, f"peran/?cari={OURS}")
    assert [admin.post(path, fields).status_code for _ in range(2)] == [303, 303]
    assert Duty.objects.filter(account=account).count() == 1
