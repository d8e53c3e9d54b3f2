"""Who may read the draft of a communiqué, and from when."""

from ecm import access
from ecm.domain.policy import Role
from ecm.domain.workflow import MeetingState

_WRITERS = frozenset({Role.PRESIDING, Role.SECRETARY})


def may_read_draft(roles: frozenset[Role], state: str) -> bool:
    """Tell whether a draft is open to `roles`: to members once the meeting is closed.

    Those without a voice at the table wait, like everybody, for its publication.
    """
    if not roles.isdisjoint(_WRITERS):
        return True
    return Role.MEMBER in roles and state == MeetingState.CLOSED


def reads_draft(here: access.Presence) -> bool:
    """Tell whether the draft is open to somebody: to none who stands aside from an item.

    Whatever became of that item: a draft shut only where it is told would tell it.
    """
    may_read = may_read_draft(here.standing.roles, here.meeting.state)
    return may_read and not here.shut_items()
