"""Participations: who comes in which capacity, for whom, and the seats they take."""
