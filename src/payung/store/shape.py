"""What a copy of the store holds: every table of the models, in the order in which rows may be put in."""

from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from payung.store.copies.shape import Column, Kind, Shape, Table
from payung.store.models import Account, Act, Head, Job, Look, all_kept

_KINDS: tuple[tuple[type[models.Field], Kind], ...] = (
    (models.IntegerField, "integer"),
    (models.BooleanField, "boolean"),
    (models.CharField, "text"),
    (models.TextField, "text"),
    (models.JSONField, "text"),
    (models.BinaryField, "bytes"),
    (models.DateTimeField, "instant"),  # before DateField, which it is as well
    (models.DateField, "date"),
)


_CARRIED = (("mfa", "Authenticator"), ("account", "EmailAddress"))
"""Tables of libraries that hold how people sign in; their secrets are sealed under the key file."""
_PASSING = frozenset(
    {
        *("django_migrations", "sqlite_sequence", "django_session", "django_content_type", "usersessions_usersession"),
        *("auth_group", "auth_permission", "auth_group_permissions", "account_emailconfirmation"),
        *("name_word", "figure", "held_count", "reach"),  # found again from what is copied
        *("axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog"),
    }
)
"""Not copied: after a copy is restored everybody signs in anew, and nobody is locked out."""


def shape_of_store() -> Shape:
    """The shape of this version of the store; its schema is the number of migrations.

    Where Django knows the store alone, a store that a workbench uses is of another shape: ``payung store`` knows both.
    """
    waiting: list[type[models.Model]] = [Act, Head, Account, Job, Look, *all_kept()]
    waiting += [apps.get_model(app, name) for app, name in _CARRIED if app in apps.app_configs]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not _parents(model) & set(waiting) - {model}]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    migrations = MigrationLoader(None).disk_migrations
    return Shape(
        schema=sum(app == "store" for app, _ in migrations),
        tables=tuple(_table(model) for model in ordered),
        left_out=_PASSING,
        facts={"acts": "SELECT count(*) FROM act", "head": "SELECT link FROM head"},
    )


def _parents(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if field.related_model}


def _table(model: type[models.Model]) -> Table:
    columns = tuple(Column(field.column, _kind(field)) for field in model._meta.concrete_fields)
    return Table(model._meta.db_table, columns, (model._meta.pk.column,))


def _kind(field: models.Field) -> Kind:
    held = field.target_field if field.related_model else field
    return next(kind for type_, kind in _KINDS if isinstance(held, type_))
