"""Meetings: an intergovernmental secretariat's meetings, from the first date to the indicator."""
