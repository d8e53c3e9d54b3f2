"""A DOCX that carries a program, fetches from elsewhere or swells is refused.

What the cell does is tried here without its walls; test_checks.py goes through them.
"""

from pathlib import Path

import pytest

from ecm.files.cell.docx import examine
from ecm.files.cell.errors import Unfit
from tests.files.makers import (
    archive_of,
    changed,
    docx_file,
    field,
    part,
    with_body,
    with_relation,
    written,
)

MB = 1_000_000


def reason(path: Path) -> str:
    """Return the word for why a document is refused."""
    with pytest.raises(Unfit) as unfit:
        examine(path)
    return unfit.value.reason


def told(path: Path) -> set[str]:
    """Return the words for what the bearer of an accepted document is told."""
    return {word for word, found in examine(path).items() if found is True}


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.xml"])
def test_a_docx_with_a_program_is_refused(tmp_path: Path, name: str) -> None:
    path = changed(docx_file(tmp_path), **{name: b"charge"})

    assert reason(path) == "macros"


def test_a_docm_is_refused_under_any_name(tmp_path: Path) -> None:
    path = docx_file(tmp_path)
    types = part(path, "[Content_Types].xml").replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )

    assert reason(changed(path, types=types)) == "macros"


def test_a_program_in_a_workbook_in_a_document_is_refused(tmp_path: Path) -> None:
    workbook = archive_of(**{"xl/vbaProject.bin": b"charge"})
    path = changed(docx_file(tmp_path), **{"word/embeddings/a.xlsx": workbook})

    assert reason(path) == "macros"


def test_a_workbook_in_a_document_is_accepted_with_advice(tmp_path: Path) -> None:
    workbook = archive_of(**{"xl/workbook.xml": b"<workbook/>"})
    path = changed(docx_file(tmp_path), **{"word/embeddings/a.xlsx": workbook})

    assert told(path) == {"workbooks"}


def test_an_object_of_another_program_is_refused(tmp_path: Path) -> None:
    path = docx_file(tmp_path)

    with_relation(path, "oleObject", "embeddings/oleObject1.bin", outside=False)

    assert reason(path) == "embedded"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "https://ailleurs.example/mouchard.png"),
        ("image", "file:///var/lib/ecm/secret-key"),
        ("attachedTemplate", "https://ailleurs.example/piege.dotm"),
        ("attachedTemplate", "\\\\ailleurs.example\\piege.dotm"),
        ("attachedTemplate", "file://ailleurs.example/piege.dotm"),
        ("frame", "https://ailleurs.example/"),
        ("subDocument", "file:///etc/passwd"),
    ],
)
def test_a_document_that_fetches_is_refused(
    tmp_path: Path, kind: str, target: str
) -> None:
    assert reason(with_relation(docx_file(tmp_path), kind, target)) == "fetching"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://www.sgg.gov.bf/"),
        ("attachedTemplate", "file:///C:\\Users\\Awa\\Normal.dotm"),
        ("attachedTemplate", "Normal.dotm"),
    ],
)
def test_a_link_and_the_template_of_a_post_are_accepted(
    tmp_path: Path, kind: str, target: str
) -> None:
    path = with_relation(docx_file(tmp_path), kind, target)

    assert told(path) == set()


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(field("DDEAUTO c:\\\\cmd.exe "), id="a program"),
        pytest.param(field(" INCLUDE", "TEXT ", '"file:///etc/passwd"'), id="in runs"),
        pytest.param(field("includepicture x"), id="in small letters"),
        pytest.param('<w:p><w:fldSimple w:instr=" LINK Excel"/></w:p>', id="simple"),
        pytest.param(
            '<w:p><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" '
            'src=" &#104;ttps://ailleurs.example/a.png"/></w:p>',
            id="an address in disguise",
        ),
        pytest.param(
            '<w:p><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" '
            'src="file:///etc/passwd"/></w:p>',
            id="an old picture",
        ),
    ],
)
def test_a_field_that_fetches_is_refused(tmp_path: Path, markup: str) -> None:
    assert reason(with_body(docx_file(tmp_path), markup)) == "fetching"


def test_a_part_in_another_writing_hides_nothing(tmp_path: Path) -> None:
    path = with_body(docx_file(tmp_path), field("DDEAUTO cmd"))
    body = part(path, "word/document.xml").split("?>", 1)[1]

    wide = changed(path, body="\ufeff".encode("utf-16-le") + body.encode("utf-16-le"))
    assert reason(wide) == "fetching"
    old = "<?xml version='1.0' encoding='cp037'?>" + body
    assert reason(changed(path, body=old.encode("cp037"))) == "damaged"
    seven = "<?xml version='1.0' encoding='UTF-7'?>" + body
    assert reason(changed(path, body=seven)) == "damaged"


def test_a_part_of_another_name_hides_nothing(tmp_path: Path) -> None:
    path = with_body(docx_file(tmp_path), field("DDEAUTO cmd"))
    body = part(path, "word/document.xml")
    types = part(path, "[Content_Types].xml").replace("document.xml", "document.png")

    renamed = changed(path, types=types, body="<a/>", **{"word/document.png": body})

    assert reason(renamed) == "fetching"


def test_the_fields_of_any_document_are_accepted(tmp_path: Path) -> None:
    path = docx_file(tmp_path)

    for usual in (" PAGE ", " TOC \\o ", ' HYPERLINK "https://sgg.example" '):
        with_body(path, field(usual))

    assert told(path) == set()


def test_tracked_changes_and_remarks_are_told(tmp_path: Path) -> None:
    path = docx_file(tmp_path)
    w = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    with_body(path, f"<w:p><w:ins {w}><w:r><w:t>ajout</w:t></w:r></w:ins></w:p>")
    changed(path, **{"word/comments.xml": "<w:comments><w:comment w:id='1'/>"})
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    remarks = f"<w:comments {space}><w:comment w:id='1'/></w:comments>"
    changed(path, **{"word/comments.xml": remarks})

    assert told(path) == {"changes", "remarks"}


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = changed(docx_file(tmp_path), **{"word/media/a.xml": b"\0" * (60 * MB)})
    assert path.stat().st_size < MB

    assert reason(path) == "bomb"


def test_many_small_bombs_are_one_bomb(tmp_path: Path) -> None:
    members = {f"word/media/{n}.bin": b"\0" * (19 * MB) for n in range(17)}

    assert reason(changed(docx_file(tmp_path), **members)) == "bomb"


def test_an_archive_within_an_archive_within_is_refused(tmp_path: Path) -> None:
    nested = archive_of(deep=archive_of(deeper=archive_of(deepest=b"charge")))

    path = changed(docx_file(tmp_path), **{"word/media/a.zip": nested})

    assert reason(path) == "bomb"


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    members = {f"word/{number}.xml": b"" for number in range(5001)}

    assert reason(changed(docx_file(tmp_path), **members)) == "bomb"


def test_an_archive_that_lies_of_its_sizes_is_refused(tmp_path: Path) -> None:
    path = changed(docx_file(tmp_path), **{"word/media/a.bin": b"\0" * MB})
    content = path.read_bytes()
    size = MB.to_bytes(4, "little")

    lying = content.replace(size, (100).to_bytes(4, "little"))

    assert reason(written(tmp_path, lying)) == "damaged"


@pytest.mark.parametrize("name", ["../../etc/cron.d/a", "/etc/passwd", "..\\a"])
def test_an_archive_that_would_write_elsewhere_is_refused(
    tmp_path: Path, name: str
) -> None:
    assert reason(changed(docx_file(tmp_path), **{name: b"a"})) == "damaged"


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = docx_file(tmp_path)
    types = part(path, "[Content_Types].xml").replace("<Types", laughs + "<Types", 1)

    assert reason(changed(path, types=types)) == "damaged"
