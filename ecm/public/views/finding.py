"""Questions of the public: words, posts and names, and the seal of a paper."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from ecm.public import reading, search
from ecm.public.drawing import draw
from ecm.public.names import KIND_SLUGS
from ecm.public.pages import Pages
from ecm.public.search import Asked, Page

PER_PAGE = 20
LONGEST = 200  # characters of a question


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Answer a question with the decisions that hold its words."""
    asked, here = _asked(request.GET), _page(request.GET)
    page = Page(PER_PAGE, (here - 1) * PER_PAGE)
    total, found = search.find_decisions(asked, page) if any_of(asked) else (0, [])
    _refuse_beyond(here, found)
    context = {
        "asked": asked,
        "pages": Pages(here, total, PER_PAGE),
        "found": [(d, search.excerpt_of(_text(d), asked.words)) for d in found],
        "has_asked": any_of(asked),
        "link": _link(request.GET),
        "is_ranked": bool(asked.words) and 1 < total <= search.MOST_RANKED,
        "other_order": _link(request.GET, tri="" if asked.newest_first else "date"),
    }
    return draw(request, "public/search.html", context | _choices())


@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    """List the published appointments by post and name."""
    asked, here = _asked(request.GET), _page(request.GET)
    page = Page(PER_PAGE, (here - 1) * PER_PAGE)
    total, found = search.find_appointments(asked, page)
    _refuse_beyond(here, found)
    words = f"{asked.post} {asked.name}"
    context = {
        "asked": asked,
        "pages": Pages(here, total, PER_PAGE),
        "found": [(a, search.pieces_of(a.words, words)) for a in found],
        "link": _link(request.GET),
        "appointed": reading.appointment_years(),
    }
    return draw(request, "public/appointments.html", context | _choices())


@require_safe
def appointments_of_year(
    request: HttpRequest, year: int, page: int = 1
) -> HttpResponse:
    """List the appointments of a year, with addresses that need no question."""
    pages = Pages(page, reading.count_appointments(year), 50)
    found = reading.appointments(year=year, limit=50, offset=pages.offset)
    context = {"year": year, "appointments": found, "pages": pages}
    return draw(
        request,
        "public/appointments_of_year.html",
        context | {"appointed": reading.appointment_years()},
        status=200 if pages.exists else 404,
    )


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the seal that is printed on a paper, or lead to what it seals."""
    typed = "".join(request.GET.get("sceau", "").lower().split())
    if reading.sealed(typed):
        return HttpResponseRedirect(reverse("public:seal", args=[typed]))
    return draw(request, "public/verify.html", {"typed": typed})


@require_safe
def seal(request: HttpRequest, digest: str) -> HttpResponse:
    """Say which version a seal belongs to, if any."""
    found = reading.sealed(digest)
    context = {"council": found, "digest": digest}
    return draw(request, "public/seal.html", context, status=200 if found else 404)


def any_of(asked: Asked) -> bool:
    """Tell whether anything was asked at all."""
    return bool(asked.words or asked.year or asked.ministry or asked.kind)


def _asked(given: QueryDict) -> Asked:
    """Return what is asked; what cannot be understood does not matter."""
    kind = KIND_SLUGS.get(given.get("nature", ""))
    typed = given.get("annee", "")
    return Asked(
        words=given.get("q", "").strip()[:LONGEST],
        year=int(typed)
        if typed.isascii() and typed.isdigit() and len(typed) == 4
        else 0,
        ministry=given.get("ministere", "")[:40],
        kind=kind.value if kind else "",
        post=given.get("poste", "").strip()[:LONGEST],
        name=given.get("nom", "").strip()[:LONGEST],
        newest_first=given.get("tri") == "date",
    )


def _refuse_beyond(here: int, found: Sequence[object]) -> None:
    """Say that a page does not exist rather than that nothing was found."""
    if here > 1 and not found:
        raise Http404


def _page(given: QueryDict) -> int:
    typed = given.get("page", "1")
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 6
    return max(int(typed), 1) if is_number else 1


def _link(given: QueryDict, **changed: str) -> str:
    """Return the question as an address, without its page."""
    kept = {n: v[:LONGEST] for n, v in given.items() if v and n != "page"} | changed
    return urlencode({name: value for name, value in kept.items() if value})


def _choices() -> dict[str, object]:
    ministries = sorted(reading.ministries(), key=lambda ministry: ministry.name)
    return {
        "years": reading.years(),
        "ministries": ministries,
        "kinds": [kind for kind, _count in reading.kinds()],
    }


def _text(decision: reading.Decision) -> str:
    return " ".join(decision.paragraphs).removeprefix("- ")
