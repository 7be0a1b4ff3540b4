"""The second wall on PostgreSQL: row security, so that a forgotten filter shows nobody of another region.

A web server works in the role ``payung_web``, which owns nothing and may not pass row security. Every table of
``seen.WAYS`` has one policy, made from there; it holds for the owner, too (FORCE), who comes with the nation as its
scope. Where the scope is the nation, that is found out once a question and not once a row.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models, transaction

from payung.store.addresses import WEB_ROLE
from payung.store.scope import ALL
from payung.store.seen import WAYS, Books, InArea, InVillage, OfGroup, Own, Reaching, Served, Through, Way, Without

POLICY = "scope"
_AREAS = "(SELECT string_to_array(current_setting('payung.areas', true), ','))"
_GROUPS = "(SELECT string_to_array(current_setting('payung.groups', true), ',')::bigint[])"
_ACCOUNT = "(SELECT nullif(current_setting('payung.account', true), '')::bigint)"
_ALL = f"(SELECT current_setting('payung.areas', true) = '{ALL}')"
_HAS_AREA = "(SELECT coalesce(current_setting('payung.areas', true), '') <> '')"
_HAS_GROUP = "(SELECT coalesce(current_setting('payung.groups', true), '') <> '')"
_PAST_DIGITS = ":"
"""Follows the digits: codes between an area and the area with it are those that begin with the area, and an index of
letters (``~>=~``) finds them, where ``starts_with`` reads every village of the nation."""
_SERVED = f"""CREATE OR REPLACE FUNCTION people_of_groups() RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
DECLARE before text := current_setting('payung.areas', true);
BEGIN
PERFORM set_config('payung.areas', '{ALL}', true);
RETURN QUERY SELECT e.person_id FROM public.enrolment AS e JOIN public.batch AS b ON b.id = e.batch_id
WHERE b.group_id = ANY({_GROUPS}::bigint[]);
PERFORM set_config('payung.areas', coalesce(before, ''), true);
END $$"""  # noqa: S608 - our own words
"""A person's policy cannot ask enrolments, whose policy asks for the person; here they are seen whole."""


def wall() -> None:
    """Make the role, its grants and every policy anew. On SQLite there is nothing to make."""
    if connection.vendor != "postgresql":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*_role(), _SERVED, *_policies()):
            cursor.execute(statement)


def missing_walls() -> list[str]:
    """Tables that should be behind a wall and are not; on SQLite there are none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class AS c JOIN pg_policy AS p ON p.polrelid = c.oid"
            " WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = %s AND p.polpermissive",
            [POLICY],
        )
        there = {name for (name,) in cursor.fetchall()}
    return sorted({model._meta.db_table for model in WAYS} - there)


def _role() -> list[str]:
    """Statements that may be repeated. Another store of the same server may make the role at the same moment."""
    return [
        f"DO $$ BEGIN CREATE ROLE {WEB_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        f"DO $$ BEGIN IF NOT pg_has_role(current_user, '{WEB_ROLE}', 'SET') THEN"
        f" GRANT {WEB_ROLE} TO CURRENT_USER; END IF; END $$",
        f"GRANT USAGE ON SCHEMA public TO {WEB_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB_ROLE}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB_ROLE}",
    ]


def _policies() -> Iterator[str]:
    for model, ways in WAYS.items():
        table = model._meta.db_table
        condition = " OR ".join((_ALL, *(_condition(model, way) for way in ways)))
        yield f'DROP POLICY IF EXISTS {POLICY} ON "{table}"'
        yield f'CREATE POLICY {POLICY} ON "{table}" FOR ALL TO PUBLIC USING ({condition}) WITH CHECK ({condition})'
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'


def _condition(model: type[models.Model], way: Way) -> str:
    """In SQL what ``seen`` asks of a row. Raises: KeyError where the row hangs on what is behind no wall."""
    table = model._meta.db_table
    match way:
        case InVillage(name):
            lies = f'v.id = "{table}".{_column(model, name)} AND starts_with(v.code, area)'
            return f"EXISTS (SELECT 1 FROM village AS v, unnest({_AREAS}) AS area WHERE {lies})"  # noqa: S608
        case InArea(name):
            lies = f'starts_with("{table}"."{name}", area)'
            return f"EXISTS (SELECT 1 FROM unnest({_AREAS}) AS area WHERE {lies})"  # noqa: S608
        case Through(name):
            return _held(model, name)
        case Without(name, held):
            seen = _held(model, held) if held else _HAS_AREA
            return f'("{table}".{_column(model, name)} IS NULL AND {seen})'
        case Own(name):
            return f'"{table}".{_column(model, name)} = {_ACCOUNT}'
        case OfGroup(name):
            return f'({_HAS_GROUP} AND "{table}".{_column(model, name)} = ANY({_GROUPS}::bigint[]))'
        case Reaching(name, paper):
            reached = (  # of no row that is asked, so it is found once a question
                "SELECT r.of FROM reach AS r JOIN village AS v ON v.id = r.village_id"  # noqa: S608
                f" JOIN unnest({_AREAS}) AS area ON v.code ~>=~ area AND v.code ~<~ (area || '{_PAST_DIGITS}')"
                f" WHERE r.paper = '{paper}'"
            )
            return f'"{table}".{_column(model, name)} IN ({reached})'
        case Books():
            mine = f"EXISTS (SELECT 1 FROM unnest({_AREAS}) AS area WHERE starts_with(f.area_code, area))"  # noqa: S608
            return f"({_HAS_AREA} AND (SELECT NOT EXISTS (SELECT 1 FROM fund AS f WHERE NOT {mine})))"  # noqa: S608
        case Served():
            return f'({_HAS_GROUP} AND "{table}".id IN (SELECT people_of_groups()))'


def _held(model: type[models.Model], name: str) -> str:
    """That the row which this one hangs on is seen, by its own policy."""
    parent: Any = model._meta.get_field(name).related_model
    assert parent in WAYS  # noqa: S101 - a wrong declaration
    held = f'"{parent._meta.db_table}" AS held WHERE held.id = "{model._meta.db_table}".{_column(model, name)}'
    return f"EXISTS (SELECT 1 FROM {held})"  # noqa: S608


def _column(model: type[models.Model], name: str) -> str:
    return f'"{model._meta.get_field(name).column}"'
