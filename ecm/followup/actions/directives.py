"""From an instruction of the council to the proof that it was carried out."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from ecm import clock
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.followup import DIRECTIVE, DirectiveState
from ecm.domain.verbs import Verb
from ecm.dossiers.storing import Accepted, accept
from ecm.files.actions import discard
from ecm.files.models import Upload
from ecm.followup.actions.acts import NO_REASON
from ecm.followup.files import kept_file
from ecm.followup.models import DirectiveFollowUp, Offered, ProgressReport, Reason
from ecm.followup.standing import offices_for, standing_today
from ecm.followup.telling import tell_desk, tell_ministry
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.meetings.models import Meeting

NO_WORDS = gettext_noop("Écrivez ce qui a été fait.")
NOT_A_SHARE = gettext_noop("L'avancement est un nombre de 0 à 100.")
NO_LATER_TERM = gettext_noop("La nouvelle échéance doit être à venir.")
NOT_TO_COME = gettext_noop("Ce Conseil n'est plus à préparer.")


def _step(actor: Actor, row: DirectiveFollowUp, verb: Verb) -> None:
    DIRECTIVE.require(offices_for(actor, row), verb)
    row.state = DIRECTIVE.after(DirectiveState(row.state), verb)


def refuse_step(actor: Actor, row: DirectiveFollowUp, verb: Verb) -> None:
    """Raise NotAllowed or NotPossible where the actor could not do `verb` now."""
    DIRECTIVE.require(offices_for(actor, row), verb)
    DIRECTIVE.after(DirectiveState(row.state), verb)


def report(
    actor: Actor,
    row: DirectiveFollowUp,
    *,
    percent: int,
    text: str,
    proof: Upload | None = None,
) -> None:
    """Keep what the ministry says of its progress, with its proof."""
    _written(actor, row, Verb.REPORT_DIRECTIVE, percent, text, proof)


def complete(
    actor: Actor, row: DirectiveFollowUp, *, text: str, proof: Upload | None = None
) -> None:
    """Keep that the ministry says it is done; the secretariat is told."""
    _written(actor, row, Verb.COMPLETE_DIRECTIVE, 100, text, proof)


def _written(
    actor: Actor,
    row: DirectiveFollowUp,
    verb: Verb,
    percent: int,
    text: str,
    proof: Upload | None,
) -> None:
    refuse_step(actor, row, verb)
    _require_report(percent, text)
    accepted = accept(proof) if proof else None
    with held(DirectiveFollowUp, row.pk, actor) as locked:
        _step(actor, locked, verb)
        _keep(actor, locked, verb, percent, text, accepted)
        if proof:
            discard(proof)
        if verb is Verb.COMPLETE_DIRECTIVE:
            tell_desk(locked, "directive.completed")


def _require_report(percent: int, text: str) -> None:
    if not text.strip():
        raise NotPossible(NO_WORDS)
    if not 0 <= percent <= 100:
        raise NotPossible(NOT_A_SHARE)


def _keep(
    actor: Actor,
    row: DirectiveFollowUp,
    verb: Verb,
    percent: int,
    text: str,
    accepted: Accepted | None,
) -> None:
    is_completion = verb is Verb.COMPLETE_DIRECTIVE
    row.percent = percent
    row.completed_at = clock.now() if is_completion else None
    ProgressReport.objects.create(
        follow_up=row,
        percent=percent,
        text=text,
        file=kept_file(actor, accepted) if accepted else None,
        is_completion=is_completion,
        at=clock.now(),
        by_id=actor.user_id,
    )
    record(verb, actor, row, percent=percent, digest=digest(text))


def send_back(actor: Actor, row: DirectiveFollowUp, *, reason: str) -> None:
    """Say that it is not done yet, and why."""
    with held(DirectiveFollowUp, row.pk, actor) as locked:
        _step(actor, locked, Verb.RETURN_DIRECTIVE)
        locked.completed_at = None
        _record_reason(actor, locked, Verb.RETURN_DIRECTIVE, reason)
        tell_ministry(locked, locked.directive.responsible_id, "directive.returned")


def close(actor: Actor, row: DirectiveFollowUp, *, reason: str) -> None:
    """Close the instruction, saying on what ground."""
    with held(DirectiveFollowUp, row.pk, actor) as locked:
        _step(actor, locked, Verb.CLOSE_DIRECTIVE)
        locked.closed_at = clock.now()
        _record_reason(actor, locked, Verb.CLOSE_DIRECTIVE, reason)


def extend(actor: Actor, row: DirectiveFollowUp, *, day: date, reason: str) -> None:
    """Give another term, saying why; also the first, where the council gave none."""
    with held(DirectiveFollowUp, row.pk, actor) as locked:
        _step(actor, locked, Verb.EXTEND_DIRECTIVE)
        if day <= clock.now().date():
            raise NotPossible(NO_LATER_TERM)
        _require_reason(reason)
        locked.due_on = day
        entry = record(Verb.EXTEND_DIRECTIVE, actor, locked, due=day.isoformat())
        Reason.objects.create(follow_up=locked, entry=entry.seq, text=reason)


def offer(actor: Actor, row: DirectiveFollowUp, meeting: Meeting) -> None:
    """Show an instruction to a council to come; offered twice, it is there once."""
    with transaction.atomic(), held(DirectiveFollowUp, row.pk, actor) as locked:
        _step(actor, locked, Verb.OFFER_DIRECTIVE)
        if meeting.state not in ("draft", "convened"):
            raise NotPossible(NOT_TO_COME)
        _, is_new = Offered.objects.get_or_create(follow_up=locked, meeting=meeting)
        if is_new:
            record(Verb.OFFER_DIRECTIVE, actor, locked, meeting=meeting.pk)


def offer_late(
    actor: Actor, rows: "QuerySet[DirectiveFollowUp]", meeting: Meeting
) -> None:
    """Show to a council to come every late instruction among those of `rows`."""
    DIRECTIVE.require(standing_today(actor.person_id).offices, Verb.OFFER_DIRECTIVE)
    # The key of one command names one entry of one paper.
    keyless = replace(actor, key="")
    late = rows.filter(due_on__lt=clock.now().date())
    with transaction.atomic():
        for row in late.exclude(state=DirectiveState.CLOSED):
            offer(keyless, row, meeting)


def _record_reason(
    actor: Actor, row: DirectiveFollowUp, verb: Verb, reason: str
) -> None:
    _require_reason(reason)
    entry = record(verb, actor, row, digest=digest(reason))
    Reason.objects.create(follow_up=row, entry=entry.seq, text=reason)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise NotPossible(NO_REASON)
