"""What is said in the demo's programmes, in the product's languages."""

from __future__ import annotations

from datetime import time
from typing import Final

from meetings.calendar.models import DocumentType

PRESIDENT: Final = "Alicia Benítez Ríos"
HALL, ANNEX = "Sala Magna", "Aula 2"
CHAIR, SPEAKER, PANEL, NOTES = "chair", "speaker", "panelist", "rapporteur"

# Day, hours, room, kind, title, and (function, name, post, sex) of each speaker.
FORUM: Final = (
    (
        0,
        "09:00-10:00",
        HALL,
        "opening",
        {
            "en": "Opening",
            "es": "Inauguración",
            "fr": "Ouverture",
            "pt": "Abertura",
        },
        ((CHAIR, "Lucía Sepúlveda Muñoz", "Autoridad Nacional Competente", "female"),),
    ),
    (
        0,
        "10:30-12:30",
        HALL,
        "session",
        {
            "en": "Receiving a complaint without harm",
            "es": "Recibir una denuncia sin causar daño",
            "fr": "Recevoir une plainte sans nuire",
            "pt": "Receber uma denúncia sem causar dano",
        },
        (
            (CHAIR, "Faith Greaves", "", "female"),
            (SPEAKER, "Germán Ibáñez Peña", "Ministerio Público", "male"),
        ),
    ),
    (
        0,
        "12:30-14:00",
        "",
        "break",
        {"en": "Lunch", "es": "Almuerzo", "fr": "Déjeuner", "pt": "Almoço"},
        (),
    ),
    (
        1,
        "09:00-12:00",
        HALL,
        "session",
        {
            "en": "Protection orders: practice",
            "es": "Órdenes de protección: práctica",
            "fr": "Ordonnances de protection : exercices",
            "pt": "Medidas protetivas: prática",
        },
        (
            (CHAIR, "Marta Núñez Cáceres", "AHMEC", "female"),
            (NOTES, "Desmond Edghill", "", "male"),
        ),
    ),
    (
        1,
        "09:00-12:00",
        ANNEX,
        "session",
        {
            "en": "Comparable records: practice",
            "es": "Registros comparables: práctica",
            "fr": "Registres comparables : exercices",
            "pt": "Registros comparáveis: prática",
        },
        ((CHAIR, "Letícia Araújo Simões", "", "female"),),
    ),
    (
        1,
        "14:00-16:30",
        HALL,
        "session",
        {
            "en": "Forum with women’s organizations",
            "es": "Foro con organizaciones de mujeres",
            "fr": "Forum avec les organisations de femmes",
            "pt": "Fórum com organizações de mulheres",
        },
        (
            (CHAIR, "Lucía Sepúlveda Muñoz", "Autoridad Nacional Competente", "female"),
            (PANEL, "Marta Núñez Cáceres", "AHMEC", "female"),
            (PANEL, "Beverley Charles", "CWSN", "female"),
        ),
    ),
    (
        2,
        "09:00-11:00",
        HALL,
        "session",
        {
            "en": "What each country takes home",
            "es": "Lo que cada país se lleva",
            "fr": "Ce que chaque pays emporte",
            "pt": "O que cada país leva",
        },
        ((CHAIR, "Faith Greaves", "", "female"), (NOTES, "Desmond Edghill", "", "male")),
    ),
    (
        2,
        "11:30-12:30",
        HALL,
        "closing",
        {"en": "Closing", "es": "Clausura", "fr": "Clôture", "pt": "Encerramento"},
        ((CHAIR, "Lucía Sepúlveda Muñoz", "Autoridad Nacional Competente", "female"),),
    ),
)

_FIRST = {
    "en": "First plenary session",
    "es": "Primera sesión plenaria",
    "fr": "Première séance plénière",
    "pt": "Primeira sessão plenária",
}
_SECOND = {
    "en": "Second plenary session",
    "es": "Segunda sesión plenaria",
    "fr": "Deuxième séance plénière",
    "pt": "Segunda sessão plenária",
}
_THIRD = {
    "en": "Third plenary session",
    "es": "Tercera sesión plenaria",
    "fr": "Troisième séance plénière",
    "pt": "Terceira sessão plenária",
}
SESSION: Final = (
    (0, time(9, 30), time(12, 30), _FIRST),
    (0, time(14, 30), time(17, 0), _SECOND),
    (1, time(9, 30), time(12, 30), _THIRD),
)
# The session of each point, by its place above, the type of its paper, and what it is called.
POINTS: Final = (
    (
        0,
        DocumentType.AGENDA,
        {
            "en": "Adoption of the agenda",
            "es": "Aprobación del temario",
            "fr": "Adoption de l’ordre du jour",
            "pt": "Aprovação da agenda",
        },
    ),
    (
        0,
        DocumentType.WORKING_DOCUMENT,
        {
            "en": "Report of the Executive Secretariat",
            "es": "Informe de la Secretaría Ejecutiva",
            "fr": "Rapport du Secrétariat exécutif",
            "pt": "Relatório da Secretaria Executiva",
        },
    ),
    (
        1,
        DocumentType.INFORMATION,
        {
            "en": "Work plan and calendar",
            "es": "Plan de trabajo y calendario",
            "fr": "Plan de travail et calendrier",
            "pt": "Plano de trabalho e calendário",
        },
    ),
    (
        2,
        None,
        {
            "en": "Other business",
            "es": "Otros asuntos",
            "fr": "Questions diverses",
            "pt": "Outros assuntos",
        },
    ),
)
COURSE: Final = {
    "en": "Virtual course on indicators of progress of the Belém do Pará Convention (demo)",
    "es": "Curso virtual sobre indicadores de progreso de la Convención de Belém do Pará (demo)",
    "fr": "Cours en ligne sur les indicateurs de progrès de la Convention de Belém do Pará (demo)",
    "pt": "Curso virtual sobre os indicadores de progresso da Convenção de Belém do Pará (demo)",
}
COURSE_ABOUT: Final = {
    "en": "For those who gather the data of the follow-up mechanism in each country.",
    "es": "Para quienes reúnen los datos del mecanismo de seguimiento en cada país.",
    "fr": "Pour qui réunit les données du mécanisme de suivi dans chaque pays.",
    "pt": "Para quem reúne os dados do mecanismo de acompanhamento em cada país.",
}
MODULES: Final = (
    {
        "en": "The Convention and its mechanism",
        "es": "La Convención y su mecanismo",
        "fr": "La Convention et son mécanisme",
        "pt": "A Convenção e seu mecanismo",
    },
    {
        "en": "Structure, process, outcome",
        "es": "Estructura, proceso, resultado",
        "fr": "Structure, processus, résultat",
        "pt": "Estrutura, processo, resultado",
    },
    {
        "en": "From records to indicators",
        "es": "De los registros a los indicadores",
        "fr": "Des registres aux indicateurs",
        "pt": "Dos registros aos indicadores",
    },
)
