"""`{% drawn %}`: a part of a region, which is drawn again only where it differs."""

from typing import Any

from django.template import Context, Library

from live.drawn import draw

register = Library()


@register.simple_tag(takes_context=True)
def drawn(context: Context, template: str, **values: Any) -> str:
    """Include a template that sees the room and the values that are named, no more."""
    return draw(template, {"room": context["room"], **values})
