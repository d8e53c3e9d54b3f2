"""The tabs of the publication's pages: those that this person may open, and no more."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ecm.access.communiques import reads_communiques
from ecm.access.press import keeps_press
from ecm.access.translations import translates

register = template.Library()


@register.simple_tag(takes_context=True)
def publication_tabs(context: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the tabs as (name, address, label); none where there would be one alone."""
    found = [
        (name, reverse(f"publication:{page}"), label)
        for name, page, label in _tabs(context["request"])
    ]
    return found if len(found) > 1 else []


def _tabs(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    if reads_communiques(request):
        yield "desk", "desk-list", _("Comptes rendus")
    if translates(request):
        yield "translations", "translations", _("Traductions")
    if keeps_press(request):
        yield "press", "press", _("Liste de presse")
        yield "deliveries", "deliveries", _("Envois")
