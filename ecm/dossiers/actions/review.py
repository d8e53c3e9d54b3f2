"""Reading a dossier over inside its ministry, level after level, until the minister signs."""

import hashlib
from collections.abc import Iterable

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.completeness import further_obstacles
from ecm.dossiers.consulting.sharing import current_versions
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier, Review, ReviewLevel, Version
from ecm.dossiers.standing import MINISTERS
from ecm.dossiers.telling import tell_cabinet, tell_lodgers, tell_next_reader
from ecm.journal.chain import Actor, record
from ecm.people.models import Mandate


def send_for_review(actor: Actor, dossier: Dossier) -> None:
    """Hand the draft to the first level of review; without levels, to the minister.

    An incomplete draft may be read over: only signing and lodging ask that it be whole.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.SEND_FOR_REVIEW, locked)
        locked.levels_passed = 0
        record(Verb.SEND_FOR_REVIEW, actor, locked)
        tell_next_reader(actor, locked, level_of(locked))


def approve_review(
    actor: Actor, dossier: Dossier, *, comment: str = "", level: int | None = None
) -> None:
    """Pass the level of review at which the dossier is; the next one has it then.

    Raises Conflict when it is no more at `level`, for who reviews at two levels.
    """
    with held(dossier.pk, actor) as locked:
        if level is not None and locked.levels_passed + 1 != level:
            raise Conflict(gettext_noop("Ce niveau de relecture est déjà passé."))
        advance(actor, Verb.APPROVE_REVIEW, locked)
        _write(actor, locked, approved=True, comment=comment)
        locked.levels_passed += 1
        record(Verb.APPROVE_REVIEW, actor, locked, level=locked.levels_passed)
        tell_next_reader(actor, locked, level_of(locked))


def refuse_review(actor: Actor, dossier: Dossier, *, comment: str) -> None:
    """Give the draft back to its writers, and say what must be changed.

    Raises NotPossible without a comment. Every level reads the corrected draft again.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.REFUSE_REVIEW, locked)
        if not comment.strip():
            raise NotPossible(gettext_noop("Dites ce qui doit être corrigé."))
        level = locked.levels_passed + 1
        _write(actor, locked, approved=False, comment=comment)
        locked.levels_passed = 0
        record(Verb.REFUSE_REVIEW, actor, locked, level=level)
        tell_cabinet(actor, locked, "review.refused")


def _write(actor: Actor, dossier: Dossier, *, approved: bool, comment: str) -> None:
    level = level_of(dossier)
    Review.objects.create(
        dossier=dossier,
        level_title=level.title if level else gettext_noop("Ministre"),
        approved=approved,
        comment=comment.strip(),
        by_id=actor.member,
        at=clock.now(),
    )


def level_of(dossier: Dossier) -> ReviewLevel | None:
    """Return the level that reads the dossier now; None: the minister's signature."""
    levels = dossier.ministry.review_levels.order_by("position")
    return levels.filter(position__gt=dossier.levels_passed).first()


def sign(actor: Actor, dossier: Dossier) -> None:
    """Sign a whole dossier as its minister, or as who acts for him; its pieces freeze.

    Where the ministry has levels of review, the minister signs after the last of them:
    he configured them, and whoever reads « signed » may trust that each has read. To
    sign at once he removes the levels. Without levels he may sign a draft directly.
    Raises NotPossible with all that is missing.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.SIGN_DOSSIER, locked)
        refuse(further_obstacles(locked, Verb.SIGN_DOSSIER))
        locked.signed_by_id, locked.signed_at = actor.member, clock.now()
        seal = seal_of(current_versions(locked))
        acting = not _holds_the_post(actor.member, locked)
        record(Verb.SIGN_DOSSIER, actor, locked, digest=seal, acting=acting)
        tell_lodgers(actor, locked)


def refuse(found: Iterable[str]) -> None:
    """Raise NotPossible with every obstacle, or pass."""
    if words := " ".join(found):
        raise NotPossible("%(obstacles)s", obstacles=words)


def _holds_the_post(person: int, dossier: Dossier) -> bool:
    mandates = Mandate.objects.held_on(clock.now().date()).filter(person=person)
    return mandates.filter(ministry=dossier.ministry_id, post__in=MINISTERS).exists()


def seal_of(versions: Iterable[Version]) -> str:
    """Return the SHA-256 of « document sha256 » lines: what was signed, what was lodged."""
    lines = sorted((v.document_id, v.sha256) for v in versions)
    text = "\n".join(f"{document} {sha256}" for document, sha256 in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def take_back(actor: Actor, dossier: Dossier) -> None:
    """Take the dossier back from review or after the signature, to change it.

    What was read and signed was another text: every level reads it again.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.TAKE_DOSSIER_BACK, locked)
        locked.levels_passed = 0
        locked.signed_by, locked.signed_at = None, None
        record(Verb.TAKE_DOSSIER_BACK, actor, locked)
