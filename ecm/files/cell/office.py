"""Turning a DOCX into a PDF with LibreOffice, which keeps nothing between two jobs."""

import os
import shutil
import subprocess
from pathlib import Path

from ecm.files.cell.errors import Unfit

# Never follow a link to another file, whatever the document asks.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def convert(source: Path, *, program: str) -> str:
    """Write the document as a PDF and return the file's name."""
    here = Path.cwd()
    home = here / "profile"
    (home / "user").mkdir(parents=True)
    (home / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    shutil.copyfile(source, "document.docx")
    options = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    done = subprocess.run(  # noqa: S603  (the program is the administrator's)
        [
            program,
            f"-env:UserInstallation={home.as_uri()}",
            *options,
            "--convert-to",
            FILTER,
            "document.docx",
        ],
        env=os.environ | {"HOME": str(here), "TMPDIR": str(here)},
        check=False,
    )
    if done.returncode != 0 or not Path("document.pdf").is_file():
        raise Unfit("unconverted")
    return "document.pdf"
