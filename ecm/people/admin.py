"""Persons, accounts, ministries, mandates and bodies, for the administrator's hands.

Meetings and papers are not here: they change by acts that the journal records, and the
administrator does not read what the council reads.
"""

# Django's admin classes take no type argument when they run.
# mypy: disable-error-code="type-arg"

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from ecm import clock
from ecm.people.models import (
    ActingMandate,
    Body,
    BodyMember,
    Mandate,
    Ministry,
    MinistryName,
    Person,
    User,
)

# Rights come from seats and mandates, never from groups.
admin.site.unregister(Group)
admin.site.site_header = _("e-CM : administration")
admin.site.site_title = _("e-CM")
admin.site.index_title = _("Personnes, ministères et organes")


@login_not_required
def sign_in_first(
    request: HttpRequest, extra_context: dict[str, object] | None = None
) -> HttpResponse:
    """Send strangers to the one sign-in page, and refuse who is not an administrator."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", request.get_full_path()))


admin.site.login = sign_in_first  # type: ignore[method-assign]  # Django's own way in


class HeldFilter(admin.SimpleListFilter):
    title = _("état")
    parameter_name = "held"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, Any]]:
        return [("now", _("En cours")), ("past", _("Terminés"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Mandate]
    ) -> QuerySet[Mandate]:
        today = localdate(clock.now())
        if self.value() == "now":
            return queryset.filter(pk__in=Mandate.objects.held_on(today))
        if self.value() == "past":
            return queryset.filter(ends_on__lt=today)
        return queryset


class MandateInline(admin.TabularInline):
    model = Mandate
    extra = 0
    autocomplete_fields = ["ministry"]


class NameInline(admin.StackedInline):
    model = MinistryName
    extra = 0


class ActingInline(admin.TabularInline):
    model = ActingMandate
    extra = 0
    autocomplete_fields = ["acting"]


class MemberInline(admin.TabularInline):
    model = BodyMember
    extra = 0
    autocomplete_fields = ["mandate"]


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["surname", "given_names", "civility", "grade"]
    list_display_links = ["surname", "given_names"]
    list_filter = ["civility"]
    search_fields = ["surname", "given_names"]
    inlines = [MandateInline]


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ["username", "person", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "person__surname", "person__given_names"]
    autocomplete_fields = ["person"]
    filter_horizontal = ["user_permissions"]
    list_select_related = ["person"]
    fieldsets = [
        (None, {"fields": ["username", "password", "person"]}),
        (_("Droits"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "person",
                    "usable_password",
                    "password1",
                    "password2",
                ],
            },
        )
    ]


@admin.register(Ministry)
class MinistryAdmin(admin.ModelAdmin):
    list_display = ["code", "current_name", "precedence"]
    search_fields = ["code", "names__name", "names__short_name"]
    inlines = [NameInline]

    @admin.display(description=_("nom actuel"))
    def current_name(self, ministry: Ministry) -> str:
        return str(ministry)

    @admin.display(description=_("rang protocolaire"))
    def precedence(self, ministry: Ministry) -> int | None:
        latest = ministry.names.order_by("-valid_from").first()
        return latest.precedence if latest else None


@admin.register(Mandate)
class MandateAdmin(admin.ModelAdmin):
    list_display = ["person", "title", "precedence", "starts_on", "ends_on"]
    list_filter = [HeldFilter, "post", "is_spokesperson"]
    list_select_related = ["person"]
    search_fields = ["person__surname", "person__given_names", "title"]
    autocomplete_fields = ["person", "ministry"]
    date_hierarchy = "starts_on"
    ordering = ["precedence", "starts_on"]
    inlines = [ActingInline]


@admin.register(ActingMandate)
class ActingMandateAdmin(admin.ModelAdmin):
    list_display = ["mandate", "acting", "starts_on", "ends_on", "act"]
    list_select_related = ["mandate__person", "acting"]
    search_fields = ["acting__surname", "mandate__person__surname", "act"]
    autocomplete_fields = ["mandate", "acting"]
    date_hierarchy = "starts_on"


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "country", "mark_display", "quorum", "majority"]
    search_fields = ["code", "name"]
    inlines = [MemberInline]
