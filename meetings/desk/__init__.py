"""Pages and files across rooms: the landing page, a meeting, the officer's form, today."""
