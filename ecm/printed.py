"""The sources of what is printed; in a rehearsal every page says that it is one."""

from pathlib import Path

from django.conf import settings

# A page's background is no part of its text: PDF/UA readers pass over it.
MARK = """#set page(background: rotate(-52deg, text(
  font: "Noto Sans", size: 84pt, weight: 600, lang: "fr", fill: rgb("#a6192e2e"),
)[RÉPÉTITION]))
"""


def source(template: Path) -> bytes:
    """Return what Typst compiles."""
    mark = MARK if settings.REHEARSAL else ""
    return mark.encode() + template.read_bytes()
