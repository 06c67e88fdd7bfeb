"""Small files of each format, made by hand: what the tests of the readers read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import openpyxl
import pytest

from disclosed.findings import UserError
from disclosed.readers.files import read_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text_of(name: str, data: bytes | str) -> str:
    return read_file(name, data if isinstance(data, bytes) else data.encode()).text


def refused(name: str, data: bytes) -> str:
    with pytest.raises(UserError) as error:
        read_file(name, data)
    return str(error.value)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(body: str, **parts: str) -> bytes:
    inner = {f"word/{name}.xml": text for name, text in parts.items()}
    return zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **inner})


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
)


def odf(kind: str, body: str, styles: str = "", masters: str = "") -> bytes:
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    beside = (
        f"<office:document-styles {ODF}><office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    return zipped({**parts, **({"styles.xml": beside} if masters else {})})


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"From": "Northtown Council <foi@northtown.example>", "Subject": "FOI 12", **headers}.items():
        made[name] = value
    made.set_content("Dear Applicant\n\n14\n")
    return made


def pdf(*pages: str, extra: str = "", objects: str = "") -> bytes:
    """Write a PDF by hand: `extra` goes into the resources, `objects` into each page."""
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + 2 * len(pages), 2))
    made = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for content in pages:
        packed = zlib.compress(content.encode("latin-1"))
        made += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(made) + 2} 0 R{objects}"
            f"/Resources<</Font<</F 3 0 R>>{extra}>>>>".encode(),
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        ]
    return _numbered(made)


def pdf_packed(data: bytes, form: str) -> bytes:
    """Write a PDF of one page whose content stands as it is given; `form` says how it was packed."""
    return _numbered(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), form.encode(), data),
            b"/FlateDecode",
        ]
    )


def _numbered(objects: list[bytes]) -> bytes:
    """Write the objects of a PDF one after another, and where each of them begins."""
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def at(x: float, y: float, text: str, size: float = 10) -> str:
    escaped = text.replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {x} {y} Td ({escaped}) Tj ET\n"
