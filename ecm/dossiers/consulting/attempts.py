"""Acting with what a form holds; a refusal is said on the form, which keeps its words."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms

from ecm.domain.errors import NotPossible
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone


def done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do `act` with the form's values and tell whether it is done, now or before."""
    if not form.is_valid():
        return False
    try:
        with suppress(AlreadyDone):
            act(form.cleaned_data)
    except NotPossible as refusal:
        form.add_error(None, words_of(refusal))
        return False
    return True
