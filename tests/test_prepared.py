"""A query whose SQL is kept answers as the queryset does, whatever it is asked with."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, models

from ecm.dossiers.actions.pieces import store_version
from ecm.journal import chain
from ecm.meetings import asked, consenting, papers, standing, voting
from ecm.meetings.actions import floor, guests, passages
from ecm.meetings.models import agenda
from ecm.people.models import User
from ecm.prepared import Prepared
from live import council as live_council
from live import render
from tests.asking import PDF
from tests.cast import Council
from tests.live.secret import STEPS, plant

MODULES = (
    *(agenda, asked, chain, consenting, floor, guests, live_council, papers, passages),
    *(render, standing, voting),
)
QUERIES = {
    f"{module.__name__}.{name}": query
    for module in MODULES
    for name, query in vars(module).items()
    if isinstance(query, Prepared)
}
TOLD = ["call", "present", "ask for marks", "mark", "ask for the floor"]


def as_told(row: models.Model) -> dict[str, Any]:
    """Return all that a row was read with, the rows it names included."""
    told = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    for name, other in row._state.fields_cache.items():
        told[f"-> {name}"] = other and as_told(other)
    return told


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_rows_are_those_of_the_queryset(opened: Council, name: str) -> None:
    plant(opened, "secret")
    for step in TOLD:
        STEPS[step](opened, opened.secret)
    query = QUERIES[name]
    last = opened.refresh().stream, chain.Entry.objects.latest("pk").key or ""
    asked_with: list[tuple[Any, ...]] = [
        (opened.pk,), (opened.secret.pk,), (opened.bill.pk,), (opened.secret.dossier_id,)
    ]  # fmt: skip
    asked_with += [(opened.pk, opened.secret.pk), last, (last[0], 2, 9)]
    asked_with += [(9_999,), (9_998, 9_999)]
    of_its_kind = [
        a
        for a in asked_with
        if tuple(map(type, a)) == tuple(type(place) for place in query._places)
    ]
    assert of_its_kind

    for arguments in of_its_kind * 2:  # the second time from what was written
        found = query(*arguments)
        expected = list(query.queryset(*arguments))
        assert [type(row) for row in found] == [type(row) for row in expected]
        assert [as_told(row) for row in found] == [as_told(row) for row in expected]
        assert not any(row._state.adding for row in found)


def test_a_number_that_no_row_can_have_finds_none(db: None) -> None:
    numbered = [q for q in QUERIES.values() if all(type(p) is int for p in q._places)]
    assert numbered

    for query in numbered:
        assert query(*[10**30 for _ in query._places]) == []


def test_two_threads_that_ask_first_at_once_have_one_query(db: None) -> None:
    # What is kept of a connection is kept for a query as it was written: a second one
    # would be forgotten, and another take its place in memory.
    together = Barrier(2)

    def make(number: int) -> models.QuerySet[User]:
        together.wait(timeout=30)
        return User.objects.filter(pk=number)

    query = Prepared(make)
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(query.written, [connection.vendor] * 2)

    assert first is second


def test_an_object_that_is_known_is_not_read_again(
    opened: Council, django_assert_num_queries: Any
) -> None:
    meeting = opened.refresh()

    with django_assert_num_queries(1):
        items = live_council.ITEMS(meeting.pk, meeting=meeting)
        assert {item.meeting for item in items} == {meeting}


def test_papers_of_one_item_are_those_found_among_several(opened: Council) -> None:
    plant(opened, "secret")
    document = opened.secret.dossier.documents.get()
    store_version(opened.actor("secretary"), document, PDF, pages=1)
    items = list(opened.meeting.items.all())

    together = papers.papers_of(opened.meeting, items)

    assert any(together.values())
    assert {
        i.pk: papers.papers_of(opened.meeting, [i])[i.pk] for i in items
    } == together
