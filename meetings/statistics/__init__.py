"""The counting words: cross tables of participations, their totals and coverage."""
