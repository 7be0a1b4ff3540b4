"""The second wall on PostgreSQL: row security, so that a forgotten filter shows nobody of another region.

A web server works in the role ``payung_web``, which owns nothing and may not pass row security. Every table of
``seen.WAYS`` has one policy, made from there; it holds for the owner, too (FORCE), who comes with the nation as its
scope.
"""

from django.db import connection

from payung.store.addresses import WEB_ROLE


def wall() -> None:
    """Make the role, its grants and every policy anew. On SQLite there is nothing to make."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for statement in _role():
            cursor.execute(statement)


def _role() -> list[str]:
    """Statements that may be repeated. Another store of the same server may make the role at the same moment."""
    return [
        f"DO $$ BEGIN CREATE ROLE {WEB_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        f"DO $$ BEGIN IF NOT pg_has_role(current_user, '{WEB_ROLE}', 'MEMBER') THEN"
        f" GRANT {WEB_ROLE} TO CURRENT_USER; END IF; END $$",
        f"GRANT USAGE ON SCHEMA public TO {WEB_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB_ROLE}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB_ROLE}",
    ]
