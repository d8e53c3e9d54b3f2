"""The sigles of the State and the terms of finalisation, for the administrator's hands."""

# Django's admin classes take no type argument when they run.
# mypy: disable-error-code="type-arg"

from django.contrib import admin

from ecm.followup.models import FinalisationTerm, Sigle


@admin.register(Sigle)
class SigleAdmin(admin.ModelAdmin):
    list_display = ("sigle", "post", "ministry", "valid_from")
    list_filter = ("ministry",)


@admin.register(FinalisationTerm)
class FinalisationTermAdmin(admin.ModelAdmin):
    list_display = ("kind", "body", "days")
