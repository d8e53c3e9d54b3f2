"""The addresses of the council's calendar."""

from django.urls import path

from ecm.calendar import views

app_name = "calendar"
SETTINGS = "calendrier/reglages/"
MILESTONES = SETTINGS + "echeances/"
RECESSES = SETTINGS + "vacances/"
EXCEPTIONS = SETTINGS + "exceptions/"

urlpatterns = [
    path("calendrier/", views.weeks, name="weeks"),
    path(SETTINGS, views.settings, name="settings"),
    path(SETTINGS + "semaine/", views.week, name="week"),
    path(MILESTONES + "ajouter/", views.milestone, name="milestone-add"),
    path(MILESTONES + "<int:pk>/", views.milestone, name="milestone"),
    path(RECESSES + "ajouter/", views.recess, name="recess-add"),
    path(RECESSES + "<int:pk>/", views.recess, name="recess"),
    path(RECESSES + "<int:pk>/retirer/", views.remove_recess, name="recess-remove"),
    path(EXCEPTIONS + "ajouter/", views.exception, name="exception-add"),
    path(EXCEPTIONS + "<int:pk>/", views.exception, name="exception"),
    path(
        EXCEPTIONS + "<int:pk>/retirer/",
        views.remove_exception,
        name="exception-remove",
    ),
]
