"""What somebody typed into a command: cleaned, or refused in words."""

from typing import Any, TypeVar

from django import forms

from ecm.domain.errors import NotPossible, gettext_noop

Form = TypeVar("Form", bound=forms.Form)


def cleaned(form: Form) -> dict[str, Any]:
    """Return the form's values; raise NotPossible with its errors in words."""
    if form.is_valid():
        return form.cleaned_data
    words = " ".join(
        f"{form.fields[name].label or name} : {error}"
        if name in form.fields
        else str(error)
        for name, errors in form.errors.items()
        for error in errors
    )
    raise NotPossible(gettext_noop("%(words)s"), words=words)
