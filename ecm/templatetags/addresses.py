"""`{% url %}`, that looks an address up once: a frame of the room names dozens of them."""

from functools import lru_cache
from typing import Any

from django.template import Context, Library
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as ordinary
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

KEPT = 8192  # addresses
register = Library()


@register.tag
def url(parser: Parser, token: Token) -> "Address":
    node = ordinary(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


class Address(URLNode):
    """A name with plain arguments is an address that does not change in a process."""

    def render(self, context: Context) -> str:
        name = self.view_name.resolve(context)
        arguments = tuple(argument.resolve(context) for argument in self.args)
        is_plain = all(isinstance(value, int | str) for value in (name, *arguments))
        if self.kwargs or self.asvar or context.autoescape is False or not is_plain:
            return str(super().render(context))
        return _address(name, arguments, get_script_prefix(), get_urlconf())


@lru_cache(KEPT)
def _address(name: str, arguments: tuple[Any, ...], *_place: str | None) -> str:
    return conditional_escape(reverse(name, args=arguments))
