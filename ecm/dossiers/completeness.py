"""What a dossier still lacks, named in French with why; saving never depends on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ecm import clock
from ecm.domain import circuit
from ecm.domain.errors import Refusal
from ecm.domain.verbs import Verb
from ecm.dossiers.checklist import (
    DRAFT_TEXT,
    Line,
    checklist,
    lines,
    whole,
    with_pieces,
)
from ecm.dossiers.entries import fault_of_entry
from ecm.dossiers.models import Dossier, Need, Opinion, PieceKind, Supplier
from ecm.written import moment, short_day

__all__ = [
    "Gap",
    "Line",
    "Missing",
    "checklist",
    "further_obstacles",
    "gaps",
    "late_obstacles",
    "missing",
    "obstacles",
    "with_pieces",
]


@dataclass(frozen=True)
class Missing:
    """A piece that is not there: which one, why it is asked, and where to give it."""

    piece: PieceKind
    why: str
    url_fragment: str

    def __str__(self) -> str:
        return _("Il manque : %(piece)s. %(why)s") % {
            "piece": self.piece.label,
            "why": self.why,
        }


@dataclass(frozen=True)
class Gap:
    """Something other than a piece that is wanting, and where it is written."""

    words: str
    url_fragment: str

    def __str__(self) -> str:
        return self.words


def missing(dossier: Dossier, *, by: Supplier = Supplier.MINISTRY) -> list[Missing]:
    """Return the pieces that `by` has still to give; what cannot be read is not given."""
    return list(_missing(whole(dossier), by))


def obstacles(dossier: Dossier, verb: Verb) -> list[str]:
    """Return in French all that prevents `verb` now; nothing: it is possible.

    It says nothing of who asks: rights are the circuit's.
    """
    try:
        circuit.after(dossier.state, verb)
    except Refusal as refusal:
        return [_in_french(refusal)]
    return further_obstacles(dossier, verb)


def further_obstacles(dossier: Dossier, verb: Verb) -> list[str]:
    """Return what prevents `verb` besides the state, which the caller has looked at."""
    return [str(found) for found in _FURTHER.get(verb, _none)(dossier)]


def _in_french(refusal: Refusal) -> str:
    values = refusal.values.items()
    words = {name: _(str(word)) if word else word for name, word in values}
    return _(refusal.message) % words


def _missing(dossier: Dossier, by: Supplier) -> Iterator[Missing]:
    whys = {r.piece_id: r.why for r in dossier.kind.asked}  # type: ignore[attr-defined]  # with_pieces
    for line in lines(dossier):
        if line.piece.supplier != by:
            continue
        where = f"piece-{line.piece.code}"
        for fault in line.faults:
            why = _("Le fichier n'a pas pu être montré en PDF : %(fault)s")
            why += " " + _("Fournissez un PDF.")
            yield Missing(line.piece, why % {"fault": fault}, where)
        if not (line.documents or line.is_settled):
            yield Missing(line.piece, whys[line.piece.pk] or line.piece.why, where)
        elif line.piece.code == DRAFT_TEXT:
            yield from _texts(dossier, line, where)


def _texts(dossier: Dossier, line: Line, where: str) -> Iterator[Missing]:
    """Name each draft text that has no document; one draft alone takes any of them."""
    drafts = list(dossier.drafts.all())
    held = {d.draft_id for d in line.documents}
    if len(drafts) == 1 and None in held:
        return
    for draft in drafts:
        if draft.pk not in held:
            why = _("Le texte « %(title)s » n'est pas joint.") % {"title": draft.title}
            yield Missing(line.piece, why, where)


def gaps(dossier: Dossier) -> list[Gap | Missing]:
    """Return all that keeps a dossier from leaving its ministry, each with its place."""
    return list(_gaps(dossier))


def _gaps(dossier: Dossier) -> Iterator[Gap | Missing]:
    known = whole(dossier)
    yield from _missing(known, Supplier.MINISTRY)
    yield from _entries(known)
    yield from _drafts(known)
    if known.kind.takes_appointments and not known.proposed_appointments.exists():
        yield Gap(_("Confirmez la liste des personnes à nommer."), "appointments")
    if known.is_confidential and not known.readers.all():
        told = _("Ce dossier est confidentiel : désignez au moins un lecteur au SGG.")
        yield Gap(told, "readers")


def _drafts(dossier: Dossier) -> Iterator[Gap]:
    required = any(
        line.piece.code == DRAFT_TEXT and line.need is Need.REQUIRED
        for line in lines(dossier)
    )
    if dossier.kind.takes_drafts and required and not dossier.drafts.all():
        yield Gap(
            _("Indiquez au moins un projet de texte, par son intitulé."), "drafts"
        )


def _entries(dossier: Dossier) -> Iterator[Gap]:
    """Say which fields of the kind are missing, or are not what they should be."""
    for asked in dossier.kind.fields:
        value = str(dossier.entries.get(asked["code"], "") or "").strip()
        label, where = _(asked["label"]), f"entry-{asked['code']}"
        if not value and asked.get("required"):
            yield Gap(_("Renseignez « %(label)s ».") % {"label": label}, where)
        elif fault := fault_of_entry(asked, value):
            yield Gap(f"« {label} » : {fault}", where)


def _to_sign(dossier: Dossier) -> Iterator[object]:
    yield from _unread(dossier)
    yield from _gaps(dossier)


def _unread(dossier: Dossier) -> Iterator[str]:
    """Name the level of review that comes before the minister's signature."""
    levels = dossier.ministry.review_levels
    level = levels.filter(position__gt=dossier.levels_passed).first()
    if level is None:
        return
    yield _(
        "La relecture n'est pas finie : il manque l'avis du niveau « %(level)s »."
    ) % {"level": level.title}


def _to_ready(dossier: Dossier) -> Iterator[object]:
    yield from _missing(whole(dossier), Supplier.SECRETARIAT)
    # All of them, so that a list that has fetched them asks nothing more.
    for opinion in dossier.opinions.all():
        if not _is_awaited(opinion):
            continue
        yield _("L'avis demandé à « %(asked)s » est attendu jusqu'au %(day)s.") % {
            "asked": opinion.asked,
            "day": moment(opinion.due_at),
        }


def _is_awaited(opinion: Opinion) -> bool:
    over = (opinion.given_at, opinion.lapsed_at, opinion.cancelled_at)
    return opinion.by_secretariat and not any(over) and opinion.due_at > clock.now()


def _to_propose(dossier: Dossier) -> Iterator[object]:
    if dossier.council_day:
        yield from late_obstacles(dossier, dossier.council_day)


def late_obstacles(dossier: Dossier, day: date) -> Iterator[str]:
    """Say whether lateness keeps a dossier from the council of `day`."""
    requests = [r for r in dossier.late_requests.all() if r.council_day == day]
    asked = max(requests, key=lambda request: request.pk, default=None)
    if asked is None or asked.granted:
        return
    words = {"day": short_day(day)}
    if asked.granted is None:
        yield _("Répondez d'abord à la demande hors délai pour le %(day)s.") % words
    else:
        yield _("L'inscription hors délai a été refusée pour le %(day)s.") % words


def _none(dossier: Dossier) -> Iterator[object]:
    return iter(())


_FURTHER: dict[Verb, Callable[[Dossier], Iterator[object]]] = {
    Verb.SIGN_DOSSIER: _to_sign,
    Verb.LODGE_DOSSIER: _gaps,
    Verb.READY_DOSSIER: _to_ready,
    Verb.PROPOSE_DOSSIER: _to_propose,
}
