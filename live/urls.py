"""The addresses of the room."""

from django.urls import path

from live import offline, views

app_name = "live"
urlpatterns = [
    path("sw.js", offline.worker, name="worker"),
    path("seances/<int:meeting_id>/", views.room, name="room"),
    path("seances/<int:meeting_id>/ecran/", views.hall, name="hall"),
    path("seances/<int:meeting_id>/trame/", views.frame, name="frame"),
    path("seances/<int:meeting_id>/mes-marques/", views.marks, name="mine"),
    path("seances/<int:meeting_id>/points/<int:item_id>/", views.item, name="item"),
]
