"""What a migration does that would keep a council waiting, or break the program that still runs.

While one process is replaced after the other, the former program goes on writing to the new
database: what it does not know must need nothing of it.
"""

from collections.abc import Iterator

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.fields import NOT_PROVIDED

# Written at each act of a meeting, or large after some years.
BUSY = {
    ("journal", "entry"),
    *(
        ("meetings", name)
        for name in (
            "meeting",
            "mark",
            "markround",
            "minuteblock",
            "seat",
            "agendaitem",
        )
    ),
    *(("dossiers", name) for name in ("dossier", "version", "rendition", "indexed")),
    *(("notices", name) for name in ("notice", "delivery")),
}
BREAKS = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.DeleteModel,
    migrations.AlterModelTable,
)
# What says nothing to a database.
ONLY_WORDS = {
    *("choices", "verbose_name", "help_text", "validators", "editable", "blank"),
    *("related_name", "error_messages", "on_delete"),
}


def offences(migration: migrations.Migration, before: ProjectState) -> Iterator[str]:
    """Yield in words what is wrong; `before` is the state that the migration starts from."""
    known = set(before.models)
    for operation in database_operations(migration.operations):
        yield from _of(operation, migration.app_label, known, before)
        operation.state_forwards(migration.app_label, before)


def database_operations(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from database_operations(operation.database_operations)
        else:
            yield operation


def _of(
    operation: Operation, app: str, known: set[tuple[str, str]], state: ProjectState
) -> Iterator[str]:
    name = type(operation).__name__
    if isinstance(operation, migrations.RunPython | migrations.RunSQL):
        yield f"{name}: for how long does it hold its rows?"
        return
    table = (
        app,
        getattr(operation, "model_name", getattr(operation, "name", "")).lower(),
    )
    if table not in known:
        return  # made here: nobody else has it yet
    said = f"{name} {'.'.join(table)}"
    if isinstance(operation, BREAKS):
        yield f"{said}: the former program, which still runs, would fail"
    if isinstance(operation, migrations.AddField):
        yield from _of_a_new_column(said, operation.field, table in BUSY)
    if table not in BUSY:
        return
    if isinstance(operation, migrations.AddIndex):
        if not isinstance(operation, AddIndexConcurrently):
            yield f"{said}: writers wait until the index is built"
    elif isinstance(operation, migrations.AddConstraint):
        yield f"{said}: every row is read while writers wait"
    elif isinstance(operation, migrations.AlterField):
        yield from _of_a_changed_column(said, operation, state.models[table])


def _of_a_new_column(said: str, field: models.Field, is_busy: bool) -> Iterator[str]:
    is_silent = field.null or field.db_default is not NOT_PROVIDED or field.many_to_many
    if not is_silent:
        yield f"{said}: the former program gives no value (null or db_default)"
    if is_busy and (field.unique or field.db_index):
        yield f"{said}: writers wait until its index is built"


def _of_a_changed_column(
    said: str, operation: migrations.AlterField, former: ModelState
) -> Iterator[str]:
    was, becomes = former.fields[operation.name], operation.field
    if _for_the_database(was) != _for_the_database(becomes):
        yield f"{said}: the table may be written anew while all wait"


def _for_the_database(
    field: models.Field,
) -> tuple[str, list[object], dict[str, object]]:
    _, path, arguments, words = field.deconstruct()
    return path, arguments, {n: v for n, v in words.items() if n not in ONLY_WORDS}
