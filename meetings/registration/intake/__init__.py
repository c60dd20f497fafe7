"""People brought in by a table: the file read, each row judged, what it would change. Pure."""
