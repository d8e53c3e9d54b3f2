"""The addresses of the bodies' own meetings."""

from django.urls import path

from ecm.meetings.bodies import views

BODY = "organes/<str:code>/seances/"
MEETING = BODY + "<int:meeting_id>/"

urlpatterns = [
    path(BODY, views.body, name="body"),
    path(MEETING, views.meeting, name="body-meeting"),
    path(MEETING + "inscrire/", views.enter, name="body-enter"),
    path(MEETING + "convoquer/", views.convoke, name="body-convene"),
]
