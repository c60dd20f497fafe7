"""Factories, one file a room: they flush and never commit."""
