"""The addresses of one's notices."""

from django.urls import path

from ecm.notices import views

app_name = "notices"

urlpatterns = [
    path("avis/", views.notices, name="list"),
    path("avis/lus/", views.read_all, name="read-all"),
    path("avis/<int:pk>/lire/", views.read, name="read"),
]
