"""Reaching the appointments of a dossier, and what the council decided of persons before."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm.access.dossiers import File, dossier
from ecm.domain import circuit
from ecm.domain.appointments import staff_numbers
from ecm.domain.appointments.lines import Line
from ecm.domain.appointments.names import person_key
from ecm.domain.appointments.repeated import HeldPost
from ecm.domain.french import without_accents
from ecm.domain.outcomes import ADOPTIONS, Outcome
from ecm.domain.verbs import Verb
from ecm.dossiers.models import ProposedAppointment
from ecm.meetings.models import Appointment, Part

_PAST = ("given_names", "surname", "staff_number", "post", "item__part")
_ADOPTED = [outcome.value for outcome in ADOPTIONS | {Outcome.AGREED}]


def list_of(request: HttpRequest, pk: int) -> File:
    """Return the user's place before a dossier that carries appointments; Http404 otherwise.

    Who was only asked for an opinion sees the versions he was asked about, no list.
    """
    file = dossier(request, pk)
    if not file.dossier.kind.takes_appointments or not file.sees_all_pieces:
        raise Http404
    return file


def writable_list_of(request: HttpRequest, pk: int) -> File:
    """Return the same to one who may write the list now; raise a Refusal otherwise."""
    file = list_of(request, pk)
    circuit.require(file.roles, Verb.LIST_APPOINTMENTS)
    circuit.after(file.dossier.state, Verb.LIST_APPOINTMENTS)
    return file


def appointments(file: File) -> "QuerySet[ProposedAppointment]":
    """Return the lines of the dossier's list, in order."""
    return file.dossier.proposed_appointments.select_related("ministry", "dossier")


def appointment(file: File, pk: int) -> ProposedAppointment:
    """Return one line of the dossier's list; Http404 otherwise."""
    return get_object_or_404(appointments(file), pk=pk)


def posts_held(lines: Sequence[Line]) -> Mapping[int, Sequence[HeldPost]]:
    """Return the last post that the council gave to each person of a list, if it did.

    One query. What was not published is known to nobody here.
    """
    numbers = {spelling for line in lines for spelling in _spellings(line)}
    surnames = {spelling for line in lines for spelling in _surnames(line.surname)}
    rows = Appointment.objects.filter(
        Q(staff_number__in=numbers) | Q(surname__in=surnames),
        item__decision__outcome__in=_ADOPTED,
        item__is_publishable=True,
        item__is_restricted=False,
    ).order_by("-item__meeting__day", "-pk")
    past = list(rows.values("item__meeting__day", *_PAST))
    found = {line.number: _last(line, past) for line in lines}
    return {number: [post] for number, post in found.items() if post}


def _surnames(surname: str) -> set[str]:
    """Return the ways in which older lists may have written a surname."""
    bare = without_accents(surname)
    return {surname, bare, surname.title(), bare.title()}


def _spellings(line: Line) -> set[str]:
    number = line.staff_number
    return {number, number.replace(" ", ""), f"Mle {number}"} - {"", "Mle "}


def _last(line: Line, past: Sequence[dict[str, Any]]) -> HeldPost | None:
    """Return the post of the latest act on a person, None if it ended a function."""
    key = person_key(line.given_names, line.surname)
    for row in past:
        number = _canonical(row["staff_number"])
        same_name = key == person_key(row["given_names"], row["surname"])
        # A number decides; a name only where one of the two has none.
        has_both = number and line.staff_number
        if number == line.staff_number if has_both else same_name:
            is_over = row["item__part"] == Part.MEASURES
            return None if is_over else HeldPost(row["post"], row["item__meeting__day"])
    return None


def _canonical(number: str) -> str:
    try:
        return str(staff_numbers.parse(number)) if number else ""
    except staff_numbers.NotAStaffNumber:
        return number
