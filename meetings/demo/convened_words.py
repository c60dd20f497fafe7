"""What the demo's dialogue says in four languages: its title, its questions, who is named to it."""

from __future__ import annotations

from typing import Final

from meetings.registration.rules.builder import Place, QuestionFacts, Wording
from meetings.registration.rules.questions import Choice

TITLE: Final = {
    "en": "Dialogue on shelters and care with States and civil society (demo)",
    "es": "Diálogo sobre refugios y cuidados con los Estados y la sociedad civil (demo)",
    "fr": "Dialogue sur les refuges et les soins avec les États et la société civile (demo)",
    "pt": "Diálogo sobre abrigos e cuidados com os Estados e a sociedade civil (demo)",
}
TABLES: Final = QuestionFacts(
    type="choice",
    wording=Wording(
        label={
            "en": "Which working table will you take part in?",
            "es": "¿En qué mesa de trabajo participará?",
            "fr": "À quelle table de travail participerez-vous ?",
            "pt": "De qual mesa de trabalho participará?",
        },
        choices=(
            Choice(
                "shelters",
                {"en": "Shelters", "es": "Refugios", "fr": "Refuges", "pt": "Abrigos"},
            ),
            Choice("care", {"en": "Care", "es": "Cuidados", "fr": "Soins", "pt": "Cuidados"}),
        ),
    ),
    is_in_library=True,
)
DIET: Final = QuestionFacts(
    type="text",
    wording=Wording(
        label={
            "en": "What should we know about what you eat?",
            "es": "¿Qué debemos saber sobre su alimentación?",
            "fr": "Que devons-nous savoir de votre alimentation ?",
            "pt": "O que devemos saber sobre sua alimentação?",
        },
        help={
            "en": "Only those who order the meals read it.",
            "es": "Solo lo leen quienes encargan las comidas.",
            "fr": "Seules les personnes qui commandent les repas le lisent.",
            "pt": "Somente quem encomenda as refeições lê.",
        },
    ),
    is_sensitive=True,
    is_in_library=True,
)
FLIGHT: Final = QuestionFacts(
    type="date",
    wording=Wording(
        label={
            "en": "On which day do you arrive?",
            "es": "¿Qué día llega?",
            "fr": "Quel jour arrivez-vous ?",
            "pt": "Em que dia chega?",
        }
    ),
    is_in_library=True,
)
QUESTIONS: Final = (
    (TABLES, Place(is_required=True, capacities=("participant",))),
    (DIET, Place()),
    (FLIGHT, Place(stage="after")),
)
NEEDS: Final = "Rampa para silla de ruedas (demo)"
NOT_EATEN: Final = "Sin frutos secos (demo)"
FOCAL_POINT: Final = "Dirección de Asuntos Multilaterales (demo)"
DELEGATES: Final = (
    ("Ministra", "principal_delegate"),
    ("Viceministra", "alternate_delegate"),
    ("Directora de refugios", "adviser"),
    ("Asesora jurídica", "adviser"),
    ("Consejero de la misión permanente", "adviser"),
)
HELD_BY_MEN: Final = frozenset(("Consejero de la misión permanente",))
