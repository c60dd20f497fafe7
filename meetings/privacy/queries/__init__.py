"""Reading what is kept of a person, until when, and who read it."""
