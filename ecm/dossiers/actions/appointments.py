"""Writing the list of appointments of a dossier: whole, checked again, and recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecm.domain.appointments.headings import Column
from ecm.domain.appointments.preview import MOST_LINES, preview
from ecm.domain.appointments.problems import Problem
from ecm.domain.appointments.sheet import Workbook
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.appointments.checking import checked, context_of, typed_values
from ecm.dossiers.appointments.rows import fields_of, rows_of, seal_of
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier, ProposedAppointment
from ecm.journal.chain import Actor, record
from ecm.people.models import Ministry

# What follows a confirmed list to the agenda: the fields of the council's own rows.
PLACED = (
    *("position", "civility", "given_names", "surname", "staff_number", "rank"),
    *("post", "is_board", "ministry_id"),
)

_OTHER_KIND = gettext_noop("Cette nature de dossier ne porte pas de nominations.")
_FAULTY = gettext_noop(
    "Cette liste ne peut pas être enregistrée : il y reste des erreurs à corriger "
    "(%(count)s)."
)
_FAULTY_LINE = gettext_noop(
    "Cette ligne ne peut pas être enregistrée : il y reste des erreurs à corriger "
    "(%(count)s)."
)
_FULL = gettext_noop("Une liste compte %(most)s nominations au plus.")
_GONE = gettext_noop("Cette nomination ne figure plus dans la liste.")


def confirm_appointments(actor: Actor, dossier: Dossier, *, workbook: Workbook) -> int:
    """Put the list of a workbook in the place of the dossier's; return how many lines.

    It is checked again as it was previewed: raises NotPossible if an error is left. The
    list that the dossier already has changes nothing.
    """
    with held(dossier.pk, actor) as locked:
        _require(actor, locked)
        context = context_of(locked)
        read = preview(workbook, context)
        if not read.is_confirmable:
            raise NotPossible(_FAULTY, count=len(read.errors))
        rows = rows_of(locked, read.lines, context)
        if seal_of(rows) != seal_of(locked.proposed_appointments.all()):
            locked.proposed_appointments.all().delete()
            ProposedAppointment.objects.bulk_create(rows)
            _record(actor, locked)
        return len(rows)


def add_appointment(
    actor: Actor, dossier: Dossier, *, values: Mapping[Column, str]
) -> tuple[Problem, ...]:
    """Add one line at the end of the list; return what is to be looked at twice."""
    with held(dossier.pk, actor) as locked:
        _require(actor, locked)
        others = list(locked.proposed_appointments.select_related("ministry"))
        if len(others) >= MOST_LINES:
            raise NotPossible(_FULL, most=MOST_LINES)
        place = max((row.position for row in others), default=0) + 1
        fields, warnings = _checked(locked, place, values, others)
        ProposedAppointment.objects.create(dossier=locked, position=place, **fields)
        _record(actor, locked)
        return warnings


def edit_appointment(
    actor: Actor, appointment: ProposedAppointment, *, values: Mapping[Column, str]
) -> tuple[Problem, ...]:
    """Correct one line, its original kept; return what is to be looked at twice."""
    with held(appointment.dossier_id, actor) as locked:
        _require(actor, locked)
        rows = list(locked.proposed_appointments.select_related("ministry"))
        row = _among(rows, appointment)
        others = [other for other in rows if other != row]
        fields, warnings = _checked(locked, row.position, values, others)
        # What the sheet held stays, and so does what the form does not show.
        changed = {k: v for k, v in fields.items() if k not in _UNSHOWN}
        before = seal_of(rows)
        for field, value in changed.items():
            setattr(row, field, value)
        if seal_of(rows) != before:
            row.save(update_fields=list(changed))
            _record(actor, locked)
        return warnings


_UNSHOWN = frozenset({"original", "ends_function"})


def remove_appointment(actor: Actor, appointment: ProposedAppointment) -> None:
    """Take one line out of the list; those below move up."""
    with held(appointment.dossier_id, actor) as locked:
        _require(actor, locked)
        rows = list(locked.proposed_appointments.all())
        row = _among(rows, appointment)
        row.delete()
        kept = [other for other in rows if other is not row]
        for place, other in enumerate(kept, start=1):
            other.position = place
        ProposedAppointment.objects.bulk_update(kept, ["position"])
        _record(actor, locked)


def appointments_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Return the fields of the appointments that an item of this dossier makes, in order."""
    rows = dossier.proposed_appointments.order_by("position", "pk")
    return list(rows.values(*PLACED))


def _require(actor: Actor, dossier: Dossier) -> None:
    advance(actor, Verb.LIST_APPOINTMENTS, dossier)
    if not dossier.kind.takes_appointments:
        raise NotPossible(_OTHER_KIND)


def _among(
    rows: Sequence[ProposedAppointment], wanted: ProposedAppointment
) -> ProposedAppointment:
    row = next((row for row in rows if row.pk == wanted.pk), None)
    if row is None:
        raise NotPossible(_GONE)
    return row


def _checked(
    dossier: Dossier,
    place: int,
    values: Mapping[Column, str],
    others: list[ProposedAppointment],
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    line, problems = checked(dossier, typed_values(place, values), others)
    if errors := sum(problem.is_error for problem in problems):
        raise NotPossible(_FAULTY_LINE, count=errors)
    codes = Ministry.objects.in_bulk(field_name="code")
    return fields_of(line, context_of(dossier), codes), problems


def _record(actor: Actor, dossier: Dossier) -> None:
    rows = list(dossier.proposed_appointments.order_by("position", "pk"))
    seal = seal_of(rows)
    record(Verb.LIST_APPOINTMENTS, actor, dossier, count=len(rows), digest=seal)
