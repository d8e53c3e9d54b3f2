"""Writing a dossier in its ministry; saving never asks that it be complete."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from ecm import clock
from ecm.domain.circuit import DossierRole
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier, DossierKind, Need, PieceKind, Waiver
from ecm.dossiers.standing import roles_of
from ecm.dossiers.writing import clean, write_fields, write_sets, written
from ecm.journal.chain import Actor, digest, record
from ecm.journal.models import Entry
from ecm.people.models import Ministry, User

LINKS = ("revises", "comes_back_from")
RELATIONS = (*LINKS, "related", "unrelated")
OWNERS = frozenset({DossierRole.AUTHOR, DossierRole.MINISTER, DossierRole.ASSOCIATED})


def create_dossier(
    actor: Actor, kind: DossierKind, ministry: Ministry, *, title: str, **fields: Any
) -> Dossier:
    """Open a draft of `kind` in `ministry`; `fields` are those of `edit_dossier`.

    The same key again returns the draft that it opened. A kind that cannot go without a
    draft text has one from the start, under the dossier's title. Raises NotPossible
    without a title, or for a kind that is not offered.
    """
    _refuse_unoffered(actor, kind, title)
    with transaction.atomic():
        if done := _opened_before(actor):
            return done
        new = Dossier(kind=kind, ministry=ministry, created_by_id=actor.user_id)
        new.created_at = new.changed_at = clock.now()
        write_fields(new, {"title": title, **fields})
        new.save()
        write_sets(new, {"drafts": _first_draft(new), **fields})
        with held(new.pk, actor) as dossier:
            advance(actor, Verb.CREATE_DOSSIER, dossier)
            opened = {"kind": kind.code, "ministry": ministry.pk}
            record(Verb.CREATE_DOSSIER, actor, dossier, **opened)
    return dossier


def _refuse_unoffered(actor: Actor, kind: DossierKind, title: str) -> None:
    if not title.strip():
        raise NotPossible(gettext_noop("Donnez un intitulé au dossier."))
    # An import may bring kinds that are offered to nobody.
    if not kind.is_active and actor.user_id is not None:
        raise NotPossible(gettext_noop("Choisissez une nature de dossier proposée."))


def _opened_before(actor: Actor) -> Dossier | None:
    """Return what the actor's key opened: a new stream cannot tell a replay itself."""
    if not actor.key or actor.user_id is None:
        return None
    # The account's row orders two requests of one person under the same key.
    User.objects.select_for_update(no_key=True).get(pk=actor.user_id)
    since = clock.now() - timedelta(days=2)
    recent = Dossier.objects.filter(created_by=actor.user_id, created_at__gte=since)
    by_stream = {dossier.stream: dossier for dossier in recent}
    entries = Entry.objects.filter(stream__in=by_stream, key=actor.key)
    found = entries.filter(verb=Verb.CREATE_DOSSIER.value).first()
    return by_stream[found.stream] if found else None


def _first_draft(dossier: Dossier) -> list[dict[str, str]]:
    asked = dossier.kind.requirements.filter(
        piece__code="draft_text", need=Need.REQUIRED
    )
    if not dossier.kind.takes_drafts or not asked.exists():
        return []
    return [{"nature": dossier.kind.item_kind, "title": dossier.title}]


def edit_dossier(actor: Actor, dossier: Dossier, *, values: Mapping[str, Any]) -> None:
    """Save the fields that are given and leave the others; the same again change nothing.

    `values` takes the fields of `writing` by name (ministries, kinds and persons as
    rows), `entries` as {code: text}, and `drafts` as the whole list of {"id"?, "nature",
    "title"} in order. An empty title leaves the former one. Raises NotPossible for a
    value that its field cannot hold.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.EDIT_DOSSIER, locked)
        before = written(locked)
        write_fields(locked, values)
        write_sets(locked, values)
        after = written(locked)
        if after != before:
            record(Verb.EDIT_DOSSIER, actor, locked, digest=digest(after))


def link_dossier(
    actor: Actor, dossier: Dossier, relation: str, other: Dossier | None
) -> None:
    """Link a dossier to another that the actor may know, or undo the link.

    `relation` is « revises » or « comes_back_from » (None undoes it), « related » or
    « unrelated ». Linking what is linked changes nothing.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.LINK_DOSSIER, locked)
        _refuse_odd(actor, locked, relation, other)
        is_new = False
        if relation in LINKS:
            is_new = getattr(locked, relation) != other
            setattr(locked, relation, other)
        elif other:
            is_new = _relate(locked, other, wanted=relation == "related")
        if is_new:
            linked = other.pk if other else None
            facts = {"relation": relation, "dossier": linked}
            record(Verb.LINK_DOSSIER, actor, locked, **facts)


def _refuse_odd(
    actor: Actor, dossier: Dossier, relation: str, other: Dossier | None
) -> None:
    if relation not in RELATIONS:
        raise NotPossible(gettext_noop("Ce lien n'existe pas."))
    if other is None and relation not in LINKS:
        raise NotPossible(gettext_noop("Choisissez le dossier à lier."))
    if other == dossier:
        raise NotPossible(gettext_noop("Un dossier ne se lie pas à lui-même."))
    # What the actor may not know is answered as what does not exist.
    if other and not roles_of(actor, other):
        raise NotPossible(gettext_noop("Ce dossier n'existe pas."))


def _relate(dossier: Dossier, other: Dossier, *, wanted: bool) -> bool:
    is_related = dossier.related.filter(pk=other.pk).exists()
    if wanted:
        dossier.related.add(other)
    else:
        dossier.related.remove(other)
    return is_related != wanted


def take_over(
    actor: Actor,
    dossier: Dossier,
    *,
    title: str,
    ministry: Ministry | None = None,
    kind: DossierKind | None = None,
) -> Dossier:
    """Open a draft that revises `dossier`, with its references but none of its files.

    It is of the same ministry and kind unless others are named: the heir after a
    reshuffle, the kind in use today. Raises NotAllowed when the file was not theirs.
    """
    if actor.user_id is not None and OWNERS.isdisjoint(roles_of(actor, dossier)):
        raise NotAllowed(
            gettext_noop("Seul un dossier de votre ministère peut être repris.")
        )
    with transaction.atomic():
        new = create_dossier(
            actor,
            kind or dossier.kind,
            ministry or dossier.ministry,
            title=title,
            **_references(dossier),
        )
        link_dossier(_without_key(actor), new, "revises", dossier)
        new.refresh_from_db()
    return new


def _without_key(actor: Actor) -> Actor:
    """Return the actor of a second step: its key was spent on the first."""
    return Actor(actor.user_id, actor.person_id)


def _references(dossier: Dossier) -> dict[str, Any]:
    known = f"{dossier.title} ({dossier.number})" if dossier.number else dossier.title
    drafts = dossier.drafts.values("nature", "title")
    return {
        "subject": dossier.subject,
        "theme": dossier.theme,
        "on_behalf_of": dossier.on_behalf_of,
        "associated": list(dossier.associated.all()),
        "is_confidential": dossier.is_confidential,
        "readers": list(dossier.readers.all()),
        "revised_text": dossier.revised_text or known[:300],
        **({"drafts": list(drafts)} if drafts else {}),
    }


def waive_piece(
    actor: Actor, dossier: Dossier, piece: PieceKind, *, reason: str = ""
) -> None:
    """Declare a piece without object in this dossier, and why; the same changes nothing.

    Raises NotPossible for a piece that is not asked « s'il y a lieu ».
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.WAIVE_PIECE, locked)
        asked = locked.kind.requirements.filter(piece=piece)
        if not asked.filter(need=Need.IF_APPLICABLE).exists():
            raise NotPossible(
                gettext_noop("« %(piece)s » ne peut pas être déclarée sans objet."),
                piece=piece.label,
            )
        waiver = Waiver(dossier=locked, piece=piece)
        words = clean(waiver, "reason", reason)
        _, is_new = locked.waivers.update_or_create(
            piece=piece, defaults={"reason": words}
        )
        if is_new:
            record(Verb.WAIVE_PIECE, actor, locked, piece=piece.code, waived=True)


def expect_piece(
    actor: Actor, dossier: Dossier, piece: PieceKind, *, reason: str = ""
) -> None:
    """Take « sans objet » back; where nothing was waived nothing changes."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.WAIVE_PIECE, locked)
        waived, _ = locked.waivers.filter(piece=piece).delete()
        if waived:
            record(Verb.WAIVE_PIECE, actor, locked, piece=piece.code, waived=False)
