"""Erasing people, stripping what a meeting kept of them, and what must wait."""
