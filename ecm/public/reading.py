"""Reads the published copy, and can do nothing else: what the public site knows.

Every function answers from the copy as it is now, in whatever process it was written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from ecm.domain.communique.edition import Edition, from_json
from ecm.domain.communique.languages import FRENCH
from ecm.public import place
from ecm.public.names import FORMS, slug_of
from ecm.public.opened import read, rows, rows_once, which

Row = TypeVar("Row")


@dataclass(frozen=True)
class Stamp:
    """The state of the copy: it grows with everything published, and `seed` is its own."""

    version: int
    changed: datetime
    seed: str


@dataclass(frozen=True)
class Council:
    """One version of a communiqué in one language, without its text.

    `digest` is its seal; `decisions` and `appointments` count what it publishes.
    """

    digest: str
    reference: str
    year: int
    number: int
    language: str
    version: int
    is_current: bool
    first_day: date
    last_day: date
    nature: str
    place: str
    heading: str
    published: datetime
    first_published: datetime
    reason: str
    decisions: int
    appointments: int


@dataclass(frozen=True)
class Decision:
    """A decision of a current edition; `item` is its part of the address (« I.2.1 »)."""

    language: str
    year: int
    meeting: int
    day: date
    item: str
    reference: str
    title: str
    kind: str
    outcome: str
    ministry: str
    ministry_code: str
    theme: str
    on_behalf_of: str
    words: str

    @property
    def paragraphs(self) -> list[str]:
        return self.words.split("\n") if self.words else []


@dataclass(frozen=True)
class Appointment:
    """A published appointment; `words` is its line as it was published."""

    year: int
    meeting: int
    day: date
    item: str
    reference: str
    ministry: str
    ministry_code: str
    is_board: bool
    post: str
    civility: str
    given_names: str
    surname: str
    staff_number: str
    grade: str
    words: str


@dataclass(frozen=True)
class Ministry:
    """A ministry that stays when its name changes; `name` is the last one published."""

    code: str
    name: str
    decisions: int


@dataclass(frozen=True)
class Document:
    """A file of an edition; `form` is a key of `names.FORMS`."""

    form: str
    size: int
    digest: str


def stamp() -> Stamp:
    """Return the state of the copy."""
    version, changed, seed = rows_once("SELECT version, changed, seed FROM meta")[0]
    return Stamp(version, datetime.fromisoformat(changed), seed)


def beginning() -> datetime:
    """Return when the first of all communiqués was published; without any, the stamp's."""
    (found,) = rows_once("SELECT min(first_published) FROM edition")[0]
    return datetime.fromisoformat(found) if found else stamp().changed


def years() -> list[tuple[int, int]]:
    """Return the years, the last first, each with its number of councils."""
    return [
        (row[0], row[1])
        for row in rows_once(
            "SELECT year, count(*) FROM edition WHERE is_current AND language = ?"
            " GROUP BY year ORDER BY year DESC",
            FRENCH,
        )
    ]


def councils(
    year: int | None = None, *, language: str = FRENCH, limit: int = -1
) -> list[Council]:
    """Return the current communiqués, the last council first."""
    return read(
        Council,
        "FROM edition WHERE is_current AND language = ? AND (? IS NULL OR year = ?)"
        " ORDER BY last_day DESC, number DESC LIMIT ?",
        *(language, year, year, limit),
    )


def versions(year: int, number: int, language: str = FRENCH) -> list[Council]:
    """Return every version of a council's communiqué in a language, the last first."""
    return read(
        Council,
        "FROM edition WHERE year = ? AND number = ? AND language = ?"
        " ORDER BY version DESC",
        *(year, number, language),
    )


def tongues(year: int, number: int) -> list[str]:
    """Return the codes of the languages of a council's communiqué, French first."""
    found = rows(
        "SELECT language FROM edition WHERE year = ? AND number = ? AND is_current"
        " ORDER BY language <> 'fr', language",
        *(year, number),
    )
    return [row[0] for row in found]


def edition(
    year: int, number: int, *, language: str = FRENCH, version: int | None = None
) -> Edition | None:
    """Return a communiqué whole, in its last version unless another is asked for."""
    found = rows(
        "SELECT body FROM edition WHERE year = ? AND number = ? AND language = ?"
        " AND (version = ? OR ? IS NULL AND is_current)",
        *(year, number, language, version, version),
    )
    return from_json(found[0][0]) if found else None


def editions(year: int | None = None) -> Iterator[tuple[Council, Edition]]:
    """Yield every version in every language with its text, the oldest council first."""
    found = read(
        Council,
        "FROM edition WHERE ? IS NULL OR year = ?"
        " ORDER BY year, number, language, version",
        *(year, year),
    )
    for council in found:
        body = rows("SELECT body FROM edition WHERE digest = ?", council.digest)
        yield council, from_json(body[0][0])


def sealed(digest: str) -> Council | None:
    """Return the version that a seal belongs to."""
    return _first(read(Council, "FROM edition WHERE digest = ?", digest))


def around(council: Council) -> tuple[Council | None, Council | None]:
    """Return the councils before and after one, in French."""
    here = (council.last_day.isoformat(), council.number)
    asked = "FROM edition WHERE is_current AND language = 'fr' AND (last_day, number)"
    before = f"{asked} < (?, ?) ORDER BY last_day DESC, number DESC LIMIT 1"
    after = f"{asked} > (?, ?) ORDER BY last_day, number LIMIT 1"
    return _first(read(Council, before, *here)), _first(read(Council, after, *here))


def decision(
    year: int, number: int, item: str, language: str = FRENCH
) -> Decision | None:
    """Return one decision as it stands in the current version."""
    return _first(
        read(
            Decision,
            "FROM decision WHERE year = ? AND meeting = ? AND language = ? AND item = ?",
            *(year, number, language, item),
        )
    )


def last_version_with(year: int, number: int, item: str) -> Council | None:
    """Return the last French version that published a decision which left the text."""
    for council in versions(year, number):
        text = edition(year, number, version=council.version)
        if text and any(slug_of(d.reference) == item for d in text.decisions):
            return council
    return None


def decisions(
    *,
    year: int | None = None,
    number: int | None = None,
    ministry: str = "",
    kind: str = "",
    language: str = FRENCH,
    limit: int = -1,
    offset: int = 0,
) -> list[Decision]:
    """Return the decisions of current editions, the last council first."""
    where, values = which(
        language=language, year=year, meeting=number, ministry_code=ministry, kind=kind
    )
    return read(
        Decision,
        f"FROM decision {where} ORDER BY day DESC, meeting DESC, rank LIMIT ? OFFSET ?",
        *(*values, limit, offset),
    )


def count_decisions(
    *, year: int | None = None, ministry: str = "", kind: str = ""
) -> int:
    """Count the decisions that `decisions` would return."""
    where, values = which(language=FRENCH, year=year, ministry_code=ministry, kind=kind)
    return int(rows_once(f"SELECT count(*) FROM decision {where}", *values)[0][0])  # noqa: S608  (our names)


def appointments(
    *,
    year: int | None = None,
    number: int | None = None,
    ministry: str = "",
    limit: int = -1,
    offset: int = 0,
) -> list[Appointment]:
    """Return the published appointments, the last council first."""
    where, values = which(year=year, meeting=number, ministry_code=ministry)
    return read(
        Appointment,
        f"FROM appointment {where}"
        " ORDER BY day DESC, meeting DESC, rank LIMIT ? OFFSET ?",
        *(*values, limit, offset),
    )


def count_appointments(year: int | None = None) -> int:
    """Count the published appointments."""
    where, values = which(year=year)
    return int(rows_once(f"SELECT count(*) FROM appointment {where}", *values)[0][0])  # noqa: S608  (our names)


def appointment_years() -> list[tuple[int, int]]:
    """Return the years, the last first, each with its number of appointments."""
    found = rows_once(
        "SELECT year, count(*) FROM appointment GROUP BY year ORDER BY 1 DESC"
    )
    return [(row[0], row[1]) for row in found]


def ministries() -> list[Ministry]:
    """Return the ministries that had decisions, by the last name published of each."""
    # SQLite takes the other columns of a row from the one that has the maximum.
    found = rows_once(
        "SELECT ministry_code, ministry, count(*), max(day) FROM decision"
        " WHERE language = ? AND ministry_code <> '' GROUP BY ministry_code",
        FRENCH,
    )
    return [Ministry(code, name, count) for code, name, count, _day in found]


def names_of(ministry: str) -> list[tuple[str, date, date]]:
    """Return the names that a ministry bore, with the first and the last day of each."""
    found = rows_once(
        "SELECT ministry, min(day), max(day) FROM decision WHERE language = ?"
        " AND ministry_code = ? GROUP BY ministry ORDER BY max(day) DESC",
        *(FRENCH, ministry),
    )
    return [(n, date.fromisoformat(a), date.fromisoformat(z)) for n, a, z in found]


def kinds() -> list[tuple[str, int]]:
    """Return the kinds of acts, each with its number of decisions, the most first."""
    found = rows_once(
        "SELECT kind, count(*) FROM decision WHERE language = ?"
        " GROUP BY kind ORDER BY count(*) DESC, kind",
        FRENCH,
    )
    return [(row[0], row[1]) for row in found]


def documents(edition_digest: str) -> list[Document]:
    """Return the files of an edition, in the order of `names.FORMS`."""
    found = read(Document, "FROM document WHERE edition_digest = ?", edition_digest)
    return sorted(found, key=lambda document: list(FORMS).index(document.form))


def content_of(edition_digest: str, form: str) -> bytes | None:
    """Return the bytes of a file of an edition, if it was published."""
    if form not in {document.form for document in documents(edition_digest)}:
        return None
    return place.document(edition_digest, form).read_bytes()


def coming_days() -> list[date]:
    """Return the days of coming councils that no communiqué was published of yet."""
    last = councils(limit=1)
    since = last[0].last_day.isoformat() if last else ""
    found = rows("SELECT day FROM calendar WHERE day > ? ORDER BY day", since)
    return [date.fromisoformat(row[0]) for row in found]


def _first(found: Sequence[Row]) -> Row | None:
    return found[0] if found else None
