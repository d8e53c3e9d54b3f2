"""What every form of a command carries: the page's token, and a key of its own."""

from typing import Any
from uuid import uuid4

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def command_fields(context: dict[str, Any]) -> SafeString:
    """Print the hidden fields of a form that acts; sent twice, it acts once."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="key" value="{}">',
        get_token(context["request"]),
        uuid4(),
    )
