"""Invitations, reminders and other mails to many: whom, what, when, and what became of each."""
