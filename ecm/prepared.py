"""The queries of the room, whose SQL is written once in a process and not for each frame.

Only the text and the way from rows to objects are kept, never a row. What is asked with
None, with a list, or with prefetches is no case for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
# What stands for the arguments in the SQL: above any row's number, and no text's sign.
NUMBER, TEXT = 2**40, "\x00"
LARGEST = 2**63 - 1  # that a row's number may be; no database takes one beyond
Argument = int | str


@dataclass(eq=False)  # itself a key: each is written once, and stays
class _Written:
    sql: str
    parameters: tuple[Any, ...]
    compiler: Any
    model: type[Model]
    names: list[str]
    start: int
    end: int
    populators: list[Any]


class Prepared(Generic[M]):
    """A query with numbers and texts for arguments; it answers as the queryset would."""

    def __init__(
        self, make: Callable[..., QuerySet[M]], kinds: tuple[type, ...] = (int,)
    ) -> None:
        self._make = make
        self._places = [_place(n, kind) for n, kind in enumerate(kinds)]
        self._written: dict[str, _Written] = {}

    def queryset(self, *arguments: Argument) -> QuerySet[M]:
        return self._make(*arguments)

    def __call__(self, *arguments: Argument, **known: Model) -> list[M]:
        """Return the rows; `known` are the objects that their fields name."""
        if any(isinstance(a, int) and abs(a) > LARGEST for a in arguments):
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        written = self.written(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(written.sql, self._filled(written, arguments))
            rows = cursor.fetchall()
        for pos, (converts, expression) in _converters(connection, written).items():
            for at, row in enumerate(rows):
                value = row[pos]
                for convert in converts:
                    value = convert(value, expression, connection)
                if value is not row[pos]:
                    rows[at] = (*row[:pos], value, *row[pos + 1 :])
        return [self._object(written, row, known) for row in rows]

    def written(self, vendor: str) -> _Written:
        """Return the query as a kind of database is asked it: written once, for all threads."""
        found = self._written.get(vendor)
        # Of two threads that ask first at once, both take what one of them wrote.
        return found or self._written.setdefault(vendor, self._write())

    def _write(self) -> _Written:
        queryset = self._make(*self._places)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        places = compiler.klass_info["select_fields"]
        start, end = places[0], places[-1] + 1
        populators = get_related_populators(  # type: ignore[call-arg]  # stubs of a later Django
            compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS
        )
        return _Written(
            sql=sql,
            parameters=tuple(parameters),
            compiler=compiler,
            model=compiler.klass_info["model"],
            names=[f[0].target.attname for f in compiler.select[start:end]],
            start=start,
            end=end,
            populators=populators,
        )

    def _filled(self, written: _Written, given: tuple[Argument, ...]) -> list[Any]:
        """Put the arguments in the places that stood for them."""
        places = dict(zip(self._places, given, strict=True))
        return [places.get(value, value) for value in written.parameters]

    def _object(self, written: _Written, row: Any, known: dict[str, Model]) -> M:
        values = row[written.start : written.end]
        found = written.model.from_db(DEFAULT_DB_ALIAS, written.names, values)
        for populator in written.populators:
            populator.populate(row, found)
        found._state.fields_cache.update(known)
        return found  # type: ignore[return-value]  # the model of the queryset


def _place(n: int, kind: type) -> Argument:
    return TEXT * (n + 1) if kind is str else NUMBER + n


def _converters(connection: Any, written: _Written) -> dict[int, Any]:
    """Return what makes values of columns; of each connection, whose own they may be."""
    kept: dict[_Written, dict[int, Any]] = connection.__dict__.setdefault(
        "ecm_prepared", {}
    )
    if written not in kept:
        compiler = written.compiler
        columns = [column[0] for column in compiler.select]
        # `get_converters` reads nothing of the compiler but its connection.
        compiler = type(compiler)(compiler.query, connection, DEFAULT_DB_ALIAS)
        kept[written] = compiler.get_converters(columns)
    return kept[written]
