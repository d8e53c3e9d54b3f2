"""A communiqué in another language: written text by text, judged, published."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecm.access import translations as access
from ecm.domain.errors import Conflict, NotPossible, Refusal
from ecm.errors import words_of
from ecm.journal.chain import AlreadyDone
from ecm.publication.formats.pdf import pdf_of_both
from ecm.publication.translating import actions
from ecm.publication.translating.forms import TranslatorForm
from ecm.publication.translating.listed import listed, of_communique
from ecm.publication.translating.pages import Page

STALE = 409
FOLDER = "publication/translating/"


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The communiqués that are open to translation, with how far each language is."""
    rows = listed(access.communiques(request), access.languages_mine(request))
    return render(request, FOLDER + "mine.html", {"rows": rows})


@require_GET
def languages(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The languages of one communiqué."""
    here = access.languages(request, meeting_id)
    context = {"here": here, "languages": of_communique(here)}
    return render(request, FOLDER + "languages.html", context)


@require_GET
def translation(request: HttpRequest, meeting_id: int, code: str) -> HttpResponse:
    """One language beside the French; it begins with the first words saved."""
    here = access.translation(request, meeting_id, code)
    page = Page(here, request.GET.get("montrer", ""))
    return render(request, FOLDER + "translation.html", {"page": page})


@require_GET
def both(request: HttpRequest, meeting_id: int, code: str) -> HttpResponse:
    """The published translation and its French on one paper, side by side."""
    here = access.translation(request, meeting_id, code)
    french, other = here.published_pair()
    name = f"{french.reference.replace('/', '-')}-fr-{code}-v{other.version}"
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    body = pdf_of_both(french, other)
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_POST
def write(request: HttpRequest, meeting_id: int, code: str) -> HttpResponse:
    """Save one text; whatever happens, what was typed is in the answer."""
    here = access.translation(request, meeting_id, code)
    key = request.POST.get("paragraph", "")
    words = request.POST.get("taken") or request.POST.get("words", "")
    try:
        _save(here, key, words.strip(), request)
    except AlreadyDone:
        pass
    except (Conflict, NotPossible) as refusal:
        return _text(request, here.again(), key, typed=words, refusal=refusal)
    return _text(request, here.again(), key)


def _save(here: access.Translating, key: str, words: str, request: HttpRequest) -> None:
    base = request.POST.get("base", "")
    # The first words begin the language; the key is that of the words.
    opener = replace(here.actor, key="")
    begun = here.translation or actions.open_translation(
        opener, here.communique, here.language.code
    )
    actions.write_text(
        here.actor,
        begun,
        key,
        words,
        base=int(base) if base.isascii() and base.isdigit() else 0,
        source=request.POST.get("source", ""),
    )


def _text(
    request: HttpRequest,
    here: access.Translating,
    key: str,
    typed: str | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Return one pair to a script; to a page, the place where it is."""
    page = Page(here)
    pair = page.pair(key)
    is_scripted = "HX-Request" in request.headers
    if refusal is None and pair and not is_scripted:
        return redirect(f"{page.url}#{pair.anchor}")
    if pair is None:
        raise refusal or Http404
    context: dict[str, Any] = {"page": page, "pair": pair, "typed": typed}
    context |= {"refusal": words_of(refusal) if refusal else "", "saved": not refusal}
    template = "_saved.html" if is_scripted else "text.html"
    status = STALE if refusal else 200
    return render(request, FOLDER + template, context, status=status)


def _simple(name: str, done: str) -> Any:
    @require_POST
    def view(request: HttpRequest, meeting_id: int, code: str) -> HttpResponse:
        here = access.translation(request, meeting_id, code)
        getattr(actions, name)(here.actor, here.begun())
        messages.success(request, _(done))
        return redirect("publication:translation", meeting_id, code)

    return view


validate = _simple("validate", "La traduction est validée.")
send_back = _simple("send_back", "La traduction est renvoyée au traducteur.")
publish = _simple("publish", "La traduction est publiée.")


@require_http_methods(["GET", "POST"])
def translators(request: HttpRequest) -> HttpResponse:
    """Who translates into what; the secretariat gives a language to a person."""
    here = access.grants(request)
    form = TranslatorForm(request.POST or None, people=here.people())
    if form.is_valid():
        actions.grant(here.actor, **form.cleaned_data)
        messages.success(request, _("La langue est confiée."))
        return redirect("publication:translators")
    context = {"form": form, "translators": here.translators()}
    status = 422 if form.is_bound else 200
    return render(request, FOLDER + "translators.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a language back from a person."""
    here = access.grants(request)
    actions.revoke(here.actor, here.translator(pk))
    messages.success(request, _("La langue est retirée."))
    return redirect("publication:translators")
