"""What every command and every frame of a meeting asks first, written once."""

from ecm.meetings.models import Meeting
from ecm.prepared import Prepared

MEETING = Prepared(lambda pk: Meeting.objects.select_related("body").filter(pk=pk))
# `no_key` lets journal rows be read and inserted by others meanwhile.
LOCKED = Prepared(
    lambda pk: Meeting.objects.select_for_update(no_key=True).filter(pk=pk)
)
