"""`{% release %}`: of which release a page is; it says so when it opens its line."""

from django.template import Library

from live import release

register = Library()
register.simple_tag(release.release, name="release")
