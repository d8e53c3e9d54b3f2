"""Files on the secretariat's desk, for the tests of its pages."""

from datetime import date
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.dossiers.models import Dossier
from tests.cast import signed_in
from tests.preparation import NOW, Preparation

COUNCIL = date(2026, 1, 22)  # the Thursday after NOW
S = DossierState


def on_the_desk(
    preparation: Preparation,
    title: str = "Décret portant organisation du budget",
    *,
    state: DossierState = S.LODGED,
    kind: str = "decree",
    ministry: str = "finance",
    **fields: Any,
) -> Dossier:
    """Return a lodged dossier that aims at the next council, and has what `fields` say."""
    dossier = preparation.dossier(title, kind=kind, ministry=ministry, state=state)
    values = {"lodged_at": NOW, "council_day": COUNCIL} | fields
    Dossier.objects.filter(pk=dossier.pk).update(**values)
    dossier.refresh_from_db()
    return dossier


def numbered(dossier: Dossier, serial: int, year: int = 2026) -> Dossier:
    """Give a dossier its number in the entry book."""
    dossier.register_year, dossier.register_serial = year, serial
    dossier.registered_at = NOW
    dossier.save()
    return dossier


def browser(preparation: Preparation, name: str = "officer") -> Client:
    return signed_in(Client(), preparation[name])


def page(preparation: Preparation, name: str, *arguments: Any, **asked: Any) -> str:
    """Return the words of a page of the secretariat, as an officer reads it."""
    url = reverse(f"secretariat:{name}", args=arguments)
    return words(browser(preparation).get(url, asked))


def words(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def queries_of(client: Client, url: str) -> int:
    """Return how many queries one page makes, once warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
