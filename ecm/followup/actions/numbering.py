"""Serial numbers without gaps: the register's row is locked, and lost with the transaction."""

from ecm.domain.act_numbers import Form
from ecm.domain.errors import Conflict, gettext_noop
from ecm.followup.models import Act, NumberRegister

TAKEN = gettext_noop("Ce numéro est déjà celui d'un autre texte.")


def next_serial(form: Form, year: int) -> int:
    """Return the next number of this form in this year; call it inside a transaction."""
    NumberRegister.objects.get_or_create(form=form.value, year=year)
    rows = NumberRegister.objects.select_for_update()
    register = rows.get(form=form.value, year=year)
    register.last += 1
    register.save(update_fields=["last"])
    return register.last


def refuse_a_taken_one(form: Form, year: int, serial: int) -> None:
    """Raise Conflict when another text of this form bears this number."""
    if Act.objects.filter(
        form=form.value, number_year=year, number_serial=serial
    ).exists():
        raise Conflict(TAKEN)
