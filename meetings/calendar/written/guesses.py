"""What a title lets one guess: the kind of meeting, the secretariat's part, its language. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from meetings.calendar.models import Involvement
from meetings.localized import LANGUAGES, fold

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("deadline", r"deadline|fecha limite|date limite|data-limite|plazo para|prazo para"),
        (
            "observance",
            r"\b(day (of|against|for)|women.?s day)|\bdia (internacional|mundial|interamericano|"
            r"de la|da|das|de las)\b|\bjournee (internationale|mondiale|des|de la)\b",
        ),
        (
            "executive_committee",
            r"executive committee|comite (directivo|directeur|diretor|ejecutivo|execut)",
        ),
        (
            "assembly",
            r"assembly of delegates|(asamblea|assembleia) de delegad|assemblee des delegu",
        ),
        (
            "conference_states_parties",
            r"conference of (the )?states? parties|conferencia (de los|dos) estados parte|"
            r"conference des etats parties",
        ),
        (
            "committee_of_experts",
            r"committee of (women )?experts|comite (de |d.)(expert|perit)|cevi\b",
        ),
        ("preparatory_meeting", r"preparator|preparatoire"),
        (
            "ministerial",
            r"meeting of (the )?ministers|(reunion|reuniao) (de|des|dos|das|de las?|de los) "
            r"(las |los )?ministr|ministerial|ministerielle",
        ),
        ("high_level_meeting", r"high.level|alto nivel|haut niveau"),
        ("working_group", r"working group|grupo de (trabajo|trabalho)|groupe de travail"),
        ("virtual_course", r"(virtual|online) course|curso (virtual|en linea)|cours en ligne"),
        ("training", r"training|capacitacion|capacitacao|formation (de|en|sur|au|des)|formation\b"),
        ("workshop", r"workshop|\btaller|\batelier|\boficina\b"),
        ("seminar", r"seminar|seminario|seminaire"),
        ("roundtable", r"round.?table|mesa.redonda|table ronde"),
        ("panel", r"\bpanel\b|\bpainel\b"),
        ("dialogue", r"dialogue|dialogo"),
        (
            "intergovernmental_session",
            r"general assembly|asamblea general|assemblee generale|assembleia geral|"
            r"(permanent council|consejo permanente|conseil permanent|conselho permanente)|"
            r"presiding officers|mesa directiva|mesa diretora|bureau de la conference|"
            r"status of women|elimina(tion|cion|cao) |implementation review|cedaw|"
            r"periodo de sesiones",
        ),
        ("network_meeting", r"\bnetwork|\bred de\b|\breseau\b|\brede de\b"),
        ("conference", r"conference|conferencia|congress\b|congreso|\bcongres\b|congresso"),
        ("forum", r"\bforum\b|\bforo\b|colloqui|coloqui|colloque|summit|cumbre|sommet|cupula"),
        ("expert_meeting", r"\bexperts?\b|\bexpertas?\b|especialistas|specialistes|sepia\b"),
        ("launch", r"\blaunch|lanzamiento|lancement|lancamento"),
    )
)
_NAMED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("assembly", re.compile(r"\basamblea\b|\bassembly\b|\bassemblee\b|\bassembleia\b")),
    ("training", re.compile(r"\bcursos?\b|\bcourses?\b|\bcours\b")),
    ("committee", re.compile(r"\bcomite\b|\bcommittee\b")),
)
_OWN = re.compile(r"\b(cim|mesecvi)\b|executive committee|comite direct|comite diretor")
_CONVENED = re.compile(r"\bconven|\bconvo[cq]|\bpropri|\bown\b|\bpropia")
_ATTENDED = re.compile(r"attend|particip|asist")
_OBSERVED = re.compile(r"observ|conmemor|commemor|comemor")
_TELLING = {
    "en": "of the and on for meeting with in to women committee workshop seminar training "
    "session conference day network working group regional national annual launch",
    "es": "del el los las y la reunion sobre con para mujeres mujer comite en "
    "taller talleres sesion foro asamblea nacional jornada encuentro",
    "fr": "du des les et la le reunion sur pour avec femmes femme comite au aux l d "
    "atelier ateliers seance assemblee journee nationale rencontre",
    "pt": "do da dos das e o os reuniao sobre com para mulheres mulher comite em na no "
    "oficina oficinas sessao assembleia jornada encontro",
}
_WORDS = {lang: frozenset(words.split()) for lang, words in _TELLING.items()}


def kind(title: str) -> str | None:
    """The kind that a title names, None where it names none."""
    words = fold(title)
    return next((code for code, each in _KINDS if each.search(words)), None)


def kind_named(text: str) -> str | None:
    """The kind that a cell for it names, in a word of its own: `Asamblea`, `Curso`, `Taller`."""
    words = fold(text)
    own = next((code for code, each in _NAMED if each.search(words)), None)
    return kind(text) or own if words else None


def involvement(text: str) -> Involvement | None:
    """The secretariat's part as a table's cell says it."""
    words = fold(text)
    for each, pattern in (
        (Involvement.OBSERVANCE, _OBSERVED),
        (Involvement.CONVENED, _CONVENED),
        (Involvement.ATTENDED, _ATTENDED),
    ):
        if pattern.search(words):
            return each
    return None


def part(title: str, organizer: str, kind_code: str) -> Involvement:
    """The secretariat's part where no cell says it: its own name convenes."""
    if kind_code == "observance":
        return Involvement.OBSERVANCE
    is_own = _OWN.search(fold(organizer)) or (not organizer and _OWN.search(fold(title)))
    return Involvement.CONVENED if is_own else Involvement.ATTENDED


def language(texts: Iterable[str]) -> tuple[str, bool]:
    """The language of these texts, and whether that is doubtful."""
    all_texts = list(texts)
    each = [_signs(text) for text in all_texts]
    total: Counter[str] = sum(each, Counter(dict.fromkeys(LANGUAGES, 0)))
    votes = Counter(lang for signs in each if (lang := _clearest(signs)) is not None)
    first = max(LANGUAGES, key=lambda lang: (votes[lang], total[lang]))
    others = max(total[lang] for lang in LANGUAGES if lang != first)
    is_close = total[first] < 2 or others * 5 >= total[first] * 4
    return first, is_close or votes[first] * 2 < len(all_texts)


def _signs(text: str) -> Counter[str]:
    """How much in a text tells of each language; a part of a compound (`e-commerce`) does not."""
    plain = fold(text).replace("belem do para", "")  # the Convention's name in every language
    said = set(re.findall(r"(?<![\w-])[a-z]+(?![\w-])", plain))
    found = Counter({lang: len(said & words) for lang, words in _WORDS.items()})
    found["pt"] += len(re.findall(r"ção\b|ções\b|ão\b", text.lower()))
    found["es"] += len(re.findall(r"ción\b|ñ", text.lower()))
    found["fr"] += len(re.findall(r"\bl[’']|\bd[’']|é(e|es)\b", text.lower()))
    return found


def _clearest(signs: Counter[str]) -> str | None:
    """The language that one text tells; None where two tell as much."""
    (first, most), (_second, next_most) = signs.most_common(2)
    return first if most > next_most else None
