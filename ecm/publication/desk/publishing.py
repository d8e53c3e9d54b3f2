"""From a text that is ready to one that the country has read, and its errata."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ecm import clock
from ecm.domain.communique.edition import Edition, as_json, digest_of, from_json
from ecm.domain.communique.layout import Signature
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.french import day_in_text
from ecm.domain.procedure import Office
from ecm.domain.publishing import CommuniqueState
from ecm.domain.verbs import Verb
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.people.models import Person
from ecm.publication.desk.actions import advance, offices
from ecm.publication.desk.checks import refuse_withheld
from ecm.publication.desk.handing import hand_over
from ecm.publication.desk.wording import edition_in_hand, give_back, keep
from ecm.publication.models import Approval, Communique, CommuniqueVersion
from ecm.publication.signature import signature_by

FRENCH = "fr"
VALIDATORS = (Office.SECRETARY_GENERAL, Office.HEAD_OF_GOVERNMENT)
_TWICE = gettext_noop(
    "Vous avez déjà validé ce texte : l'autre validation est à un autre."
)
_BOTH_DONE = gettext_noop("Vos fonctions ont déjà validé ce texte.")
_CHANGED = gettext_noop("Le texte n'est plus celui qui a été validé.")
_EMBARGO = gettext_noop("Sous embargo jusqu'au %(when)s.")
_NO_REASON = gettext_noop("Dites en une ligne pourquoi.")
_NO_ERRATUM = gettext_noop("Rien n'est encore publié : il n'y a rien à abandonner.")


def validate(actor: Actor, communique: Communique) -> None:
    """Approve the text in one's office; the second office, of another person, validates.

    Raises NotPossible where one's office, or oneself, has approved already.
    """
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.VALIDATE_COMMUNIQUE, row)
        given = list(row.approvals.all())
        if any(approval.person_id == actor.member for approval in given):
            raise NotPossible(_TWICE)
        done = {approval.office for approval in given}
        mine = [o for o in VALIDATORS if o in offices(actor) and o.value not in done]
        if not mine:
            raise NotPossible(_BOTH_DONE)
        refuse_withheld(row)
        sealed = digest_of(edition_in_hand(row))
        Approval.objects.create(
            communique=row,
            office=mine[0].value,
            person_id=actor.member,
            at=clock.now(),
            digest=sealed,
        )
        if len(given) + 1 == len(VALIDATORS):
            row.state = CommuniqueState.VALIDATED.value
        record(
            *(Verb.VALIDATE_COMMUNIQUE, actor, row),
            office=mine[0].value,
            digest=sealed,
        )


def sign(actor: Actor, communique: Communique) -> None:
    """Sign as the spokesperson, or as who acts for her or him today."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.SIGN_COMMUNIQUE, row)
        sealed = _approved_digest(row)
        row.signed_by_id, row.signed_at = actor.member, clock.now()
        row.signed_digest = sealed
        person = Person.objects.get(pk=actor.member)
        signature = signature_by(person, clock.now().date())
        acting = signature is not None and "par intérim" in signature.title
        record(Verb.SIGN_COMMUNIQUE, actor, row, digest=sealed, acting=acting)


def _approved_digest(row: Communique) -> str:
    """Return the digest of the text; raise NotPossible unless both approved this one.

    Nor may an item have been closed to the public since.
    """
    refuse_withheld(row)
    sealed = digest_of(edition_in_hand(row))
    if any(approval.digest != sealed for approval in row.approvals.all()):
        raise NotPossible(_CHANGED)
    return sealed


def publish(actor: Actor, communique: Communique) -> CommuniqueVersion:
    """Publish the signed text as the next version; the public copy follows at once.

    Raises NotPossible under embargo, and where the text is not the one that was signed.
    """
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.PUBLISH_COMMUNIQUE, row)
        now = clock.now()
        if row.embargo_until and row.embargo_until > now:
            raise NotPossible(_EMBARGO, when=_in_words(row.embargo_until))
        if _approved_digest(row) != row.signed_digest:
            raise NotPossible(_CHANGED)
        version = add_version(actor, row, _next(row))
        row.embargo_until = None
        row.approvals.all().delete()
        keep(row)
        record(
            *(Verb.PUBLISH_COMMUNIQUE, actor, row),
            version=version.number,
            language=FRENCH,
            digest=version.digest,
        )
    return version


def _in_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_in_text(local.date())} à {local:%H h %M}"


def _next(row: Communique) -> Edition:
    """Return the text as the version that it becomes now."""
    before = latest(row)
    now = clock.now().isoformat()
    edition = edition_in_hand(row)
    signed = _signature(row)
    return replace(
        edition,
        version=before.number + 1 if before else 1,
        published=now,
        first_published=from_json(before.edition).first_published if before else now,
        reason=row.erratum_reason,
        signature=signed or edition.signature,
    )


def _signature(row: Communique) -> Signature | None:
    """Return the signature as it was given: an intérim may be over when an embargo is."""
    if row.signed_by is None or row.signed_at is None:
        return None
    return signature_by(row.signed_by, row.signed_at.date())


def add_version(
    actor: Actor, communique: Communique, edition: Edition
) -> CommuniqueVersion:
    """Keep an edition as published, and hand it to the country once it is committed.

    Call it inside the turn that publishes.
    """
    version = CommuniqueVersion.objects.create(
        communique=communique,
        number=edition.version,
        language=edition.language,
        edition=as_json(edition),
        digest=digest_of(edition),
        reason=edition.reason,
        published_at=clock.now(),
        published_by_id=actor.user_id,
    )
    # robust: what fails here is done again by the worker's minute.
    transaction.on_commit(lambda: hand_over(version), robust=True)
    return version


def latest(communique: Communique, language: str = FRENCH) -> CommuniqueVersion | None:
    """Return the last published version in a language."""
    return communique.versions.filter(language=language).order_by("-number").first()


def published(communique: Communique, language: str = FRENCH) -> Edition | None:
    """Return what the country reads in a language, or None before its publication."""
    found = latest(communique, language)
    return from_json(found.edition) if found else None


def begin_erratum(actor: Actor, communique: Communique, reason: str) -> None:
    """Take the published text up again, for a reason that will be read with it."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.BEGIN_ERRATUM, row)
        said = " ".join(reason.split())
        if not said:
            raise NotPossible(_NO_REASON)
        before = latest(row)
        row.erratum_reason = said[:300]
        row.signed_by, row.signed_at, row.signed_digest = None, None, ""
        number = before.number if before else 0
        record(Verb.BEGIN_ERRATUM, actor, row, version=number, digest=digest(said))


def abandon_erratum(actor: Actor, communique: Communique) -> None:
    """Give the erratum up: the text in hand is the published one again."""
    with held(Communique, communique.pk, actor) as row:
        if latest(row) is None:
            raise NotPossible(_NO_ERRATUM)
        advance(actor, Verb.ABANDON_ERRATUM, row)
        give_back(row)
        row.approvals.all().delete()
        row.erratum_reason, row.embargo_until = "", None
        record(Verb.ABANDON_ERRATUM, actor, row)
