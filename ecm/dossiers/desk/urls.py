"""The addresses of the secretariat."""

from django.urls import path

from ecm.dossiers.desk import views, views_acts, views_books, views_late, views_many

app_name = "secretariat"
FILE = "secretariat/dossiers/<int:pk>/"

urlpatterns = [
    path("secretariat/", views.week, name="week"),
    path("secretariat/lot/", views_many.preview, name="many"),
    path("secretariat/lot/appliquer/", views_many.apply, name="many-apply"),
    path("secretariat/lot/annuler/", views_many.undo, name="many-undo"),
    path("secretariat/registre/", views_books.book, name="book"),
    path("secretariat/retours/", views_books.returns, name="returns"),
    path("secretariat/retours/annuaire.csv", views_books.counts_csv, name="yearbook"),
    path("secretariat/retours/motifs.csv", views_books.reasons_csv, name="reasons"),
    path("secretariat/hors-delai/", views_late.late, name="late"),
    path(
        "secretariat/hors-delai/<int:pk>/repondre/",
        views_late.answer,
        name="late-answer",
    ),
    path(f"{FILE}enregistrer/", views_acts.register, name="register"),
    path(f"{FILE}prendre-en-charge/", views_acts.take_charge, name="take-charge"),
    path(f"{FILE}declarer-recevable/", views_acts.admit, name="admit"),
    path(f"{FILE}mettre-a-l-etude/", views_acts.study, name="study"),
    path(f"{FILE}dire-pret/", views_acts.ready, name="ready"),
    path(f"{FILE}proposer/", views_acts.propose, name="propose"),
    path(f"{FILE}retirer-de-la-proposition/", views_acts.hold, name="hold"),
    path(f"{FILE}retourner/", views_acts.return_file, name="return"),
    path(f"{FILE}note/", views_acts.note, name="note"),
]
