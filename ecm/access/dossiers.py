"""Reaching a dossier and what is in it; 404 hides what one may not know."""

from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.domain import circuit
from ecm.domain.circuit import DossierRole
from ecm.domain.verbs import Verb
from ecm.dossiers.models import Document, Dossier, Opinion, Version
from ecm.dossiers.standing import Standing, roles_on, standing_today, visible
from ecm.journal.chain import Actor
from ecm.people.models import User

SEES_THE_NOTE = frozenset({DossierRole.SECRETARIAT, DossierRole.HEAD})


@dataclass(frozen=True)
class File:
    """A user before a dossier that he may know."""

    user: User
    dossier: Dossier
    standing: Standing
    roles: frozenset[DossierRole]
    actor: Actor

    def can(self, verb: Verb) -> bool:
        """Tell whether the user may do `verb` in the dossier's present state."""
        return circuit.can(self.roles, verb, self.dossier.state)

    @property
    def sees_all_pieces(self) -> bool:
        """Who was only asked for an opinion sees the versions he was asked about."""
        return self.roles != {DossierRole.CONSULTED}

    @property
    def sees_the_note(self) -> bool:
        return not self.roles.isdisjoint(SEES_THE_NOTE)

    def document(self, pk: int) -> Document:
        """Return a piece that is still in the dossier; Http404 otherwise."""
        rows = self.dossier.documents.filter(removed_at=None).select_related("kind")
        return get_object_or_404(rows, pk=pk)

    def versions(self) -> "QuerySet[Version]":
        """Return the versions the user may open."""
        rows = Version.objects.filter(document__dossier=self.dossier)
        if self.sees_all_pieces:
            return rows
        return rows.filter(pk__in=self._asked().values("versions"))

    def version(self, pk: int) -> Version:
        """Return a version the user may open; Http404 otherwise."""
        rows = self.versions().select_related("document__dossier", "rendition")
        return get_object_or_404(rows, pk=pk)

    def opinion(self, pk: int) -> Opinion:
        """Return an opinion: his own if he was only asked; Http404 otherwise."""
        rows = self.dossier.opinions.all() if self.sees_all_pieces else self._asked()
        return get_object_or_404(rows, pk=pk)

    def _asked(self) -> "QuerySet[Opinion]":
        mine = self.dossier.opinions.filter(cancelled_at=None)
        ministries = mine.filter(ministry__in=self.standing.ministries)
        return ministries | mine.filter(body__in=self.standing.bodies)


def _standing_of(request: HttpRequest) -> Standing:
    """Return what the user is today, asked once for a page; actions ask again."""
    user = cast(User, request.user)  # everybody is signed in (LoginRequiredMiddleware)
    found: Standing | None = getattr(request, "standing", None)
    if found is None:
        found = request.standing = standing_today(user.person_id)  # type: ignore[attr-defined]  # ours
    return found


def standing(request: HttpRequest) -> Standing:
    """Return what the user is today; Http404 for one whom preparation does not concern."""
    found = _standing_of(request)
    if not found.prepares:
        raise Http404
    return found


def dossiers_of(request: HttpRequest) -> "QuerySet[Dossier]":
    """Return the dossiers the user may know; none for a stranger."""
    rows = visible(_standing_of(request))
    return rows.select_related("kind", "ministry", "officer")


def dossier(request: HttpRequest, pk: int) -> File:
    """Return the user's place before a dossier; Http404 for a stranger."""
    user = cast(User, request.user)
    mine = _standing_of(request)
    rows = Dossier.objects.select_related("kind", "ministry", "officer", "on_behalf_of")
    found = rows.filter(pk=pk).first()
    roles = roles_on(mine, found) if found else frozenset()
    if found is None or not roles:
        raise Http404
    key = request.headers.get("Idempotency-Key", "") or request.POST.get("key", "")
    return File(user, found, mine, roles, Actor(user.pk, user.person_id, key[:64]))
