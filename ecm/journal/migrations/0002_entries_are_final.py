"""Make both databases refuse to change or remove an entry of the journal."""

from django.db import migrations

TABLE = "journal_entry"
POSTGRESQL = f"""
CREATE FUNCTION {TABLE}_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER {TABLE}_kept BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TABLE}_is_final();
CREATE TRIGGER {TABLE}_not_emptied BEFORE TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_is_final();
"""
POSTGRESQL_REVERSE = f"""
DROP TRIGGER {TABLE}_kept ON {TABLE};
DROP TRIGGER {TABLE}_not_emptied ON {TABLE};
DROP FUNCTION {TABLE}_is_final();
"""
SQLITE = [
    f"CREATE TRIGGER {TABLE}_not_{verb}d BEFORE {verb.upper()} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for verb in ("update", "delete")
]
SQLITE_REVERSE = [f"DROP TRIGGER {TABLE}_not_{v}d" for v in ("update", "delete")]


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement)


def accept_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_REVERSE)
    else:
        for statement in SQLITE_REVERSE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, accept_changes)]
