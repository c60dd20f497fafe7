"""Organizations at a meeting: their applications, and what the secretariat decides."""
