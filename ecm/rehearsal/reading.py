"""What a simulated member reads on his tablet: the tags of a page, never its pictures."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

Tag = dict[str, str]
SEQ = re.compile(r'<i\b[^>]*\bid="cursor"[^>]*\bdata-seq="(\d+)"')


@dataclass
class Form:
    """A form of the page: where it is sent, what it hides, what its buttons choose."""

    path: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[Tag] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return any(button.get("aria-pressed") == "true" for button in self.buttons)

    def choices(self, name: str) -> list[str]:
        """Return the values among which the buttons of that name choose."""
        return [b["value"] for b in self.buttons if b.get("name") == name]


@dataclass
class Page:
    """The tags of a page by their ids, its buttons that act alone, and its forms."""

    by_id: dict[str, Tag] = field(default_factory=dict)
    acts: list[Tag] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    sitting: str = ""
    cursor: int | None = None

    def of(self, region: str) -> Tag:
        return self.by_id.get(region, {})

    def acts_to(self, ending: str) -> list[Tag]:
        return [tag for tag in self.acts if tag["hx-post"].endswith(ending)]

    def forms_to(self, ending: str) -> list[Form]:
        return [form for form in self.forms if form.path.endswith(ending)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._form: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.page.by_id[found["id"]] = found
        if found.get("class") == "sitting":
            self.page.sitting = found.get("data-state", "")
        if tag == "form" and "hx-post" in found:
            self._form = Form(found["hx-post"])
            self.page.forms.append(self._form)
        elif "hx-post" in found:
            self.page.acts.append(found)
        if self._form and tag == "input" and "name" in found:
            self._form.fields[found["name"]] = found.get("value", "")
        if self._form and tag == "button":
            self._form.buttons.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def read(html: str) -> Page:
    """Return what a page or a frame holds."""
    reader = _Reader()
    reader.feed(html)
    seq = SEQ.search(html)
    reader.page.cursor = int(seq[1]) if seq else None
    return reader.page
