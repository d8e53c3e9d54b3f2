"""The lines of a record of decisions, frozen from the decisions of a closed council."""

from collections.abc import Iterator

from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome, formula
from ecm.domain.workflow import ItemState
from ecm.meetings.models import AgendaItem, Directive
from ecm.records.models import DecisionRecord, LineDirective, RecordLine

SETTLED = [
    *(ItemState.DECIDED.value, ItemState.DEFERRED.value),
    *(ItemState.REFERRED_BACK.value, ItemState.WITHDRAWN.value),
    ItemState.NOT_REACHED.value,
]


def draw_lines(record: DecisionRecord) -> None:
    """Write one line for each item that the council settled, whatever the outcome."""
    rows = record.meeting.items.filter(state__in=SETTLED).order_by("position")
    items = rows.select_related("meeting__body", "decision")
    lines = [_line(record, rank, item) for rank, item in enumerate(items, start=1)]
    RecordLine.objects.bulk_create(lines)
    LineDirective.objects.bulk_create(
        directive for line in lines for directive in _directives(line)
    )


def _line(record: DecisionRecord, rank: int, item: AgendaItem) -> RecordLine:
    decision = getattr(item, "decision", None)
    outcome = decision.outcome if decision else Outcome.NOT_REACHED.value
    text = decision.text if decision else _not_reached(item)
    return RecordLine(
        record=record,
        item=item,
        position=rank,
        reference=item.reference,
        number=item.number,
        title=item.title,
        ministry_id=item.ministry_id,
        ministry_name=item.ministry_name,
        outcome=outcome,
        pronounced=text,
        text=text,
        amendments=decision.amendments if decision else "",
        deferred_to=decision.deferred_to if decision else None,
        is_restricted=item.is_restricted,
    )


def _not_reached(item: AgendaItem) -> str:
    return formula(Outcome.NOT_REACHED, ItemKind(item.kind), count=item.count)


def _directives(line: RecordLine) -> Iterator[LineDirective]:
    given = Directive.objects.filter(decision__item=line.item_id).order_by("pk")
    day = line.record.meeting.day
    for rank, directive in enumerate(given.select_related("responsible"), start=1):
        named = directive.responsible.name_on(day)
        yield LineDirective(
            line=line,
            position=rank,
            text=directive.text,
            ministry=directive.responsible,
            ministry_name=named.name if named else str(directive.responsible),
            due_on=directive.due_on,
        )
