"""The addresses of the days before a meeting."""

from django.urls import path

from ecm.meetings.before import views

MEETING = "seances/<int:meeting_id>/"

urlpatterns = [
    path(MEETING + "convocation/", views.convocation, name="convocation"),
    path(MEETING + "convocation/envoyer/", views.send, name="convocation-send"),
    path(MEETING + "convocation.ics", views.invitation, name="invitation"),
    path(MEETING + "annuler/", views.cancel, name="cancel"),
    path(MEETING + "deplacer/", views.move, name="move"),
    path(MEETING + "sieges/<int:seat_id>/excuser/", views.excuse, name="excuse"),
    path(MEETING + "positions/", views.positions, name="positions"),
    path(MEETING + "points/<int:item_id>/position/", views.position, name="position"),
]
