"""The councils: the first page, a year, a communiqué, its versions, the calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ecm.domain.communique.languages import FRENCH
from ecm.public import reading
from ecm.public.differences import differences
from ecm.public.drawing import draw
from ecm.public.names import stem_of
from ecm.public.reading import Council
from ecm.public.sheet import parts_of

LATEST = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the last council, those before it, and the years."""
    councils = reading.councils(limit=LATEST)
    last = councils[0] if councils else None
    text = reading.edition(last.year, last.number) if last else None
    context = {
        "last": last,
        "text": text,
        "councils": councils[1:],
        "years": reading.years(),
        "coming": reading.coming_days()[:3],
    }
    return draw(request, "public/home.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """List the councils of a year."""
    councils = reading.councils(year)
    if not councils:
        raise Http404
    context = {"year": year, "councils": councils, "years": reading.years()}
    return draw(request, "public/year.html", context)


@require_safe
def council(
    request: HttpRequest, year: int, number: int, language: str = FRENCH
) -> HttpResponse:
    """Show a communiqué as it stands, in one language."""
    found = reading.versions(year, number, language)
    if not found:
        raise Http404
    return _page(request, found[0], found)


@require_safe
def version(
    request: HttpRequest, year: int, number: int, version: int, language: str = FRENCH
) -> HttpResponse:
    """Show one version of a communiqué and what it changed."""
    found = reading.versions(year, number, language)
    shown = next((c for c in found if c.version == version), None)
    if shown is None:
        raise Http404
    return _page(request, shown, found, is_of_a_version=True)


def _page(
    request: HttpRequest,
    shown: Council,
    versions: list[Council],
    *,
    is_of_a_version: bool = False,
) -> HttpResponse:
    place = (shown.year, shown.number)
    text = reading.edition(*place, language=shown.language, version=shown.version)
    assert text is not None  # noqa: S101  (its row was just read, and rows stay)
    previous, following = reading.around(shown)
    context = {
        "council": shown,
        "versions": versions,
        "text": text,
        "parts": parts_of(text),
        "tongues": reading.tongues(*place),
        "documents": reading.documents(shown.digest),
        "document_name": stem_of(text.body_code, *place, shown.language, shown.version),
        "previous": previous,
        "following": following,
        "is_of_a_version": is_of_a_version,
        "differences": _changes(shown) if is_of_a_version else [],
    }
    return draw(request, "public/council.html", context, language=shown.language)


def _changes(shown: Council) -> list[object]:
    place, tongue = (shown.year, shown.number), shown.language
    earlier = [
        c.version for c in reading.versions(*place, tongue) if c.version < shown.version
    ]
    if not earlier:
        return []
    before = reading.edition(*place, language=tongue, version=earlier[0])
    after = reading.edition(*place, language=tongue, version=shown.version)
    return list(differences(before, after)) if before and after else []


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """List the days of the councils to come, and of the last ones."""
    context = {
        "coming": reading.coming_days(),
        "councils": reading.councils(limit=60),
        "years": reading.years(),
    }
    return draw(request, "public/calendar.html", context)
