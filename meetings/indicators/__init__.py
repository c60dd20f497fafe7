"""The plans' frameworks, the actions that meetings serve, and the rules that compute values."""
