"""The rows of the published copy that an edition makes, and the words it is found by."""

import sqlite3
from datetime import UTC, datetime

from ecm.domain.communique.edition import Edition, as_json, digest_of
from ecm.domain.communique.languages import FRENCH
from ecm.public.names import slug_of
from ecm.public.words import plain_words, stems_of


def insert(copy: sqlite3.Connection, table: str, row: dict[str, object]) -> int:
    """Insert one row and return its number."""
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    asked = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  (our names)
    return int(copy.execute(asked, list(row.values())).lastrowid or 0)


def edition_row(edition: Edition, is_current: bool) -> dict[str, object]:
    """Return the row of one version in one language."""
    return {
        "digest": digest_of(edition),
        "reference": edition.reference,
        "year": edition.year,
        "number": edition.number,
        "language": edition.language,
        "version": edition.version,
        "is_current": is_current,
        "first_day": min(edition.days),
        "last_day": max(edition.days),
        "nature": edition.nature,
        "place": edition.place,
        "heading": edition.heading,
        "published": _utc(edition.published),
        "first_published": _utc(edition.first_published),
        "reason": edition.reason,
        "decisions": len(edition.decisions),
        "appointments": len(edition.appointments),
        "body": as_json(edition),
    }


def _utc(moment: str) -> str:
    """Return an ISO moment or day in UTC, so that moments compare as text."""
    read = datetime.fromisoformat(moment)
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()


def forget_words(copy: sqlite3.Connection, edition: int) -> None:
    """Take an edition that a later version replaces out of the lists and the search."""
    for table in ("decision", "appointment"):
        of_it = f"SELECT id FROM {table} WHERE edition = ?"  # noqa: S608  (our names)
        copy.execute(
            f"DELETE FROM {table}_words WHERE rowid IN ({of_it})",  # noqa: S608  (same)
            (edition,),
        )
        copy.execute(f"DELETE FROM {table} WHERE edition = ?", (edition,))  # noqa: S608  (same)
    copy.execute("UPDATE edition SET is_current = 0 WHERE id = ?", (edition,))


def index(copy: sqlite3.Connection, row: int, edition: Edition) -> None:
    """Put the decisions of an edition into the lists and the search."""
    shared = {
        "edition": row,
        "year": edition.year,
        "meeting": edition.number,
        "day": max(edition.days),
    }
    for rank, decided in enumerate(edition.decisions):
        words = "\n".join(edition.words_of(decided.reference))
        own = {
            "language": edition.language,
            "rank": rank,
            "item": slug_of(decided.reference),
            "reference": decided.reference,
            "title": decided.title,
            "kind": decided.kind,
            "outcome": decided.outcome,
            "ministry": decided.ministry,
            "ministry_code": decided.ministry_code,
            "theme": decided.theme,
            "on_behalf_of": decided.on_behalf_of,
            "words": words,
        }
        pk = insert(copy, "decision", shared | own)
        # A translation is found by its own words: titles stay in French.
        title = decided.title if edition.language == FRENCH else ""
        text = f"{title} {words} {decided.ministry} {decided.reference}"
        found = {"plain": " ".join(plain_words(text)), "stems": stems_of(text)}
        insert(copy, "decision_words", {"rowid": pk, **found})
    if edition.language == FRENCH:
        _index_appointments(copy, shared, edition)


def _index_appointments(
    copy: sqlite3.Connection, shared: dict[str, object], edition: Edition
) -> None:
    lines = {paragraph.key: paragraph.text for paragraph in edition.paragraphs()}
    for rank, who in enumerate(edition.appointments):
        words = lines.get(who.paragraph, "").removeprefix("- ")
        own = {
            "rank": rank,
            "item": slug_of(who.reference),
            "reference": who.reference,
            "ministry": who.ministry,
            "ministry_code": who.ministry_code,
            "is_board": who.is_board,
            "post": who.post,
            "civility": who.civility,
            "given_names": who.given_names,
            "surname": who.surname,
            "staff_number": who.staff_number,
            "grade": who.rank,
            "words": words,
        }
        pk = insert(copy, "appointment", shared | own)
        # A line worded by hand is found whole, by its post as by its name.
        post, name = who.post or words, f"{who.given_names} {who.surname}".strip()
        found = {
            "post": " ".join(plain_words(post)),
            "post_stems": stems_of(post),
            "name": " ".join(plain_words(name or words)),
        }
        insert(copy, "appointment_words", {"rowid": pk, **found})
