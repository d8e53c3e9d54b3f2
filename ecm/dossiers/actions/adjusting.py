"""Setting kinds, the pieces they ask for, and a ministry's levels of review."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.dossiers.models import (
    Dossier,
    DossierKind,
    Need,
    PieceKind,
    Requirement,
    ReviewLevel,
)
from ecm.people.models import Ministry, Person


def ask_pieces(kind: DossierKind, asked: Mapping[PieceKind, tuple[str, str]]) -> None:
    """Ask of a kind exactly these pieces: each with its need (« » for none) and why."""
    with transaction.atomic():
        DossierKind.objects.select_for_update().get(pk=kind.pk)
        for piece, (need, why) in asked.items():
            if not need:
                Requirement.objects.filter(kind=kind, piece=piece).delete()
                continue
            Requirement.objects.update_or_create(
                kind=kind, piece=piece, defaults={"need": Need(need), "why": why}
            )


def add_level(ministry: Ministry, *, title: str, reviewers: Iterable[Person]) -> None:
    """Add a level of review after the others."""
    with _levels(ministry) as locked:
        last = locked.review_levels.aggregate(last=Max("position"))["last"] or 0
        level = ReviewLevel.objects.create(
            ministry=locked, position=last + 1, title=title
        )
        level.reviewers.set(reviewers)


def change_level(
    level: ReviewLevel, *, title: str, reviewers: Iterable[Person]
) -> None:
    """Rename a level and say who reviews there."""
    with _levels(level.ministry):
        level.title = title
        level.save(update_fields=["title"])
        level.reviewers.set(reviewers)


def remove_level(level: ReviewLevel) -> None:
    """Remove a level; those after it take its place.

    Raises NotPossible while a dossier of the ministry is in review: the levels that it has
    passed would not be those it was read at.
    """
    with _levels(level.ministry) as ministry:
        level.delete()
        later = ministry.review_levels.filter(position__gt=level.position)
        for other in later.order_by("position"):
            other.position -= 1
            other.save(update_fields=["position"])


@contextmanager
def _levels(ministry: Ministry) -> Iterator[Ministry]:
    """Lock a ministry whose levels change, unless a dossier is being reviewed there."""
    with transaction.atomic():
        locked = Ministry.objects.select_for_update().get(pk=ministry.pk)
        held = Dossier.objects.filter(ministry=locked, state=DossierState.IN_REVIEW)
        if held.exists():
            raise NotPossible(IN_REVIEW)
        yield locked


IN_REVIEW = gettext_noop(
    "Un dossier du ministère est en relecture : les niveaux se changent après."
)
