"""Saving the form of a dossier, whole or in part, and the page that goes on from there."""

from typing import Any

from ecm import clock
from ecm.access import File
from ecm.domain.errors import Refusal
from ecm.dossiers.actions.drafting import edit_dossier
from ecm.dossiers.forms.editing import DossierForm
from ecm.dossiers.forms.stored import TEXTS, base_of, stored
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone
from ecm.written import hour


def save(file: File, form: DossierForm) -> bool:
    """Save all that is good in the form, and tell whether anything could be saved."""
    form.is_valid()
    try:
        edit_dossier(file.actor, file.dossier, values=form.values)
    except AlreadyDone:
        return True
    except Refusal as refusal:
        form.add_error(None, words_of(refusal))
        return False
    file.dossier.refresh_from_db()
    return True


def writing_of(file: File, form: DossierForm) -> dict[str, Any]:
    """Return what `dossiers/edit.html` shows, with the marks of what is stored now."""
    return {
        "dossier": file.dossier,
        "form": form,
        "texts": form.texts,
        "base": base_of(file.dossier),
        "is_of_drafts": file.dossier.kind.takes_drafts,
    }


def answer_of(file: File, form: DossierForm, *, is_saved: bool) -> dict[str, Any]:
    """Return what a script that saves while one writes must know.

    `texts` are the ids of the draft texts in their order, for those that had none.
    """
    return {
        "saved": hour(clock.now()) if is_saved else "",
        "base": base_of(file.dossier),
        "texts": [row["id"] for row in stored(file.dossier)[TEXTS]],
        "errors": _errors(form),
    }


def _errors(form: DossierForm) -> dict[str, list[str]]:
    return {name: [str(e) for e in errors] for name, errors in form.errors.items()}
