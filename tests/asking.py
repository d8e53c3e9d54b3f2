"""Asking one address as somebody, before a furnished council, and taking it back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ecm.dossiers.actions.pieces import store_version
from ecm.dossiers.models import Document, Version
from ecm.meetings.actions.minutes import write_block
from ecm.meetings.models import AgendaItem, MinuteBlock, MinuteProposal
from tests.cast import Council, a_dossier, signed_in


def a_blank_page() -> bytes:
    """Return the smallest PDF that readers take."""
    pdf, written = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(written)
    return written.getvalue()


PDF = a_blank_page()


@dataclass
class Place:
    """The rows that addresses name: an item with a paper, a paragraph and its rival."""

    council: Council
    item: AgendaItem
    version: Version
    block: MinuteBlock
    proposal: MinuteProposal
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)

    def visitor(self, who: str) -> Client:
        """Return a new browser of somebody who signed in before; of nobody for ""."""
        client = Client()
        if who and who not in self.cookies:
            self.cookies[who] = signed_in(Client(), self.council.cast[who]).cookies
        if who:
            client.cookies = copy(self.cookies[who])
        return client


def furnish(council: Council, item: AgendaItem, words: str = "Pièce") -> Place:
    """Give an item a dossier with a paper, and a paragraph with a second text."""
    dossier = a_dossier(item.ministry, words)
    document = Document.objects.create(dossier=dossier, title=words)
    version = store_version(council.actor("secretary"), document, PDF, pages=1)
    AgendaItem.objects.filter(pk=item.pk).update(dossier=dossier)
    block, proposal = (
        write_block(
            council.actor(name),
            council.pk,
            uid=UUID(int=1000 + item.pk),
            base=0,
            text=f"{words} {name}",
            item=item,
        )
        for name in ("secretary", "second_secretary")
    )
    item.refresh_from_db()
    council.refresh()
    assert isinstance(block, MinuteBlock)
    assert isinstance(proposal, MinuteProposal)
    return Place(council, item, version, block, proposal)


@dataclass(frozen=True)
class Address:
    """How to ask for one URL name: its method, arguments and fields."""

    name: str
    method: str = "get"
    arguments: Callable[[Place], list[Any]] = lambda place: []
    fields: Callable[[Place, str], dict[str, Any]] = field(
        default=lambda place, who: {}
    )

    @property
    def label(self) -> str:
        return f"{self.method} {self.name}"

    def ask(
        self, client: Client, place: Place, who: str, headers: dict[str, str]
    ) -> HttpResponse:
        """Send the request as `who` would."""
        url = reverse(self.name, args=self.arguments(place))
        send = client.get if self.method == "get" else client.post
        return send(url, self.fields(place, who), headers=headers)


@contextmanager
def answered(address: Address, place: Place, who: str) -> Iterator[HttpResponse]:
    """Ask for an address as somebody would; what it did is taken back at the end."""
    client = place.visitor(who)
    mark = transaction.savepoint()
    try:
        yield address.ask(client, place, who or "stranger", {"HX-Request": "true"})
    finally:
        transaction.savepoint_rollback(mark)
