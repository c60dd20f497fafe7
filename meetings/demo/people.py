"""Invented people: names as the region writes them, for each State, from one fixed chance."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.directory.models import Person
from meetings.localized import fold

FEMALE, MALE, ANOTHER, NOT_STATED = "female", "male", "another", "not_stated"

_WOMEN = {
    "es": (
        "María Josefa Lucía Inés Sofía Ángela Belén Camila Débora Estefanía Fátima Graciela Noemí "
        "Ximena Rocío Valentina Mónica Itzel Nayeli Zoé Begoña Úrsula Paloma Yésica Concepción"
    ),
    "pt": "Conceição Luísa Letícia Antônia Beatriz Flávia Inês Júlia Márcia Tânia Verônica Jussara",
    "en": "Alicia Beverley Camille Denise Eulalie Faith Gloria Hyacinth Imani Keisha Lorna Marva",
    "fr": "Noëlle Françoise Mireille Zoé Régine Guerda Édeline Marie-Ange Désirée Ghislaine",
    "nl": "Anneke Chandra Joëlle Monique Sharda Thérèse Yvonne",
}
_MEN = {
    "es": "José Ángel Martín Andrés Raúl Óscar Iván Joaquín Héctor Sebastián Tomás Germán Álvaro",
    "pt": "João Luís Antônio Márcio Sérgio Vinícius Otávio",
    "en": "Anthony Clive Desmond Errol Fitzroy Garfield Winston",
    "fr": "Jean-Rémy Frantz Évens Wilfrid Gérard",
    "nl": "Ronald Stanley Harold",
}
_SURNAMES = {
    "es": (
        "Álvarez Benítez Cáceres Domínguez Espinoza Farías Gutiérrez Hernández Ibáñez Jiménez "
        "Lascano Muñoz Núñez Ocaña Peña Quiñones Ríos Sepúlveda Tzoc Urrutia Vásquez Yupanqui "
        "Zúñiga Chávez Güemes Ordóñez"
    ),
    "pt": "Araújo Brandão Conceição Damião Falcão Gonçalves Magalhães Nóbrega Paixão Simões",
    "en": "Alleyne Braithwaite Charles Drayton Edghill Fontaine Greaves Hinds Joseph Lovell",
    "fr": "Désir Étienne François Jean-Baptiste Léger Noël Saint-Louis Théodore Valmé",
    "nl": "Amatsoemarto Kartosen Kromodikoro Pinas Sanmoegam Tjon-A-Fat",
}
_TONGUE = {
    "BR": "pt",
    "HT": "fr",
    "SR": "nl",
    **dict.fromkeys(
        ("AG", "BB", "BS", "BZ", "CA", "DM", "GD", "GY", "JM", "KN", "LC", "TT", "US", "VC"), "en"
    ),
}
WRITES_IN = {"es": "es", "pt": "pt", "en": "en", "fr": "fr", "nl": "en"}


@dataclass(frozen=True)
class Invented:
    """Somebody of a State: her record, her sex as declared, the language she reads."""

    person: Person
    state: str
    sex: str
    language: str


class Town:
    """Makes people, one after the other, never the same one twice."""

    def __init__(self, seed: int) -> None:
        """The same seed makes the same town."""
        self.chance = random.Random(seed)
        self._seen: set[str] = set()

    def somebody(self, state: str, *, at: object, sex: str | None = None) -> Invented:
        """A new person of a State; about three in four are women, a few do not say."""
        tongue = _TONGUE.get(state, "es")
        declared = (
            sex
            or self.chance.choices((FEMALE, MALE, ANOTHER, NOT_STATED), weights=(72, 23, 1, 4))[0]
        )
        given, surnames = next(self._names(tongue, declared))
        folded = fold(f"{given} {surnames}")
        mailbox = folded.replace(" ", ".").replace("'", "")
        person = Person(
            public_id=str(uuid.UUID(int=self.chance.getrandbits(128), version=4)),
            given_names=given,
            surnames=surnames,
            folded_name=folded,
            email=f"{mailbox}@demo.invalid",
            country=state,
            created_at=at,
        )
        return Invented(person, state, declared, WRITES_IN[tongue])

    def _names(self, tongue: str, sex: str) -> Iterator[tuple[str, str]]:
        """Names not taken yet; two surnames where the region has them."""
        pool = {FEMALE: _WOMEN, MALE: _MEN}.get(sex) or self.chance.choice((_WOMEN, _MEN))
        while True:
            given = self.chance.choice(pool[tongue].split())
            second = self.chance.choice(pool[tongue].split())
            if second != given and self.chance.random() < 0.35:
                given = f"{given} {second}"
            surnames = self.chance.choice(_SURNAMES[tongue].split())
            if tongue in {"es", "pt"}:
                surnames = f"{surnames} {self.chance.choice(_SURNAMES[tongue].split())}"
            if (key := fold(f"{given} {surnames}")) not in self._seen:
                self._seen.add(key)
                yield given, surnames
