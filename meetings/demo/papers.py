"""The papers of the session in six weeks: small PDFs in two or four languages, one revised."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from meetings import files, filetypes
from meetings.actor import Actor
from meetings.calendar.models import Access, Document, DocumentType, Meeting
from meetings.calendar.operations import documents as operations
from meetings.calendar.operations.document_files import Upload, put_files
from meetings.calendar.rules.documents import DocumentFacts

ALL: Final = ("en", "es", "fr", "pt")
TWO: Final = ("en", "es")


@dataclass(frozen=True)
class Paper:
    """A paper of the demo; `symbol` takes the year's last two digits."""

    symbol: str
    type: str
    languages: tuple[str, ...]
    title: dict[str, str]
    access: str = Access.PUBLIC
    is_revised: bool = False


PAPERS: Final = (
    Paper(
        "CIM/CD/doc.1/{year}",
        DocumentType.AGENDA,
        ALL,
        {
            "en": "Draft agenda",
            "es": "Proyecto de temario",
            "fr": "Projet d’ordre du jour",
            "pt": "Projeto de temário",
        },
    ),
    Paper(
        "CIM/CD/doc.2/{year}",
        DocumentType.INFORMATION,
        TWO,
        {"en": "Draft schedule", "es": "Proyecto de calendario"},
        is_revised=True,
    ),
    Paper(
        "CIM/CD/doc.3/{year}",
        DocumentType.WORKING_DOCUMENT,
        ALL,
        {
            "en": "Report of the Executive Secretariat on the activities of the year",
            "es": "Informe de la Secretaría Ejecutiva sobre las actividades del año",
            "fr": "Rapport du Secrétariat exécutif sur les activités de l’année",
            "pt": "Relatório da Secretaria Executiva sobre as atividades do ano",
        },
    ),
    Paper(
        "CIM/CD/doc.4/{year}",
        DocumentType.RESOLUTION,
        TWO,
        {
            "en": "Draft resolution on the participation of women in decisions",
            "es": "Proyecto de resolución sobre la participación de las mujeres en las decisiones",
        },
        access=Access.BODY,
    ),
    Paper(
        "CIM/CD/inf.1/{year}",
        DocumentType.INFORMATION,
        TWO,
        {"en": "Information for participants", "es": "Información para las participantes"},
        access=Access.PARTICIPANTS,
    ),
    Paper(
        "",
        DocumentType.NOTE_VERBALE,
        ALL,
        {
            "en": "Note verbale of convocation",
            "es": "Nota verbal de convocatoria",
            "fr": "Note verbale de convocation",
            "pt": "Nota verbal de convocação",
        },
    ),
)


def make(session: Meeting, *, by: Actor, at: datetime) -> None:
    """Give the session its six papers, one of which its rev.1 has replaced."""
    for paper in PAPERS:
        symbol = paper.symbol.format(year=f"{session.starts_on:%y}")
        said = DocumentFacts(
            title=paper.title,
            symbol=symbol,
            type=paper.type,
            original_language="es",
            access=paper.access,
        )
        made = operations.add_document(said, meeting=session, by=by, at=at)
        _bring_out(made, paper, by=by, at=at)
        if paper.is_revised:
            _bring_out(operations.revise_document(made, by=by, at=at), paper, by=by, at=at)


def _bring_out(document: Document, paper: Paper, *, by: Actor, at: datetime) -> None:
    for lang in paper.languages:
        stream = io.BytesIO(pdf([document.symbol, paper.title[lang], "(demo)"]))
        found = filetypes.inspect(stream, f"{paper.title[lang]}.pdf", most_mb=1)
        upload = Upload(lang, found, files.keep(stream))
        put_files(document, [upload], by=by, at=at)
    operations.publish_document(document, by=by, at=at)


def pdf(paragraphs: Sequence[str], *, catalog: bytes = b"") -> bytes:
    """A PDF of one page, without any library; `catalog` is added to its first object."""
    lines = [line for each in paragraphs for line in [*textwrap.wrap(each, 52), ""]]
    said = b" T*\n".join(b"(%s) Tj" % _escaped(line) for line in lines)
    content = b"BT /F1 16 Tf 22 TL 72 700 Td\n" + said + b"\nET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    )
    return made + end % (table, len(made))


def _escaped(line: str) -> bytes:
    return line.encode("cp1252", "replace").translate(None, b"()\\")
