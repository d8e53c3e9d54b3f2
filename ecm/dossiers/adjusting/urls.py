"""The addresses of the settings of preparation."""

from django.urls import path

from ecm.dossiers.adjusting import views

KIND, PIECE, REASON = "reglages/natures/", "reglages/pieces/", "reglages/motifs/"
REVIEW = "relecture/<slug:code>/"

urlpatterns = [
    path("reglages/", views.settings, name="settings"),
    path(KIND + "nouvelle/", views.kind, name="settings-kind-new"),
    path(KIND + "<slug:code>/", views.kind, name="settings-kind"),
    path(PIECE + "nouvelle/", views.piece, name="settings-piece-new"),
    path(PIECE + "<slug:code>/", views.piece, name="settings-piece"),
    path(REASON + "nouveau/", views.reason, name="settings-reason-new"),
    path(REASON + "<slug:code>/", views.reason, name="settings-reason"),
    path("relecture/", views.reviews, name="reviews"),
    path(REVIEW + "nouveau/", views.level, name="level-new"),
    path(REVIEW + "<int:position>/", views.level, name="level"),
    path(REVIEW + "<int:position>/retirer/", views.remove_level, name="level-remove"),
]
