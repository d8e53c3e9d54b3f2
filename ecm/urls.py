"""The addresses of the whole application: French nouns, then the verb."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog, set_language

from ecm import access, gallery, state
from ecm.access.translations import has_a_language

# The words that static/js/ says, in the language of the page; public, like the scripts.
words = login_not_required(JavaScriptCatalog.as_view(packages=["ecm"]))


def home(request: HttpRequest) -> HttpResponse:
    """Lead everybody to his meetings; who has none, to what he prepares or translates."""
    if not access.meetings_of(request):
        if access.prepares(request):
            return redirect("dossiers:list")
        if has_a_language(request):
            return redirect("publication:translations")
    return redirect("meetings:list")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("ecm.watching.urls")),
    path("etat.css", state.stylesheet, name="state-css"),
    path("langue/", login_not_required(set_language), name="set-language"),
    path("mots.js", words, name="words"),
    path("", include("live.urls")),
    path("", include("ecm.meetings.urls")),
    path("", include("ecm.records.urls")),
    path("", include("ecm.publication.urls")),
    path("", include("ecm.followup.urls")),
    path("conseils/", include("ecm.public.urls")),
    path("", include("ecm.people.urls")),
    path("", include("ecm.files.urls")),
    path("", include("ecm.dossiers.urls")),
    path("", include("ecm.dossiers.desk.urls")),
    path("", include("ecm.dossiers.consulting.urls")),
    path("", include("ecm.notices.urls")),
    path("", include("ecm.calendar.urls")),
    path("administration/", admin.site.urls),
]

if settings.DEBUG:
    urlpatterns += gallery.urlpatterns
