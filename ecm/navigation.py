"""The links of the masthead: what this person may have to do with, and no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ecm import access
from ecm.access.communiques import reads_communiques
from ecm.access.followup import follows
from ecm.access.records import has_papers
from ecm.access.translations import has_a_language
from ecm.watching.actions import may_operate


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    is_current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give the pages their links; a page without a masthead asks for none."""
    return {"navigation": SimpleLazyObject(lambda: links(request))}


def links(request: HttpRequest) -> list[Link]:
    """Return the links of the user, the one of this page marked."""
    if not request.user.is_authenticated:
        return []
    entries = list(_entries(request)) if access.prepares(request) else []
    entries.append(("meetings:list", _("Séances")))
    if has_papers(request):
        entries.append(("records:list", _("Relevés")))
    if follows(request):
        entries.append(("followup:board", _("Suites")))
    if reads_communiques(request):
        entries.append(("publication:desk-list", _("Comptes rendus")))
    elif has_a_language(request):
        entries.append(("publication:translations", _("Traductions")))
    sets = request.user.has_perm("dossiers.change_dossierkind")
    if entries[1:] or sets:
        entries.append(("calendar:weeks", _("Calendrier")))
    if sets:
        entries.append(("dossiers:settings", _("Réglages")))
    if request.user.is_staff:
        entries.append(("admin:index", _("Administration")))
    if may_operate(request.user):
        entries.append(("watching:page", _("Exploitation")))
    urls = {name: reverse(name) for name, _label in entries}
    current = _current(request, urls)
    return [Link(urls[name], label, name == current) for name, label in entries]


def _current(request: HttpRequest, urls: dict[str, str]) -> str:
    """Return the entry that leads here: what a council leaves stands under its own."""
    begins = [name for name, url in urls.items() if request.path.startswith(url)]
    nearest = max(begins, key=lambda name: len(urls[name]), default="")
    if nearest not in ("", "meetings:list") or not request.resolver_match:
        return nearest
    part = request.resolver_match.namespace
    return next((name for name in urls if name.split(":")[0] == part), nearest)


def _entries(request: HttpRequest) -> Iterator[tuple[str, str]]:
    standing = access.standing(request)
    if standing.is_officer:
        yield "secretariat:week", _("Secrétariat")
    yield "dossiers:list", _("Dossiers")
    if standing.ministries or standing.bodies:
        yield "consulting:asked", _("Avis demandés")
