"""What is said of a dossier at the head of its page: where it is, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecm.access import File
from ecm.domain.circuit import AT_MINISTRY, DossierState
from ecm.dossiers.actions.lodging import Aim, aim_of
from ecm.dossiers.actions.review import level_of
from ecm.dossiers.completeness import Gap as Wanting
from ecm.dossiers.completeness import Missing, gaps
from ecm.dossiers.life import OURS
from ecm.dossiers.models import Dossier, Return, Review
from ecm.dossiers.signs import SIGNS
from ecm.dossiers.standing import visible
from ecm.people.names import Names

_S = DossierState
NEXT = {
    _S.DRAFT: gettext_noop(
        "Le ministère le prépare. Ensuite : relecture, signature du ministre, "
        "transmission au SGG."
    ),
    _S.RETURNED: gettext_noop(
        "Le ministère corrige ce que le SGG demande, puis transmet de nouveau le dossier : "
        "il garde son numéro."
    ),
    _S.SIGNED: gettext_noop("Il reste à le transmettre au SGG."),
    _S.LODGED: gettext_noop(
        "Le SGG va l'inscrire à son registre et lui donner un numéro."
    ),
    _S.REGISTERED: gettext_noop("Le SGG contrôle sa forme."),
    _S.ADMISSIBLE: gettext_noop("Le SGG va le mettre à l'étude."),
    _S.UNDER_STUDY: gettext_noop("Le SGG l'étudie et recueille les avis."),
    _S.READY: gettext_noop("Il peut être proposé à l'ordre du jour d'un conseil."),
    _S.PROPOSED: gettext_noop("Il attend que l'ordre du jour soit arrêté."),
    _S.ON_AGENDA: gettext_noop("Le Conseil va l'examiner."),
}


@dataclass(frozen=True)
class Gap:
    """Something that is wanting, in words, and the address where it is given."""

    words: str
    url: str
    piece: str = ""
    why: str = ""


def next_of(dossier: Dossier) -> str:
    """Return what happens next to a dossier, in a sentence; nothing once it is over."""
    state = DossierState(dossier.state)
    if state is not _S.IN_REVIEW:
        return _(NEXT[state]) if state in NEXT else ""
    if level := level_of(dossier):
        return _("Il est relu au niveau « %(level)s ».") % {"level": level.title}
    return _("Il attend la signature du ministre.")


def gaps_of(known: Dossier) -> list[Gap]:
    """Return all that keeps a dossier in its ministry, with where to mend it."""
    return [_gap(known, found) for found in gaps(known)]


def _gap(known: Dossier, found: Wanting | Missing) -> Gap:
    url = _where(known, found.url_fragment)
    if isinstance(found, Missing):
        return Gap(str(found), url, found.piece.label, found.why)
    return Gap(str(found), url)


def _where(dossier: Dossier, fragment: str) -> str:
    if fragment.startswith("piece-"):
        return f"#{fragment}"
    if fragment == "appointments":
        return reverse("dossiers:appointments", args=[dossier.pk])
    return f"{reverse('dossiers:edit', args=[dossier.pk])}#field-{fragment}"


@dataclass(frozen=True)
class Head:
    """The facts of a dossier that are not its pieces."""

    dossier: Dossier
    ministry: str
    on_behalf_of: str
    associated: list[str]
    sign: str
    next: str
    aim: Aim | None
    returned: Return | None
    refused: Review | None

    @property
    def deadline(self) -> datetime | None:
        return self.aim.deadline if self.aim else None


def head_of(file: File, names: Names, now: datetime) -> Head:
    """Return the head of the page; a past file keeps the names of its day."""
    dossier = file.dossier
    day = (dossier.lodged_at or now).date()

    def name(ministry: int | None) -> str:
        found = names.on(ministry, day) if ministry else None
        return found.name if found else ""

    state = DossierState(dossier.state)
    is_ours = not file.roles.isdisjoint(OURS)
    is_here = state in AT_MINISTRY
    rows = dossier.associated.values_list("pk", flat=True)
    return Head(
        dossier=dossier,
        ministry=name(dossier.ministry_id),
        on_behalf_of=name(dossier.on_behalf_of_id),
        associated=[name(pk) for pk in rows],
        sign=SIGNS.get(state, "waiting"),
        next=next_of(dossier),
        aim=aim_of(dossier, dossier.council_day) if is_here else None,
        returned=_returned(dossier) if is_here and file.sees_all_pieces else None,
        refused=_refused(dossier) if state is _S.DRAFT and is_ours else None,
    )


def _returned(dossier: Dossier) -> Return | None:
    """Return why the secretariat sent the dossier back the last time."""
    if not dossier.returns:
        return None
    return dossier.returned.prefetch_related("reasons").order_by("-at").first()


def _refused(dossier: Dossier) -> Review | None:
    """Return the review that gave the draft back to its writers, if it was the last."""
    last = dossier.reviews.select_related("by").order_by("-at").first()
    return None if last is None or last.approved else last


@dataclass(frozen=True)
class Tie:
    """Another dossier and what it is to this one; `undone_by` is the relation that unties."""

    words: str
    dossier: Dossier
    undone_by: str = ""


def related_of(file: File) -> list[Tie]:
    """Return the dossiers that this one is tied to, those that the reader may know."""
    dossier = file.dossier
    ties: list[tuple[str, str, set[int | None]]] = [
        (_("Revient sur"), "revises", {dossier.revises_id}),
        (_("Fait suite à"), "comes_back_from", {dossier.comes_back_from_id}),
        (_("Repris par"), "", _keys(dossier.revised_by) | _keys(dossier.came_back_as)),
        (_("Lié à"), "unrelated", _keys(dossier.related)),
    ]
    wanted = {pk for *_words, pks in ties for pk in pks if pk is not None}
    if not file.sees_all_pieces or not wanted:
        return []
    known = visible(file.standing).in_bulk(wanted)
    return [
        Tie(words, known[pk], undone_by)
        for words, undone_by, pks in ties
        for pk in pks
        if pk in known
    ]


def _keys(dossiers: Any) -> set[int | None]:
    return set(dossiers.values_list("pk", flat=True))
