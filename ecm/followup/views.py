"""The pages of what follows a council: the dashboard, one act, one instruction."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm import clock
from ecm.access import dossiers_of
from ecm.access import followup as access
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.pieces import open_version
from ecm.dossiers.attempts import REFUSED, Attempt
from ecm.files.actions import chosen
from ecm.files.models import Upload
from ecm.files.store import stored
from ecm.followup.actions import acts, directives
from ecm.followup.adopted import adopted_version, changes, text_of_version
from ecm.followup.chain import mandate_on
from ecm.followup.dashboard import Board
from ecm.followup.forms.acts import STEPS as ACT_STEPS
from ecm.followup.forms.acts import ActForm
from ecm.followup.forms.directives import STEPS as DIRECTIVE_STEPS
from ecm.followup.forms.directives import DirectiveForm
from ecm.followup.forms.fields import StepForm
from ecm.followup.life import life_of
from ecm.followup.models import KeptFile
from ecm.followup.sigles import sigle_on, suffix_on

DONE = "C'est noté."


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """What is late, by ministry and by step, of what the reader may know."""
    here = access.following(request)
    asked = request.GET
    ministry = asked.get("ministere", "")
    shown = Board(
        here.acts(),
        here.directives(),
        clock.now().date(),
        ministry=int(ministry) if ministry.isascii() and ministry.isdecimal() else None,
        step=asked.get("etape", ""),
        only_late=bool(asked.get("retard")),
    )
    return render(request, "followup/board.html", {"board": shown, "here": here})


@require_GET
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act: where it is, what can be done now, and its life."""
    return _act_page(request, access.act(request, pk))


def _act_page(
    request: HttpRequest, here: access.ActPage, refused: StepForm | None = None
) -> HttpResponse:
    row = here.act
    today = clock.now().date()
    chain = [
        {
            "row": s,
            "sigle": sigle_on(s, today),
            "mandate": s.mandate or mandate_on(s, today),
        }
        for s in row.signatories.select_related("ministry", "mandate__person")
    ]
    adopted = adopted_version(row)
    context = {
        "here": here,
        "act": row,
        "chain": chain,
        "suffix": suffix_on(row, today),
        "texts": row.texts.select_related("file__stored_by__person"),
        "adopted": adopted,
        "may_open_dossier": _knows_dossier(request, row.item.dossier_id),
        "life": life_of(row),
        "steps": _steps_of(here, refused),
        "refused": refused,
    }
    status = REFUSED if refused else 200
    return render(request, "followup/act.html", context, status=status)


def _knows_dossier(request: HttpRequest, dossier: int | None) -> bool:
    return dossier is not None and dossiers_of(request).filter(pk=dossier).exists()


def _steps_of(here: access.ActPage, refused: StepForm | None) -> list[StepForm]:
    """Return the forms of what the reader may do now, the refused one as it was typed."""
    return _with(
        refused,
        [
            form(act=here.act)
            for form in ACT_STEPS
            if here.can(form.verb) and form.fits(here.act)
        ],
    )


def _with(refused: StepForm | None, forms: list[Any]) -> list[StepForm]:
    """Put the refused form first: what was typed is not lost when a step is over."""
    others = [f for f in forms if refused is None or f.slug != refused.slug]
    return [refused, *others] if refused else others


@require_http_methods(["GET", "POST"])
def act_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Do one step of an act; what was typed survives a refusal."""
    here = access.act(request, pk)
    if request.method == "GET":  # somebody who had to sign in again
        return redirect(here.act)
    form = _form(ACT_STEPS, step)(request.POST, request.FILES, act=here.act)
    attempt = Attempt(form, lambda **typed: _do_act(here, form, typed))
    if not attempt.is_done:
        return _act_page(request, here, form)
    messages.success(request, _(DONE))
    return redirect(here.act)


def _form(steps: Any, slug: str) -> Any:
    found = next((form for form in steps if form.slug == slug), None)
    if found is None:
        raise Http404
    return found


ACTS: dict[str, Any] = {
    "retourner": acts.return_text,
    "certifier": acts.certify_text,
    "contresigner": acts.countersign,
    "signer": acts.sign,
    "transmettre": acts.transmit,
    "numeroter": acts.number_law,
    "journal-officiel": acts.gazette,
    "clore": acts.close_act,
}


def _do_act(here: access.ActPage, form: ActForm, typed: dict[str, Any]) -> None:
    if form.slug == "deposer":
        acts.refuse_step(here.actor, here.act, Verb.DEPOSIT_TEXT)
        acts.deposit_text(here.actor, here.act, chosen(here.user, **typed))
    elif form.slug == "chaine":
        acts.change_chain(here.actor, here.act, typed["places"])
    else:
        ACTS[form.slug](here.actor, here.act, **typed)


@require_GET
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """The deposited text beside the version that the council adopted."""
    here = access.act(request, pk)
    adopted = adopted_version(here.act)
    last = here.act.texts.select_related("file").last()
    before = text_of_version(adopted)
    after = last.file.text if last else ""
    runs = changes(before, after) if before and after else []
    if adopted and runs:  # its words are shown: it is read
        device = request.session.session_key or ""
        open_version(here.actor, adopted, device=device)
    context = {"act": here.act, "adopted": adopted, "last": last, "runs": runs}
    return render(request, "followup/comparison.html", context)


@require_GET
@xframe_options_sameorigin
def text(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """A deposited text, as a clean PDF."""
    return _pdf(access.act(request, pk).file(number), _("texte"))


@require_GET
@xframe_options_sameorigin
def proof(request: HttpRequest, pk: int, report: int) -> FileResponse:
    """The proof of what a ministry reports, as a clean PDF."""
    return _pdf(access.directive(request, pk).proof(report), _("preuve"))


def _pdf(file: KeptFile, name: str) -> FileResponse:
    answer = FileResponse(stored(file.served), filename=f"{name}-{file.pk}.pdf")
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """One instruction: its progress, its proofs, what can be done now."""
    return _directive_page(request, access.directive(request, pk))


def _directive_page(
    request: HttpRequest, here: access.DirectivePage, refused: StepForm | None = None
) -> HttpResponse:
    row, councils = here.follow_up, here.councils()
    steps = [
        form(councils=councils)
        for form in DIRECTIVE_STEPS
        if here.can(form.verb) and (form.slug != "proposer" or councils.exists())
    ]
    context = {
        "here": here,
        "row": row,
        "reports": row.reports.select_related("by__person", "file"),
        "offered": row.offered.select_related("meeting__body"),
        "life": life_of(row),
        "steps": _with(refused, steps),
        "today": clock.now().date(),
    }
    status = REFUSED if refused else 200
    return render(request, "followup/directive.html", context, status=status)


@require_http_methods(["GET", "POST"])
def directive_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Do one step of an instruction; what was typed survives a refusal."""
    here = access.directive(request, pk)
    if request.method == "GET":
        return redirect(here.follow_up)
    kind = _form(DIRECTIVE_STEPS, step)
    form = kind(request.POST, request.FILES, councils=here.councils())
    attempt = Attempt(form, lambda **typed: _do_directive(here, form, typed))
    if not attempt.is_done:
        return _directive_page(request, here, form)
    messages.success(request, _(DONE))
    return redirect(here.follow_up)


DIRECTIVES: dict[str, Any] = {
    "renvoyer": directives.send_back,
    "reporter": directives.extend,
    "clore": directives.close,
}


def _do_directive(
    here: access.DirectivePage, form: DirectiveForm, typed: dict[str, Any]
) -> None:
    actor, row = here.actor, here.follow_up
    if form.slug == "proposer":
        directives.offer(actor, row, typed["meeting"])
    elif form.has_file:
        directives.refuse_step(actor, row, form.verb)
        act = directives.report if form.slug == "rendre-compte" else directives.complete
        brought = _brought(here, typed.pop("upload"), typed.pop("file"))
        act(actor, row, proof=brought, **typed)
    else:
        DIRECTIVES[form.slug](actor, row, **typed)


def _brought(here: access.DirectivePage, upload: str, file: Any) -> Upload | None:
    """Return the proof that a form brings, if it brings one."""
    return chosen(here.user, upload=upload, file=file) if upload or file else None


@require_GET
def former(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The decisions of former councils that are late, for the chair and the secretariat."""
    here = access.former(request, meeting_id)
    today = clock.now().date()
    earlier = here.earlier_acts(), here.earlier_instructions()
    late = Board(*earlier, today, only_late=True)
    offered = Board(here.acts().none(), here.offered(), today)
    own = Board(here.opened(), here.instructions(), today)
    context = {"here": here, "late": late, "offered": offered, "own": own}
    return render(request, "followup/former.html", context)


@require_POST
def open_follow_up(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Open what a closed council leaves to be done."""
    here = access.former(request, meeting_id)
    acts.open_follow_up(here.actor, here.meeting)
    messages.success(request, _("Le suivi est ouvert."))
    return redirect("followup:former", meeting_id)


@require_POST
def offer_all(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Propose every late instruction to this council."""
    here = access.former(request, meeting_id)
    directives.offer_late(here.actor, here.earlier_instructions(), here.meeting)
    messages.success(request, _(DONE))
    return redirect("followup:former", meeting_id)
