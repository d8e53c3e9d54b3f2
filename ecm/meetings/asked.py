"""What every command and every frame of a meeting asks first, written once."""

from ecm.meetings.models import AgendaItem, Mark, MarkRound, Meeting, Recusal
from ecm.prepared import Prepared

MEETING = Prepared(lambda pk: Meeting.objects.select_related("body").filter(pk=pk))
# `no_key` lets journal rows be read and inserted by others meanwhile.
LOCKED = Prepared(
    lambda pk: Meeting.objects.select_for_update(no_key=True).filter(pk=pk)
)
AGENDA = Prepared(
    lambda meeting: AgendaItem.objects.filter(meeting=meeting).order_by("position")
)
ITEM = Prepared(
    lambda meeting, pk: AgendaItem.objects.filter(meeting=meeting, pk=pk), (int, int)
)
RECUSALS = Prepared(
    lambda meeting: Recusal.objects.filter(item__meeting=meeting, lifted_at=None)
)
ROUNDS = Prepared(lambda item: MarkRound.objects.filter(item=item).order_by("number"))
MARK = Prepared(
    lambda held, seat: Mark.objects.filter(round=held, seat=seat), (int, int)
)
