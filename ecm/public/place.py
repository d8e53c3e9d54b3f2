"""Where the published copy is kept, on this machine."""

from pathlib import Path

from django.conf import settings

from ecm import environment

# The application looks its folder up at each call: a rehearsal and a test have their own.
NAME = "copy.sqlite3"
SCHEMA = Path(__file__).parent / "schema.sql"
ASSETS = environment.ASSETS


def folder() -> Path:
    """Return the folder of the published copy, which may not exist yet."""
    chosen = settings.PUBLIC_DATA
    return Path(chosen) if chosen else Path(settings.DATA) / "public"


def document(edition_digest: str, form: str) -> Path:
    """Return where a document of an edition is kept."""
    return folder() / "documents" / edition_digest / form
