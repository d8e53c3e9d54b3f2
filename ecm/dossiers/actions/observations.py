"""Discussing a dossier across ministries, on one version; nothing written is changed."""

import re
import unicodedata

from django.db.models import F

from ecm import clock
from ecm.domain.circuit import DossierRole
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.consulting import parties, sharing
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier, Observation, Opinion, Version
from ecm.dossiers.standing import Standing, roles_on, standing_today
from ecm.journal.chain import Actor, digest, record
from ecm.notices.actions import notify

SPONSOR = frozenset({DossierRole.AUTHOR, DossierRole.MINISTER})


def observe(
    actor: Actor,
    dossier: Dossier,
    *,
    text: str,
    version: Version | None = None,
    passage: str = "",
    replies_to: Observation | None = None,
) -> Observation:
    """Write an observation on a version, with the passage it quotes, or a reply to one.

    A reply is on the version of what it answers. Raises NotAllowed for a version that the
    actor may not open, NotPossible for no word and for a passage that is not in the text.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.MAKE_OBSERVATION, locked)
        standing = standing_today(actor.person_id)
        roles = roles_on(standing, locked)
        text, passage = text.strip(), passage.strip()
        if not text:
            raise NotPossible(gettext_noop("Écrivez votre observation."))
        root = replies_to and (replies_to.replies_to or replies_to)
        if root is not None:
            version, passage = root.version, ""
        _refuse_unopened(standing, roles, locked, version, root)
        refuse_unfound(passage, version)
        observation = Observation.objects.create(
            dossier=locked,
            version=version,
            replies_to=root,
            passage=passage,
            text=text,
            by_id=actor.member,
            at=clock.now(),
            **_speaks_for(standing, roles, locked),
        )
        seal = digest(f"{passage}\n{text}" if passage else text)
        record(
            Verb.MAKE_OBSERVATION,
            actor,
            locked,
            observation=observation.pk,
            digest=seal,
        )
        _tell(actor, locked, observation)
        return observation


def _refuse_unopened(
    standing: Standing,
    roles: frozenset[DossierRole],
    dossier: Dossier,
    version: Version | None,
    root: Observation | None,
) -> None:
    """Who was only asked speaks of what he was shown, and answers what he can read."""
    if root is not None and root.dossier_id != dossier.pk:
        raise NotAllowed(gettext_noop("Cette observation n'est pas de ce dossier."))
    if version is None:
        if roles == {DossierRole.CONSULTED}:
            raise NotPossible(
                gettext_noop("Choisissez la pièce sur laquelle porte l'observation.")
            )
        return
    opened = sharing.opened_to(standing, roles, dossier)
    if not opened.filter(pk=version.pk).exists():
        raise NotAllowed(gettext_noop("Cette pièce ne vous est pas communiquée."))


def refuse_unfound(passage: str, version: Version | None) -> None:
    """A quotation is of the text, where there is a text to look into."""
    if not passage:
        return
    if version is None:
        raise NotPossible(gettext_noop("Choisissez la pièce d'où vient le passage."))
    made = getattr(version, "rendition", None)
    if made is not None and made.text.strip() and not quotes(passage, made.text):
        raise NotPossible(
            gettext_noop(
                "Ce passage n'est pas dans la pièce : recopiez-le tel qu'il y figure, "
                "ou laissez ce champ vide."
            )
        )


def quotes(passage: str, text: str) -> bool:
    """Tell whether a passage is in a text, whatever its spaces, hyphens and quotes.

    A PDF cuts its words at the end of a line and says its spaces in many ways.
    """
    sought = _letters(passage)
    return bool(sought) and sought in _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _speaks_for(
    standing: Standing, roles: frozenset[DossierRole], dossier: Dossier
) -> dict[str, object]:
    """Return the ministry or the body for which somebody speaks; the SGG is neither."""
    if roles & SPONSOR:
        return {"ministry_id": dossier.ministry_id}
    if DossierRole.SECRETARIAT in roles:
        return {}
    # Who sits in a body speaks for his ministry where it is asked too.
    rank = F("ministry").asc(nulls_last=True)
    asked = sharing.asked_of(standing, dossier).order_by(rank, "-pk").first()
    if asked is not None:
        return _of_asked(asked)
    associated = dossier.associated.filter(pk__in=standing.ministries).first()
    return {"ministry_id": associated.pk if associated else None}


def _of_asked(asked: Opinion) -> dict[str, object]:
    return {
        "ministry_id": asked.ministry_id,
        "body_id": asked.body_id,
        "opinion": asked,
    }


def _tell(actor: Actor, dossier: Dossier, observation: Observation) -> None:
    """Tell the sponsoring ministry what others say, and others what it answers."""
    root = observation.replies_to
    if observation.ministry_id != dossier.ministry_id:
        people = parties.people_of(dossier.ministry_id, clock.now().date())
        kind = "observation.made"
    else:
        people, kind = ({root.by_id} if root else set()), "observation.answered"
    notify(
        people - {actor.member},
        kind,
        url=parties.discussion_of(dossier),
        key=f"observation/{observation.pk}",
    )
