"""The acts of the desk: each one entry of the communiqué's own journal."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ecm import clock
from ecm.domain.communique.checks import Level
from ecm.domain.communique.edition import Edition, digest_of, from_json, texts_of
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.procedure import Office, Offices
from ecm.domain.publishing import COMMUNIQUE, CommuniqueState
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.meetings.models import Meeting
from ecm.people.offices import offices_of
from ecm.publication.desk.checks import remarks
from ecm.publication.desk.wording import (
    edition_in_hand,
    generated,
    has_place,
    is_stale,
    lay,
)
from ecm.publication.editions import edition_of_decisions
from ecm.publication.models import Communique, CommuniqueText

_NOT_CLOSED = gettext_noop("Le compte rendu se tire d'une séance levée.")
_CHANGED = gettext_noop(
    "Ce texte a été modifié entre-temps ; choisissez entre les deux."
)
_NO_TEXT = gettext_noop("Ce texte n'est plus dans le compte rendu.")
_EMPTY = gettext_noop("Un texte ne peut pas être vide : retirez-le plutôt.")
_FAULTS = gettext_noop("La liste de contrôle a encore %(count)s erreur(s) à corriger.")
_SAME = gettext_noop("Le rectificatif ne change aucun mot : abandonnez-le.")
_NO_REASON = gettext_noop("Dites en une ligne pourquoi.")
_LAST_ONE = gettext_noop(
    "C'est le dernier paragraphe de son titre : écartez plutôt la décision entière, "
    "les numéros suivront."
)
_NOT_DECIDED = gettext_noop("Cette décision n'est pas publiée par ce compte rendu.")


def offices(actor: Actor) -> Offices:
    """Return the offices in which somebody stands before a communiqué today."""
    if actor.user_id is None:
        return frozenset({Office.SYSTEM})
    return offices_of(actor.person_id, clock.now().date())


def advance(actor: Actor, verb: Verb, communique: Communique) -> None:
    """Check the right and the state, and put the communiqué where `verb` leads."""
    COMMUNIQUE.require(offices(actor), verb)
    after = COMMUNIQUE.after(CommuniqueState(communique.state), verb)
    communique.state = after.value


def draft(actor: Actor, meeting: Meeting) -> Communique:
    """Draw the first draft from the decisions of a closed meeting; once."""
    COMMUNIQUE.require(offices(actor), Verb.DRAFT_COMMUNIQUE)
    with transaction.atomic():
        now = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        if now.state != MeetingState.CLOSED:
            raise NotPossible(_NOT_CLOSED)
        found, is_new = Communique.objects.get_or_create(
            meeting=now, defaults={"drafted_at": clock.now()}
        )
        if not is_new:
            return found
        with held(Communique, found.pk, actor) as row:
            _draw(Verb.DRAFT_COMMUNIQUE, actor, row)
    return row


def redraft(actor: Actor, communique: Communique) -> None:
    """Draw the draft anew from the decisions; what was worded by hand stays."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.REDRAFT_COMMUNIQUE, row)
        _draw(Verb.REDRAFT_COMMUNIQUE, actor, row)


def leave_out(
    actor: Actor, communique: Communique, references: Collection[str]
) -> None:
    """Leave decisions out of the communiqué, those and no other; its numbers follow."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.REDRAFT_COMMUNIQUE, row)
        whole = edition_of_decisions(row.meeting)
        known = {decided.reference for decided in whole.decisions}
        if not set(references) <= known:
            raise NotPossible(_NOT_DECIDED)
        row.left_out = sorted(references)
        _draw(Verb.REDRAFT_COMMUNIQUE, actor, row)


def _draw(verb: Verb, actor: Actor, row: Communique) -> None:
    edition = edition_of_decisions(row.meeting, without=frozenset(row.left_out))
    lay(row, edition)
    record(verb, actor, row, meeting=row.meeting_id, digest=digest_of(edition))


def reword(
    actor: Actor, communique: Communique, key: str, text: str, *, base: int
) -> None:
    """Word a text by hand; the words of the grammar give it back to the grammar.

    `base` is the number of the wording that the writer had before him: Conflict when it
    was worded since.
    """
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.REWORD_COMMUNIQUE, row)
        found = _text(row, key)
        said = text.strip()
        if not said:
            raise NotPossible(_EMPTY)
        if found.text == said and not is_stale(found):
            return
        if found.number != base:
            raise Conflict(_CHANGED)
        found.text = said
        found.is_edited = found.is_added or said != found.generated
        found.edited_from = found.generated if found.is_edited else ""
        _sign(found, actor)
        record(
            *(Verb.REWORD_COMMUNIQUE, actor, row),
            paragraph=found.pk,
            digest=digest(said),
        )


def add(
    actor: Actor, communique: Communique, *, after: str, text: str, reference: str = ""
) -> CommuniqueText:
    """Add a paragraph after another; it names a published decision, or none."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.ADD_PARAGRAPH, row)
        said = text.strip()
        if not said:
            raise NotPossible(_EMPTY)
        before = _text(row, after)
        known = {d.reference for d in edition_in_hand(row).decisions} | {""}
        if reference not in known:
            raise NotPossible(_NOT_DECIDED)
        if "#" not in after or before.is_removed or before.is_added:
            raise NotPossible(_NO_TEXT)
        added = CommuniqueText(
            communique=row,
            key=f"ajout#{uuid.uuid4().hex[:12]}",
            position=before.position,
            reference=reference,
            text=said,
            is_added=True,
            is_edited=True,
            after=after,
        )
        _sign(added, actor)
        record(
            *(Verb.ADD_PARAGRAPH, actor, row), paragraph=added.pk, digest=digest(said)
        )
    return added


def remove(actor: Actor, communique: Communique, key: str) -> None:
    """Take a paragraph out; it can be put back while the text is in hand."""
    _set_removed(actor, communique, key, is_removed=True)


def restore(actor: Actor, communique: Communique, key: str) -> None:
    """Put a paragraph back that was taken out."""
    _set_removed(actor, communique, key, is_removed=False)


def _set_removed(
    actor: Actor, communique: Communique, key: str, *, is_removed: bool
) -> None:
    verb = Verb.REMOVE_PARAGRAPH if is_removed else Verb.ADD_PARAGRAPH
    with held(Communique, communique.pk, actor) as row:
        advance(actor, verb, row)
        found = _text(row, key)
        if found.is_removed == is_removed:
            return
        if "#" not in key or not (is_removed or has_place(found, generated(row))):
            raise NotPossible(_NO_TEXT)
        found.is_removed = is_removed
        if is_removed and not found.is_edited:
            found.edited_from = found.generated
        _sign(found, actor)
        if is_removed and _empties_a_group(row):
            raise NotPossible(_LAST_ONE)
        said = "" if is_removed else digest(found.text)
        record(verb, actor, row, paragraph=found.pk, digest=said)


def _empties_a_group(row: Communique) -> bool:
    """Tell whether a ministry would have nothing left under its number."""
    filled = {g.key for s in generated(row).sections for g in s.groups if g.paragraphs}
    left = {
        g.key for s in edition_in_hand(row).sections for g in s.groups if g.paragraphs
    }
    return not filled <= left


def _text(row: Communique, key: str) -> CommuniqueText:
    found = row.texts.filter(key=key).first()
    if found is None:
        raise NotPossible(_NO_TEXT)
    return found


def _sign(text: CommuniqueText, actor: Actor) -> None:
    text.number += 1
    text.by_id, text.at = actor.author, clock.now()
    text.save()


def submit(actor: Actor, communique: Communique) -> None:
    """Put the text before its two validators; raises NotPossible while it has a fault."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.SUBMIT_COMMUNIQUE, row)
        edition = edition_in_hand(row)
        faults = [r for r in remarks(row) if r.level is Level.ERROR]
        if faults:
            raise NotPossible(_FAULTS, count=len(faults))
        if row.erratum_reason and _is_as_published(row, edition):
            raise NotPossible(_SAME)
        row.return_reason = ""
        record(Verb.SUBMIT_COMMUNIQUE, actor, row, digest=digest_of(edition))


def _is_as_published(row: Communique, edition: Edition) -> bool:
    last = row.versions.filter(language=edition.language).order_by("-number").first()
    return last is not None and texts_of(from_json(last.edition)) == texts_of(edition)


def send_back(actor: Actor, communique: Communique, reason: str) -> None:
    """Give the text back to the desk with a reason; what was approved falls."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.RETURN_COMMUNIQUE, row)
        said = reason.strip()
        if not said:
            raise NotPossible(_NO_REASON)
        row.approvals.all().delete()
        row.return_reason = said
        row.signed_by, row.signed_at, row.signed_digest = None, None, ""
        record(Verb.RETURN_COMMUNIQUE, actor, row, digest=digest(said))


def schedule(actor: Actor, communique: Communique, until: datetime | None) -> None:
    """Keep the communiqué from publication until a moment, or lift the embargo."""
    with held(Communique, communique.pk, actor) as row:
        advance(actor, Verb.SCHEDULE_COMMUNIQUE, row)
        if row.embargo_until == until:
            return
        row.embargo_until = until
        said = until.isoformat() if until else ""
        record(Verb.SCHEDULE_COMMUNIQUE, actor, row, until=said)
