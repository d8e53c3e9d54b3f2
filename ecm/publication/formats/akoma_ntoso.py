"""An edition as Akoma Ntoso 1.0 XML: a statement, one expression for each version."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

from ecm.domain.communique.edition import Edition, EditionGroup, EditionSection
from ecm.domain.communique.languages import FRENCH, LANGUAGES
from ecm.domain.communique.layout import Signature
from ecm.publication.formats.writable import writable
from ecm.publication.sheets import amended, rehearsed

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_AGENT = "#council"


def of_edition(edition: Edition, *, draft: str = "") -> bytes:
    """Return the XML; the same edition gives the same bytes."""
    root = ET.Element("akomaNtoso", xmlns=NAMESPACE)
    statement = _put(root, "statement", name="communique")
    _meta(_put(statement, "meta"), edition)
    _preface(_put(statement, "preface"), edition, draft or rehearsed())
    body = _put(statement, "mainBody")
    for rank, text in enumerate(filter(None, [edition.opening, edition.second]), 1):
        _put(body, "p", text, eId=f"p_{rank}")
    for rank, section in enumerate(edition.sections, start=1):
        _section(body, section, f"sec_{rank}")
    _signature(statement, edition.signature)
    ET.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{ET.tostring(root, 'unicode')}\n".encode()


def work_of(edition: Edition) -> str:
    """Return the name of the work, « /akn/bf/statement/communique/2026-07-23/24 »."""
    day, country = edition.days[0], edition.country.lower()
    return f"/akn/{country}/statement/communique/{day}/{edition.number}"


def expression_of(edition: Edition) -> str:
    """Return the name of the expression, « …/24/fra@2026-07-29 ».

    The hour is in it where the day does not tell two versions apart.
    """
    moment = datetime.fromisoformat(edition.published)
    first = datetime.fromisoformat(edition.first_published)
    alone = edition.version == 1 or (
        edition.version == 2 and moment.date() != first.date()
    )
    when = moment.date().isoformat() if alone else moment.isoformat(timespec="seconds")
    return f"{work_of(edition)}/{_iso(edition.language)}@{when}"


def _iso(code: str) -> str:
    return LANGUAGES[code].iso if code in LANGUAGES else code


def _put(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = writable(text) or None
    return element


def _meta(meta: ET.Element, edition: Edition) -> None:
    identification = _put(meta, "identification", source=_AGENT)
    work, expression = work_of(edition), expression_of(edition)
    day = edition.published[:10]
    part = _frbr(identification, "Work", work, edition.days[0], "conseil")
    _put(part, "FRBRcountry", value=edition.country.lower())
    _put(part, "FRBRsubtype", value="communique")
    _put(part, "FRBRnumber", value=str(edition.number))
    _put(part, "FRBRname", value=edition.reference)
    part = _frbr(identification, "Expression", expression, day, "publication")
    _put(part, "FRBRversionNumber", value=str(edition.version))
    _put(part, "FRBRlanguage", language=_iso(edition.language))
    if edition.language != FRENCH:
        french = {"href": f"{work}/{_iso(FRENCH)}", "fromLanguage": _iso(FRENCH)}
        _put(part, "FRBRtranslation", by=_AGENT, **french)
    part = _frbr(identification, "Manifestation", f"{expression}.xml", day, "fichier")
    _put(part, "FRBRformat", value="application/akn+xml")
    _put(
        meta,
        "publication",
        date=day,
        name=edition.body_code,
        number=str(edition.number),
        showAs=edition.body_name,
    )
    _lifecycle(meta, edition)
    _references(meta, edition)


def _frbr(parent: ET.Element, level: str, name: str, day: str, what: str) -> ET.Element:
    stem, dot, ending = name.partition(".xml")
    part = _put(parent, f"FRBR{level}")
    _put(part, "FRBRthis", value=f"{stem}/!main{dot}{ending}")
    _put(part, "FRBRuri", value=name)
    _put(part, "FRBRdate", date=day, name=what)
    _put(part, "FRBRauthor", href=_AGENT)
    return part


def _lifecycle(meta: ET.Element, edition: Edition) -> None:
    events = [("generation", edition.first_published)]
    if edition.version > 1:
        events.append(("amendment", edition.published))
    lifecycle = _put(meta, "lifecycle", source=_AGENT)
    for rank, (kind, moment) in enumerate(events, start=1):
        place = {"eId": f"event_{rank}", "source": _AGENT, "refersTo": "#meeting"}
        _put(lifecycle, "eventRef", date=moment[:10], type=kind, **place)


def _references(meta: ET.Element, edition: Edition) -> None:
    references = _put(meta, "references", source=_AGENT)
    country, code = edition.country.lower(), _named(edition.body_code)
    meeting = f"/akn/ontology/event/{country}/{_named(edition.reference)}"
    council = f"/akn/ontology/organization/{country}/{code}"
    _known(references, "TLCOrganization", "council", council, edition.body_name)
    for name, ministry in _ministries(edition).items():
        where = f"/akn/ontology/organization/{country}/{_named(name)}"
        _known(references, "TLCOrganization", f"min_{_named(name)}", where, ministry)
    if edition.signature:
        who = edition.signature.name
        where = f"/akn/ontology/person/{country}/{_named(edition.reference)}/signatory"
        _known(references, "TLCPerson", "signatory", where, who)
    for decided in edition.decisions:
        where = f"/akn/ontology/object/{country}/{_named(decided.reference)}"
        _known(
            references, "TLCObject", _decision(decided.reference), where, decided.title
        )
    _known(references, "TLCEvent", "meeting", meeting, edition.reference)


def _known(parent: ET.Element, tag: str, eid: str, href: str, shown: str) -> None:
    _put(parent, tag, eId=eid, href=href, showAs=writable(shown))


def _ministries(edition: Edition) -> dict[str, str]:
    """Return the ministries by their code, those that decided then those that appointed."""
    decided = {one.ministry_code: one.ministry for one in edition.decisions}
    appointed = {one.ministry_code: one.ministry for one in edition.appointments}
    return {code: name for code, name in (appointed | decided).items() if code}


def _named(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-")


def _decision(reference: str) -> str:
    return f"decision_{_named(reference)}"


def _preface(preface: ET.Element, edition: Edition, draft: str) -> None:
    title = _put(preface, "p", eId="preface__p_1")
    _put(title, "docTitle", edition.heading, eId="preface__p_1__docTitle_1")
    for rank, note in enumerate(filter(None, [draft, amended(edition)]), start=2):
        _put(preface, "p", note, eId=f"preface__p_{rank}")


def _section(body: ET.Element, section: EditionSection, eid: str) -> None:
    part = _put(body, "section", eId=eid)
    _put(part, "num", section.number, eId=f"{eid}__num_1")
    _put(part, "heading", section.title, eId=f"{eid}__heading_1")
    for rank, group in enumerate(section.groups, start=1):
        _group(part, group, f"{eid}__para_{rank}")


def _group(section: ET.Element, group: EditionGroup, eid: str) -> None:
    part = _put(section, "paragraph", eId=eid)
    named = {"num": group.number, "heading": group.title}
    named["subheading"] = group.on_behalf_of
    for tag, text in named.items():
        if text:
            _put(part, tag, text, eId=f"{eid}__{tag}_1")
    content = _put(part, "content", eId=f"{eid}__content_1")
    for rank, paragraph in enumerate(group.paragraphs, start=1):
        attributes = {"eId": f"{eid}__content_1__p_{rank}"}
        if paragraph.reference:
            attributes["refersTo"] = f"#{_decision(paragraph.reference)}"
        _put(content, "p", paragraph.text, **attributes)


def _signature(statement: ET.Element, signature: Signature | None) -> None:
    if signature is None:
        return
    conclusions = _put(statement, "conclusions")
    _put(conclusions, "p", signature.title, eId="conclusions__p_1")
    line = _put(conclusions, "p", eId="conclusions__p_2")
    _put(line, "signature", signature.name, refersTo="#signatory")
    if signature.distinction:
        _put(conclusions, "p", signature.distinction, eId="conclusions__p_3")
