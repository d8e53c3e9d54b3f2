"""An answer as a form brings it, with the file that comes with it."""

from ecm.access import File
from ecm.dossiers.actions.opinions import give_opinion
from ecm.dossiers.consulting.forms import AnswerForm
from ecm.dossiers.models import Opinion
from ecm.files.actions import chosen
from ecm.files.refusals import Refused
from ecm.journal.chain import refuse_replay


def answer(file: File, opinion: Opinion, form: AnswerForm) -> None:
    """Give the opinion with its report, brought by pieces or within the form.

    Should the answer be refused, the form still holds the file, unless it is the fault.
    """
    # A form sent again after a cut was perhaps done: its file is no more among uploads.
    refuse_replay(file.actor, file.dossier.stream)
    values = form.cleaned_data
    if values["upload"] or values["file"]:
        upload, given = values["upload"], values["file"]
        form.brought = chosen(file.user, upload=upload, file=given)
    try:
        give_opinion(
            file.actor,
            opinion,
            verdict=values["verdict"],
            text=values["text"],
            report=form.brought,
        )
    except Refused:
        form.brought = None
        raise
