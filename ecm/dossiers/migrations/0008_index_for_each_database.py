"""Give each database the index that finds words: FTS5 on SQLite, GIN on PostgreSQL."""

from django.db import migrations

TABLE = "dossiers_indexed"
WORDS = f"{TABLE}_words"
POSTGRESQL = f"CREATE INDEX {WORDS} ON {TABLE} USING gin (to_tsvector('french', words))"
# The words stay in the table; FTS5 keeps the index alone, and three triggers tell it.
_ADD = f"INSERT INTO {WORDS}(rowid, words) VALUES (new.id, new.words);"  # noqa: S608  (ours)
_DROP = (
    f"INSERT INTO {WORDS}({WORDS}, rowid, words) "  # noqa: S608  (ours)
    "VALUES ('delete', old.id, old.words);"
)
SQLITE = [
    f"CREATE VIRTUAL TABLE {WORDS} USING fts5(words, content='{TABLE}', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    f"CREATE TRIGGER {WORDS}_added AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"CREATE TRIGGER {WORDS}_removed AFTER DELETE ON {TABLE} BEGIN {_DROP} END",
    f"CREATE TRIGGER {WORDS}_changed AFTER UPDATE ON {TABLE} BEGIN {_DROP} {_ADD} END",
]
SQLITE_REVERSE = [
    *(f"DROP TRIGGER {WORDS}_{name}" for name in ("added", "removed", "changed")),
    f"DROP TABLE {WORDS}",
]


def index(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in [POSTGRESQL] if postgresql else SQLITE:
        schema_editor.execute(statement)


def forget(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in [f"DROP INDEX {WORDS}"] if postgresql else SQLITE_REVERSE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_index_the_words")]
    operations = [migrations.RunPython(index, forget)]
