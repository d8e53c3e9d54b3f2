"""Days and hours in templates: {% load written %} … {{ meeting.day|full_day }}."""

from django import template

from ecm import written

register = template.Library()

for name in ("day", "full_day", "short_day", "hour", "day_and_hour", "moment"):
    register.filter(name, getattr(written, name), expects_localtime=True)
