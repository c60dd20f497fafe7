"""Who signs in, and with which grants."""
