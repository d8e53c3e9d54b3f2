"""Acting with what a form holds; a refusal is said on the form, which keeps its words."""

from collections.abc import Callable
from typing import Any

from django import forms

from ecm.domain.errors import Conflict, NotPossible
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone

REFUSED = 422


class Attempt:
    """What became of an act: done now or before, or refused with the form's errors."""

    def __init__(self, form: forms.Form, act: Callable[..., Any]) -> None:
        self.form = form
        self.result: Any = None
        self.is_done = form.is_valid() and self._done(act)

    def _done(self, act: Callable[..., Any]) -> bool:
        try:
            self.result = act(**self.form.cleaned_data)
        except AlreadyDone:
            return True
        except (NotPossible, Conflict) as refusal:
            self.form.add_error(None, words_of(refusal))
            return False
        return True
