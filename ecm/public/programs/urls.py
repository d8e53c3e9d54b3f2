"""The addresses for programs; « v1 » changes only with the meaning of what is there."""

from django.urls import URLPattern, path

from ecm.public import converters  # noqa: F401  (registers those of these addresses)
from ecm.public.programs import views
from ecm.public.programs.places import VERSION

OPEN = f"donnees/{VERSION}/"

urlpatterns: list[URLPattern] = [
    path("flux.<feed:form>", views.feed, name="feed"),
    path(
        "flux/<tongue:language>.<feed:form>",
        views.feed_of_language,
        name="feed-language",
    ),
    path(
        "ministeres/<str:code>/flux.<feed:form>",
        views.feed_of_ministry,
        name="feed-ministry",
    ),
    path("conseils.ics", views.calendar, name="ical"),
    path("plan.xml", views.site_map, name="map"),
    path("plan-<number:year>.xml", views.site_map_of_year, name="map-year"),
    path("donnees/", views.index, name="data"),
    path("donnees/catalogue.jsonld", views.dcat, name="data-catalogue"),
    path(OPEN + "systeme.json", views.system, name="data-system"),
    path(OPEN + "organe.json", views.body, name="data-body"),
    path(OPEN + "ministeres.json", views.organizations, name="data-organizations"),
    path(OPEN + "conseils/<number:year>.json", views.meetings, name="data-meetings"),
    path(
        OPEN + "conseils/<number:year>/<number:number>.json",
        views.meeting,
        name="data-meeting",
    ),
    path(
        OPEN + "conseils/<number:year>/<number:number>.jsonld",
        views.schema_org,
        name="data-schema",
    ),
    path(OPEN + "decisions/<number:year>.csv", views.decisions, name="data-decisions"),
    path(
        OPEN + "nominations/<number:year>.csv",
        views.appointments,
        name="data-appointments",
    ),
]
