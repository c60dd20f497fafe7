"""Programs that others wrote, reading our feeds: `python3 dev.py test --readers`."""
