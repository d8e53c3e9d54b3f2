"""Files as people and adversaries make them, and what is said of them."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ecm.files.checks import examine
from ecm.files.refusals import Refused

TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
BODY = "word/document.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(words: str = "Projet de decret", *, pages: int = 1) -> Pdf:
    """A PDF whose every page says `words` (in plain letters)."""
    made = Pdf.new()
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for number in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        said = f"BT /F1 12 Tf 72 720 Td ({words} {number + 1}) Tj ET"
        page.Contents = Stream(made, said.encode())
    return made


def saved(made: Pdf, path: Path, **options: object) -> Path:
    made.save(path, **options)
    return path


def pdf_file(folder: Path, words: str = "Projet de decret", *, pages: int = 1) -> Path:
    return saved(pdf(words, pages=pages), folder / "made.pdf")


def armed_pdf(path: Path) -> Path:
    """A PDF with everything that acts: programs, launches, attachments, media, links."""
    made = pdf(pages=2)
    program = Dictionary(S=Name.JavaScript, JS=String("app.alert('charge');"))
    made.Root.OpenAction = made.make_indirect(program)
    made.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("charge()")))
    made.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("un"), program]))
    )
    made.attachments["charge.exe"] = b"MZ charge"
    launch = Dictionary(S=Name.Launch, F=String("charge.exe"))
    address = Dictionary(S=Name.URI, URI=String("https://ailleurs.example/charge"))
    sound = Dictionary(S=Name.Rendition, JS=String("charge()"))
    marks = [
        Dictionary(Type=Name.Annot, Subtype=kind, Rect=[0, 0, 9, 9], **more)
        for kind, more in [
            (Name.Link, {"A": launch}),
            (Name.Link, {"A": address}),
            (Name.Link, {"A": Dictionary(S=Name.GoTo, D=String("ici"))}),
            (Name.FileAttachment, {"Contents": String("charge")}),
            (Name.RichMedia, {}),
            (Name.Screen, {"A": sound}),
        ]
    ]
    signature = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=[0, 0, 9, 9],
            FT=Name.Sig,
            T=String("signature"),
            V=Dictionary(Contents=String("sceau")),
        )
    )
    made.pages[0].Annots = made.make_indirect(Array([*marks, signature]))
    made.pages[1].AA = Dictionary(O=Dictionary(S=Name.GoTo, Next=Array([launch])))
    made.Root.AcroForm = Dictionary(XFA=String("charge"), Fields=Array([signature]))
    made.docinfo["/Author"] = "Nom du redacteur"
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = ["Nom du redacteur"]
    return saved(made, path)


def laid_open(path: Path) -> bytes:
    """Every octet of a PDF, its streams unpacked, for those who look for what remains."""
    into = io.BytesIO()
    with Pdf.open(path) as opened:
        opened.save(
            into,
            qdf=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return into.getvalue()


def docx_file(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for words in paragraphs or ("Rapport au Conseil",):
        document.add_paragraph(words)
    path = folder / "made.docx"
    document.save(str(path))
    return path


def changed(path: Path, **parts: str | bytes) -> Path:
    """Rewrite an archive; `parts` are named TYPES, RELATIONS, BODY, or by a new member."""
    members = {"types": TYPES, "relations": RELATIONS, "body": BODY}
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        octets = content.encode() if isinstance(content, str) else content
        held[members.get(name, name)] = octets
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, octets in held.items():
            archive.writestr(name, octets)
    return path


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def with_relation(path: Path, kind: str, target: str, *, outside: bool = True) -> Path:
    """Add a relation of the document's body to `target`."""
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    held = part(path, RELATIONS)
    end = "</Relationships>"
    return changed(path, relations=held.replace(end, relation + end))


def with_body(path: Path, markup: str) -> Path:
    """Put WordprocessingML at the beginning of the document's body."""
    return changed(path, body=part(path, BODY).replace("<w:body>", "<w:body>" + markup))


def field(*runs: str) -> str:
    """A field as Word writes it, its instruction cut into runs."""
    said = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    ends = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{ends.format('begin')}{said}{ends.format('end')}</w:p>"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "given"
    path.write_bytes(content)
    return path


def archive_of(**members: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return into.getvalue()


def refusal(path: Path, filename: str = "rapport.pdf") -> str:
    """Return the words of the refusal, as the person reads them."""
    with pytest.raises(Refused) as refused:
        examine(path, filename)
    return str(refused.value)
