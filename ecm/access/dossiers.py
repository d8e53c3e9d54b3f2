"""Reaching a dossier and what is in it; 404 hides what one may not know."""

from dataclasses import dataclass
from typing import cast

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.domain import circuit
from ecm.domain.circuit import DossierRole
from ecm.domain.verbs import Verb
from ecm.dossiers.consulting import sharing
from ecm.dossiers.models import (
    Document,
    Dossier,
    DraftText,
    Observation,
    Opinion,
    PieceKind,
    Version,
)
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

    def piece(self, code: str) -> PieceKind:
        """Return a nature of piece that the dossier may carry; Http404 otherwise."""
        asked = Q(requirements__kind=self.dossier.kind_id) | Q(code="other")
        rows = PieceKind.objects.filter(asked | Q(documents__dossier=self.dossier))
        return get_object_or_404(rows.distinct(), code=code)

    def draft(self, pk: int) -> DraftText:
        """Return one of the dossier's draft texts; Http404 otherwise."""
        return get_object_or_404(self.dossier.drafts, pk=pk)

    def versions(self) -> "QuerySet[Version]":
        """Return the versions the user may open."""
        return sharing.opened_to(self.standing, self.roles, self.dossier)

    def version(self, pk: int) -> Version:
        """Return a version the user may open; Http404 otherwise."""
        rows = self.versions().select_related("document__dossier", "rendition")
        return get_object_or_404(rows, pk=pk)

    def opinions(self) -> "QuerySet[Opinion]":
        """Return the opinions the user may read: his own if he was only asked."""
        return self.dossier.opinions.all() if self.sees_all_pieces else self.asked()

    def opinion(self, pk: int) -> Opinion:
        """Return an opinion: his own if he was only asked; Http404 otherwise."""
        rows = self.opinions().select_related("ministry", "body", "renews", "dossier")
        return get_object_or_404(rows, pk=pk)

    def asked(self) -> "QuerySet[Opinion]":
        """Return the opinions that the user's own ministries and bodies are asked for."""
        return sharing.asked_of(self.standing, self.dossier)

    def observations(self) -> "QuerySet[Observation]":
        """Return what was said of the versions that the user may open."""
        rows = self.dossier.observations.all()
        if self.sees_all_pieces:
            return rows
        return rows.filter(version__in=self.versions())

    def observation(self, pk: int) -> Observation:
        """Return an observation the user may read; Http404 otherwise."""
        return get_object_or_404(self.observations(), pk=pk)


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


def prepares(request: HttpRequest) -> bool:
    """Tell whether preparation concerns the user at all."""
    return _standing_of(request).prepares


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
    return File(user, found, mine, roles, actor(request))


def actor(request: HttpRequest) -> Actor:
    """Return who acts, under the key that a form's field or a script's header gives."""
    user = cast(User, request.user)
    key = request.headers.get("Idempotency-Key", "") or request.POST.get("key", "")
    return Actor(user.pk, user.person_id, key[:64])
