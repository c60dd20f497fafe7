"""Meetings: what takes place, when, where, and how sure that is."""
