"""The addresses of the council's commands."""

from django.urls import path

from ecm.meetings import views
from ecm.meetings.before import urls as before
from ecm.meetings.bodies import urls as bodies
from ecm.meetings.planning import urls as planning
from ecm.meetings.room import conduct, floor, rounds
from ecm.meetings.room import consent as room_consent
from ecm.meetings.room import facts as room_facts
from ecm.meetings.room import messages as room_messages
from ecm.meetings.room import notes as room_notes
from ecm.meetings.room import offline as room_offline
from ecm.meetings.room import presence as room_presence
from ecm.meetings.room import screens as room_screens
from ecm.meetings.room import sealed as room_sealed
from ecm.meetings.room import versions as room_versions
from ecm.meetings.room import votes as room_votes
from ecm.meetings.transcribing import urls as transcribing

app_name = "meetings"
MEETING = "seances/<int:meeting_id>/"
ITEM = MEETING + "points/<int:item_id>/"
SEAT = MEETING + "sieges/<int:seat_id>/"
MINUTES = MEETING + "proces-verbal/"

urlpatterns = [
    *before.urlpatterns,
    *planning.urlpatterns,
    *bodies.urlpatterns,
    *conduct.urlpatterns,
    *floor.urlpatterns,
    *rounds.urlpatterns,
    *room_consent.urlpatterns,
    *room_presence.urlpatterns,
    *room_facts.urlpatterns,
    *room_versions.urlpatterns,
    *transcribing.urlpatterns,
    *room_offline.urlpatterns,
    *room_notes.urlpatterns,
    *room_messages.urlpatterns,
    *room_votes.urlpatterns,
    *room_sealed.urlpatterns,
    *room_screens.urlpatterns,
    path("seances/", views.meetings, name="list"),
    path(MEETING + "journal/", views.journal, name="journal"),
    path(MEETING + "ouvrir/", views.open_meeting, name="open"),
    path(MEETING + "suspendre/", views.suspend, name="suspend"),
    path(MEETING + "reprendre/", views.resume, name="resume"),
    path(MEETING + "clore/", views.close, name="close"),
    path(ITEM + "appeler/", views.call_item, name="item-call"),
    path(ITEM + "annuler-appel/", views.undo_call, name="item-undo-call"),
    path(ITEM + "presenter/", views.present_item, name="item-present"),
    path(ITEM + "decider/", views.decide, name="item-decide"),
    path(ITEM + "reserver/", views.restrict_item, name="item-restrict"),
    path(ITEM + "marques/clore/", views.close_round, name="round-close"),
    path(ITEM + "marquer/", views.give_mark, name="mark-give"),
    path(SEAT + "presence/", views.note_attendance, name="attendance"),
    path(SEAT + "retirer/", views.withdraw_seat, name="seat-withdraw"),
    path(MINUTES, views.write_block, name="minutes-write"),
    path(
        MINUTES + "<int:block_id>/retirer/", views.remove_block, name="minutes-remove"
    ),
    path(
        MINUTES + "textes/<int:proposal_id>/trancher/",
        views.settle,
        name="minutes-settle",
    ),
    path("pieces/<int:version_id>/", views.paper, name="paper"),
]
