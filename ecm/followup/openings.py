"""What a closed council leaves to be done: one act a text, one follow-up an instruction.

It asks no right: whoever calls it acts on the record, or is the secretariat.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from ecm import clock
from ecm.domain.act_numbers import form_of, is_adopted_text
from ecm.domain.verbs import Verb
from ecm.dossiers.models import DraftText
from ecm.followup.chain import propose_chain
from ecm.followup.models import Act, DirectiveFollowUp, FinalisationTerm
from ecm.journal.chain import Actor, record
from ecm.meetings.models import AgendaItem, Decision, Directive, Meeting


def follow(actor: Actor, meeting: Meeting) -> None:
    """Open what is not opened yet; call it inside a transaction, as often as you like."""
    # Two callers at once would open the same things.
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    decisions = Decision.objects.filter(item__meeting=meeting)
    rows = decisions.select_related("item__meeting__body", "item__dossier")
    for decision in rows.order_by("item__position"):
        if is_adopted_text(decision.item.kind, decision.outcome):
            _open_acts(actor, decision)
    for directive in Directive.objects.filter(
        decision__in=decisions, follow_up=None
    ).select_related("decision__item"):
        _open_directive(actor, directive)


def _open_acts(actor: Actor, decision: Decision) -> None:
    item = decision.item
    opened = set(item.acts.values_list("position", flat=True))
    for position, draft in enumerate(_drafts(item), start=1):
        if position not in opened:
            _open_act(actor, item, position, draft)


def _drafts(item: AgendaItem) -> list[DraftText | None]:
    """Return the texts of an item; None for one that the dossier does not name."""
    drafts = list(item.dossier.drafts.all()) if item.dossier else []
    if len(drafts) == item.count:
        return [*drafts]
    return [None] * item.count


def _open_act(
    actor: Actor, item: AgendaItem, position: int, draft: DraftText | None
) -> None:
    form = form_of(item.kind)
    act = Act.objects.create(
        item=item,
        position=position,
        draft=draft,
        kind=item.kind,
        form=form.value if form else "",
        title=draft.title if draft else item.title,
        ministry_id=item.ministry_id,
        decided_on=item.meeting.day,
        due_on=item.meeting.day + timedelta(term_of(item)),
        opened_at=clock.now(),
    )
    if not act.is_law:
        propose_chain(act)
    record(Verb.OPEN_ACT, actor, act, meeting=item.meeting_id, item=item.pk)
    act.save(update_fields=["seq", "head"])


def term_of(item: AgendaItem) -> int:
    """Return the days of a text: those said of body and kind, of one, or the usual."""
    terms = FinalisationTerm.objects.filter(
        Q(body=None) | Q(body=item.meeting.body_id), kind__in=["", item.kind]
    )
    closest = max(terms, key=lambda t: (bool(t.kind), bool(t.body_id)), default=None)
    return closest.days if closest else int(settings.FINALISATION_DAYS)


def _open_directive(actor: Actor, directive: Directive) -> None:
    item = directive.decision.item
    follow_up = DirectiveFollowUp.objects.create(
        directive=directive, due_on=directive.due_on, opened_at=clock.now()
    )
    record(Verb.OPEN_DIRECTIVE, actor, follow_up, meeting=item.meeting_id, item=item.pk)
    follow_up.save(update_fields=["seq", "head"])
