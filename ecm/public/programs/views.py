"""The answers for programs; like the pages, they read the published copy and nothing else."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ecm.domain.communique.languages import FRENCH, LANGUAGES
from ecm.public import reading
from ecm.public.drawing import draw
from ecm.public.programs import catalogue, feeds, ical, objects, tables
from ecm.public.programs.places import Places

TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
WRITERS = {"atom": feeds.atom, "json": feeds.json_feed}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Say what there is for programs, with an address for each."""
    context = {
        "years": reading.years(),
        "appointment_years": reading.appointment_years(),
        "ministries": reading.ministries(),
        "languages": [LANGUAGES[code] for code in _languages()],
    }
    return draw(request, "public/data.html", context)


def _languages() -> list[str]:
    return [code for code in LANGUAGES if reading.councils(language=code, limit=1)]


@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The feed of all communiqués in French."""
    return _feed(request, form, "feed", [])


@require_safe
def feed_of_language(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The feed of the communiqués in another language."""
    if not reading.councils(language=language, limit=1):
        raise Http404
    return _feed(request, form, "feed-language", [language], language=language)


@require_safe
def feed_of_ministry(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The feed of the communiqués that publish something of a ministry."""
    names = {ministry.code: ministry.name for ministry in reading.ministries()}
    if code not in names:
        raise Http404
    found = {"ministry": code, "about": names[code]}
    return _feed(request, form, "feed-ministry", [code], **found)


def _feed(
    request: HttpRequest,
    form: str,
    name: str,
    arguments: list[str],
    *,
    language: str = FRENCH,
    ministry: str = "",
    about: str = "",
) -> HttpResponse:
    places = Places.of(request)
    title = _("Comptes rendus du Conseil des ministres")
    found = feeds.Feed(
        title=f"{title} · {about}" if about else title,
        language=language,
        url=places.to(name, *arguments, form),
        page=places.to("ministry", ministry) if ministry else places.to("home"),
        councils=feeds.councils_of(ministry, language),
    )
    return HttpResponse(WRITERS[form](found, places), content_type=TYPES[form])


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The calendar of councils, to subscribe to."""
    body = ical.calendar(Places.of(request))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _json(body: Any, media: str = "application/json") -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type=f"{media}; charset=utf-8")


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """Where a program begins."""
    return _json(objects.system(Places.of(request)))


@require_safe
def body(request: HttpRequest) -> HttpResponse:
    """The council as a body."""
    return _json(objects.body(Places.of(request)))


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """The ministries."""
    return _json(objects.organizations(Places.of(request)))


@require_safe
def meetings(request: HttpRequest, year: int) -> HttpResponse:
    """The councils of a year, with their decisions."""
    _require(year, reading.years())
    return _json(objects.meetings(year, Places.of(request)))


@require_safe
def meeting(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One council, with its decisions."""
    found = reading.versions(year, number)
    if not found:
        raise Http404
    return _json(objects.meeting(found[0], Places.of(request)))


@require_safe
def schema_org(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One communiqué for search engines."""
    found = reading.versions(year, number)
    if not found:
        raise Http404
    things = catalogue.schema_org(found[0], Places.of(request))
    return _json(things, "application/ld+json")


@require_safe
def decisions(request: HttpRequest, year: int) -> HttpResponse:
    """The decisions of a year as a table."""
    _require(year, reading.years())
    return _csv(tables.decisions(year, Places.of(request)))


@require_safe
def appointments(request: HttpRequest, year: int) -> HttpResponse:
    """The appointments of a year as a table."""
    _require(year, reading.appointment_years())
    return _csv(tables.appointments(year))


def _csv(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="text/csv; charset=utf-8")


def _require(year: int, years: list[tuple[int, int]]) -> None:
    if year not in dict(years):
        raise Http404


@require_safe
def dcat(request: HttpRequest) -> HttpResponse:
    """The catalogue of the data."""
    return _json(catalogue.dcat(Places.of(request)), "application/ld+json")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The index of the maps."""
    return HttpResponse(
        catalogue.map_of_maps(Places.of(request)), content_type="application/xml"
    )


@require_safe
def site_map_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """The addresses of a year."""
    _require(year, reading.years())
    found = catalogue.map_of(year, Places.of(request))
    return HttpResponse(found, content_type="application/xml")
