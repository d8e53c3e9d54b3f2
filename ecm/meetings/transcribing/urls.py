"""The address at which a sitting held on paper is entered."""

from django.urls import path

from ecm.meetings.transcribing import views

urlpatterns = [
    path("seances/<int:meeting_id>/saisie/", views.transcribe, name="transcribe"),
]
