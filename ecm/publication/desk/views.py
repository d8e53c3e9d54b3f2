"""The desk of the communiqué: its list, its texts, its acts and its versions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from ecm.access import communiques as access
from ecm.domain.communique.edition import from_json, texts_of
from ecm.domain.errors import Conflict, NotPossible, Refusal
from ecm.domain.wording import compared
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone
from ecm.publication.desk import actions, publishing
from ecm.publication.desk.pages import Page, anchor_of

STALE = 409
FOLDER = "publication/desk/"


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The closed councils, and where the communiqué of each stands."""
    context = {"meetings": access.communiques(request)}
    return render(request, FOLDER + "list.html", context)


@require_GET
def desk(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One communiqué: its texts beside the grammar's, its check list, its acts."""
    page = Page(access.desk(request, meeting_id))
    template = "desk.html" if page.communique else "before.html"
    return render(request, FOLDER + template, {"page": page})


@require_POST
def write(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Save one text; whatever happens, what was typed is in the answer."""
    here = access.desk(request, meeting_id)
    key, words = request.POST.get("paragraph", ""), request.POST.get("words", "")
    if "given" in request.POST:
        words = request.POST["given"]  # the grammar's own words are taken back
    base = request.POST.get("base", "")
    number = int(base) if base.isascii() and base.isdigit() else 0
    try:
        actions.reword(here.actor, here.drafted(), key, words, base=number)
    except AlreadyDone:
        pass
    except (Conflict, NotPossible) as refusal:
        return _text(request, meeting_id, key, typed=words, refusal=refusal)
    return _text(request, meeting_id, key)


def _text(
    request: HttpRequest,
    meeting_id: int,
    key: str,
    typed: str | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Return one text to a script; to a page, the place where it is."""
    page = Page(access.desk(request, meeting_id))
    shown = page.text(key)
    if shown is None:
        raise refusal or Http404
    is_scripted = "HX-Request" in request.headers
    if refusal is None and not is_scripted:
        return _back(meeting_id, key)
    context: dict[str, Any] = {"page": page, "text": shown, "typed": typed}
    context |= {"refusal": words_of(refusal) if refusal else "", "saved": not refusal}
    template = "_text.html" if is_scripted else "text.html"
    return render(request, FOLDER + template, context, status=STALE if refusal else 200)


def _back(meeting_id: int, key: str = "") -> HttpResponse:
    answer = redirect("publication:desk", meeting_id)
    if key:
        answer["Location"] += f"#{anchor_of(key)}"
    return answer


def _of_text(act: Callable[..., object]) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = access.desk(request, meeting_id)
        key = request.POST.get("paragraph", "")
        act(here.actor, here.drafted(), key)
        return _back(meeting_id, key)

    return view


remove = _of_text(actions.remove)
restore = _of_text(actions.restore)


@require_POST
def add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Add a paragraph after another."""
    here = access.desk(request, meeting_id)
    try:
        added = actions.add(here.actor, here.drafted(), **_addition(request))
    except NotPossible as refusal:
        return _not_added(request, here, refusal)
    return _back(meeting_id, added.key)


def _addition(request: HttpRequest) -> dict[str, str]:
    names = {"after": "paragraph", "text": "words", "reference": "reference"}
    return {name: request.POST.get(field, "") for name, field in names.items()}


def _not_added(
    request: HttpRequest, here: access.Desk, refusal: NotPossible
) -> HttpResponse:
    """Return the paragraph with what was to follow it; the refusal where it is gone."""
    page, typed = Page(here), _addition(request)
    shown = page.text(typed["after"])
    if shown is None:
        raise refusal
    context = {"page": page, "text": shown, "adding": typed["text"]}
    context |= {"refusal": words_of(refusal)}
    return render(request, FOLDER + "text.html", context, status=422)


@require_POST
def leave_out(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Publish the decisions that are ticked, and no other."""
    here = access.desk(request, meeting_id)
    known = {reference for reference, *_rest in Page(here).decisions}
    kept = set(request.POST.getlist("published"))
    actions.leave_out(here.actor, here.drafted(), known - kept)
    messages.success(request, _("Le projet suit vos choix ; les numéros ont suivi."))
    return _back(meeting_id)


@require_POST
def draft(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Draw the first draft from the decisions."""
    here = access.desk(request, meeting_id)
    actions.draft(here.actor, here.meeting)
    return _back(meeting_id)


def _simple(act: Callable[..., object], done: str) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = access.desk(request, meeting_id)
        return _done(request, here, lambda: act(here.actor, here.drafted()), done)

    return view


def _of_reason(act: Callable[..., object], done: str) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, meeting_id: int) -> HttpResponse:
        here = access.desk(request, meeting_id)
        reason = request.POST.get("reason", "")
        return _done(
            request, here, lambda: act(here.actor, here.drafted(), reason), done
        )

    return view


def _done(
    request: HttpRequest, here: access.Desk, act: Callable[[], object], done: str
) -> HttpResponse:
    """Do an act; a refusal comes back on the desk, with what was typed."""
    try:
        act()
    except AlreadyDone:
        pass
    except NotPossible as refusal:
        page = Page(access.desk(request, here.meeting.pk))
        context = {"page": page, "refusal": words_of(refusal)}
        context |= {"reason": request.POST.get("reason", "")}
        return render(request, FOLDER + "desk.html", context, status=STALE)
    messages.success(request, _(done))
    return _back(here.meeting.pk)


redraft = _simple(actions.redraft, gettext_noop("Le projet est tiré à nouveau."))
submit = _simple(actions.submit, gettext_noop("Le texte est soumis à validation."))
validate = _simple(publishing.validate, gettext_noop("Votre validation est donnée."))
sign = _simple(publishing.sign, gettext_noop("Le compte rendu est signé."))
publish = _simple(publishing.publish, gettext_noop("Le compte rendu est publié."))
abandon = _simple(
    publishing.abandon_erratum, gettext_noop("Le rectificatif est abandonné.")
)
send_back = _of_reason(
    actions.send_back, gettext_noop("Le texte est renvoyé en rédaction.")
)
erratum = _of_reason(
    publishing.begin_erratum, gettext_noop("Le rectificatif est commencé.")
)


@require_POST
def schedule(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Set the end of the embargo, or lift it."""
    here = access.desk(request, meeting_id)
    typed = request.POST.get("until", "")
    try:
        moment = _moment(typed) if typed else None
    except ValueError:
        messages.error(request, _("Écrivez la date et l'heure de fin de l'embargo."))
        return _back(meeting_id)
    actions.schedule(here.actor, here.drafted(), moment)
    said = _("L'embargo est fixé.") if moment else _("L'embargo est levé.")
    messages.success(request, said)
    return _back(meeting_id)


def _moment(typed: str) -> datetime:
    """Return the council's time of a `datetime-local` field; ValueError for another."""
    return timezone.make_aware(datetime.fromisoformat(typed).replace(tzinfo=None))


@require_GET
def versions(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Every published version, the differences of each with the one before."""
    here = access.desk(request, meeting_id)
    rows = list(here.drafted().versions.filter(language="fr").order_by("number"))
    texts: list[dict[str, str]] = [texts_of(from_json(row.edition)) for row in rows]
    before: list[dict[str, str]] = [{}, *texts][: len(texts)]
    shown = [
        (row, _differences(old, new))
        for row, old, new in zip(rows, before, texts, strict=True)
    ]
    context = {"page": Page(here), "versions": shown[::-1]}
    return render(request, FOLDER + "versions.html", context)


def _differences(old: dict[str, str], new: dict[str, str]) -> list[Any]:
    """Return the runs of every text that changed; none for a first version."""
    if not old:
        return []
    keys = [*new, *(key for key in old if key not in new)]
    return [
        compared(old.get(key, ""), new.get(key, ""))
        for key in keys
        if old.get(key) != new.get(key)
    ]
