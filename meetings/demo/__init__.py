"""An instance to look at: the calendar of 2003 and an invented year."""
