"""The words of dates in four languages, folded (no accents, no case). Pure data."""

from __future__ import annotations

from meetings.calendar.models import Status

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene janvier janv janeiro",
            "february feb febrero fevrier fevr fev fevereiro",
            "march mar marzo mars marco",
            "april apr abril abr avril avr",
            "may mayo mai maio",
            "june jun junio juin junho",
            "july jul julio juillet juil julho",
            "august aug agosto ago aout",
            "september sept sep septiembre setiembre septembre setembro set",
            "october oct octubre octobre outubro out",
            "november nov noviembre novembre novembro",
            "december dec diciembre dic decembre dezembro dez",
        ),
        1,
    )
    for name in names.split()
}
# The first month of a season, as the sources count (northern).
SEASONS = {
    name: first
    for first, names in (
        (3, "spring primavera printemps"),
        (6, "summer verano ete verao"),
        (9, "autumn fall otono automne outono"),
        (12, "winter invierno hiver inverno"),
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday lunes lundi segunda-feira segunda",
            "tuesday martes mardi terca-feira terca",
            "wednesday miercoles mercredi quarta-feira quarta",
            "thursday jueves jeudi quinta-feira quinta",
            "friday viernes vendredi sexta-feira sexta",
            "saturday sabado samedi",
            "sunday domingo dimanche",
        )
    )
    for name in names.split()
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNTIL = _words("- to through thru until till and & a al ao hasta y e au et ate jusqu'au")
BETWEEN = _words("and & y e et")  # between two days they may name just these two
FILLERS = _words(
    "of the from on in del de el los las en desde entre dia dias du le les l' da do das dos no "
    "em des fin boreal year ano annee an jour jours day days h"
)
# Parts of a year that no precision of a date tells.
PARTS_OF_YEAR = _words(
    "quarter trimester semester half trimestre semestre cuatrimestre quadrimestre mitad moitie "
    "metade"
)
# What stands in brackets after a date, in the words of this product and of others.
STATUSES = {
    name: status
    for status, names in (
        (Status.FORESEEN, "foreseen planned prevista previsto prevue prevu envisagee envisage"),
        (
            Status.TENTATIVE,
            "tentative tentativa tentativo provisional provisoire provisoria provisorio tbc",
        ),
        (
            Status.POSTPONED,
            "postponed aplazada aplazado pospuesta pospuesto postergada reportee reporte adiada "
            "adiado",
        ),
        (
            Status.CANCELLED,
            "cancelled canceled cancelada cancelado annulee annule anulada anulado",
        ),
    )
    for name in names.split()
}
# Said beside a coarse date, it tells no more than the date itself.
SILENT = ("confirm", "announce", "anunci", "annonc")
