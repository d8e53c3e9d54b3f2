"""A browser before the page of a dossier: what it shows, and the buttons pressed there."""

from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from ecm.dossiers.actions import lodging, review
from ecm.dossiers.models import Dossier, DraftText
from tests.cast import signed_in
from tests.preparation import Preparation

TITLE = "Décret portant organisation du budget"


def page(
    preparation: Preparation, dossier: Dossier, who: str = "chief"
) -> HttpResponse:
    return signed_in(Client(), preparation[who]).get(dossier.get_absolute_url())


def words(answer: HttpResponse) -> str:
    found = answer.content.decode().replace("&#x27;", "'")
    return found.replace("\u00a0", " ")


def act(
    preparation: Preparation,
    dossier: Dossier,
    verb: str,
    who: str = "chief",
    **fields: object,
) -> HttpResponse:
    """Press a button of the page."""
    client = signed_in(Client(), preparation[who])
    fields = {"key": str(uuid4()), **fields}
    return client.post(f"{dossier.get_absolute_url()}{verb}/", fields)


def state(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def told(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def whole(preparation: Preparation) -> Dossier:
    """A dossier in which nothing is wanting."""
    dossier = preparation.dossier(TITLE)
    DraftText.objects.create(dossier=dossier, title=TITLE)
    preparation.give_all(dossier)
    return dossier


def lodged(preparation: Preparation) -> Dossier:
    dossier = whole(preparation)
    review.sign(preparation.actor("minister"), dossier)
    lodging.lodge(preparation.actor("chief"), dossier, late_reason="Urgence")
    return Dossier.objects.get(pk=dossier.pk)
