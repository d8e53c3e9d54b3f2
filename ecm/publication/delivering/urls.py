"""The addresses of the press list and of its mail."""

from django.urls import path

from ecm.publication.delivering import views, views_spoken

PRESS = "comptes-rendus/presse/"

urlpatterns = [
    path(
        "seances/<int:meeting_id>/compte-rendu/lecture/",
        views_spoken.spoken,
        name="spoken",
    ),
    path(PRESS, views.press, name="press"),
    path(PRESS + "nouveau/", views.recipient, name="recipient-new"),
    path(PRESS + "importer/", views.import_list, name="press-import"),
    path(PRESS + "envois/", views.deliveries, name="deliveries"),
    path(PRESS + "envois/<int:pk>/renvoyer/", views.again, name="delivery-again"),
    path(PRESS + "<int:pk>/", views.recipient, name="recipient"),
    path(PRESS + "<int:pk>/activer/", views.toggle, name="recipient-toggle"),
    path("presse/desabonner/<str:word>/", views.unsubscribe, name="unsubscribe"),
]
