"""What the pages of opinions show, and who may come to them."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, QueryDict

from ecm.access import File
from ecm.domain import circuit
from ecm.domain.circuit import DossierRole
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.opinions import consult, request_opinion
from ecm.dossiers.consulting import sharing
from ecm.dossiers.consulting.forms import AnswerForm, AskForm, RenewForm, title_of
from ecm.dossiers.consulting.lines import lines_of, with_all
from ecm.dossiers.consulting.panel import rows_of
from ecm.dossiers.models import Opinion, Version
from ecm.journal.chain import AlreadyDone, refuse_replay


def asks_as_secretariat(file: File) -> bool:
    return DossierRole.SECRETARIAT in file.roles


def refuse_asking(file: File) -> None:
    """Raise NotAllowed or NotPossible for whom has nobody to ask now."""
    verb = Verb.REQUEST_OPINION if asks_as_secretariat(file) else Verb.OPEN_CONSULTATION
    circuit.require(file.roles, verb)
    circuit.after(file.dossier.state, verb)


def ask_form(file: File, typed: QueryDict | None) -> AskForm:
    by_secretariat = asks_as_secretariat(file)
    return AskForm(typed, dossier=file.dossier, by_secretariat=by_secretariat)


def was_asked(file: File) -> bool:
    """Tell whether this very form was sent before, a cut having hidden its answer."""
    try:
        refuse_replay(file.actor, file.dossier.stream)
    except AlreadyDone:
        return True
    return False


def ask(file: File, *, versions: Iterable[Version], **values: Any) -> None:
    """Ask as the side that the user is on."""
    act = request_opinion if asks_as_secretariat(file) else consult
    act(file.actor, file.dossier, versions=list(versions), **values)


def of_opinion(
    file: File, opinion: Opinion, form: AnswerForm | None = None
) -> dict[str, Any]:
    """Return what the page of an opinion shows; the form is for who is asked."""
    rows = list(with_all(file.opinions().filter(pk=opinion.pk)))
    row = rows_of(file, rows)[0]
    former = file.asked().filter(renewed_by=opinion, given_at__isnull=False)
    return {
        "file": file,
        "dossier": file.dossier,
        "row": row,
        "line": row.line,
        "form": form or (AnswerForm.of(rows[0]) if row.can_give else None),
        "former": next(iter(lines_of(with_all(former))), None),
    }


def refuse_renewing(file: File, opinion: Opinion) -> None:
    """Raise Http404 for who did not ask, NotPossible where nothing is asked again."""
    row = rows_of(file, list(with_all(file.opinions().filter(pk=opinion.pk))))[0]
    if not row.is_ours:
        raise Http404
    circuit.after(file.dossier.state, Verb.RENEW_OPINION)


def of_renewal(file: File, opinion: Opinion, form: RenewForm) -> dict[str, Any]:
    """Return what is asked again, and the versions that would be shared."""
    shown = opinion.versions.values("document")
    current = sharing.current_versions(file.dossier).filter(document__in=shown)
    return {
        "file": file,
        "dossier": file.dossier,
        "line": lines_of(with_all(file.opinions().filter(pk=opinion.pk)))[0],
        "pieces": [title_of(version) for version in current],
        "form": form,
    }
