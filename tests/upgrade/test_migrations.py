"""No migration made from now on holds a busy table for long, or breaks who still runs."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from tests.source import ROOT
from tests.upgrade.locking import offences

# What made the first release: no installation has rows that it would hold.
FIRST_RELEASE = {
    *("calendar.0001", "calendar.0002", "dossiers.0001", "dossiers.0002"),
    *("dossiers.0003", "dossiers.0004", "dossiers.0005", "dossiers.0006"),
    *("dossiers.0007", "dossiers.0008", "files.0001", "followup.0001", "journal.0001"),
    *("journal.0002", "meetings.0001", "meetings.0002", "meetings.0003"),
    *("meetings.0004", "meetings.0005", "meetings.0006", "meetings.0007"),
    *("meetings.0008", "notices.0001", "people.0001", "people.0002", "people.0003"),
    *("people.0004", "people.0005", "people.0006", "publication.0001"),
    *("publication.0002", "records.0001", "worker.0001"),
}
# « app.number: what is done », with the reason why it may be.
ALLOWED: set[str] = set()


def ours() -> list[tuple[str, str]]:
    """Our migrations since the first release."""
    loader = MigrationLoader(None)
    apps = {path.parent.name for path in (ROOT / "ecm").glob("*/migrations")}
    return sorted(
        key
        for key in loader.disk_migrations
        if key[0] in apps and f"{key[0]}.{key[1][:4]}" not in FIRST_RELEASE
    )


def test_no_new_migration_keeps_a_council_waiting() -> None:
    loader = MigrationLoader(None)
    found = {
        f"{app}.{name[:4]}: {offence}"
        for app, name in ours()
        for offence in offences(
            loader.get_migration(app, name),
            loader.project_state((app, name), at_end=False),
        )
    }

    assert found - ALLOWED == set()


def entry() -> ProjectState:
    """A journal of one column, and a table that no meeting writes to."""
    state = ProjectState()
    for app, name in (("journal", "Entry"), ("people", "Post")):
        fields = [
            ("id", models.BigAutoField(primary_key=True)),
            ("verb", models.CharField("verbe", max_length=40)),
        ]
        state.add_model(ModelState(app, name, fields))
    return state


def said_of(app: str, operation: Operation) -> list[str]:
    migration = migrations.Migration("0009_next", app)
    migration.operations = [operation]
    return [said.split(": ")[1] for said in offences(migration, entry())]


INDEX = models.Index(fields=["verb"], name="verbs")
NEW = models.CharField(max_length=9, db_default="", default="")


@pytest.mark.parametrize(
    ("operation", "word"),
    [
        (migrations.AddIndex("Entry", INDEX), "writers wait"),
        (
            migrations.AddConstraint(
                "Entry", models.UniqueConstraint(fields=["verb"], name="once")
            ),
            "every row",
        ),
        (
            migrations.AlterField("Entry", "verb", models.TextField()),
            "written anew",
        ),
        (
            migrations.AlterField("Entry", "verb", models.CharField(max_length=20)),
            "written anew",
        ),
        (
            migrations.AddField("Entry", "new", models.CharField(max_length=9)),
            "former program gives no value",
        ),
        (
            migrations.AddField(
                "Entry", "new", models.CharField(null=True, unique=True)
            ),
            "writers wait",
        ),
        (migrations.RemoveField("Entry", "verb"), "former program"),
        (migrations.RenameField("Entry", "verb", "act"), "former program"),
        (migrations.RunPython(migrations.RunPython.noop), "for how long"),
        (migrations.RunSQL("SELECT 1"), "for how long"),
        (
            migrations.SeparateDatabaseAndState([migrations.AddIndex("Entry", INDEX)]),
            "writers wait",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Operation) else None,
)
def test_what_would_hold_the_journal_is_refused(
    operation: Operation, word: str
) -> None:
    (said,) = said_of("journal", operation)

    assert word in said


@pytest.mark.parametrize(
    ("app", "operation"),
    [
        ("journal", AddIndexConcurrently("Entry", INDEX)),
        ("journal", migrations.AddField("Entry", "new", NEW)),
        ("journal", migrations.AddField("Entry", "new", models.TextField(null=True))),
        (
            "journal",
            migrations.AlterField(
                "Entry", "verb", models.CharField("l'acte", max_length=40)
            ),
        ),
        ("journal", migrations.CreateModel("Other", [("id", models.BigAutoField())])),
        ("people", migrations.AddIndex("Post", INDEX)),
        ("people", migrations.AlterField("Post", "verb", models.TextField())),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Operation) else value,
)
def test_what_holds_nobody_is_let_pass(app: str, operation: Operation) -> None:
    assert said_of(app, operation) == []


def test_what_is_made_by_the_same_migration_is_nobody_s_yet() -> None:
    migration = migrations.Migration("0009_next", "journal")
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("verb", models.TextField()),
    ]
    migration.operations = [
        migrations.CreateModel("Other", fields),
        migrations.AddIndex("Other", INDEX),
    ]

    assert list(offences(migration, entry())) == []
