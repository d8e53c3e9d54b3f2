"""Changing the week of the council: who may, and a trace of who did."""

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db import transaction
from django.utils.text import slugify

from ecm.calendar.models import CouncilException, Milestone, Recess, Week
from ecm.domain.errors import NotAllowed, gettext_noop
from ecm.people.models import User

Setting = Week | Milestone | Recess | CouncilException


def may_set(user: User) -> bool:
    """Tell whether a user sets the calendar: an administrator, or who was given that right."""
    return user.is_staff or user.has_perm("calendar.change_week")


def require(user: User) -> None:
    """Raise NotAllowed unless the user sets the calendar."""
    if not may_set(user):
        raise NotAllowed(
            gettext_noop("Le calendrier est réglé par l'administrateur du secrétariat.")
        )


def save(user: User, row: Setting) -> None:
    """Write a setting that a form cleaned; every deadline follows at once."""
    require(user)
    with transaction.atomic():
        flag = CHANGE if row.pk else ADDITION
        if isinstance(row, Milestone) and not row.code:
            row.code = _free_code(row.label)
        row.save()
        _trace(user, row, flag)


def remove(user: User, row: Recess | CouncilException) -> None:
    """Take a recess or an exception back."""
    require(user)
    with transaction.atomic():
        _trace(user, row, DELETION)
        row.delete()


def _free_code(label: str) -> str:
    """Return a code that no other milestone has; others refer to it, so it stays."""
    wished = slugify(label)[:36] or "echeance"
    taken = set(Milestone.objects.values_list("code", flat=True))
    numbers = (f"{wished}-{n}" for n in range(2, len(taken) + 3))
    return next(code for code in (wished, *numbers) if code not in taken)


def _trace(user: User, row: Setting, flag: int) -> None:
    rows = type(row)._default_manager.filter(pk=row.pk)
    LogEntry.objects.log_actions(user.pk, rows, flag, single_object=True)
