"""One decision, and the decisions of a ministry or of a kind."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ecm.public import reading
from ecm.public.drawing import draw
from ecm.public.names import KIND_SLUGS
from ecm.public.pages import Pages
from ecm.public.sheet import blocks_of

PER_PAGE = 40


@require_safe
def decision(request: HttpRequest, year: int, number: int, item: str) -> HttpResponse:
    """Show one decision; one that an erratum took out says so."""
    found = reading.decision(year, number, item)
    if found is None:
        return _taken_out(request, year, number, item)
    others = reading.decisions(year=year, number=number)
    place = [other.item for other in others].index(item)
    context = {
        "decision": found,
        "blocks": blocks_of(found.paragraphs),
        "previous": others[place - 1] if place else None,
        "following": others[place + 1] if place + 1 < len(others) else None,
        "council": reading.versions(year, number)[0],
    }
    return draw(request, "public/decision.html", context)


def _taken_out(request: HttpRequest, year: int, number: int, item: str) -> HttpResponse:
    last = reading.last_version_with(year, number, item)
    if last is None:
        raise Http404
    context = {"council": last, "reference": f"{last.reference}/{item}"}
    return draw(request, "public/taken_out.html", context)


@require_safe
def ministries(request: HttpRequest) -> HttpResponse:
    """List the ministries by the name that they bear last."""
    found = sorted(reading.ministries(), key=lambda ministry: ministry.name)
    return draw(request, "public/ministries.html", {"ministries": found})


@require_safe
def ministry(request: HttpRequest, code: str, page: int = 1) -> HttpResponse:
    """List the decisions of a ministry, whatever its name was."""
    names = reading.names_of(code)
    pages = Pages(page, reading.count_decisions(ministry=code), PER_PAGE)
    if not pages.exists:
        raise Http404
    found = reading.decisions(ministry=code, limit=PER_PAGE, offset=pages.offset)
    context = {"code": code, "names": names, "decisions": found, "pages": pages}
    return draw(request, "public/ministry.html", context)


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of acts."""
    return draw(request, "public/kinds.html", {"kinds": reading.kinds()})


@require_safe
def kind(request: HttpRequest, kind: str, page: int = 1) -> HttpResponse:
    """List the decisions of a kind."""
    code = KIND_SLUGS[kind].value
    pages = Pages(page, reading.count_decisions(kind=code), PER_PAGE)
    if not pages.exists:
        raise Http404
    found = reading.decisions(kind=code, limit=PER_PAGE, offset=pages.offset)
    context = {"code": code, "decisions": found, "pages": pages}
    return draw(request, "public/kind.html", context)
