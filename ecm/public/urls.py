"""The addresses of the public site, all under /conseils/: they never change."""

from django.urls import URLPattern, URLResolver, path

from ecm.public.programs import urls as programs
from ecm.public.views import councils, decisions, files, finding

app_name = "public"

COUNCIL = "<number:year>/<number:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    *programs.urlpatterns,
    path("", councils.home, name="home"),
    path("calendrier/", councils.calendar, name="calendar"),
    path("recherche/", finding.results, name="search"),
    path("nominations/", finding.appointments, name="appointments"),
    path(
        "nominations/<number:year>/",
        finding.appointments_of_year,
        name="appointments-year",
    ),
    path(
        "nominations/<number:year>/pages/<number:page>/",
        finding.appointments_of_year,
        name="appointments-page",
    ),
    path("ministeres/", decisions.ministries, name="ministries"),
    path("ministeres/<str:code>/", decisions.ministry, name="ministry"),
    path(
        "ministeres/<str:code>/pages/<number:page>/",
        decisions.ministry,
        name="ministry-page",
    ),
    path("actes/", decisions.kinds, name="kinds"),
    path("actes/<kind:kind>/", decisions.kind, name="kind"),
    path("actes/<kind:kind>/pages/<number:page>/", decisions.kind, name="kind-page"),
    path("verifier/", finding.verify, name="verify"),
    path("verifier/<digest:digest>/", finding.seal, name="seal"),
    path("public-<slug:digest>.css", files.style, name="style"),
    path("armes.<slug:ending>", files.arms, name="arms"),
    path("<number:year>/", councils.year, name="year"),
    path(COUNCIL, councils.council, name="council"),
    path(f"{COUNCIL}versions/<number:version>/", councils.version, name="version"),
    path(f"{COUNCIL}documents/<str:name>", files.document, name="document"),
    path(f"{COUNCIL}<tongue:language>/", councils.council, name="language"),
    path(
        f"{COUNCIL}<tongue:language>/versions/<number:version>/",
        councils.version,
        name="language-version",
    ),
    path(f"{COUNCIL}<item:item>/", decisions.decision, name="decision"),
]
