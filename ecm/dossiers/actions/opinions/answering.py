"""Answering for the party that was asked; the study over, the answer stands."""

from django.utils.translation import gettext

from ecm import clock
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.opinions.lapsing import invalidate_stale, note_silence
from ecm.dossiers.consulting import parties, sharing
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Document, Dossier, Opinion, Verdict
from ecm.dossiers.standing import standing_today
from ecm.dossiers.storing import Accepted, accept, put
from ecm.files.actions import discard
from ecm.files.models import Upload
from ecm.journal.chain import SYSTEM, Actor, digest, record
from ecm.notices.actions import notify
from ecm.people.models import Ministry


def give_opinion(
    actor: Actor,
    opinion: Opinion,
    *,
    verdict: Verdict,
    text: str = "",
    report: Upload | None = None,
) -> None:
    """Answer, late if need be, or answer anew; the same again changes nothing.

    The report becomes a piece of the dossier. Raises NotAllowed for those of other
    parties, NotPossible for a request that was cancelled or made again, and for a
    reservation without a word; Refused for a file that is not good.
    """
    refuse_answer(actor, opinion, opinion.dossier)
    accepted = accept(report) if report else None
    with held(opinion.dossier_id, actor) as dossier:
        opinion.refresh_from_db()
        refuse_answer(actor, opinion, dossier)
        text = text.strip()
        if verdict != Verdict.AGREE and not (text or accepted or opinion.report_id):
            raise NotPossible(
                gettext_noop("Écrivez vos observations, ou joignez un rapport.")
            )
        brought = _report(actor, dossier, opinion, accepted) if accepted else False
        if brought or (opinion.verdict, opinion.text) != (verdict, text):
            _write(actor, dossier, opinion, verdict, text)
        if report:
            discard(report)


def refuse_answer(actor: Actor, opinion: Opinion, dossier: Dossier) -> None:
    """Raise NotAllowed or NotPossible where the actor could not answer now."""
    advance(actor, Verb.GIVE_OPINION, dossier)
    _refuse_closed(opinion)
    _refuse_others(actor, opinion)


def _report(
    actor: Actor, dossier: Dossier, opinion: Opinion, accepted: Accepted
) -> bool:
    """Put the report among the pieces; tell whether its bytes are new there."""
    before = dossier.seq
    version = put(
        actor,
        dossier,
        parties.report_kind(opinion.asked),
        accepted,
        title=_title_of(opinion),
        document=_report_in_place(opinion),
    )
    opinion.report = version.document
    if dossier.seq > before:
        # Others may have been asked on the report before this one.
        invalidate_stale(SYSTEM, dossier)
    return dossier.seq > before


def _title_of(opinion: Opinion) -> str:
    asked, today = opinion.asked, clock.now().date()
    name = asked.name_on(today) if isinstance(asked, Ministry) else None
    return gettext("Avis : %(asked)s") % {"asked": name or asked}


def _report_in_place(opinion: Opinion) -> Document | None:
    """Return the document that a later report replaces: the party's own."""
    if opinion.report is not None and opinion.report.removed_at is None:
        return opinion.report
    return None


def _write(
    actor: Actor, dossier: Dossier, opinion: Opinion, verdict: Verdict, text: str
) -> None:
    now = clock.now()
    if opinion.is_open and opinion.lapsed_at is None and opinion.due_at <= now:
        note_silence(opinion, dossier)  # the worker did not come by: the answer is late
    opinion.verdict, opinion.text = verdict, text
    opinion.given_by_id, opinion.given_at = actor.member, now
    opinion.save(update_fields=["verdict", "text", "given_by", "given_at", "report"])
    record(
        Verb.GIVE_OPINION,
        actor,
        dossier,
        opinion=opinion.pk,
        verdict=verdict.value,
        digest=digest(text),
    )
    where = {"url": parties.page_of(opinion), "key": parties.key_of(opinion)}
    notify(parties.people_asking(opinion), "opinion.given", **where)


def confirm(actor: Actor, opinion: Opinion) -> None:
    """Answer a renewed request as the party had answered the request before."""
    former = opinion.renews
    if former is None or not former.given_at:
        raise NotPossible(gettext_noop("Il n'y a pas d'avis antérieur à confirmer."))
    give_opinion(actor, opinion, verdict=Verdict(former.verdict), text=former.text)


def _refuse_others(actor: Actor, opinion: Opinion) -> None:
    mine = sharing.asked_of(standing_today(actor.person_id), opinion.dossier)
    if not mine.filter(pk=opinion.pk).exists():
        raise NotAllowed(gettext_noop("Cet avis n'est pas demandé à vos services."))


def _refuse_closed(opinion: Opinion) -> None:
    if opinion.cancelled_at:
        raise NotPossible(gettext_noop("Cette demande d'avis est annulée."))
    if opinion.renewed_by.exists():
        raise NotPossible(
            gettext_noop(
                "Le texte a changé : votre avis est redemandé sur la version nouvelle."
            )
        )
