"""Taking out of a PDF what acts on its own: programs, actions, attachments, media."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream

# What an action may do, and our word for it; moving within the document is no harm.
ACTIONS = {
    "/JavaScript": "program",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
    "/Launch": "opening",
    "/GoToR": "opening",
    "/GoToE": "opening",
    "/GoToDp": "opening",
    "/Thread": "opening",
    "/Named": "opening",
    "/URI": "links",
    "/SubmitForm": "form",
    "/ImportData": "form",
    "/ResetForm": "form",
}
MOVES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
MARKS = {
    "/FileAttachment": "attachments",
    "/RichMedia": "media",
    "/Screen": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/3D": "media",
}
CARRIED = {"/F", "/UF", "/DOS", "/Mac", "/Unix"}
# What the pages do not need: other ways in, private leftovers, who wrote it and when.
OF_THE_ROOT = ("/AA", "/AF", "/Collection", "/Metadata", "/Perms", "/PieceInfo", "/URI")


def disarm(pdf: Pdf) -> set[str]:
    """Take out what acts on its own, and return the words for what was found."""
    found = set()
    for thing in dictionaries(pdf):
        found |= without_action(thing) | without_file(thing) | without_signature(thing)
    for page in pdf.pages:
        found |= without_marks(page.obj)
    found |= without_form(pdf.Root)
    clear(pdf)
    return found


def dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those of streams and those inside others included."""
    waiting: list[Any] = list(pdf.objects)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            inside = list(thing)
        elif isinstance(thing, Dictionary | Stream):
            yield thing
            inside = [value for _, value in thing.items()]
        else:
            continue
        waiting += [
            value
            for value in inside
            if isinstance(value, Array | Dictionary) and not value.is_indirect
        ]


def without_action(thing: Any) -> set[str]:
    """Empty an action that is more than a move, wherever it hangs."""
    kind = str(thing.get("/S", ""))
    is_move = kind == "/Named" and str(thing.get("/N", "")) in MOVES
    if kind not in ACTIONS or is_move or isinstance(thing, Stream):
        return set()
    for key in list(thing.keys()):
        del thing[key]
    return {ACTIONS[kind]}


def without_file(thing: Any) -> set[str]:
    """Let go of a file that the document carries inside."""
    carried = thing.get("/EF")
    # A font may be called « EF »: the keys tell the two apart.
    if not isinstance(carried, Dictionary) or not CARRIED.issuperset(carried.keys()):
        return set()
    del thing["/EF"]
    return {"attachments"}


def without_signature(thing: Any) -> set[str]:
    """Let go of a signature: it holds for the original alone."""
    if str(thing.get("/FT", "")) != "/Sig" or "/V" not in thing:
        return set()
    del thing["/V"]
    return {"signature"}


def without_marks(page: Object) -> set[str]:
    """Take off the page the marks that play or open something."""
    marks = page.get("/Annots")
    if not isinstance(marks, Array):
        return set()
    kinds = [kind_of(mark) for mark in marks]
    if MARKS.keys().isdisjoint(kinds):
        return set()
    page["/Annots"] = Array(
        mark for mark, kind in zip(marks, kinds, strict=True) if kind not in MARKS
    )
    return {MARKS[kind] for kind in kinds if kind in MARKS}


def kind_of(mark: Any) -> str:
    return str(mark.get("/Subtype", "")) if isinstance(mark, Dictionary) else ""


def without_form(root: Object) -> set[str]:
    """Leave the fields of a form as they are drawn, without what recomputes them."""
    form = root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return set()
    found = {"form"} if "/XFA" in form else set()
    for key in ("/XFA", "/CO", "/SigFlags"):
        if key in form:
            del form[key]
    return found


def clear(pdf: Pdf) -> None:
    """Leave out of the root and the trailer what is no part of the pages."""
    root, names = pdf.Root, pdf.Root.get("/Names")
    for key in OF_THE_ROOT:
        if key in root:
            del root[key]
    if isinstance(root.get("/OpenAction"), Dictionary):
        del root["/OpenAction"]
    for key in ("/JavaScript", "/EmbeddedFiles", "/Renditions"):
        if isinstance(names, Dictionary) and key in names:
            del names[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
