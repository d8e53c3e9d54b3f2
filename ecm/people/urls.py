"""The addresses of signing in and out, and of the demonstration's cast."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from ecm.people import views
from ecm.people.forms import SignInForm

app_name = "people"

sign_in = LoginView.as_view(
    template_name="people/sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)

urlpatterns = [
    path("connexion/", sign_in, name="sign-in"),
    path("deconnexion/", LogoutView.as_view(), name="sign-out"),
    path("demo/", views.demo, name="demo"),
    path("demo/entrer/", views.demo_enter, name="demo-enter"),
    path("demo/<str:code>/", views.demo_role, name="demo-role"),
]
