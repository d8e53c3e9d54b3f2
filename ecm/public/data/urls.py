"""The addresses for programs; « v1 » changes only with the meaning of what is there."""

from django.urls import URLPattern, path, register_converter

from ecm.public.data import views
from ecm.public.data.places import VERSION


class FeedForm:
    """The ending of a feed's address."""

    regex = "atom|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedForm, "feed")
DATA = f"donnees/{VERSION}/"

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
    path(DATA + "systeme.json", views.system, name="data-system"),
    path(DATA + "organe.json", views.body, name="data-body"),
    path(DATA + "ministeres.json", views.organizations, name="data-organizations"),
    path(DATA + "conseils/<number:year>.json", views.meetings, name="data-meetings"),
    path(
        DATA + "conseils/<number:year>/<number:number>.json",
        views.meeting,
        name="data-meeting",
    ),
    path(
        DATA + "conseils/<number:year>/<number:number>.jsonld",
        views.schema_org,
        name="data-schema",
    ),
    path(DATA + "decisions/<number:year>.csv", views.decisions, name="data-decisions"),
    path(
        DATA + "nominations/<number:year>.csv",
        views.appointments,
        name="data-appointments",
    ),
]
