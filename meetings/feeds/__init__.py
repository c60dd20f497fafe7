"""iCalendar feeds, joined from stored text."""
