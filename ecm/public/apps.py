"""The public site as an application: pages and commands, no table."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "ecm.public"
