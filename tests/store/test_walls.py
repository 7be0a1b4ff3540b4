"""The second wall: what PostgreSQL shows the web's role when a question forgets to ask for the region."""

import random
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction

from payung.store import models as tables
from payung.store.addresses import WEB_ROLE, as_web
from payung.store.database import connect
from payung.store.models import Head, Person, Village
from payung.store.scope import EVERYTHING, Scope, fenced, scoped, tell_database
from payung.store.seen import OPEN, WAYS, Served, seen
from payung.store.walls import missing_walls, wall
from tests.store.full import fill

SELDOM = {"leaving", "credit_line"}
"""Tables of which the scopes tried here see all rows or none: too few rows."""
EXPLAIN = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)"
LIBRARIES = {"account", "auth", "axes", "contenttypes", "mfa", "sessions", "usersessions"}
"""Apps whose tables hold how people sign in, and are asked before anybody is known."""


@pytest.fixture
def full(postgres_mint):
    """A store with rows in every table, on PostgreSQL."""
    made = postgres_mint.new()
    fill(made)
    _people_it()
    yield made
    postgres_mint.remove(made, spoilt=True)


def _people_it() -> None:
    """Every row that may be of a village, person, account, group or delivery is of one, in turn: each way in which a
    row belongs to somebody is then the only one for some row of each table. Some lines are of nobody."""
    turns = {
        model: list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for model in (Village, Person, tables.Account, tables.Group, tables.Intake, tables.IntakeFile)
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for model in WAYS:
            for at, field in enumerate(model._meta.concrete_fields):
                ids = turns.get(field.related_model)
                if (
                    ids is None
                    or model is tables.Join
                    or getattr(field, "unique", False)
                    or _is_once(model, field.name)
                ):
                    continue
                turn = f"(ARRAY{ids})[1 + ((id + {at}) % {len(ids)})]"
                cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{field.column}" = {turn}')
        for table, column, values in (
            ("proposal", "area_code", "ARRAY['15', '1505', '1599999999']"),
            ("look", "of", "ARRAY['x', '1599999999']"),
            ("fund", "area_code", "ARRAY['15', '1505']"),
        ):
            cursor.execute(f'UPDATE "{table}" SET "{column}" = ({values})[1 + (id % array_length({values}, 1))]')
        for statement in _OF_NOBODY:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")
    for area in ("", "15", "1500000001", "1500000002"):
        counted = dict.fromkeys(("act", "month", "decided", "billed", "paid", "covered", "rupiah"), 1)
        tables.Figure.objects.create(area_code=area, up="-", **counted)


_OF_NOBODY = (
    "UPDATE bill_line SET person_id = NULL WHERE id % 4 = 0",
    "UPDATE member_line SET person_id = NULL WHERE id % 4 = 0",
    "UPDATE member_list SET group_id = NULL WHERE id % 4 = 0",
    "DELETE FROM reach WHERE id % 2 = 0",  # papers that are seen as one's own group's, or by whoever keeps the books
    "DELETE FROM reach WHERE paper = 'bill' AND of = (SELECT MAX(id) FROM bill)",
)


def _is_once(model, name) -> bool:
    return any(name in getattr(each, "fields", ()) for each in model._meta.constraints)


@pytest.fixture
def scopes() -> list[Scope]:
    codes = [code for (code,) in Village.objects.order_by("id").values_list("code")]
    groups = list(tables.Enrolment.objects.values_list("batch__group", flat=True))
    village, two, branch = Scope((codes[0],)), Scope((codes[1], codes[2])), Scope((), tuple(groups[:1]))
    return [village, two, branch, Scope((), (), 1), Scope(("15",)), Scope((), tuple(set(groups) - set(groups[:1])))]


def raw(model) -> set[int]:
    """Ids that a question without any filter gets."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{model._meta.pk.column}" FROM "{model._meta.db_table}"')
        return {number for (number,) in cursor.fetchall()}


def as_role(scope: Scope | None, model) -> set[int]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {WEB_ROLE}")
            cursor.execute("SET LOCAL payung.areas = ''")
        if scope is None:
            return raw(model)
        with scoped(scope):
            return raw(model)


def test_every_table_is_declared_walled_or_open():
    declared = {*WAYS, *OPEN}
    assert {*apps.get_app_config("store").get_models()} == declared and not {*WAYS} & {*OPEN}
    others = {model._meta.app_label for model in apps.get_models()} - {"store"}
    assert others <= LIBRARIES


def test_the_role_owns_nothing_and_every_declared_table_is_walled(full):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = %s", [WEB_ROLE])
        assert cursor.fetchall() == [(False, False, False)]
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", [WEB_ROLE])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
            " AND relnamespace = 'public'::regnamespace"
        )
        walled = dict(cursor.fetchall())
    assert {name for name, holds in walled.items() if holds} == {model._meta.db_table for model in WAYS}
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
    assert walled.keys() <= known
    assert missing_walls() == []


def test_a_question_without_a_filter_gets_what_the_filters_give_and_no_more(full, scopes):
    parted = set()
    for model in WAYS:
        whole = raw(model)
        for scope in scopes:
            with scoped(scope):
                filtered = set(seen(model).values_list("pk", flat=True))
            shown = as_role(scope, model)
            assert shown == filtered, (model, scope)
            if shown and shown < whole:
                parted.add(model)
        assert as_role(None, model) == set(), model
        assert as_role(EVERYTHING, model) == whole, model
    never = {model._meta.db_table for model in {*WAYS} - parted}
    assert never <= SELDOM, "a table that no scope parts tries nothing"


def test_nobody_of_another_village_is_among_them(full, scopes):
    """By hand, without the declaration: people, their numbers, their months and their money."""
    code = scopes[0].areas[0]
    mine = set(Person.objects.filter(village__code=code).values_list("id", flat=True))
    assert mine and as_role(scopes[0], Person) == mine
    for model in (tables.Identity, tables.PersonMonth, tables.DecreeLine, tables.Enrolment, tables.Waiting):
        shown = as_role(scopes[0], model)
        assert set(model.objects.filter(pk__in=shown).values_list("person_id", flat=True)) <= mine, model


def test_a_row_of_another_region_cannot_be_written_either(full, scopes):
    other = Person.objects.exclude(village__code=scopes[0].areas[0]).first()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {WEB_ROLE}")
        with scoped(scopes[0]):
            assert Person.objects.filter(pk=other.pk).update(sex="L") == 0
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                tables.Leaving.objects.create(id=1, person_id=other.pk, why="died", on="2026-01-01", source="x")


def test_a_thousand_requests_on_two_connections_leave_nothing_behind(full, scopes):
    """Other scopes in turn, errors thrown in the middle: whoever comes next sees their own people and no others."""
    whose = {scope: as_role(scope, Person) for scope in (*scopes[:3], EVERYTHING)}
    assert len({frozenset(seen) for seen in whose.values()}) == len(whose)
    connection.close()
    work: SimpleQueue = SimpleQueue()
    chance = random.Random(7)
    for _ in range(1000):
        work.put((chance.choice([*whose, None]), chance.choice(["", "python", "database"])))

    def serve(_: int) -> list[str]:
        connect(as_web(full.address))
        wrong = []
        while not work.empty():
            scope, fault = work.get()
            if (found := _request(scope, fault)) != whose.get(scope, set()):
                wrong.append(f"{scope} {fault} {len(found)}")
        connection.close()
        return wrong

    with ThreadPoolExecutor(2) as pool:
        assert [*pool.map(serve, range(2))] == [[], []]


def _request(scope: Scope | None, fault: str) -> set[int]:
    if scope is None:
        return raw(Person)
    with scoped(scope), connection.execute_wrapper(fenced):
        found = raw(Person)
        try:
            with transaction.atomic():
                tell_database()
                if fault == "python":
                    raise RuntimeError
                if fault == "database":
                    raw_sql("SELECT 1 / 0")
        except Exception:  # noqa: BLE001, S110 - it was thrown to see what it leaves
            pass
        assert raw(Person) == found
        return found


def raw_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_nation_is_asked_for_once_a_question_and_not_once_a_row(full):
    with transaction.atomic():
        raw_sql(f"SET LOCAL ROLE {WEB_ROLE}")
        with scoped(EVERYTHING), connection.cursor() as cursor:
            for model in WAYS:
                cursor.execute(f'{EXPLAIN} SELECT count(*) FROM "{model._meta.db_table}"')
                plan = [line for (line,) in cursor.fetchall()]
                scans = [line for line in plan if " Scan on " in line and "never executed" not in line]
                assert len(scans) == 1, plan


def test_a_missing_wall_is_a_fault_of_the_proof(full):
    raw_sql("ALTER TABLE person NO FORCE ROW LEVEL SECURITY")
    raw_sql("DROP POLICY scope ON identity")
    assert _without_walls(full) == ["identity", "person"]
    wall()
    assert _without_walls(full) == []


def _without_walls(store) -> list[str]:
    return [fault.where for fault in store.faults() if fault.kind == "guards"]


def test_an_owner_who_is_no_superuser_can_do_everything(postgres_server, full, tmp_path):
    """Commands come as the owner, for whom the walls hold too, with the nation as their scope."""
    with psycopg.connect(full.address, autocommit=True) as admin:
        admin.execute("CREATE ROLE office LOGIN CREATEROLE")
        admin.execute("GRANT payung_web TO office")
        for model in apps.get_models(include_auto_created=True):
            admin.execute(f'ALTER TABLE "{model._meta.db_table}" OWNER TO office'.encode())
        admin.execute("ALTER TABLE django_migrations OWNER TO office")
        admin.execute("ALTER FUNCTION refuse_change() OWNER TO office")
        admin.execute("ALTER FUNCTION people_of_groups() OWNER TO office")
        admin.execute("ALTER SCHEMA public OWNER TO office")
    whole = raw(Person)
    connect(full.address.replace("postgres@", "office@"))
    try:
        wall()
        assert raw(Person) == whole
        full.do(lambda doing: {"id": doing.add_one(Village, code="1505010001")})
        values = {"key": "k" * 64, "name": "BUDI", "birth_date": None, "sex": "", "village_id": None}
        number = full.do(lambda doing: {"id": doing.add_one(Person, **values)})["id"]
        assert raw(Person) == whole | {number} and Head.objects.exists()
    finally:
        connection.close()
        connect(full.address)
        raw_sql("REASSIGN OWNED BY office TO postgres")
        raw_sql("DROP OWNED BY office")
        raw_sql("DROP ROLE office")


def test_a_branch_sees_the_people_it_was_sent(full, scopes):
    branch = scopes[2]
    assert any(isinstance(way, Served) for way in WAYS[Person])
    served = set(tables.Enrolment.objects.filter(batch__group__in=branch.groups).values_list("person_id", flat=True))
    assert served and as_role(branch, Person) == served
