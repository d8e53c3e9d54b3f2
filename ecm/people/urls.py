"""The addresses of signing in and out, and of the demonstration's cast."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ecm.people import views

app_name = "people"

urlpatterns = [
    path("connexion/", views.SignIn.as_view(), name="sign-in"),
    path("deconnexion/", LogoutView.as_view(), name="sign-out"),
    path("demo/", views.demo, name="demo"),
    path("demo/entrer/", views.demo_enter, name="demo-enter"),
    path("demo/<str:code>/", views.demo_role, name="demo-role"),
]
