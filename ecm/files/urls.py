"""The addresses at which files are brought by pieces."""

from django.urls import path

from ecm.files import views

app_name = "files"

urlpatterns = [
    path("televersements/", views.uploads, name="uploads"),
    path("televersements/<uuid:pk>/", views.upload, name="upload"),
]
