"""A DOCX that carries a program, fetches from elsewhere or swells is refused in words."""

from pathlib import Path

import pytest

from ecm.files.checks import examine
from ecm.files.refusals import ADVICE, REASONS
from tests.files.makers import (
    archive_of,
    changed,
    docx_file,
    field,
    part,
    refusal,
    with_body,
    with_relation,
    written,
)

MB = 1_000_000


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.xml"])
def test_a_docx_with_a_program_is_refused(tmp_path: Path, name: str) -> None:
    path = changed(docx_file(tmp_path), **{name: b"charge"})

    assert refusal(path, "rapport.docx") == REASONS["macros"]


def test_a_docm_is_refused_under_any_name(tmp_path: Path) -> None:
    path = docx_file(tmp_path)
    types = part(path, "[Content_Types].xml").replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )

    assert refusal(changed(path, types=types), "rapport.docx") == REASONS["macros"]


def test_a_program_in_a_workbook_in_a_document_is_refused(tmp_path: Path) -> None:
    workbook = archive_of(**{"xl/vbaProject.bin": b"charge"})
    path = changed(docx_file(tmp_path), **{"word/embeddings/a.xlsx": workbook})

    assert refusal(path) == REASONS["macros"]


def test_a_workbook_in_a_document_is_accepted_with_advice(tmp_path: Path) -> None:
    workbook = archive_of(**{"xl/workbook.xml": b"<workbook/>"})
    path = changed(docx_file(tmp_path), **{"word/embeddings/a.xlsx": workbook})

    assert examine(path, "a.docx").advice == (ADVICE["workbooks"],)


def test_an_object_of_another_program_is_refused(tmp_path: Path) -> None:
    path = docx_file(tmp_path)

    with_relation(path, "oleObject", "embeddings/oleObject1.bin", outside=False)

    assert refusal(path) == REASONS["embedded"]


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
    said = refusal(with_relation(docx_file(tmp_path), kind, target))

    assert said == REASONS["fetching"] % {"what": target}


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

    assert examine(path, "a.docx").advice == ()


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(field("DDEAUTO c:\\\\cmd.exe "), id="a program"),
        pytest.param(field(" INCLUDE", "TEXT ", '"file:///etc/passwd"'), id="in runs"),
        pytest.param(field("includepicture x"), id="in small letters"),
        pytest.param('<w:p><w:fldSimple w:instr=" LINK Excel"/></w:p>', id="simple"),
        pytest.param(
            '<w:p><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" '
            'src="file:///etc/passwd"/></w:p>',
            id="an old picture",
        ),
    ],
)
def test_a_field_that_fetches_is_refused(tmp_path: Path, markup: str) -> None:
    said = refusal(with_body(docx_file(tmp_path), markup))

    assert "va chercher une partie de lui-même ailleurs" in said


def test_the_fields_of_any_document_are_accepted(tmp_path: Path) -> None:
    path = docx_file(tmp_path)

    for usual in (" PAGE ", " TOC \\o ", ' HYPERLINK "https://sgg.example" '):
        with_body(path, field(usual))

    assert examine(path, "a.docx").advice == ()


def test_tracked_changes_and_remarks_are_told(tmp_path: Path) -> None:
    path = docx_file(tmp_path)
    w = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    with_body(path, f"<w:p><w:ins {w}><w:r><w:t>ajout</w:t></w:r></w:ins></w:p>")
    changed(path, **{"word/comments.xml": "<w:comments><w:comment w:id='1'/>"})
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    remarks = f"<w:comments {space}><w:comment w:id='1'/></w:comments>"
    changed(path, **{"word/comments.xml": remarks})

    assert examine(path, "a.docx").advice == (ADVICE["changes"], ADVICE["remarks"])


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = changed(docx_file(tmp_path), **{"word/media/a.xml": b"\0" * (60 * MB)})
    assert path.stat().st_size < MB

    assert refusal(path) == REASONS["bomb"]


def test_many_small_bombs_are_one_bomb(tmp_path: Path) -> None:
    members = {f"word/media/{n}.bin": b"\0" * (19 * MB) for n in range(17)}

    assert refusal(changed(docx_file(tmp_path), **members)) == REASONS["bomb"]


def test_an_archive_within_an_archive_within_is_refused(tmp_path: Path) -> None:
    nested = archive_of(deep=archive_of(deeper=archive_of(deepest=b"charge")))

    path = changed(docx_file(tmp_path), **{"word/media/a.zip": nested})

    assert refusal(path) == REASONS["bomb"]


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    members = {f"word/{number}.xml": b"" for number in range(5001)}

    assert refusal(changed(docx_file(tmp_path), **members)) == REASONS["bomb"]


def test_an_archive_that_lies_of_its_sizes_is_refused(tmp_path: Path) -> None:
    path = changed(docx_file(tmp_path), **{"word/media/a.bin": b"\0" * MB})
    content = path.read_bytes()
    size = MB.to_bytes(4, "little")

    lying = content.replace(size, (100).to_bytes(4, "little"))

    assert refusal(written(tmp_path, lying)) == REASONS["damaged"]


@pytest.mark.parametrize("name", ["../../etc/cron.d/a", "/etc/passwd", "..\\a"])
def test_an_archive_that_would_write_elsewhere_is_refused(
    tmp_path: Path, name: str
) -> None:
    assert refusal(changed(docx_file(tmp_path), **{name: b"a"})) == REASONS["damaged"]


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = docx_file(tmp_path)
    types = part(path, "[Content_Types].xml").replace("<Types", laughs + "<Types", 1)

    assert refusal(changed(path, types=types)) == REASONS["damaged"]
