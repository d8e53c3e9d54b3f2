"""Reading the pages of opinions as somebody, and sending their forms."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import signed_in
from tests.dossiers.asking import Asked


def client_of(file: Asked, who: str) -> Client:
    return signed_in(Client(), file.preparation[who])


def read(file: Asked, who: str, name: str, *more: int) -> HttpResponse:
    url = reverse(f"consulting:{name}", args=[file.dossier.pk, *more])
    return client_of(file, who).get(url)


def send(file: Asked, who: str, name: str, /, *more: int, **fields) -> HttpResponse:
    url = reverse(f"consulting:{name}", args=[file.dossier.pk, *more])
    return client_of(file, who).post(url, fields)


def words(answer: HttpResponse) -> str:
    return answer.content.decode().replace("&#x27;", "'").replace("\xa0", " ")
